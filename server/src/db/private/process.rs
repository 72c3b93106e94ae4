//! The server as a process of the system.

use std::{
    io,
    path::PathBuf,
    process::{Command, ExitStatus},
    thread,
    time::Duration,
};

use rustix::process::{Pid, Signal, kill_process};
use tokio::{
    sync::{oneshot, watch},
    time::{sleep, timeout},
};

use super::pid_file::{Life, PidFile};

/// How often a process that is not our child is looked at.
const GLANCE: Duration = Duration::from_millis(50);

/// A running `postgres`. Dropped, it is asked to stop.
#[derive(Debug)]
pub(super) struct Running {
    pid: Pid,
    origin: Origin,
}

#[derive(Debug)]
enum Origin {
    /// Our child; holds its exit status when it has ended.
    Started(watch::Receiver<Option<ExitStatus>>),
    /// Left by another process, running on this data folder.
    Found(PathBuf),
}

impl Running {
    /// Starts `command` from a thread that waits for it until it ends: the kernel's watch (see `WATCHED`) is on the
    /// *thread* that started a process, and the runtime's own come and go.
    pub async fn start(mut command: Command) -> io::Result<Self> {
        let (tell, told) = oneshot::channel();
        let (ended, status) = watch::channel(None);
        thread::Builder::new().name("postgres".to_owned()).spawn(move || match command.spawn() {
            Ok(mut child) => {
                let pid = i32::try_from(child.id()).ok().and_then(Pid::from_raw);
                let running = pid.map(|pid| Self { pid, origin: Origin::Started(status) });
                // Nobody takes it any more when the start was given up: dropped, it is asked to stop.
                drop(tell.send(running.ok_or_else(|| io::Error::other("no process id"))));
                // Without a status the channel closes, which says the same.
                if let Ok(status) = child.wait() {
                    ended.send_replace(Some(status));
                }
            }
            Err(error) => drop(tell.send(Err(error))),
        })?;
        told.await.map_err(io::Error::other)?
    }

    /// One that was found alive on the data folder `data`.
    pub fn found(pid: Pid, data: PathBuf) -> Self {
        Self { pid, origin: Origin::Found(data) }
    }

    pub fn id(&self) -> Pid {
        self.pid
    }

    /// The process id as people write it.
    pub fn pid(&self) -> i32 {
        self.pid.as_raw_nonzero().get()
    }

    /// How it ended, if it has and was ours.
    pub fn status(&self) -> Option<ExitStatus> {
        match &self.origin {
            Origin::Started(status) => *status.borrow(),
            Origin::Found(_) => None,
        }
    }

    fn over(&self) -> bool {
        match &self.origin {
            Origin::Started(status) => status.borrow().is_some() || status.has_changed().is_err(),
            Origin::Found(data) => !PidFile::read(data)
                .is_some_and(|file| file.pid == self.pid && file.life(data) == Life::Serving),
        }
    }

    /// Comes back when it has ended.
    pub async fn ended(&self) {
        match &self.origin {
            // An error says that the channel is closed: the thread that waited is gone, and so is the process.
            Origin::Started(status) => drop(status.clone().wait_for(Option::is_some).await),
            Origin::Found(_) => {
                while !self.over() {
                    sleep(GLANCE).await;
                }
            }
        }
    }

    /// Fast shutdown: connections are cut, a checkpoint written. False when it takes longer than `patience`.
    pub async fn fast(&mut self, patience: Duration) -> bool {
        self.signal(Signal::INT);
        timeout(patience, self.ended()).await.is_ok()
    }

    /// Immediate shutdown: no checkpoint, so that the next start recovers from the log.
    pub async fn immediate(&mut self, patience: Duration) -> bool {
        self.signal(Signal::QUIT);
        timeout(patience, self.ended()).await.is_ok()
    }

    fn signal(&self, signal: Signal) {
        if !self.over()
            && let Err(error) = kill_process(self.pid, signal)
        {
            tracing::warn!(%error, pid = self.pid(), "the database server cannot be signalled");
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.signal(Signal::INT);
    }
}
