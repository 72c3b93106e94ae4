use crate::{crypto::Sealed, db::TenantTx};
use std::time::Duration;
use time::OffsetDateTime;
use uuid::Uuid;

/// How often a request that is being answered says so.
pub(super) const BEAT: Duration = Duration::from_secs(2);
/// After this long without a beat nobody works on a claimed key any more.
const SILENT: Duration = Duration::from_secs(7);
/// A day is long enough for any client that repeats.
const KEPT: Duration = Duration::from_secs(24 * 60 * 60);

/// What is known of a key.
pub(super) enum Claim {
    /// It is the caller's, who makes what the request asks for under this id: after an interruption the
    /// first one's, who may have made it.
    Taken(Uuid),
    /// Used with another request.
    Other,
    Running,
    Done {
        status: i16,
        response: Sealed,
    },
}

/// Takes a key for a request, or tells what became of its first use.
pub(super) async fn claim(
    tx: &mut TenantTx,
    actor: Uuid,
    key: &str,
    hash: &[u8],
    resource: Uuid,
    now: OffsetDateTime,
) -> sqlx::Result<Claim> {
    let tenant = tx.tenant().0;
    sqlx::query!(
        "delete from idempotency_keys where tenant_id = $1 and created_at < $2",
        tenant,
        now - KEPT,
    )
    .execute(tx.conn())
    .await?;
    let made = sqlx::query!(
        "insert into idempotency_keys (tenant_id, actor_id, key, request_hash, resource_id, created_at)
         values ($1, $2, $3, $4, $5, $6) on conflict do nothing",
        tenant,
        actor,
        key,
        hash,
        resource,
        now,
    )
    .execute(tx.conn())
    .await?;
    if made.rows_affected() == 1 {
        return Ok(Claim::Taken(resource));
    }
    let first = sqlx::query!(
        "select request_hash, resource_id, status, response_sealed, created_at from idempotency_keys
          where tenant_id = $1 and actor_id = $2 and key = $3 for update",
        tenant,
        actor,
        key,
    )
    .fetch_optional(tx.conn())
    .await?;
    // Given back a moment ago: the next look takes it.
    let Some(first) = first else { return Ok(Claim::Running) };
    if first.request_hash != hash {
        return Ok(Claim::Other);
    }
    if let (Some(status), Some(response)) = (first.status, first.response_sealed) {
        return Ok(Claim::Done { status, response });
    }
    if first.created_at + SILENT > now {
        return Ok(Claim::Running);
    }
    beat(tx, actor, key, now).await?;
    Ok(Claim::Taken(first.resource_id))
}

/// Says that the request of a claimed key is being answered.
pub(super) async fn beat(tx: &mut TenantTx, actor: Uuid, key: &str, now: OffsetDateTime) -> sqlx::Result<()> {
    sqlx::query!(
        "update idempotency_keys set created_at = $4 where tenant_id = $1 and actor_id = $2 and key = $3",
        tx.tenant().0,
        actor,
        key,
        now,
    )
    .execute(tx.conn())
    .await
    .map(drop)
}

/// Keeps the answer of a key's request.
pub(super) async fn finish(
    tx: &mut TenantTx,
    actor: Uuid,
    key: &str,
    status: i16,
    response: &Sealed,
) -> sqlx::Result<()> {
    sqlx::query!(
        "update idempotency_keys set status = $4, response_sealed = $5 where tenant_id = $1 and actor_id = $2 and key = $3",
        tx.tenant().0,
        actor,
        key,
        status,
        response as &Sealed,
    )
    .execute(tx.conn())
    .await
    .map(drop)
}

/// Gives a key back: its request may be tried again.
pub(super) async fn release(tx: &mut TenantTx, actor: Uuid, key: &str) -> sqlx::Result<()> {
    sqlx::query!(
        "delete from idempotency_keys where tenant_id = $1 and actor_id = $2 and key = $3",
        tx.tenant().0,
        actor,
        key,
    )
    .execute(tx.conn())
    .await
    .map(drop)
}
