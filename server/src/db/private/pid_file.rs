//! `postmaster.pid`: what a running server says about itself in its data folder.

use std::{
    fs,
    path::{Path, PathBuf},
};

use rustix::process::Pid;

/// The lines that matter. PostgreSQL writes more of them while it starts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PidFile {
    /// Line 1.
    pub pid: Pid,
    /// Line 5, the folder of the socket.
    pub socket: PathBuf,
    /// Line 8: `starting`, `ready`, `stopping` or `standby`.
    pub status: String,
}

/// What the process named in the file does now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Life {
    /// There is none.
    Gone,
    /// It has ended, but its parent has not noticed.
    Zombie,
    /// It runs on this data folder.
    Serving,
    /// The number is another process's today, as happens after a crash or in a new container.
    Stranger,
}

impl PidFile {
    /// Reads the file of the cluster in `data`; none when there is none or it is still being written.
    pub fn read(data: &Path) -> Option<Self> {
        Self::parse(&fs::read_to_string(path(data)).ok()?)
    }

    fn parse(text: &str) -> Option<Self> {
        let mut lines = text.lines().map(str::trim);
        let pid = Pid::from_raw(lines.next()?.parse().ok()?)?;
        let socket = lines.nth(3).map(PathBuf::from).unwrap_or_default();
        let status = lines.nth(2).unwrap_or_default().to_owned();
        Some(Self { pid, socket, status })
    }

    /// Whether the server accepts connections.
    pub fn ready(&self) -> bool {
        self.status == "ready"
    }

    /// Looks at the process.
    #[cfg(target_os = "linux")]
    pub fn life(&self, data: &Path) -> Life {
        let process = PathBuf::from(format!("/proc/{}", self.pid.as_raw_nonzero()));
        let Ok(stat) = fs::read_to_string(process.join("stat")) else { return Life::Gone };
        let Some((name, state)) = parse_stat(&stat) else { return Life::Gone };
        if matches!(state, 'Z' | 'X') {
            // A zombie has a name, and an ended server is not a stranger.
            return if name == "postgres" { Life::Zombie } else { Life::Stranger };
        }
        // The server stands in its data folder. Where we may not look, its name has to do.
        let elsewhere = fs::read_link(process.join("cwd")).is_ok_and(|folder| folder != data);
        if name != "postgres" || elsewhere { Life::Stranger } else { Life::Serving }
    }

    /// Looks at the process. Without `/proc` the number has to do.
    #[cfg(not(target_os = "linux"))]
    pub fn life(&self, _: &Path) -> Life {
        match rustix::process::test_kill_process(self.pid) {
            Ok(()) => Life::Serving,
            Err(rustix::io::Errno::PERM) => Life::Stranger,
            Err(_) => Life::Gone,
        }
    }
}

/// The processes that stand in the data folder `data`: a server and its children.
#[cfg(target_os = "linux")]
pub(super) fn standing_in(data: &Path) -> Vec<Pid> {
    let processes = fs::read_dir("/proc").into_iter().flatten().flatten();
    let pids = processes.filter_map(|entry| {
        let pid = Pid::from_raw(entry.file_name().to_str()?.parse().ok()?)?;
        let stat = fs::read_to_string(entry.path().join("stat")).ok()?;
        let (name, state) = parse_stat(&stat)?;
        let here = fs::read_link(entry.path().join("cwd")).is_ok_and(|folder| folder == data);
        (here && name == "postgres" && !matches!(state, 'Z' | 'X')).then_some(pid)
    });
    pids.collect()
}

/// Without `/proc` nobody can tell.
#[cfg(not(target_os = "linux"))]
pub(super) fn standing_in(_: &Path) -> Vec<Pid> {
    Vec::new()
}

/// Where the file of the cluster in `data` is.
pub(super) fn path(data: &Path) -> PathBuf {
    data.join("postmaster.pid")
}

/// `42 (postgres) S 1 …`: the name, which may hold spaces and brackets, and the state.
#[cfg(target_os = "linux")]
fn parse_stat(stat: &str) -> Option<(&str, char)> {
    let (before, after) = stat.rsplit_once(") ")?;
    Some((before.split_once('(')?.1, after.chars().next()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_half_written_has_no_status() {
        let file = PidFile::parse("42\n/data/pg/18/data\n1790000000\n5432\n/data/pg/run\n");
        assert_eq!(file.map(|file| (file.ready(), file.socket)), Some((false, "/data/pg/run".into())));
        assert_eq!(PidFile::parse(""), None);
        assert_eq!(PidFile::parse("0\n"), None);
    }

    #[test]
    fn a_ready_server_says_so_on_its_eighth_line() {
        let file = PidFile::parse("42\n/d\n1790000000\n5432\n/d/run\n\n  55  7\nready   \n");
        assert!(file.is_some_and(|file| file.ready()));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn names_may_hold_brackets() {
        assert_eq!(parse_stat("7 (a) b) S 1 7"), Some(("a) b", 'S')));
        assert_eq!(parse_stat(""), None);
    }
}
