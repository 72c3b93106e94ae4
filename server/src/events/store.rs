use crate::db::TenantTx;
use api::ConversationId;
use sqlx::Row;
use uuid::Uuid;

/// An event as stored: ids only.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(super) struct Stored {
    pub id: i64,
    pub kind: String,
    pub conversation_id: Option<Uuid>,
    pub subject_id: Uuid,
    pub public: bool,
}

/// The number of the tenant's newest event; 0 when there is none.
pub(super) async fn last(tx: &mut TenantTx) -> sqlx::Result<i64> {
    let tenant = tx.tenant();
    let last: Option<i64> = sqlx::query_scalar("select last from event_counters where tenant_id = $1")
        .bind(tenant)
        .fetch_optional(tx.conn())
        .await?;
    Ok(last.unwrap_or(0))
}

/// Events after `after`, oldest first.
pub(super) async fn after(tx: &mut TenantTx, after: i64, limit: i64) -> sqlx::Result<Vec<Stored>> {
    let tenant = tx.tenant();
    sqlx::query_as(
        "select id, kind, conversation_id, subject_id, public from events
          where tenant_id = $1 and id > $2 order by id limit $3",
    )
    .bind(tenant)
    .bind(after)
    .bind(limit)
    .fetch_all(tx.conn())
    .await
}

/// What the visitor of `conversation` may see after `after`, oldest first.
pub(super) async fn public_after(
    tx: &mut TenantTx,
    conversation: ConversationId,
    after: i64,
    limit: i64,
) -> sqlx::Result<Vec<Stored>> {
    let tenant = tx.tenant();
    sqlx::query_as(
        "select id, kind, conversation_id, subject_id, public from events
          where tenant_id = $1 and conversation_id = $2 and public and id > $3 order by id limit $4",
    )
    .bind(tenant)
    .bind(conversation)
    .bind(after)
    .bind(limit)
    .fetch_all(tx.conn())
    .await
}

/// The oldest event still kept; a reader before it must read the lists again.
pub(super) async fn oldest(tx: &mut TenantTx) -> sqlx::Result<Option<i64>> {
    let tenant = tx.tenant();
    let row = sqlx::query("select min(id) from events where tenant_id = $1")
        .bind(tenant)
        .fetch_one(tx.conn())
        .await?;
    row.try_get(0)
}
