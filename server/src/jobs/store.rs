#![expect(
    clippy::disallowed_methods,
    reason = "the queue's tables are graphile_worker's: it makes them at start, our migrations don't know them"
)]

use sqlx::{PgConnection, PgPool};

/// Queues jobs in the caller's transaction: a JSON array of `jobs.job_spec`. One with a queue comes after
/// as many others as wait in it already, so that nobody's first waits for anybody's second.
pub(crate) async fn add(conn: &mut PgConnection, specs: &serde_json::Value) -> sqlx::Result<()> {
    sqlx::query(
        "select count(*) from jobs.add_jobs(array(
            select case when spec.queue_name is null then spec else json_populate_record(spec, json_build_object('priority', (
                       select least(count(*), 32767) from jobs._private_jobs j
                         join jobs._private_job_queues q on q.id = j.job_queue_id
                        where q.queue_name = spec.queue_name and j.attempts < j.max_attempts))) end
              from json_populate_recordset(null::jobs.job_spec, $1::json) spec), false)",
    )
    .bind(specs)
    .execute(conn)
    .await
    .map(drop)
}

/// Lets the workers of a region look for jobs now.
pub(super) async fn wake(pool: &PgPool) -> sqlx::Result<()> {
    sqlx::query("select pg_notify('jobs:insert', '{}')").execute(pool).await.map(drop)
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
