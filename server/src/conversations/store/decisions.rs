use super::super::NewDecision;
use crate::db::TenantTx;
use api::{ConversationId, DecisionId, MessageId};
use time::OffsetDateTime;

/// Writes down what the assistant decided, and why. `said` is the message that came of it.
pub(in super::super) async fn add_decision(
    tx: &mut TenantTx,
    id: DecisionId,
    conversation: ConversationId,
    at: OffsetDateTime,
    trigger_seq: i64,
    said: Option<MessageId>,
    decision: &NewDecision,
) -> sqlx::Result<()> {
    let passages: Vec<_> = decision
        .passages
        .iter()
        .map(|(chunk, document, score)| serde_json::json!({"chunk": chunk, "document": document, "score": score}))
        .collect();
    sqlx::query!(
        "insert into decisions (tenant_id, id, conversation_id, at, trigger_seq, outcome, reason, provider, model,
                                latency_ms, tokens, passages, factors, message_id)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
        tx.tenant().0,
        id.0,
        conversation.0,
        at,
        trigger_seq,
        decision.outcome as api::Outcome,
        decision.reason,
        decision.provider,
        decision.model,
        i32::try_from(decision.latency_ms).unwrap_or(i32::MAX),
        decision.tokens.map(|t| i32::try_from(t).unwrap_or(i32::MAX)),
        serde_json::Value::Array(passages),
        &decision.factors,
        said.map(|message| message.0),
    )
    .execute(tx.conn())
    .await
    .map(drop)
}
