//! Under whose name the server runs: PostgreSQL refuses to be root.

use std::{
    fmt, fs, io,
    os::unix::process::CommandExt as _,
    path::Path,
    process::{Command, Stdio},
};

/// The environment of the caller holds secrets and settings (`PGDATA`, `PGOPTIONS`) that are none of PostgreSQL's
/// business, so its programs get this one variable.
const SEARCH: &str =
    "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/run/current-system/sw/bin";

/// Runs a program as user 65534 of a user namespace of its own, which is the caller outside.
const NAMESPACE: [&str; 5] = ["unshare", "--user", "--map-user=65534", "--map-group=65534", "--"];

/// Has the kernel send SIGINT, a clean shutdown, when the thread that started the program is gone. Comes after
/// everything that changes the user, which would clear it.
const WATCHED: [&str; 5] = ["setpriv", "--pdeathsig", "INT", "--no-new-privs", "--"];

/// Who runs the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Identity {
    /// The user of this process.
    Own,
    /// Another account; this process is root.
    Account { uid: u32, gid: u32 },
    /// Root, disguised in a user namespace, for folders that no other account can reach.
    Namespace,
}

impl fmt::Display for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Own => f.write_str("own"),
            Self::Account { uid, .. } => write!(f, "user {uid}"),
            Self::Namespace => f.write_str("user namespace"),
        }
    }
}

impl Identity {
    /// The unprivileged account that a system has for this: `postgres`, else `nobody`.
    pub fn account() -> Self {
        let accounts = fs::read_to_string("/etc/passwd").unwrap_or_default();
        let found = ["postgres", "nobody"].into_iter().find_map(|name| find_account(&accounts, name));
        // 65534 is the kernel's overflow user, nobody's on every system.
        let (uid, gid) = found.unwrap_or((65534, 65534));
        Self::Account { uid, gid }
    }

    /// Who owns the server's files, as seen from here.
    pub fn uid(self) -> u32 {
        match self {
            Self::Own | Self::Namespace => rustix::process::geteuid().as_raw(),
            Self::Account { uid, .. } => uid,
        }
    }

    /// Gives `path` to whoever runs the server.
    pub fn own(self, path: &Path) -> io::Result<()> {
        match self {
            Self::Account { uid, gid } => std::os::unix::fs::chown(path, Some(uid), Some(gid)),
            Self::Own | Self::Namespace => Ok(()),
        }
    }

    /// `program` under this name, without a terminal, without our environment; when `watched` it ends with us.
    pub fn command(self, program: &Path, watched: bool) -> Command {
        let namespace: &[&str] = if self == Self::Namespace { &NAMESPACE } else { &[] };
        self.behind(namespace, program, watched)
    }

    /// As [`Identity::command`], for a user id that has no name: `initdb` wants one, and inside the namespace every
    /// user is `nobody`. The files belong to the same user either way.
    pub fn named(self, program: &Path, watched: bool) -> Command {
        self.behind(&NAMESPACE, program, watched)
    }

    fn behind(self, namespace: &[&str], program: &Path, watched: bool) -> Command {
        let watch: &[&str] = if watched { &WATCHED } else { &[] };
        let mut prefix = namespace.iter().chain(watch);
        let mut command = match prefix.next() {
            None => Command::new(program),
            Some(first) => {
                let mut command = Command::new(first);
                command.args(prefix).arg(program);
                command
            }
        };
        if let Self::Account { uid, gid } = self {
            command.uid(uid).gid(gid);
        }
        command.env_clear().env("PATH", SEARCH).current_dir("/").stdin(Stdio::null());
        command
    }

    /// Can it pass through `folder`? Asked by trying: access lists and mounts know more than the mode bits say.
    pub async fn enters(self, folder: &Path) -> bool {
        let mut command = self.command(Path::new("/bin/sh"), false);
        command.args(["-c", "cd \"$1\"", "sh"]).arg(folder);
        succeeds(command).await
    }

    /// Does `program --version` run under this name?
    pub async fn runs(self, program: &Path) -> bool {
        let mut command = self.command(program, false);
        command.arg("--version");
        succeeds(command).await
    }
}

/// Whether a program can be made to end with this process: `setpriv` of util-linux (2.33 or newer) is installed.
pub(super) async fn can_watch() -> bool {
    succeeds(Identity::Own.command(Path::new("true"), true)).await
}

async fn succeeds(mut command: Command) -> bool {
    command.stdout(Stdio::null()).stderr(Stdio::null());
    tokio::process::Command::from(command).status().await.is_ok_and(|status| status.success())
}

/// The user and group ids of `name` in the text of `/etc/passwd`; root is nobody's choice.
fn find_account(accounts: &str, name: &str) -> Option<(u32, u32)> {
    let line = accounts.lines().find(|line| line.split(':').next() == Some(name))?;
    let mut ids = line.split(':').skip(2);
    let (uid, gid) = (ids.next()?.parse().ok()?, ids.next()?.parse().ok()?);
    (uid != 0).then_some((uid, gid))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accounts_are_found_by_their_whole_name() {
        let accounts =
            "root:x:0:0:root:/root:/bin/bash\nnobody2:x:7:7::/:/bin/sh\nnobody:x:65534:65533::/:/bin/sh\n";
        assert_eq!(find_account(accounts, "nobody"), Some((65534, 65533)));
        assert_eq!(find_account(accounts, "postgres"), None);
        assert_eq!(find_account(accounts, "root"), None);
    }
}
