//! Jobs: work queued in the caller's transaction and done at least once, by graphile_worker.
//!
//! Each region has its own queue, so that a job and the rows it is about share a transaction.
//! Handlers are idempotent; payloads hold ids only. The jobs of a killed worker run again within
//! half a minute.

mod handlers;
mod schedule;
mod store;

pub(crate) use store::add;
pub use store::{dead_letters, waiting};

use crate::App;
use graphile_worker::{Worker, WorkerOptions};
use std::time::Duration;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

/// Jobs done at once in a region; an answer of a slow model holds one for up to a minute.
const CONCURRENCY: usize = 24;

/// Works every region's queue until `stop`.
///
/// # Errors
/// When a queue can't be read at start.
pub async fn work(app: &App, stop: CancellationToken) -> anyhow::Result<Vec<JoinHandle<()>>> {
    let mut running = Vec::new();
    let regions: Vec<_> = app.db.regions().map(|(name, pool)| (name.to_owned(), pool.clone())).collect();
    for (region, pool) in regions {
        let worker = worker(app, &region, pool, stop.clone()).await?;
        running.push(tokio::spawn(async move {
            if let Err(error) = worker.run().await {
                tracing::error!(region, %error, "a job worker ended");
            }
        }));
    }
    running.push(tokio::spawn(schedule::run(app.clone(), stop)));
    Ok(running)
}

async fn worker(
    app: &App,
    region: &str,
    pool: sqlx::PgPool,
    stop: CancellationToken,
) -> anyhow::Result<Worker> {
    let options = WorkerOptions::default()
        .schema("jobs")
        .concurrency(CONCURRENCY)
        .poll_interval(Duration::from_secs(2))
        .heartbeat_interval(Duration::from_secs(5))
        .sweep_interval(Duration::from_secs(5))
        .sweep_threshold(Duration::from_secs(15))
        .recovery_delay(Duration::from_secs(1))
        .listen_os_shutdown_signals(false)
        .shutdown_signal(async move { stop.cancelled().await })
        .shutdown_grace_period(Duration::from_secs(10))
        .shutdown_interrupted_job_retry_delay(Duration::from_secs(1))
        .pg_pool(pool)
        .add_extension(app.clone());
    handlers::define(options)
        .init()
        .await
        .map_err(|error| anyhow::anyhow!("the job queue of region {region} can't be worked: {error}"))
}
