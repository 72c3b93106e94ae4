//! What can go wrong, each with what to do about it: these are read by people at a terminal.

use std::{fmt::Display, io, path::PathBuf};

use crate::data_folder::{advice, advice_on};

/// Why the private database server could not be found, started or stopped.
#[derive(Debug, thiserror::Error)]
pub enum PrivateError {
    /// No PostgreSQL with pgvector anywhere.
    #[error(
        "no PostgreSQL with pgvector was found (looked at {looked}). `make run` in a checkout fetches one; or install \
         PostgreSQL 15 or newer with its pgvector package, or set DIWAN_PG_BUNDLE to a folder with both, or set \
         DATABASE_URL to a server of your own"
    )]
    NoServer {
        /// The places looked at.
        looked: String,
    },
    /// What `DIWAN_PG_BUNDLE` names will not do.
    #[error(
        "DIWAN_PG_BUNDLE={} can't be used: {why}. Set it to a folder with PostgreSQL 15 or newer and pgvector (an \
         unpacked bundle, an installation or its bin), or unset it to have one found", path.display()
    )]
    Bundle {
        /// Its value.
        path: PathBuf,
        /// What was found there.
        why: String,
    },
    /// The programs are there but do not run, or are too old.
    #[error("the PostgreSQL in {} cannot be used: {why}", bin.display())]
    Unusable {
        /// The folder of the programs.
        bin: PathBuf,
        /// What they said.
        why: String,
    },
    /// Another server has this data folder.
    #[error(
        "the data folder {} is in use by another Diwan server (process {pid}). Stop that one, or give this one a \
         data folder of its own (DIWAN_DATA)", data.display()
    )]
    InUse {
        /// The data folder.
        data: PathBuf,
        /// The process as the other server wrote it down.
        pid: String,
    },
    /// The cluster was made by another major version.
    #[error(
        "the database in {} was made by PostgreSQL {found}, but the programs are version {wanted}. Point \
         DIWAN_PG_BUNDLE to PostgreSQL {found}, or move the data with pg_upgrade", folder.display()
    )]
    OtherMajor {
        /// The folder of the cluster found.
        folder: PathBuf,
        /// Its major version.
        found: u32,
        /// The major version of the programs.
        wanted: u32,
    },
    /// The cluster belongs to somebody else.
    #[error(
        "the database in {} belongs to user id {owner}, and this process is user id {me}. Start as that user or as \
         root, or use another data folder (DIWAN_DATA)", folder.display()
    )]
    Owner {
        /// The folder of the cluster.
        folder: PathBuf,
        /// Who owns it.
        owner: u32,
        /// Who we are.
        me: u32,
    },
    /// Started as root, and no unprivileged account gets to the folder.
    #[error(
        "PostgreSQL refuses to run as root, and no other account can be used on {}: {why}. Start Diwan as an \
         ordinary user, or use a data folder that other users may pass through (DIWAN_DATA=/var/lib/diwan/data)",
        folder.display()
    )]
    NoAccount {
        /// The folder that has to be reached.
        folder: PathBuf,
        /// What was tried.
        why: String,
    },
    /// A new cluster would not fit.
    #[error(
        "{free_mb} MB are free on the disk of {}, and a new private PostgreSQL takes {need_mb} MB; make room there, or \
         set DIWAN_DATA to a folder on another disk", folder.display()
    )]
    NoRoom {
        /// Where it would be.
        folder: PathBuf,
        /// What there is.
        free_mb: u64,
        /// What it takes.
        need_mb: u64,
    },
    /// `initdb` failed.
    #[error("making the database failed: {said}{} (whole log: {})", advice_on(said), log.display())]
    Initdb {
        /// Its reason.
        said: String,
        /// Where the log is.
        log: PathBuf,
    },
    /// A server that ended by itself did not stay up.
    #[error(
        "the private PostgreSQL ended by itself and can't be started again: {why}. Its whole log is {}. Nothing that \
         was acknowledged is lost: mend the cause and start Diwan again", log.display()
    )]
    Lost {
        /// What happened last.
        why: String,
        /// Where the log is.
        log: PathBuf,
    },
    /// `postgres` ended while starting.
    #[error(
        "the database server ended while starting ({status}): {said}{} (whole log: {})",
        advice_on(said), log.display()
    )]
    Died {
        /// Its exit status.
        status: String,
        /// The last lines of its log.
        said: String,
        /// Where the log is.
        log: PathBuf,
    },
    /// `postgres` does not become ready.
    #[error("the database server is not ready after {seconds} s: {said} (whole log: {})", log.display())]
    Slow {
        /// How long was waited.
        seconds: u64,
        /// The last lines of its log.
        said: String,
        /// Where the log is.
        log: PathBuf,
    },
    /// A server left behind does not end.
    #[error(
        "the database server (process {pid}) does not stop; end it with `kill -QUIT {pid}` and start again"
    )]
    StillRunning {
        /// Its process.
        pid: i32,
    },
    /// A dead server that nobody has waited for still holds its place.
    #[error(
        "process {pid}, the former database server, has ended but its parent never noticed. In a container, start \
         with an init process (docker run --init); otherwise restart the program that started Diwan"
    )]
    Zombie {
        /// Its process.
        pid: i32,
    },
    /// The operating system refused something.
    #[error("cannot {what} {}: {source}{}", path.display(), advice(source))]
    Io {
        /// What was tried, as a verb.
        what: &'static str,
        /// On what.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

impl PrivateError {
    /// For `map_err`: `what` is a verb, `path` its object.
    pub(super) fn io(what: &'static str, path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::Io { what, path, source }
    }

    pub(super) fn unusable(bin: impl Into<PathBuf>, why: impl Display) -> Self {
        Self::Unusable { bin: bin.into(), why: why.to_string() }
    }
}
