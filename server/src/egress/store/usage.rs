//! What the calls came to: the ledger, added up.

use crate::db::TenantTx;
use api::{ContactId, UsageDay, UsageVisitor};
use time::OffsetDateTime;

/// Customers that are named.
const VISITORS: i64 = 20;

/// What was spent since `from` in a currency, on one contact or in all; in millionths of its unit.
pub async fn spent(
    tx: &mut TenantTx,
    from: OffsetDateTime,
    currency: &str,
    on: Option<ContactId>,
) -> sqlx::Result<u64> {
    let cost = sqlx::query_scalar!(
        r#"select coalesce(sum(cost), 0)::bigint as "cost!" from egress
            where tenant_id = $1 and at >= $2 and currency = $3 and ($4::uuid is null or contact_id = $4)"#,
        tx.tenant().0,
        from,
        currency,
        on.map(|contact| contact.0),
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(unsigned(cost))
}

/// The calls between two moments by day (UTC) and provider, newest first.
pub async fn by_day(
    tx: &mut TenantTx,
    from: OffsetDateTime,
    to: OffsetDateTime,
) -> sqlx::Result<Vec<UsageDay>> {
    sqlx::query!(
        r#"select to_char(at at time zone 'UTC', 'YYYY-MM-DD') as "day!", provider_id,
                  (array_agg(provider order by at desc))[1] as "provider!", currency,
                  count(*) as "calls!", count(*) filter (where status is distinct from 'ok') as "failed!",
                  sum(tokens_in)::bigint as "tokens_in!", sum(tokens_out)::bigint as "tokens_out!",
                  bool_or(estimated) as "estimated!", sum(cost)::bigint as "cost!"
             from egress where tenant_id = $1 and at >= $2 and at < $3
            group by 1, provider_id, currency order by 1 desc, sum(cost) desc, provider_id, currency"#,
        tx.tenant().0,
        from,
        to,
    )
    .map(|row| UsageDay {
        day: row.day,
        provider_id: row.provider_id,
        provider: row.provider,
        calls: unsigned(row.calls),
        failed: unsigned(row.failed),
        tokens_in: unsigned(row.tokens_in),
        tokens_out: unsigned(row.tokens_out),
        estimated: row.estimated,
        cost: unsigned(row.cost),
        currency: row.currency,
    })
    .fetch_all(tx.conn())
    .await
}

/// The customers whose messages cost most between two moments.
pub async fn by_visitor(
    tx: &mut TenantTx,
    from: OffsetDateTime,
    to: OffsetDateTime,
) -> sqlx::Result<Vec<UsageVisitor>> {
    sqlx::query!(
        r#"select contact_id as "contact_id!", currency, count(*) as "calls!", sum(tokens_in)::bigint as "tokens_in!",
                  sum(tokens_out)::bigint as "tokens_out!", sum(cost)::bigint as "cost!"
             from egress where tenant_id = $1 and contact_id is not null and at >= $2 and at < $3
            group by contact_id, currency order by sum(cost) desc, count(*) desc, contact_id limit $4"#,
        tx.tenant().0,
        from,
        to,
        VISITORS,
    )
    .map(|row| UsageVisitor {
        contact_id: row.contact_id,
        calls: unsigned(row.calls),
        tokens_in: unsigned(row.tokens_in),
        tokens_out: unsigned(row.tokens_out),
        cost: unsigned(row.cost),
        currency: row.currency,
    })
    .fetch_all(tx.conn())
    .await
}

fn unsigned(sum: i64) -> u64 {
    u64::try_from(sum).unwrap_or_default()
}
