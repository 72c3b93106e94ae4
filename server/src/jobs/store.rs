use sqlx::PgPool;

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
    sqlx::query_scalar("select make_partitions(now()::date, 4)").fetch_one(pool).await
}
