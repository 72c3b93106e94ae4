use crate::db::TenantTx;
use api::{ConversationId, MessageId};
use uuid::Uuid;

/// Claims senders' ids. Those that come back are new; the others were there before.
pub(in super::super) async fn claim(
    tx: &mut TenantTx,
    senders: &[Uuid],
    provider_ids: &[String],
    conversations: &[ConversationId],
    messages: &[MessageId],
) -> sqlx::Result<Vec<MessageId>> {
    sqlx::query_scalar!(
        "insert into inbound_receipts (tenant_id, sender_id, provider_id, conversation_id, message_id)
         select $1, * from unnest($2::uuid[], $3::text[], $4::uuid[], $5::uuid[])
         on conflict do nothing returning message_id",
        tx.tenant().0,
        senders,
        provider_ids,
        conversations as &[ConversationId],
        messages as &[MessageId],
    )
    .fetch_all(tx.conn())
    .await
}

/// What a sender's id became.
pub(in super::super) struct Receipt {
    pub sender_id: Uuid,
    pub provider_id: String,
    pub conversation_id: ConversationId,
    pub message_id: MessageId,
}

/// What senders' ids became, in no order; those that never came are absent.
pub(in super::super) async fn receipts(
    tx: &mut TenantTx,
    senders: &[Uuid],
    provider_ids: &[String],
) -> sqlx::Result<Vec<Receipt>> {
    sqlx::query_as!(
        Receipt,
        "select r.sender_id, r.provider_id, r.conversation_id, r.message_id from inbound_receipts r
           join unnest($2::uuid[], $3::text[]) as w (sender, provider) on r.sender_id = w.sender and r.provider_id = w.provider
          where r.tenant_id = $1",
        tx.tenant().0,
        senders,
        provider_ids,
    )
    .fetch_all(tx.conn())
    .await
}
