use crate::{crypto::Sealed, db::TenantTx};
use api::{ConversationId, DecisionId, DocumentId};
use serde_json::Value;
use time::OffsetDateTime;

/// A draft as stored; a body that is `None` was used up.
pub(in super::super) struct DraftRow {
    pub conversation_id: ConversationId,
    pub decision_id: DecisionId,
    pub trigger_seq: i64,
    pub body_sealed: Option<Sealed>,
    pub sources: Value,
    pub created_at: OffsetDateTime,
}

/// Stores a conversation's newest draft in place of the one before.
pub(in super::super) async fn keep_draft(tx: &mut TenantTx, draft: &DraftRow) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into drafts (tenant_id, conversation_id, decision_id, trigger_seq, body_sealed, sources, created_at)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (tenant_id, conversation_id) do update
            set decision_id = excluded.decision_id, trigger_seq = excluded.trigger_seq,
                body_sealed = excluded.body_sealed, sources = excluded.sources, created_at = excluded.created_at",
        tx.tenant().0,
        draft.conversation_id.0,
        draft.decision_id.0,
        draft.trigger_seq,
        draft.body_sealed.as_ref() as Option<&Sealed>,
        draft.sources,
        draft.created_at,
    )
    .execute(tx.conn())
    .await
    .map(drop)
}

/// The drafts of these conversations, used up ones too.
pub(in super::super) async fn drafts(
    tx: &mut TenantTx,
    conversations: &[ConversationId],
) -> sqlx::Result<Vec<DraftRow>> {
    sqlx::query_as!(
        DraftRow,
        "select conversation_id, decision_id, trigger_seq, body_sealed, sources, created_at
           from drafts where tenant_id = $1 and conversation_id = any($2)",
        tx.tenant().0,
        conversations as &[ConversationId],
    )
    .fetch_all(tx.conn())
    .await
}

/// Takes the words of a conversation's draft away; whether there were some.
pub(in super::super) async fn dismiss_draft(tx: &mut TenantTx, id: ConversationId) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "update drafts set body_sealed = null, sources = '[]'
          where tenant_id = $1 and conversation_id = $2 and body_sealed is not null",
        tx.tenant().0,
        id.0,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() > 0)
}

/// Takes the words of all drafts away that rest on a document, and says whose they were.
pub(in super::super) async fn dismiss_drafts_citing(
    tx: &mut TenantTx,
    document: DocumentId,
) -> sqlx::Result<Vec<ConversationId>> {
    sqlx::query_scalar!(
        "update drafts set body_sealed = null, sources = '[]'
          where tenant_id = $1 and sources @> jsonb_build_array(jsonb_build_object('document', $2::uuid))
         returning conversation_id",
        tx.tenant().0,
        document.0,
    )
    .fetch_all(tx.conn())
    .await
}
