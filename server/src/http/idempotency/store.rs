use crate::{crypto::Sealed, db::TenantTx};
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

/// How long a claimed key without an answer counts as running.
const RUNNING: Duration = Duration::seconds(60);

/// What is known of a key.
pub(super) enum Claim {
    New,
    /// Used with another request.
    Other,
    Running,
    /// Its handler did not finish; it made its thing, if at all, under this id.
    Interrupted(Uuid),
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
    // A day is long enough for any client that repeats.
    sqlx::query!(
        "delete from idempotency_keys where tenant_id = $1 and created_at < $2",
        tenant,
        now - Duration::days(1),
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
        return Ok(Claim::New);
    }
    let first = sqlx::query!(
        "select request_hash, resource_id, status, response_sealed, created_at from idempotency_keys
          where tenant_id = $1 and actor_id = $2 and key = $3 for update",
        tenant,
        actor,
        key,
    )
    .fetch_one(tx.conn())
    .await?;
    if first.request_hash != hash {
        return Ok(Claim::Other);
    }
    if let (Some(status), Some(response)) = (first.status, first.response_sealed) {
        return Ok(Claim::Done { status, response });
    }
    if first.created_at + RUNNING > now {
        return Ok(Claim::Running);
    }
    sqlx::query!(
        "update idempotency_keys set created_at = $4 where tenant_id = $1 and actor_id = $2 and key = $3",
        tenant,
        actor,
        key,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(Claim::Interrupted(first.resource_id))
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
