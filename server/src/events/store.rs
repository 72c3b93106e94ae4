use crate::db::TenantTx;
use api::ConversationId;
use uuid::Uuid;

/// An event as stored: ids only.
#[derive(Clone, Debug)]
pub(super) struct Stored {
    pub id: i64,
    pub kind: String,
    pub conversation_id: Option<ConversationId>,
    pub subject_id: Uuid,
    /// Its number for the conversation's visitor, where it concerns them.
    pub visitor_id: Option<i64>,
}

/// The number of the tenant's newest event; 0 when there is none.
pub(super) async fn last(tx: &mut TenantTx) -> sqlx::Result<i64> {
    let last = sqlx::query_scalar!("select last from event_counters where tenant_id = $1", tx.tenant().0)
        .fetch_optional(tx.conn())
        .await?;
    Ok(last.unwrap_or(0))
}

/// Events after `after`, oldest first.
pub(super) async fn after(tx: &mut TenantTx, after: i64, limit: i64) -> sqlx::Result<Vec<Stored>> {
    sqlx::query_as!(
        Stored,
        "select id, kind, conversation_id, subject_id, visitor_id from events
          where tenant_id = $1 and id > $2 order by id limit $3",
        tx.tenant().0,
        after,
        limit,
    )
    .fetch_all(tx.conn())
    .await
}

/// What concerns the visitor of `conversation` after `after` of their own numbers, oldest first.
pub(super) async fn visitor_after(
    tx: &mut TenantTx,
    conversation: ConversationId,
    after: i64,
    limit: i64,
) -> sqlx::Result<Vec<Stored>> {
    sqlx::query_as!(
        Stored,
        "select id, kind, conversation_id, subject_id, visitor_id from events
          where tenant_id = $1 and conversation_id = $2 and visitor_id > $3 order by visitor_id limit $4",
        tx.tenant().0,
        conversation.0,
        after,
        limit,
    )
    .fetch_all(tx.conn())
    .await
}

/// The oldest event still kept; a reader before it must read the lists again.
pub(super) async fn oldest(tx: &mut TenantTx) -> sqlx::Result<Option<i64>> {
    sqlx::query_scalar!("select min(id) from events where tenant_id = $1", tx.tenant().0)
        .fetch_one(tx.conn())
        .await
}

/// As [`oldest`], of the events that concern the visitor of `conversation`, in their own numbers.
pub(super) async fn visitor_oldest(
    tx: &mut TenantTx,
    conversation: ConversationId,
) -> sqlx::Result<Option<i64>> {
    sqlx::query_scalar!(
        "select min(visitor_id) from events where tenant_id = $1 and conversation_id = $2 and visitor_id is not null",
        tx.tenant().0,
        conversation.0,
    )
    .fetch_one(tx.conn())
    .await
}
