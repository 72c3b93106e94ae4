use crate::db::TenantTx;
use api::{ContactId, ConversationId, DecisionId, DocumentId, Mark, Unanswered, UserId};
use time::OffsetDateTime;

/// A decision that left a question open.
pub(super) struct Open {
    pub conversation: ConversationId,
    pub decision: DecisionId,
    pub contact: ContactId,
    pub locale: String,
    pub trigger_seq: i64,
    pub at: OffsetDateTime,
}

/// Decisions since `from` that left a question open, newest first. What counts is that the knowledge was the
/// reason: who wanted a person, or was stopped by a guard, asked nothing that it should hold.
pub(super) async fn open(tx: &mut TenantTx, from: OffsetDateTime, most: i64) -> sqlx::Result<Vec<Open>> {
    sqlx::query_as!(
        Open,
        "select d.conversation_id as conversation, d.id as decision, c.contact_id as contact, c.locale, d.trigger_seq, d.at
           from decisions d join conversations c on c.tenant_id = d.tenant_id and c.id = d.conversation_id
          where d.tenant_id = $1 and d.at >= $2 and d.article_id is null and d.dismissed_at is null
            and (d.outcome in ('refused', 'handed_off') or d.mark = 'bad')
            and (d.mark = 'bad' or d.mark is null
                 and split_part(d.reason, '/', 1) in ('no_passages', 'not_in_passages', 'no_answer', 'unsupported'))
          order by d.at desc, d.id desc limit $3",
        tx.tenant().0,
        from,
        most,
    )
    .fetch_all(tx.conn())
    .await
}

/// Sets or takes back a mark; whether the decision is there.
pub(super) async fn mark(
    tx: &mut TenantTx,
    conversation: ConversationId,
    decision: DecisionId,
    mark: Option<Mark>,
    by: UserId,
) -> sqlx::Result<bool> {
    sqlx::query!(
        "update decisions set mark = $4, marked_by = case when $4::text is null then null else $5::uuid end
          where tenant_id = $1 and conversation_id = $2 and id = $3",
        tx.tenant().0,
        conversation.0,
        decision.0,
        mark as Option<Mark>,
        by.0,
    )
    .execute(tx.conn())
    .await
    .map(|done| done.rows_affected() == 1)
}

/// Settles questions: an article is written for them, or nothing is. Those that are gone are passed over.
pub(super) async fn settle(
    tx: &mut TenantTx,
    questions: &[Unanswered],
    article: Option<DocumentId>,
    now: OffsetDateTime,
) -> sqlx::Result<u64> {
    let conversations: Vec<ConversationId> = questions.iter().map(|one| one.conversation_id).collect();
    let decisions: Vec<DecisionId> = questions.iter().map(|one| one.decision_id).collect();
    sqlx::query!(
        "update decisions d
            set article_id = $4, dismissed_at = case when $4::uuid is null then $5::timestamptz end
           from unnest($2::uuid[], $3::uuid[]) as w (conversation, decision)
          where d.tenant_id = $1 and d.conversation_id = w.conversation and d.id = w.decision",
        tx.tenant().0,
        conversations as Vec<ConversationId>,
        decisions as Vec<DecisionId>,
        article.map(|article| article.0),
        now,
    )
    .execute(tx.conn())
    .await
    .map(|done| done.rows_affected())
}
