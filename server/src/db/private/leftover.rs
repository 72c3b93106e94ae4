//! What a killed Diwan left behind.

use std::{fs, path::PathBuf, time::Duration};

use rustix::process::{Signal, kill_process};
use sqlx::{ConnectOptions as _, Connection as _};
use tokio::time::{Instant, sleep};

use super::{
    cluster::Cluster,
    error::PrivateError,
    pid_file::{self, Life, PidFile},
    process::Running,
};

/// A shutdown under load writes a large checkpoint first.
const STOPPING: Duration = Duration::from_secs(180);
/// An init process collects dead children within seconds.
const COLLECTING: Duration = Duration::from_secs(15);

/// How long children may take that are told to drop everything.
const CHILDREN: Duration = Duration::from_secs(10);

/// Waits for the children of a server that was killed: the next one does not start beside them. They end when they
/// notice; a busy one may not for long, so they are told. There is nothing left for them to save.
pub(super) async fn children(cluster: &Cluster) {
    let began = Instant::now();
    while began.elapsed() < CHILDREN {
        let left = pid_file::standing_in(cluster.data());
        if left.is_empty() {
            return;
        }
        for pid in left {
            // It may have ended since.
            let _ = kill_process(pid, Signal::QUIT);
        }
        sleep(Duration::from_millis(50)).await;
    }
}

/// Makes sure that no server runs on the cluster, or gives back the one that does, with its socket's folder.
///
/// A `watched` server is shutting down already when its starter is gone, or is about to: it is waited for, since
/// one taken over would end under our hands. Where nothing watches, it is taken over as soon as it answers.
pub(super) async fn settle(
    cluster: &Cluster,
    watched: bool,
    progress: &impl Fn(&str),
) -> Result<Option<(Running, PathBuf)>, PrivateError> {
    let data = cluster.data();
    let began = Instant::now();
    let mut asked = false;
    while let Some(file) = PidFile::read(data) {
        let pid = file.pid.as_raw_nonzero().get();
        match file.life(data) {
            // PostgreSQL sees that too, and knows how to make sure of it.
            Life::Gone => return Ok(None),
            // PostgreSQL would take the stranger for its former self. Our lock says that nobody else is here.
            Life::Stranger => {
                let path = pid_file::path(data);
                fs::remove_file(&path).map_err(PrivateError::io("remove", path))?;
                return Ok(None);
            }
            Life::Zombie if began.elapsed() > COLLECTING => return Err(PrivateError::Zombie { pid }),
            Life::Zombie => {}
            Life::Serving if began.elapsed() > STOPPING => return Err(PrivateError::StillRunning { pid }),
            Life::Serving if watched && !asked => {
                progress("waiting for the former database server to stop");
                // It may have ended since; the next look tells.
                let _ = kill_process(file.pid, Signal::INT);
                asked = true;
            }
            Life::Serving if !watched && file.ready() && answers(&file).await => {
                return Ok(Some((Running::found(file.pid, data.to_path_buf()), file.socket)));
            }
            Life::Serving => {}
        }
        sleep(Duration::from_millis(50)).await;
    }
    Ok(None)
}

/// Whether one can connect.
async fn answers(file: &PidFile) -> bool {
    match super::options(&file.socket, "postgres", "postgres").connect().await {
        Ok(connection) => connection.close().await.is_ok(),
        Err(_) => false,
    }
}
