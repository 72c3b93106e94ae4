pub mod usage;

use super::{
    ledger::{Ended, NewCall},
    rule::Permit,
};
use crate::db::TenantTx;
use api::{Basis, DataClass, EgressEntry, Purpose, Stamp};
use time::OffsetDateTime;
use uuid::Uuid;

pub(super) async fn add(
    tx: &mut TenantTx,
    id: Uuid,
    at: OffsetDateTime,
    permit: &Permit,
    call: &NewCall<'_>,
) -> sqlx::Result<()> {
    let classes: Vec<String> = call.classes.iter().map(|class| class.as_str().to_owned()).collect();
    let hidden: Vec<String> = call.hidden.iter().map(|kind| kind.to_ascii_lowercase()).collect();
    sqlx::query!(
        "insert into egress (tenant_id, id, at, provider_id, provider, host, model, region, purpose, basis, rule, classes,
                             hidden, no_training, contact_id, tokens_in, cost, currency)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)",
        tx.tenant().0,
        id,
        at,
        call.provider.map(|id| id.0),
        call.name,
        permit.host,
        call.model,
        &*permit.region,
        call.purpose.as_str(),
        call.basis.as_str(),
        permit.rule,
        &classes,
        &hidden,
        call.no_training,
        call.contact.map(|id| id.0),
        signed(call.tokens_in),
        i64::try_from(call.cost).unwrap_or(i64::MAX),
        call.currency,
    )
    .execute(tx.conn())
    .await
    .map(drop)
}

pub(super) async fn complete(
    tx: &mut TenantTx,
    id: Uuid,
    ended: &Ended,
    latency_ms: i32,
) -> sqlx::Result<()> {
    sqlx::query!(
        "update egress set status = $3, tries = $4, tokens_in = $5, tokens_out = $6, estimated = $7, cost = $8, latency_ms = $9
          where tenant_id = $1 and id = $2",
        tx.tenant().0,
        id,
        ended.fault.as_deref().unwrap_or("ok"),
        i16::from(ended.tries),
        signed(ended.tokens_in),
        signed(ended.tokens_out),
        ended.estimated,
        i64::try_from(ended.cost).unwrap_or(i64::MAX),
        latency_ms,
    )
    .execute(tx.conn())
    .await
    .map(drop)
}

fn signed(tokens: u32) -> i32 {
    i32::try_from(tokens).unwrap_or(i32::MAX)
}

/// Calls since `from`, newest first, older than `before`.
pub(super) async fn newest(
    tx: &mut TenantTx,
    from: Option<OffsetDateTime>,
    before: Option<Uuid>,
    limit: i64,
) -> sqlx::Result<Vec<EgressEntry>> {
    sqlx::query!(
        "select id, at, provider_id, provider, host, model, region, purpose, basis, rule, classes, hidden, no_training,
                tries, tokens_in, tokens_out, estimated, cost, currency, status, latency_ms
           from egress
          where tenant_id = $1 and ($2::timestamptz is null or at >= $2) and ($3::uuid is null or id < $3)
          order by id desc limit $4",
        tx.tenant().0,
        from,
        before,
        limit,
    )
    .try_map(|row| {
        Ok(EgressEntry {
            id: row.id,
            at: Stamp(row.at),
            provider_id: row.provider_id,
            provider: row.provider,
            host: row.host,
            model: row.model,
            region: row.region,
            purpose: Purpose::of(&row.purpose).ok_or_else(|| unknown(&row.purpose))?,
            basis: Basis::of(&row.basis).ok_or_else(|| unknown(&row.basis))?,
            rule: row.rule,
            classes: row.classes.iter().filter_map(|class| DataClass::of(class)).collect(),
            hidden: row.hidden,
            no_training: row.no_training,
            tries: u16::try_from(row.tries).unwrap_or_default(),
            tokens_in: u32::try_from(row.tokens_in).unwrap_or_default(),
            tokens_out: u32::try_from(row.tokens_out).unwrap_or_default(),
            estimated: row.estimated,
            cost: u64::try_from(row.cost).unwrap_or_default(),
            currency: row.currency,
            status: row.status,
            latency_ms: row.latency_ms.and_then(|ms| u32::try_from(ms).ok()),
        })
    })
    .fetch_all(tx.conn())
    .await
}

fn unknown(word: &str) -> sqlx::Error {
    sqlx::Error::Decode(format!("unknown word {word:?}").into())
}
