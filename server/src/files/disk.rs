use super::probe::Probe;
use super::sealed::{HEADER, SEALED_SEGMENT, SEGMENT, Segments};
use crate::{
    crypto::Key,
    data_folder::advice,
    refusal::{Outcome, Refusal},
};
use api::{Code, TenantId};
use axum::body::Bytes;
use futures::{Stream, StreamExt, TryStreamExt, stream};
use sha2::{Digest, Sha256};
use std::{
    fs::TryLockError,
    io,
    path::{Path, PathBuf},
    sync::Arc,
};
use tokio::{
    fs::{self, File},
    io::{AsyncReadExt, AsyncWriteExt},
};
use uuid::Uuid;
use zeroize::Zeroizing;

/// Ends the names of files that are still being written.
pub(super) const UNFINISHED: &str = "part";

/// What was stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stored {
    /// Plain bytes.
    pub size: u64,
    /// Of the plain bytes.
    pub sha256: [u8; 32],
}

/// The folder of sealed files: `<region>/<tenant>/<last two digits of the id>/<id>`.
#[derive(Clone, Debug)]
pub struct Files {
    root: Arc<Path>,
    probe: Probe,
}

impl Files {
    /// The store in this folder, which is made if need be.
    ///
    /// # Errors
    /// When the folder can't be made.
    pub fn open(root: &Path) -> anyhow::Result<Self> {
        use std::os::unix::fs::DirBuilderExt;
        let made = std::fs::DirBuilder::new().recursive(true).mode(0o700).create(root);
        made.map_err(|error| {
            anyhow::anyhow!("the folder of files {} can't be made: {error}{}", root.display(), advice(&error))
        })?;
        Ok(Self { root: root.into(), probe: Probe::default() })
    }

    /// Whether files can be written, as of a few seconds ago.
    ///
    /// # Errors
    /// Why not, in a sentence.
    pub async fn writable(&self) -> Result<(), String> {
        self.probe.answer(&self.root).await
    }

    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    /// A UUIDv7 begins with its time, so its end spreads files over folders evenly.
    fn path(&self, region: &str, tenant: TenantId, id: Uuid) -> PathBuf {
        let name = id.to_string();
        let spread: String = name.chars().rev().take(2).collect();
        self.root.join(region).join(tenant.to_string()).join(spread).join(name)
    }

    /// Seals a stream into a file. It is there, whole and on the disk, when this answers; before
    /// that, and when the caller goes away, there is nothing.
    ///
    /// # Errors
    /// As [`Files::write`].
    pub async fn put<E: Into<Refusal>>(
        &self,
        region: &str,
        tenant: TenantId,
        id: Uuid,
        key: &Key,
        stream: impl Stream<Item = Result<Bytes, E>>,
        max_bytes: u64,
    ) -> Outcome<Stored> {
        let written = self.write(region, tenant, id, key, stream, max_bytes).await?;
        let stored = written.stored;
        written.appear().await?;
        Ok(stored)
    }

    /// As [`Files::put`], but the file does not appear before [`Written::appear`]: for whoever must
    /// know first that it is theirs to make.
    ///
    /// # Errors
    /// `payload_too_large` beyond `max_bytes`; what the stream says; a fault of the disk.
    pub async fn write<E: Into<Refusal>>(
        &self,
        region: &str,
        tenant: TenantId,
        id: Uuid,
        key: &Key,
        stream: impl Stream<Item = Result<Bytes, E>>,
        max_bytes: u64,
    ) -> Outcome<Written> {
        let path = self.path(region, tenant, id);
        let folder = path.parent().unwrap_or(&self.root).to_owned();
        make_folder(folder.clone()).await.map_err(Refusal::disk)?;
        let (segments, header) = Segments::seal(key, tenant, id)?;
        let (unfinished, file) = Unfinished::begin(path.clone()).await.map_err(Refusal::disk)?;
        let mut file = File::from_std(file);
        file.write_all(&header).await.map_err(Refusal::disk)?;
        let stored = write(&mut file, segments, stream, max_bytes).await?;
        file.sync_all().await.map_err(Refusal::disk)?;
        drop(file);
        Ok(Written { stored, unfinished, path, folder })
    }

