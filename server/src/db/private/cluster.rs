//! The database cluster: making it, and starting the server on it.

use std::{
    fs::{self, File},
    io::{Read as _, Seek as _, SeekFrom},
    os::unix::{fs::MetadataExt as _, process::CommandExt as _},
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, SystemTime},
};

use tokio::time::{Instant, sleep};

use crate::data_folder;

use super::{
    error::PrivateError,
    home::{Home, clusters},
    identity::Identity,
    pid_file::PidFile,
    process::Running,
    settings::settings,
};

/// What the name of a cluster begins with that is being made; the rest is the try's own.
const UNFINISHED: &str = "data.tmp";
/// Recovery of a large database on a slow disk; the progress is said meanwhile.
const STARTING: Duration = Duration::from_secs(600);
/// After this one wants to know what takes so long.
const SAY: Duration = Duration::from_secs(3);
/// What a new cluster with the databases of all regions takes, with some room to begin.
const NEW_MB: u64 = 256;
/// What `initdb` says goes here, beside the server's log.
const INITDB_LOG: &str = "initdb.log";
/// How much of a log's end is quoted in an error.
const TAIL_BYTES: u64 = 2048;

/// The cluster of one major version in a home.
#[derive(Debug)]
pub(super) struct Cluster {
    bin: PathBuf,
    data: PathBuf,
    major: u32,
    identity: Identity,
}

impl Cluster {
    /// The cluster in `home` for the programs in `bin` of major version `wanted`, made already or not.
    pub fn of(home: &Home, bin: PathBuf, wanted: u32) -> Result<Self, PrivateError> {
        let found = clusters(home.root());
        let data = home.root().join(wanted.to_string()).join("data");
        match found.iter().find(|(major, _)| *major == wanted) {
            Some((_, folder)) => {
                let owner = fs::metadata(folder).map_err(PrivateError::io("look at", folder))?.uid();
                let me = home.identity().uid();
                if owner != me {
                    return Err(PrivateError::Owner { folder: folder.clone(), owner, me });
                }
            }
            None => {
                if let Some((found, folder)) = found.into_iter().next() {
                    return Err(PrivateError::OtherMajor { folder, found, wanted });
                }
            }
        }
        Ok(Self { bin, data, major: wanted, identity: home.identity() })
    }

    /// PostgreSQL's data folder.
    pub fn data(&self) -> &Path {
        &self.data
    }

    /// Whether it has been made.
    pub fn exists(&self) -> bool {
        self.data.join("PG_VERSION").exists()
    }

    /// Makes the cluster. It appears when it is whole: an interrupted first start begins anew, in a folder of its
    /// own, since the `initdb` of a killed server may go on writing for a moment.
    pub async fn make(&self, home: &Home, watched: bool) -> Result<(), PrivateError> {
        let folder = self.folder(home);
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default().as_nanos();
        let unfinished = folder.join(format!("{UNFINISHED}-{now:x}"));
        home.give(&folder)?;
        room_for_new(&folder)?;
        let initdb = self.bin.join("initdb");
        let mut said = self.initdb(self.identity.command(&initdb, watched), home, &unfinished).await?;
        // Containers are often started with a user id that has no name.
        if said.as_ref().is_some_and(|said| said.contains("could not look up effective user ID")) {
            said = self.initdb(self.identity.named(&initdb, watched), home, &unfinished).await?;
        }
        if let Some(said) = said {
            return Err(PrivateError::Initdb {
                said: reason(&said),
                log: home.log_folder().join(INITDB_LOG),
            });
        }
        fs::rename(&unfinished, &self.data).map_err(PrivateError::io("rename", &unfinished))?;
        let synced = File::open(&folder).and_then(|folder| folder.sync_all());
        synced.map_err(PrivateError::io("write to the disk", folder))?;
        self.sweep(home);
        Ok(())
    }

    /// Removes what interrupted first starts left. What somebody still writes to stays for the next start.
    pub fn sweep(&self, home: &Home) {
        let Ok(entries) = fs::read_dir(self.folder(home)) else { return };
        for entry in entries.flatten() {
            let unfinished = entry.file_name().to_str().is_some_and(|name| name.starts_with(UNFINISHED));
            if unfinished && let Err(error) = fs::remove_dir_all(entry.path()) {
                tracing::debug!(%error, folder = %entry.path().display(), "an unfinished database stays");
            }
        }
    }

    fn folder(&self, home: &Home) -> PathBuf {
        home.root().join(self.major.to_string())
    }

