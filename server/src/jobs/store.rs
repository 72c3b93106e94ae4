#![expect(
    clippy::disallowed_methods,
    reason = "the queue's tables are graphile_worker's: it makes them at start, our migrations don't know them"
)]

use sqlx::{PgConnection, PgPool};

/// Queues jobs in the caller's transaction: a JSON array of `jobs.job_spec`.
pub(crate) async fn add(conn: &mut PgConnection, specs: &serde_json::Value) -> sqlx::Result<()> {
    sqlx::query(
        "select count(*) from jobs.add_jobs(array(select json_populate_recordset(null::jobs.job_spec, $1::json)), false)",
    )
    .bind(specs)
    .execute(conn)
    .await
    .map(drop)
}

/// Jobs that wait or run in a region.
pub async fn waiting(pool: &PgPool) -> sqlx::Result<i64> {
    sqlx::query_scalar("select count(*) from jobs._private_jobs where attempts < max_attempts")
        .fetch_one(pool)
        .await
}

/// Jobs that failed for good in a region.
pub async fn dead_letters(pool: &PgPool) -> sqlx::Result<i64> {
    sqlx::query_scalar(
        "select count(*) from jobs._private_jobs j
          where attempts >= max_attempts and not exists (select 1 from jobs._private_job_retirements r where r.id = j.id)",
    )
    .fetch_one(pool)
    .await
}

/// Makes the next months' partitions.
pub(super) async fn make_partitions(pool: &PgPool) -> sqlx::Result<i32> {
    sqlx::query_scalar!(r#"select make_partitions(now()::date, 4) as "made!""#).fetch_one(pool).await
}