    /// Opens a file as a stream of plain pieces. A changed or cut file ends it with an error.
    pub async fn open_stream(
        &self,
        region: &str,
        tenant: TenantId,
        id: Uuid,
        key: &Key,
    ) -> Outcome<impl Stream<Item = io::Result<Bytes>> + Send + 'static + use<>> {
        let reader = Reader::open(&self.path(region, tenant, id), tenant, id, key).await?;
        Ok(stream::try_unfold(reader, |mut reader| async move {
            Ok(reader.next().await?.map(|plain| (Bytes::from(plain), reader)))
        }))
    }

    /// The whole file in memory, wiped when dropped.
    pub async fn read(
        &self,
        region: &str,
        tenant: TenantId,
        id: Uuid,
        key: &Key,
    ) -> Outcome<Zeroizing<Vec<u8>>> {
        let mut reader = Reader::open(&self.path(region, tenant, id), tenant, id, key).await?;
        // As large as it will get: growing would leave copies behind.
        let mut whole = Zeroizing::new(Vec::with_capacity(reader.plain_len()));
        while let Some(plain) = reader.next().await.map_err(Refusal::internal)? {
            whole.extend_from_slice(&Zeroizing::new(plain));
        }
        Ok(whole)
    }

    /// Removes a file; one that is not there is removed already.
    pub async fn delete(&self, region: &str, tenant: TenantId, id: Uuid) -> io::Result<()> {
        let path = self.path(region, tenant, id);
        match fs::remove_file(&path).await {
            Ok(()) => sync_folder(path.parent().unwrap_or(&self.root).to_owned()).await,
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            Err(error) => Err(error),
        }
    }
}

async fn write<E: Into<Refusal>>(
    file: &mut File,
    mut segments: Segments,
    stream: impl Stream<Item = Result<Bytes, E>>,
    max_bytes: u64,
) -> Outcome<Stored> {
    let mut stream = std::pin::pin!(stream.map_err(Into::into));
    let (mut size, mut hash) = (0_u64, Sha256::new());
    let mut pending = Zeroizing::new(Vec::with_capacity(SEGMENT));
    while let Some(piece) = stream.next().await {
        let piece: Bytes = piece?;
        size += piece.len() as u64;
        if size > max_bytes {
            let detail = format!("The file is larger than {} MB.", max_bytes / (1024 * 1024));
            return Err(Refusal::new(Code::PayloadTooLarge, detail));
        }
        hash.update(&piece);
        let mut rest = &*piece;
        while !rest.is_empty() {
            // A full segment waits for the next byte: only the last one is sealed as the last.
            if pending.len() == SEGMENT {
                file.write_all(&segments.seal_next(&pending, false)?).await.map_err(Refusal::disk)?;
                pending.clear();
            }
            let (now, later) = rest.split_at(rest.len().min(SEGMENT - pending.len()));
            pending.extend_from_slice(now);
            rest = later;
        }
    }
    file.write_all(&segments.seal_next(&pending, true)?).await.map_err(Refusal::disk)?;
    file.flush().await.map_err(Refusal::disk)?;
    Ok(Stored { size, sha256: hash.finalize().into() })
}

/// Reads segments one after the other. Which one is the last follows from the length, and the
/// segment's own mark must agree.
struct Reader {
    file: File,
    segments: Segments,
    left: u64,
    done: bool,
}

impl Reader {
    async fn open(path: &Path, tenant: TenantId, id: Uuid, key: &Key) -> Outcome<Self> {
        let mut file = match File::open(path).await {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(Refusal::not_found()),
            Err(error) => return Err(Refusal::internal(error)),
        };
        let length = file.metadata().await.map_err(Refusal::internal)?.len();
        let mut header = [0; HEADER];
        file.read_exact(&mut header).await.map_err(Refusal::internal)?;
        let segments = Segments::open(key, tenant, id, &header)?;
        Ok(Self { file, segments, left: length.saturating_sub(HEADER as u64), done: false })
    }

