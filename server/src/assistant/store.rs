use crate::{crypto::Sealed, db::TenantTx};
use api::{ContactId, ConversationId, DecisionId, Mark, Outcome, ProviderId};
use serde_json::Value;
use time::OffsetDateTime;

/// The settings with the sealed key.
pub(super) struct Stored {
    pub settings: Value,
    pub key_sealed: Option<Sealed>,
}

/// What is set; `None` where nobody has changed a default yet.
pub(super) async fn read(tx: &mut TenantTx) -> sqlx::Result<Option<Stored>> {
    sqlx::query_as!(
        Stored,
        "select settings, key_sealed from assistants where tenant_id = $1",
        tx.tenant().0,
    )
    .fetch_optional(tx.conn())
    .await
}

/// Of the settings only what says who answers.
#[derive(Default)]
pub(super) struct StoredModes {
    pub enabled: Option<bool>,
    pub modes: Option<Value>,
}

/// What is set of the modes; `None` where nobody has changed a default yet.
pub(super) async fn modes(tx: &mut TenantTx) -> sqlx::Result<Option<StoredModes>> {
    sqlx::query_as!(
        StoredModes,
        "select (settings->>'enabled')::bool as enabled, settings->'modes' as modes from assistants where tenant_id = $1",
        tx.tenant().0,
    )
    .fetch_optional(tx.conn())
    .await
}

/// As [`modes`], held against a change until the transaction ends.
pub(super) async fn modes_held(tx: &mut TenantTx) -> sqlx::Result<Option<StoredModes>> {
    sqlx::query_as!(
        StoredModes,
        "select (settings->>'enabled')::bool as enabled, settings->'modes' as modes
           from assistants where tenant_id = $1 for share",
        tx.tenant().0,
    )
    .fetch_optional(tx.conn())
    .await
}

/// As [`read`], locked against another change; the row is made where there is none.
pub(super) async fn lock(tx: &mut TenantTx) -> sqlx::Result<Stored> {
    // The update that changes nothing takes the lock and returns the row, new or old.
    sqlx::query_as!(
        Stored,
        "insert into assistants (tenant_id, settings) values ($1, '{}')
         on conflict (tenant_id) do update set tenant_id = excluded.tenant_id
         returning settings, key_sealed",
        tx.tenant().0,
    )
    .fetch_one(tx.conn())
    .await
}

/// Stores the settings. The only key that there could be once has moved by now.
pub(super) async fn write(tx: &mut TenantTx, settings: &Value) -> sqlx::Result<()> {
    sqlx::query!(
        "update assistants set settings = $2, key_sealed = null where tenant_id = $1",
        tx.tenant().0,
        settings,
    )
    .execute(tx.conn())
    .await
    .map(drop)
}

/// The providers' keys.
pub(super) async fn keys(tx: &mut TenantTx) -> sqlx::Result<Vec<(ProviderId, Sealed)>> {
    sqlx::query!("select provider_id, key_sealed from provider_keys where tenant_id = $1", tx.tenant().0)
        .map(|row| (row.provider_id, row.key_sealed))
        .fetch_all(tx.conn())
        .await
}

pub(super) async fn set_key(tx: &mut TenantTx, provider: ProviderId, key: &Sealed) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into provider_keys (tenant_id, provider_id, key_sealed) values ($1, $2, $3)
         on conflict (tenant_id, provider_id) do update set key_sealed = excluded.key_sealed",
        tx.tenant().0,
        provider.0,
        key as &Sealed,
    )
    .execute(tx.conn())
    .await
    .map(drop)
}

/// As [`set_key`], unless there is one.
pub(super) async fn keep_key(tx: &mut TenantTx, provider: ProviderId, key: &Sealed) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into provider_keys (tenant_id, provider_id, key_sealed) values ($1, $2, $3) on conflict do nothing",
        tx.tenant().0,
        provider.0,
        key as &Sealed,
    )
    .execute(tx.conn())
    .await
    .map(drop)
}

pub(super) async fn remove_key(tx: &mut TenantTx, provider: ProviderId) -> sqlx::Result<()> {
    sqlx::query!(
        "delete from provider_keys where tenant_id = $1 and provider_id = $2",
        tx.tenant().0,
        provider.0,
    )
    .execute(tx.conn())
    .await
    .map(drop)
}

/// Whether the tenant has had `most` answers since `day`; counts no further than that.
pub(super) async fn tenant_has_used(tx: &mut TenantTx, day: OffsetDateTime, most: u32) -> sqlx::Result<bool> {
    let used = sqlx::query_scalar!(
        r#"select count(*) as "used!" from (
            select 1 as one from decisions where tenant_id = $1 and at >= $2 and outcome <> 'handed_off' limit $3) as d"#,
        tx.tenant().0,
        day,
        i64::from(most),
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(used >= i64::from(most))
}

/// Whether a contact has had `most` answers since `hour`, in all conversations.
pub(super) async fn visitor_has_used(
    tx: &mut TenantTx,
    contact: ContactId,
    hour: OffsetDateTime,
    most: u32,
) -> sqlx::Result<bool> {
    let used = sqlx::query_scalar!(
        r#"select count(*) as "used!" from (
            select 1 as one from conversations c
              join decisions d on d.tenant_id = c.tenant_id and d.conversation_id = c.id
             where c.tenant_id = $1 and c.contact_id = $2 and d.at >= $3 and d.outcome <> 'handed_off' limit $4) as d"#,
        tx.tenant().0,
        contact.0,
        hour,
        i64::from(most),
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(used >= i64::from(most))
}

/// A decision as stored.
pub(super) struct Row {
    pub id: DecisionId,
    pub at: OffsetDateTime,
    pub trigger_seq: i64,
    pub outcome: Outcome,
    pub reason: Option<String>,
    pub factors: Vec<String>,
    pub provider: String,
    pub model: Option<String>,
    pub latency_ms: i32,
    pub tokens: Option<i32>,
    pub passages: Value,
    pub mark: Option<Mark>,
}

/// One of a conversation's decisions.
pub(super) async fn decision(
    tx: &mut TenantTx,
    conversation: ConversationId,
    id: DecisionId,
) -> sqlx::Result<Option<Row>> {
    sqlx::query_as!(
        Row,
        "select id, at, trigger_seq, outcome, reason, factors, provider, model, latency_ms, tokens, passages, mark
           from decisions where tenant_id = $1 and conversation_id = $2 and id = $3",
        tx.tenant().0,
        conversation.0,
        id.0,
    )
    .fetch_optional(tx.conn())
    .await
}

/// A conversation's decisions, oldest first.
pub(super) async fn decisions(tx: &mut TenantTx, conversation: ConversationId) -> sqlx::Result<Vec<Row>> {
    sqlx::query_as!(
        Row,
        "select id, at, trigger_seq, outcome, reason, factors, provider, model, latency_ms, tokens, passages, mark
           from decisions where tenant_id = $1 and conversation_id = $2 order by id limit 500",
        tx.tenant().0,
        conversation.0,
    )
    .fetch_all(tx.conn())
    .await
}
