use crate::database;
use anyhow::{Context, Result, bail};
use rustix::process::{Pid, Signal, kill_process};
use std::{
    fs::File,
    net::{Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
    process::Stdio,
    time::{Duration, Instant},
};
use tempfile::TempDir;
use tokio::process::{Child, Command};

/// How long a start may take; recovery after a kill is part of it.
const START: Duration = Duration::from_secs(180);
/// How long a stop may take: running jobs end, the database writes its checkpoint.
const STOP: Duration = Duration::from_secs(60);

/// A data folder and an address that stay the same while servers come and go. Removed when dropped.
pub struct Home {
    program: PathBuf,
    folder: TempDir,
    pub addr: SocketAddr,
}

impl Home {
    pub fn new(program: &Path) -> Result<Self> {
        if !program.is_file() {
            bail!("there is no server at {}", program.display());
        }
        let folder = TempDir::with_prefix("diwan-bench-")?;
        let port = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
        Ok(Self { program: program.to_owned(), folder, addr: (Ipv4Addr::LOCALHOST, port).into() })
    }

    /// The server's data folder.
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    fn log(&self) -> PathBuf {
        self.folder.path().join("server.log")
    }

    fn command(&self, arguments: &[&str]) -> Result<Command> {
        let log = File::options().create(true).append(true).open(self.log())?;
        let mut command = Command::new(&self.program);
        command
            .args(arguments)
            .env("DIWAN_ADDR", self.addr.to_string())
            .env("DIWAN_DATA", self.data())
            .env("DIWAN_PUBLIC_URL", format!("http://{}", self.addr))
            .env("DIWAN_RATE_LIMIT", "0")
            .env("DIWAN_LOG", "warn")
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .kill_on_drop(true);
        // Somebody's own database is not for load and kills.
        for (name, _) in std::env::vars_os() {
            let text = name.to_string_lossy();
            if text == "DATABASE_URL" || text.starts_with("DIWAN_REGION_") || text == "DIWAN_MASTER_KEY_FILE"
            {
                command.env_remove(&name);
            }
        }
        Ok(command)
    }

    /// Makes the demo shops, whose people, documents and conversations are measured with.
    pub async fn make_demo(&self) -> Result<()> {
        let status = self.command(&["demo"])?.status().await?;
        if !status.success() {
            bail!("making the demo shops failed:\n{}", self.last_words());
        }
        Ok(())
    }

    /// Starts the server; the time is until it says that it is ready.
    pub async fn start(&self) -> Result<(Server, Duration)> {
        let began = Instant::now();
        let child = self.command(&["serve"])?.spawn().context("starting the server")?;
        let mut server = Server { child };
        let client = reqwest::Client::builder().no_proxy().timeout(Duration::from_secs(5)).build()?;
        let ready = format!("http://{}/readyz", self.addr);
        loop {
            if client.get(&ready).send().await.is_ok_and(|answer| answer.status().is_success()) {
                return Ok((server, began.elapsed()));
            }
            if let Some(status) = server.child.try_wait()? {
                bail!("the server ended with {status} while it started:\n{}", self.last_words());
            }
            if began.elapsed() > START {
                bail!("the server is not ready after {START:?}:\n{}", self.last_words());
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    /// The end of the server's log.
    pub fn last_words(&self) -> String {
        let log = std::fs::read_to_string(self.log()).unwrap_or_default();
        let lines: Vec<&str> = log.lines().collect();
        lines.iter().skip(lines.len().saturating_sub(15)).map(|line| format!("    {line}\n")).collect()
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        // The database ends by itself after its server was killed; its files can go when it has.
        for _ in 0..100 {
            if !database::runs(&self.data()) {
                break;
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        if let Some(elsewhere) = database::elsewhere(&self.data())
            && let Err(error) = std::fs::remove_dir_all(&elsewhere)
        {
            eprintln!("benches: {} stays: {error}", elsewhere.display());
        }
    }
}

/// A running server. Dropped, it is killed.
pub struct Server {
    child: Child,
}

impl Server {
    fn pid(&self) -> Result<Pid> {
        let id = self.child.id().context("the server has ended")?;
        i32::try_from(id).ok().and_then(Pid::from_raw).context("the server has no process id")
    }

    /// `kill -9`, at whatever it is doing.
    pub async fn kill(mut self) -> Result<()> {
        if let Some(status) = self.child.try_wait()? {
            bail!("the server had ended by itself with {status}");
        }
        self.child.kill().await.context("killing the server")
    }

    /// Asks it to stop and waits.
    pub async fn stop(mut self) -> Result<()> {
        kill_process(self.pid()?, Signal::TERM)?;
        let status = tokio::time::timeout(STOP, self.child.wait())
            .await
            .with_context(|| format!("the server did not stop within {STOP:?}"))??;
        if !status.success() {
            bail!("the server stopped with {status}");
        }
        Ok(())
    }

    /// Bytes of memory that the process has now.
    pub fn memory(&self) -> Result<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.pid()?.as_raw_nonzero()))
            .context("the memory of a process is read from /proc: on Linux only")?;
        kib(&status, "VmRSS:").context("the process tells no memory").map(|kib| kib * 1024)
    }
}

/// `VmRSS:     1234 kB` → 1234.
pub fn kib(text: &str, name: &str) -> Option<u64> {
    let line = text.lines().find_map(|line| line.strip_prefix(name))?;
    line.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::kib;

    #[test]
    fn memory_is_read_by_its_name() {
        let status = "Name:\tdiwan\nVmHWM:\t  900 kB\nVmRSS:\t  512 kB\n";
        assert_eq!(kib(status, "VmRSS:"), Some(512));
        assert_eq!(kib(status, "VmSwap:"), None);
    }
}
