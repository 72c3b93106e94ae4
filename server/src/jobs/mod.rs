//! Jobs: work queued in the caller's transaction and done at least once, by graphile_worker.
//!
//! Each region has its own queue, so that a job and the rows it is about share a transaction.
//! Handlers are idempotent; payloads hold ids only. The jobs of a killed worker run again within
//! half a minute.
//!
//! Three crews work it. What takes minutes, the documents, has a crew of its own, and so has the reading of
//! sites, which mostly waits: however many wait or run, no answer waits for one of them. Within a crew tenants take turns. A tenant's documents are
//! one named queue, of which one job runs at a time; and a job comes after as many others as its queue
//! held when it was added, so a tenant's first document goes before another's second. How many are read
//! at once on this machine is decided where they are read (`knowledge::ingest`), over all regions.

mod handlers;
mod schedule;
mod store;

pub(crate) use store::add;
pub use store::{dead_letters, waiting};

use crate::App;
use graphile_worker::{Worker, WorkerOptions};
use sqlx::PgPool;
use std::time::Duration;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

/// Who does jobs of some kinds.
#[derive(Clone, Copy)]
struct Crew {
    name: &'static str,
    /// Jobs done at once in a region.
    at_once: usize,
    define: fn(WorkerOptions, &PgPool) -> WorkerOptions,
}

const CREWS: [Crew; 3] = [
    // An answer of a slow model holds a place for up to a minute.
    Crew { name: "answers", at_once: 24, define: handlers::answers },
    // Some of them wait for their turn to read, so that no tenant is last whenever it comes.
    Crew { name: "documents", at_once: 6, define: handlers::documents },
    // They pause between two pages of a site, and give way to others after some minutes.
    Crew { name: "web", at_once: 8, define: handlers::web },
];

/// How long a crew that could not go on rests before it begins again.
const REST: Duration = Duration::from_secs(1);

/// Works every region's queue until `stop`.
///
/// # Errors
/// When a queue can't be read at start.
pub async fn work(app: &App, stop: CancellationToken) -> anyhow::Result<Vec<JoinHandle<()>>> {
    let mut running = Vec::new();
    let regions: Vec<_> = app.db.regions().map(|(name, pool)| (name.to_owned(), pool.clone())).collect();
    for (region, pool) in regions {
        for crew in CREWS {
            let post = Post {
                app: app.clone(),
                crew,
                region: region.clone(),
                pool: pool.clone(),
                stop: stop.clone(),
            };
            let worker = post.worker().await?;
            running.push(tokio::spawn(post.keep(worker)));
        }
    }
    running.push(tokio::spawn(schedule::run(app.clone(), stop)));
    Ok(running)
}

/// A crew's place in a region.
struct Post {
    app: App,
    crew: Crew,
    region: String,
    pool: PgPool,
    stop: CancellationToken,
}

impl Post {
    /// Works until `stop`. A worker ends at the first question that the database does not answer; another
    /// takes its place.
    async fn keep(self, first: Worker) {
        let mut worker = Some(first);
        while !self.stop.is_cancelled() {
            if let Some(worker) = worker.take()
                && let Err(error) = worker.run().await
            {
                tracing::error!(region = self.region, crew = self.crew.name, %error, "a job worker ended; another begins");
            }
            tokio::select! {
                () = self.stop.cancelled() => return,
                () = tokio::time::sleep(REST) => {}
            }
            match self.worker().await {
                Ok(next) => worker = Some(next),
                Err(error) => {
                    tracing::warn!(crew = self.crew.name, error = format!("{error:#}"), "jobs wait")
                }
            }
        }
    }

    async fn worker(&self) -> anyhow::Result<Worker> {
        let stop = self.stop.clone();
        let options = WorkerOptions::default()
            .schema("jobs")
            .concurrency(self.crew.at_once)
            .poll_interval(Duration::from_secs(2))
            .heartbeat_interval(Duration::from_secs(5))
            .sweep_interval(Duration::from_secs(5))
            .sweep_threshold(Duration::from_secs(15))
            .recovery_delay(Duration::from_secs(1))
            .listen_os_shutdown_signals(false)
            .shutdown_signal(async move { stop.cancelled().await })
            .shutdown_grace_period(Duration::from_secs(10))
            .shutdown_interrupted_job_retry_delay(Duration::from_secs(1))
            .pg_pool(self.pool.clone())
            .add_extension(self.app.clone());
        (self.crew.define)(options, &self.pool).init().await.map_err(|error| {
            anyhow::anyhow!("the job queue of region {} can't be worked: {error}", self.region)
        })
    }
}
