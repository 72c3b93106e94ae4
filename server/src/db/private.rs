//! The private PostgreSQL: a server of our own in the data folder, for whoever has set no `DATABASE_URL`.
//!
//! [`Bundle`] finds the programs; [`Private::start`] makes the cluster on the first start, ends what a killed
//! server left behind, starts `postgres` and waits until it answers; [`Private::stop`] ends it. It listens on a
//! socket in a folder that only its account may enter, never on the network. On Linux it dies, cleanly, with the
//! process that started it, whatever killed that; elsewhere the next start finds it alive and takes it over.
//! Should it end while we live, [`Private::keep`] starts it again.

mod bundle;
mod cluster;
mod error;
mod home;
mod identity;
mod leftover;
mod pid_file;
mod process;
mod runtime;
mod settings;

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use sqlx::postgres::{PgConnectOptions, PgSslMode};
use tokio::time::{Instant, sleep};

pub use self::{bundle::Bundle, error::PrivateError};
use self::{cluster::Cluster, home::Home, identity::can_watch, process::Running};

/// How long a fast shutdown may take before connections are cut without a checkpoint, and how long that may take.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long to wait before each try to start a server again that ended by itself.
const WAITS: [Duration; 5] = [
    Duration::ZERO,
    Duration::from_secs(1),
    Duration::from_secs(2),
    Duration::from_secs(4),
    Duration::from_secs(8),
];
/// A server that lived this long is tried as often again.
const STEADY: Duration = Duration::from_secs(60);

/// The running server. Dropping it asks the server to stop without waiting; [`Private::stop`] waits.
#[derive(Debug)]
pub struct Private {
    running: Running,
    socket: PathBuf,
    cluster: Cluster,
    /// Whether the kernel ends the server with us.
    watched: bool,
    /// Held as long as the server runs: a second server on the same data folder is refused.
    home: Home,
}

impl Private {
    /// Starts the server of the data folder `data` with the programs of `bundle`, making what is not there yet.
    ///
    /// `progress` is told, in a few words, what is being done whenever that takes longer than a moment. Recovery
    /// after a crash may take minutes and is waited for.
    ///
    /// # Errors
    /// Every [`PrivateError`] says what to do about it.
    pub async fn start(data: &Path, bundle: &Bundle, progress: impl Fn(&str)) -> Result<Self, PrivateError> {
        let home = Home::open(data).await?;
        let watched = can_watch().await;
        let version = bundle.version()?;
        let bin = runtime::reachable(bundle, &version, &home, &progress).await?;
        let cluster = Cluster::of(&home, bin, version.major)?;
        if let Some((running, socket)) = leftover::settle(&cluster, watched, &progress).await? {
            tracing::info!(pid = running.pid(), "took over the database server that was still running");
            return Ok(Self { running, socket, cluster, watched, home });
        }
        cluster.sweep(&home);
        if !cluster.exists() {
            progress("making the database (first start)");
            cluster.make(&home, watched).await?;
        }
        let socket = home.socket_folder()?;
        let (running, log) = cluster.launch(&home, &socket, watched).await?;
        cluster.ready(&running, &log, &progress).await?;
        tracing::info!(
            pid = running.pid(),
            %version,
            account = %home.identity(),
            folder = %cluster.data().display(),
            "the private database server runs"
        );
        Ok(Self { running, socket, cluster, watched, home })
    }

    /// How `user` connects to `database`, over the socket. The superuser is `postgres`; nobody has a password.
    #[must_use]
    pub fn options(&self, user: &str, database: &str) -> PgConnectOptions {
        options(&self.socket, user, database)
    }

    /// Keeps the server up: whenever it has ended, whoever ended it, it is started again on the same socket, and
    /// recovers what was committed. Comes back when that does not help any more.
    ///
    /// May be given up at any point; [`Private::stop`] then stops what there is by then.
    pub async fn keep(&mut self) -> PrivateError {
        let mut tries = WAITS.into_iter();
        loop {
            let up = Instant::now();
            self.running.ended().await;
            if up.elapsed() > STEADY {
                tries = WAITS.into_iter();
            }
            let status =
                self.running.status().map_or_else(|| "unknown".to_owned(), |status| status.to_string());
            tracing::error!(status, log = %self.home.log_path().display(), "the private database server ended by itself");
            let mut why =
                format!("it ended {} times within a short while, at last with {status}", WAITS.len() + 1);
            loop {
                let Some(wait) = tries.next() else {
                    return PrivateError::Lost { why, log: self.home.log_path() };
                };
                sleep(wait).await;
                match self.again().await {
                    Ok(()) => break,
                    Err(error) => {
                        why = error.to_string();
                        tracing::error!(why, "the private database server can't be started again");
                    }
                }
            }
            tracing::warn!(pid = self.running.pid(), "the private database server runs again");
        }
    }

    async fn again(&mut self) -> Result<(), PrivateError> {
        leftover::children(&self.cluster).await;
        let said = |what: &str| tracing::info!("{what}");
        if let Some((running, _)) = leftover::settle(&self.cluster, self.watched, &said).await? {
            self.running = running;
            return Ok(());
        }
        let (running, log) = self.cluster.launch(&self.home, &self.socket, self.watched).await?;
        // Ours before it is ready: whoever stops meanwhile stops this one.
        self.running = running;
        self.cluster.ready(&self.running, &log, &said).await
    }

    /// Stops the server: open transactions are rolled back, everything committed is on the disk. The children of one
    /// that was killed are waited for.
    ///
    /// # Errors
    /// [`PrivateError::StillRunning`] when it has not ended after a minute. It is never killed outright: that
    /// would leave its children writing.
    pub async fn stop(mut self) -> Result<(), PrivateError> {
        if !self.running.fast(PATIENCE).await {
            tracing::warn!(
                pid = self.running.pid(),
                "the database server does not stop; its connections are cut"
            );
            if !self.running.immediate(PATIENCE).await {
                return Err(PrivateError::StillRunning { pid: self.running.pid() });
            }
        }
        leftover::children(&self.cluster).await;
        self.home.tidy(&self.socket);
        Ok(())
    }
}

/// Whether the data folder `data` has a database already, which the next start would not make.
pub fn is_made(data: &Path) -> bool {
    home::has_cluster(data)
}

/// Whether the disk of `data` has room for a new database.
///
/// # Errors
/// [`PrivateError::NoRoom`].
pub fn room_for_new(data: &Path) -> Result<(), PrivateError> {
    cluster::room_for_new(data)
}

/// How `user` connects to `database` through the socket in `folder`.
fn options(folder: &Path, user: &str, database: &str) -> PgConnectOptions {
    PgConnectOptions::new_without_pgpass()
        .socket(folder)
        .port(settings::PORT)
        .username(user)
        .database(database)
        .ssl_mode(PgSslMode::Disable)
}
