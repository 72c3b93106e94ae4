use crate::{crypto::Sealed, db::TenantTx};
use api::{ConversationId, DecisionId, MessageId, ReviewId, ReviewOutcome, UserId};
use time::OffsetDateTime;

/// A review as stored.
pub(in super::super) struct ReviewRow {
    pub id: ReviewId,
    pub decision_id: DecisionId,
    pub reason_sealed: Option<Sealed>,
    pub asked_at: OffsetDateTime,
    pub outcome: Option<ReviewOutcome>,
    pub reviewer_id: Option<UserId>,
    pub reviewed_at: Option<OffsetDateTime>,
}

/// The decision that a message of the assistant came of.
pub(in super::super) async fn decided_by(
    tx: &mut TenantTx,
    conversation: ConversationId,
    message: MessageId,
) -> sqlx::Result<Option<DecisionId>> {
    sqlx::query_scalar!(
        "select id from decisions where tenant_id = $1 and conversation_id = $2 and message_id = $3",
        tx.tenant().0,
        conversation.0,
        message.0,
    )
    .fetch_optional(tx.conn())
    .await
}

/// The newest decision that the customer knows the outcome of: drafts are none of theirs.
pub(in super::super) async fn newest_decision(
    tx: &mut TenantTx,
    conversation: ConversationId,
) -> sqlx::Result<Option<DecisionId>> {
    sqlx::query_scalar!(
        "select id from decisions where tenant_id = $1 and conversation_id = $2 and message_id is not null
          order by id desc limit 1",
        tx.tenant().0,
        conversation.0,
    )
    .fetch_optional(tx.conn())
    .await
}

/// Writes down the wish for a review; `false` where the same stands already.
pub(in super::super) async fn add_review(
    tx: &mut TenantTx,
    conversation: ConversationId,
    new: &ReviewRow,
) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "insert into reviews (tenant_id, id, conversation_id, decision_id, reason_sealed, asked_at)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (tenant_id, conversation_id, decision_id) where outcome is null do nothing",
        tx.tenant().0,
        new.id.0,
        conversation.0,
        new.decision_id.0,
        new.reason_sealed.as_ref() as Option<&Sealed>,
        new.asked_at,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() > 0)
}

/// A person has answered: that is the least that can be said of all reviews that were open.
pub(in super::super) async fn answered_reviews(
    tx: &mut TenantTx,
    conversation: ConversationId,
    by: UserId,
    at: OffsetDateTime,
) -> sqlx::Result<()> {
    sqlx::query!(
        "update reviews set outcome = 'answered', reviewer_id = $3, reviewed_at = $4
          where tenant_id = $1 and conversation_id = $2 and outcome is null",
        tx.tenant().0,
        conversation.0,
        by.0,
        at,
    )
    .execute(tx.conn())
    .await
    .map(drop)
}

/// Writes down what a person found; `false` where there is no such review.
pub(in super::super) async fn record_review(
    tx: &mut TenantTx,
    conversation: ConversationId,
    id: ReviewId,
    outcome: ReviewOutcome,
    by: UserId,
    at: OffsetDateTime,
) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "update reviews set outcome = $4, reviewer_id = $5, reviewed_at = $6
          where tenant_id = $1 and conversation_id = $2 and id = $3",
        tx.tenant().0,
        conversation.0,
        id.0,
        outcome.as_str(),
        by.0,
        at,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() > 0)
}

/// A conversation's reviews, oldest first.
pub(in super::super) async fn reviews(
    tx: &mut TenantTx,
    conversation: ConversationId,
) -> sqlx::Result<Vec<ReviewRow>> {
    sqlx::query_as!(
        ReviewRow,
        "select id, decision_id, reason_sealed, asked_at, outcome, reviewer_id, reviewed_at
           from reviews where tenant_id = $1 and conversation_id = $2 order by id",
        tx.tenant().0,
        conversation.0,
    )
    .fetch_all(tx.conn())
    .await
}