    fn plain_len(&self) -> usize {
        usize::try_from(self.left).unwrap_or_default()
    }

    async fn next(&mut self) -> io::Result<Option<Vec<u8>>> {
        if self.done {
            return Ok(None);
        }
        let now = self.left.min(SEALED_SEGMENT as u64);
        self.left -= now;
        self.done = self.left == 0;
        let mut sealed = vec![0; usize::try_from(now).map_err(io::Error::other)?];
        self.file.read_exact(&mut sealed).await?;
        self.segments.open_next(&sealed, self.done).map(Some).map_err(io::Error::other)
    }
}

/// A file that is whole and on the disk, not yet under its name; gone when dropped.
pub struct Written {
    pub stored: Stored,
    unfinished: Unfinished,
    path: PathBuf,
    folder: PathBuf,
}

impl Written {
    /// Gives the file its name.
    ///
    /// # Errors
    /// A fault of the disk.
    pub async fn appear(self) -> Outcome<()> {
        self.unfinished.finish(&self.path, &self.folder).await.map_err(Refusal::disk)
    }
}

/// A file being written; gone with its writer unless finished. It is locked until then: a file without
/// a lock is a dead process's.
struct Unfinished {
    path: PathBuf,
    keep: bool,
    _lock: std::fs::File,
}

impl Unfinished {
    async fn begin(path: PathBuf) -> io::Result<(Self, std::fs::File)> {
        use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
        blocking(move || {
            loop {
                let path = path.with_extension(format!("{:08x}.{UNFINISHED}", rand::random::<u32>()));
                let file = std::fs::File::options().write(true).create_new(true).mode(0o600).open(&path)?;
                let begun = Self { path, keep: false, _lock: file.try_clone()? };
                // A disk without locks leaves the sweep to go by age.
                if file.lock().is_err() || file.metadata()?.nlink() > 0 {
                    return Ok((begun, file));
                }
                // A sweep took it between opening and locking.
            }
        })
        .await
    }

    async fn finish(mut self, path: &Path, folder: &Path) -> io::Result<()> {
        fs::rename(&self.path, path).await?;
        self.keep = true;
        sync_folder(folder.to_owned()).await
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        if !self.keep {
            let _ = std::fs::remove_file(&self.path);
        }
    }
}

/// Removes an unfinished file that nobody writes any more; `false` while it may still be written.
pub(super) fn remove_abandoned(path: &Path, is_old: bool) -> io::Result<bool> {
    let file = std::fs::File::open(path)?;
    let free = match file.try_lock() {
        Ok(()) => true,
        Err(TryLockError::WouldBlock) => false,
        Err(TryLockError::Error(_)) => is_old,
    };
    // Removed while the lock is held, so that a writer who gets it sees that the file is gone.
    if free {
        std::fs::remove_file(path)?;
    }
    Ok(free)
}

/// Makes a folder and those above it, so that they are on the disk too.
async fn make_folder(folder: PathBuf) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    blocking(move || {
        let missing: Vec<PathBuf> =
            folder.ancestors().take_while(|f| !f.exists()).map(Path::to_owned).collect();
        std::fs::DirBuilder::new().recursive(true).mode(0o700).create(&folder)?;
        for made in &missing {
            if let Some(above) = made.parent() {
                std::fs::File::open(above)?.sync_all()?;
            }
        }
        Ok(())
    })
    .await
}

async fn sync_folder(folder: PathBuf) -> io::Result<()> {
    blocking(move || std::fs::File::open(folder)?.sync_all()).await
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> io::Result<T> + Send + 'static) -> io::Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(io::Error::other)?
}

#[cfg(test)]
#[path = "disk_tests.rs"]
mod tests;