    /// Runs `command` (initdb) for the new folder `data`; gives back what it said when it failed.
    async fn initdb(
        &self,
        mut command: Command,
        home: &Home,
        data: &Path,
    ) -> Result<Option<String>, PrivateError> {
        // The builtin provider sorts the same on every machine, whatever its C library.
        let locale: &[&str] = match self.major {
            ..17 => &[],
            _ => &["--locale-provider=builtin", "--builtin-locale=C.UTF-8"],
        };
        let ctype = if cfg!(target_os = "macos") { "--locale=en_US.UTF-8" } else { "--locale=C.UTF-8" };
        command.args(["--username=postgres", "--encoding=UTF8", "--data-checksums", ctype]).args(locale);
        // The socket's folder lets in one account only; the network is refused twice.
        command.args(["--auth-local=trust", "--auth-host=reject"]).arg("--pgdata").arg(data);
        let path = home.log_folder().join(INITDB_LOG);
        let log = File::create(&path).map_err(PrivateError::io("make the log", &path))?;
        let copy = log.try_clone().map_err(PrivateError::io("open the log", &path))?;
        command.stdout(copy).stderr(log);
        let running = Running::start(command).await.map_err(PrivateError::io("run initdb for", data))?;
        running.ended().await;
        let success = running.status().is_some_and(|status| status.success());
        Ok((!success).then(|| tail(&path, 0)))
    }

    /// Starts the server, for connections on the socket in `socket`, and says what it will write to.
    pub async fn launch(
        &self,
        home: &Home,
        socket: &Path,
        watched: bool,
    ) -> Result<(Running, Log), PrivateError> {
        let (log, path) = home.log()?;
        let start = log.metadata().map(|log| log.len()).unwrap_or(0);
        let mut command = self.identity.command(&self.bin.join("postgres"), watched);
        command.arg("-D").arg(&self.data);
        for setting in settings(socket) {
            command.arg("-c").arg(setting);
        }
        let copy = log.try_clone().map_err(PrivateError::io("open the log", &path))?;
        // In a group of its own: a Ctrl-C at the terminal is for us, who then stop it in order.
        command.stdout(copy).stderr(log).process_group(0);
        let running =
            Running::start(command).await.map_err(PrivateError::io("start the server in", &self.bin))?;
        Ok((running, Log { path, start }))
    }

    /// Waits until the server accepts connections.
    pub async fn ready(
        &self,
        running: &Running,
        log: &Log,
        progress: &impl Fn(&str),
    ) -> Result<(), PrivateError> {
        let began = Instant::now();
        let mut said = began;
        loop {
            if let Some(status) = running.status() {
                let (said, log) = (log.tail(), log.path.clone());
                return Err(PrivateError::Died { status: status.to_string(), said, log });
            }
            if PidFile::read(&self.data).is_some_and(|file| file.pid == running.id() && file.ready()) {
                return Ok(());
            }
            if began.elapsed() > STARTING {
                let (said, log) = (log.tail(), log.path.clone());
                return Err(PrivateError::Slow { seconds: STARTING.as_secs(), said, log });
            }
            if said.elapsed() > SAY {
                said = Instant::now();
                let line = log.tail();
                let seconds = began.elapsed().as_secs();
                progress(&format!(
                    "the database starts ({seconds} s): {}",
                    line.lines().last().unwrap_or_default()
                ));
            }
            sleep(Duration::from_millis(10)).await;
        }
    }
}

/// The server's log, from where one start began.
#[derive(Debug)]
pub(super) struct Log {
    path: PathBuf,
    start: u64,
}

impl Log {
    fn tail(&self) -> String {
        tail(&self.path, self.start)
    }
}

/// Whether a new cluster has room where `folder` is.
pub(super) fn room_for_new(folder: &Path) -> Result<(), PrivateError> {
    match data_folder::room(folder) {
        Some(free_mb) if free_mb < NEW_MB => {
            Err(PrivateError::NoRoom { folder: folder.to_owned(), free_mb, need_mb: NEW_MB })
        }
        _ => Ok(()),
    }
}

/// The line that says why, of all that `initdb` tells about its work.
fn reason(said: &str) -> String {
    let why = |line: &&str| ["FATAL:", "PANIC:", "error:"].iter().any(|mark| line.contains(mark));
    let mut lines = said.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.clone().find(why).or_else(|| lines.next_back()).unwrap_or_default().to_owned()
}

/// The last lines of the log at `path`, not going back further than `start`.
fn tail(path: &Path, start: u64) -> String {
    let read = || -> std::io::Result<String> {
        let mut file = File::open(path)?;
        let length = file.metadata()?.len();
        file.seek(SeekFrom::Start(start.max(length.saturating_sub(TAIL_BYTES))))?;
        let mut bytes = Vec::new();
        file.take(TAIL_BYTES).read_to_end(&mut bytes)?;
        Ok(String::from_utf8_lossy(&bytes).trim().to_owned())
    };
    match read() {
        Ok(text) if !text.is_empty() => text,
        _ => "it said nothing".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reason_is_found_among_what_was_done() {
        let said = "creating configuration files ... ok\nrunning bootstrap script ... 2026-01-01 FATAL:  could not \
                    write to file \"x\": No space left on device\nchild process exited with exit code 1\n\
                    initdb: removing data directory \"/data/pg/18\"\n";
        assert!(reason(said).ends_with("No space left on device"), "{}", reason(said));
        assert_eq!(reason("it said nothing"), "it said nothing");
        assert_eq!(reason(""), "");
    }
}
