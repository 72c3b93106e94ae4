//! The folder in which the private server lives, and the account that lives there.
//!
//! Usually `pg/` in the data folder. When Diwan is root, PostgreSQL has to run as somebody else, who may be unable
//! to reach the data folder (below `/root`, say). Then it runs disguised in a user namespace, and where the system
//! forbids that, its files live below `/var/lib/diwan` and `pg/elsewhere` says where.

use std::{
    fs::{self, DirBuilder, File, OpenOptions, Permissions},
    io::{self, Read as _, Write as _},
    os::unix::{
        ffi::OsStrExt as _,
        fs::{DirBuilderExt as _, MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _},
    },
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

use rustix::fs::{FlockOperation, flock};
use sha2::{Digest as _, Sha256};

use super::{error::PrivateError, identity::Identity};

/// Where the files go when the data folder will not do.
const ELSEWHERE: &str = "/var/lib/diwan";
/// The kernel's limit for a socket's whole path is 104 bytes on some systems; PostgreSQL adds a name of 14.
const SOCKET_FOLDER_BYTES: usize = 86;
/// A log longer than this is put aside at the next start; one former log is kept.
const LOG_BYTES: u64 = 10 * 1024 * 1024;

/// An open home: while it lives, no other server uses it.
#[derive(Debug)]
pub(super) struct Home {
    data: PathBuf,
    root: PathBuf,
    identity: Identity,
    /// Locked files; the locks end with the process, however it ends.
    _locks: Vec<File>,
}

impl Home {
    /// Makes or opens the home of the data folder `data`, and chooses who runs the server.
    pub async fn open(data: &Path) -> Result<Self, PrivateError> {
        fs::create_dir_all(data).map_err(PrivateError::io("make the folder", data))?;
        let data = fs::canonicalize(data).map_err(PrivateError::io("open the folder", data))?;
        let inside = data.join("pg");
        make_folder(&inside, 0o700)?;
        let (owner, me) = (owner(&inside)?, rustix::process::geteuid());
        if owner != me.as_raw() && !me.is_root() {
            return Err(PrivateError::Owner { folder: inside, owner, me: me.as_raw() });
        }
        let mut locks = vec![lock(&inside, &data).await?];
        let (root, identity) = settle(&data, &inside).await?;
        if root != inside {
            // A copied data folder points to the same files.
            locks.push(lock(&root, &data).await?);
            tracing::warn!(folder = %root.display(), "the database's files are not in the data folder");
        }
        let home = Self { data, root, identity, _locks: locks };
        make_folder(&home.log_folder(), 0o700)?;
        Ok(home)
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    pub fn identity(&self) -> Identity {
        self.identity
    }

    pub fn log_folder(&self) -> PathBuf {
        self.root.join("log")
    }

    /// Makes a folder that only the server's account may enter.
    pub fn give(&self, folder: &Path) -> Result<(), PrivateError> {
        make_folder(folder, 0o700)?;
        self.identity.own(folder).map_err(PrivateError::io("give away the folder", folder))
    }

    pub fn log_path(&self) -> PathBuf {
        self.log_folder().join("postgres.log")
    }

    /// The server's log, ready to be added to, and its path.
    pub fn log(&self) -> Result<(File, PathBuf), PrivateError> {
        let path = self.log_path();
        if fs::metadata(&path).is_ok_and(|log| log.len() > LOG_BYTES) {
            fs::rename(&path, path.with_extension("log.1"))
                .map_err(PrivateError::io("put aside the log", &path))?;
        }
        let file = OpenOptions::new().create(true).append(true).mode(0o600).open(&path);
        Ok((file.map_err(PrivateError::io("open the log", &path))?, path))
    }

    /// The folder of the socket: `run/`, or one in `/tmp` when that path is too long for a socket.
    pub fn socket_folder(&self) -> Result<PathBuf, PrivateError> {
        let inside = self.root.join("run");
        if inside.as_os_str().len() <= SOCKET_FOLDER_BYTES {
            self.give(&inside)?;
            return Ok(inside);
        }
        let name = format!("/tmp/diwan-{}", short_hash(&self.data));
        // Anybody can make folders there: one that is not ours already is left alone.
        for attempt in 0..16 {
            let folder = PathBuf::from(format!("{name}-{attempt}"));
            match DirBuilder::new().mode(0o700).create(&folder) {
                Ok(()) => {
                    self.identity.own(&folder).map_err(PrivateError::io("give away the folder", &folder))?;
                    return Ok(folder);
                }
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                    let found =
                        fs::symlink_metadata(&folder).map_err(PrivateError::io("look at", &folder))?;
                    if found.is_dir() && found.uid() == self.identity.uid() && found.mode() & 0o777 == 0o700 {
                        return Ok(folder);
                    }
                }
                Err(error) => return Err(PrivateError::io("make the folder", &folder)(error)),
            }
        }
        let taken = io::Error::new(io::ErrorKind::AlreadyExists, "these names are taken by other users");
        Err(PrivateError::io("make the folder", format!("{name}-0 to {name}-15"))(taken))
    }

    /// After the server has stopped: leaves nothing in `/tmp`.
    pub fn tidy(&self, socket: &Path) {
        if !socket.starts_with(&self.root)
            && let Err(error) = fs::remove_dir(socket)
        {
            tracing::debug!(%error, folder = %socket.display(), "the socket's folder stays");
        }
    }
}

/// Whether the data folder `data` has a cluster, of whatever version.
pub(super) fn has_cluster(data: &Path) -> bool {
    let inside = data.join("pg");
    !clusters(&root(&inside)).is_empty()
}

/// The clusters in `root`, as major version and folder.
pub(super) fn clusters(root: &Path) -> Vec<(u32, PathBuf)> {
    let Ok(entries) = fs::read_dir(root) else { return Vec::new() };
    let found = entries.flatten().filter_map(|entry| {
        let major = entry.file_name().to_str()?.parse().ok()?;
        let data = entry.path().join("data");
        data.join("PG_VERSION").exists().then_some((major, data))
    });
    found.collect()
}

/// Chooses the home and the account: those of the cluster that is there, else the first that works.
async fn settle(data: &Path, inside: &Path) -> Result<(PathBuf, Identity), PrivateError> {
    let root = root(inside);
    if !rustix::process::geteuid().is_root() {
        return Ok((root, Identity::Own));
    }
    if let Some((_, cluster)) = clusters(&root).into_iter().next() {
        let owner = fs::metadata(&cluster).map_err(PrivateError::io("look at", &cluster))?;
        let (identity, refused) = match owner.uid() {
            0 => (
                Identity::Namespace,
                "it was made in a user namespace, and the system does not allow one now",
            ),
            uid => {
                (Identity::Account { uid, gid: owner.gid() }, "its account can no longer pass through to it")
            }
        };
        if identity != Identity::Namespace {
            let_others_through(data, inside)?;
        }
        if identity.enters(&root).await {
            return Ok((root, identity));
        }
        return Err(PrivateError::NoAccount { folder: root, why: refused.to_owned() });
    }
    let account = Identity::account();
    let_others_through(data, inside)?;
    if account.enters(inside).await {
        return Ok((inside.to_path_buf(), account));
    }
    if Identity::Namespace.enters(inside).await {
        return Ok((inside.to_path_buf(), Identity::Namespace));
    }
    match make_elsewhere(data) {
        Ok(root) if account.enters(&root).await => {
            let pointer = pointer(inside);
            fs::write(&pointer, format!("{}\n", root.display()))
                .map_err(PrivateError::io("write", &pointer))?;
            Ok((root, account))
        }
        tried => {
            let last = match tried {
                Ok(root) => {
                    // Empty; should it stay, the next try takes another name.
                    let _ = fs::remove_dir(&root);
                    format!("{} is not reachable either", root.display())
                }
                Err(error) => error.to_string(),
            };
            let why = format!("{account} cannot pass through, user namespaces are not allowed, and {last}");
            Err(PrivateError::NoAccount { folder: inside.to_path_buf(), why })
        }
    }
}

/// The file that says where the files are, when they are not `inside` the data folder.
fn pointer(inside: &Path) -> PathBuf {
    inside.join("elsewhere")
}

/// Where the files are, as far as that is settled.
fn root(inside: &Path) -> PathBuf {
    match fs::read_to_string(pointer(inside)) {
        Ok(path) => PathBuf::from(path.trim_end()),
        Err(_) => inside.to_path_buf(),
    }
}

/// A new folder below [`ELSEWHERE`]. Its name is never used again: an emptied data folder must not find the
/// database of its former life.
fn make_elsewhere(data: &Path) -> Result<PathBuf, PrivateError> {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default().as_millis();
    let root = Path::new(ELSEWHERE).join(format!("{}-{now:x}", short_hash(data)));
    make_folder(Path::new(ELSEWHERE), 0o755)?;
    make_folder(&root, 0o711)?;
    Ok(root)
}

/// Lets other accounts pass through, not read, the folders that are ours alone to decide about.
fn let_others_through(data: &Path, inside: &Path) -> Result<(), PrivateError> {
    for folder in [data, inside] {
        let found = fs::metadata(folder).map_err(PrivateError::io("look at", folder))?;
        if found.uid() == 0 && found.mode() & 0o011 != 0o011 {
            let mode = Permissions::from_mode((found.mode() & 0o7777) | 0o011);
            fs::set_permissions(folder, mode).map_err(PrivateError::io("open for others", folder))?;
        }
    }
    Ok(())
}

fn owner(folder: &Path) -> Result<u32, PrivateError> {
    fs::metadata(folder).map(|found| found.uid()).map_err(PrivateError::io("look at", folder))
}

/// Makes `folder` with `mode` unless it is there.
fn make_folder(folder: &Path, mode: u32) -> Result<(), PrivateError> {
    DirBuilder::new()
        .recursive(true)
        .mode(mode)
        .create(folder)
        .map_err(PrivateError::io("make the folder", folder))
}

/// Takes the lock of `folder`, or says who has it. A server that was just killed may still be letting go.
async fn lock(folder: &Path, data: &Path) -> Result<File, PrivateError> {
    let path = folder.join("lock");
    let opened =
        OpenOptions::new().read(true).write(true).create(true).truncate(false).mode(0o600).open(&path);
    let mut file = opened.map_err(PrivateError::io("open the lock", &path))?;
    for _ in 0..10 {
        match flock(&file, FlockOperation::NonBlockingLockExclusive) {
            Ok(()) => {
                file.set_len(0).map_err(PrivateError::io("write the lock", &path))?;
                write!(file, "{}", std::process::id()).map_err(PrivateError::io("write the lock", &path))?;
                return Ok(file);
            }
            Err(rustix::io::Errno::WOULDBLOCK) => tokio::time::sleep(Duration::from_millis(100)).await,
            Err(errno) => return Err(PrivateError::io("lock", &path)(errno.into())),
        }
    }
    let mut pid = String::new();
    let read = file.read_to_string(&mut pid);
    let pid = if read.is_ok() && !pid.is_empty() { pid } else { "unknown".to_owned() };
    Err(PrivateError::InUse { data: data.to_path_buf(), pid })
}

/// Twelve hexadecimal digits that stand for a path.
fn short_hash(path: &Path) -> String {
    let digest = Sha256::digest(path.as_os_str().as_bytes());
    digest.iter().take(6).map(|byte| format!("{byte:02x}")).collect()
}
