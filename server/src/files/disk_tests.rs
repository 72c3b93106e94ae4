#![allow(clippy::unwrap_used)]
use super::*;

struct World {
    files: Files,
    folder: PathBuf,
    tenant: TenantId,
    id: Uuid,
    key: Key,
}

impl World {
    fn new() -> Self {
        let folder = std::env::temp_dir().join(format!("diwan-files-{:016x}", rand::random::<u64>()));
        let files = Files::open(&folder).unwrap();
        Self { files, folder, tenant: TenantId(Uuid::now_v7()), id: Uuid::now_v7(), key: Key::random() }
    }

    async fn put(&self, plain: &[u8], pieces: usize, max_bytes: u64) -> Outcome<Stored> {
        let pieces: Vec<Result<Bytes, Refusal>> =
            plain.chunks(pieces).map(|piece| Ok(Bytes::copy_from_slice(piece))).collect();
        self.files.put("eu", self.tenant, self.id, &self.key, stream::iter(pieces), max_bytes).await
    }

    async fn read(&self) -> Outcome<Zeroizing<Vec<u8>>> {
        self.files.read("eu", self.tenant, self.id, &self.key).await
    }

    fn path(&self) -> PathBuf {
        self.files.path("eu", self.tenant, self.id)
    }

    fn names(&self) -> Vec<String> {
        let Ok(folder) = std::fs::read_dir(self.path().parent().unwrap()) else { return vec![] };
        folder.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    }
}

impl Drop for World {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn plain(length: usize) -> Vec<u8> {
    (0..length).map(|i| u8::try_from(i * 31 % 251).unwrap()).collect()
}

#[tokio::test]
async fn a_file_of_any_length_comes_back_and_is_never_plain_on_disk() {
    for length in [0, 1, SEGMENT - 1, SEGMENT, SEGMENT + 1, 2 * SEGMENT, 200_000] {
        let (world, plain) = (World::new(), plain(length));
        let stored = world.put(&plain, 1000, 1 << 20).await.unwrap();
        assert_eq!((stored.size, stored.sha256), (length as u64, Sha256::digest(&plain).into()));
        assert_eq!(world.read().await.unwrap().as_slice(), plain, "{length}");
        let pieces: Vec<Bytes> = world
            .files
            .open_stream("eu", world.tenant, world.id, &world.key)
            .await
            .unwrap()
            .try_collect()
            .await
            .unwrap();
        assert_eq!(pieces.concat(), plain, "{length}");
        let disk = std::fs::read(world.path()).unwrap();
        assert!(plain.windows(16).step_by(977).all(|part| !disk.windows(16).any(|there| there == part)));
    }
}

#[tokio::test]
async fn a_changed_cut_or_moved_file_does_not_open() {
    let world = World::new();
    world.put(&plain(2 * SEGMENT), 5000, 1 << 20).await.unwrap();
    let disk = std::fs::read(world.path()).unwrap();
    let swapped =
        [&disk[..HEADER], &disk[HEADER + SEALED_SEGMENT..], &disk[HEADER..HEADER + SEALED_SEGMENT]].concat();
    let mut flipped = disk.clone();
    flipped[HEADER + 100] ^= 1;
    let cut = disk[..HEADER + SEALED_SEGMENT].to_vec();
    for broken in [swapped, flipped, cut, disk[..HEADER].to_vec(), disk[..10].to_vec(), vec![]] {
        std::fs::write(world.path(), broken).unwrap();
        assert!(world.read().await.is_err());
    }
    std::fs::write(world.path(), &disk).unwrap();
    assert!(world.read().await.is_ok());
    let other = Uuid::now_v7();
    let there = world.files.path("eu", world.tenant, other);
    std::fs::create_dir_all(there.parent().unwrap()).unwrap();
    std::fs::copy(world.path(), there).unwrap();
    assert!(world.files.read("eu", world.tenant, other, &world.key).await.is_err());
    assert!(world.files.read("eu", world.tenant, world.id, &Key::random()).await.is_err());
}

#[tokio::test]
async fn what_is_too_large_or_breaks_off_leaves_nothing() {
    let world = World::new();
    let refusal = world.put(&plain(5001), 700, 5000).await.unwrap_err();
    assert_eq!(refusal.code, Code::PayloadTooLarge);
    let broken: Vec<Result<Bytes, Refusal>> =
        vec![Ok(Bytes::from_static(b"half")), Err(Refusal::field("file", "invalid", "cut off"))];
    let put = world.files.put("eu", world.tenant, world.id, &world.key, stream::iter(broken), 5000).await;
    assert_eq!(put.unwrap_err().code, Code::InvalidInput);
    let endless = stream::once(async { Ok::<_, Refusal>(Bytes::from_static(b"x")) }).chain(stream::pending());
    let put = world.files.put("eu", world.tenant, world.id, &world.key, endless, 5000);
    assert!(tokio::time::timeout(std::time::Duration::from_millis(50), put).await.is_err());
    assert_eq!(world.names(), Vec::<String>::new());
}

#[tokio::test]
async fn a_deleted_file_is_gone_and_deleting_again_is_fine() {
    let world = World::new();
    world.put(b"once", 4, 10).await.unwrap();
    world.files.delete("eu", world.tenant, world.id).await.unwrap();
    world.files.delete("eu", world.tenant, world.id).await.unwrap();
    assert_eq!(world.read().await.unwrap_err().code, Code::NotFound);
    assert!(world.names().is_empty());
}

/// Linux' own device that has no room left.
#[tokio::test]
async fn a_full_disk_is_said_to_be_full() {
    let world = World::new();
    for length in [10, 3 * SEGMENT] {
        let mut full = File::from_std(std::fs::File::options().write(true).open("/dev/full").unwrap());
        let (segments, _) = Segments::seal(&world.key, world.tenant, world.id).unwrap();
        let pieces = stream::iter([Ok::<_, Refusal>(Bytes::from(plain(length)))]);
        let refusal = write(&mut full, segments, pieces, 1 << 20).await.unwrap_err();
        assert_eq!(refusal.code, Code::Unavailable);
        assert!(refusal.detail.contains("disk is full"), "{}", refusal.detail);
    }
    let other = Refusal::disk(io::Error::from(io::ErrorKind::PermissionDenied));
    assert_eq!(other.code, Code::Internal);
}
