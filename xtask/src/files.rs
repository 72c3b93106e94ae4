//! Files and folders: listing, hashing, writing so that nobody sees a half.

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// Every file below `folder`, sorted by path; none where the folder is missing.
pub fn below(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
            Err(error) => return Err(error).with_context(|| format!("cannot list {}", folder.display())),
        };
        for entry in entries {
            let path = entry?.path();
            if path.is_dir() { folders.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    Ok(found)
}

/// Reads a text, naming the file where it fails.
pub fn text(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

/// Reads bytes, naming the file where it fails.
pub fn bytes(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("cannot read {}", path.display()))
}

/// Writes beside and renames over: a reader sees the old or the new file, never a part. Makes the folder.
pub fn write(path: &Path, content: &[u8]) -> Result<()> {
    let folder = path.parent().context("a file has a folder")?;
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let mut beside = path.as_os_str().to_owned();
    beside.push(".tmp");
    fs::write(&beside, content).with_context(|| format!("cannot write {}", path.display()))?;
    fs::rename(&beside, path).with_context(|| format!("cannot write {}", path.display()))
}

/// An empty folder, whatever was there.
pub fn fresh_folder(folder: &Path) -> Result<()> {
    remove(folder)?;
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))
}

/// Removes a file or folder if it is there.
pub fn remove(path: &Path) -> Result<()> {
    let removed = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
    match removed {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("cannot remove {}", path.display()))
        }
        _ => Ok(()),
    }
}

/// Puts the finished folder `made` at `place`.
pub fn replace_folder(made: &Path, place: &Path) -> Result<()> {
    remove(place)?;
    fs::rename(made, place).with_context(|| format!("cannot put {} in place", place.display()))
}

/// SHA-256 as 64 hexadecimal digits.
pub fn sha256(content: &[u8]) -> String {
    hex(&Sha256::digest(content))
}

/// One hash over the names and contents of all files below `folder`, and over `salt`.
pub fn folder_hash(folder: &Path, salt: &str) -> Result<String> {
    let mut hash = Sha256::new();
    hash.update(salt.as_bytes());
    for path in below(folder)? {
        let name = path.strip_prefix(folder)?.to_string_lossy().into_owned();
        let content = bytes(&path)?;
        hash.update((name.len() as u64).to_le_bytes());
        hash.update(name.as_bytes());
        hash.update((content.len() as u64).to_le_bytes());
        hash.update(&content);
    }
    Ok(hex(&hash.finalize()))
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing into a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// A note beside a result, of what it was made from: an equal note means that there is nothing to do.
pub struct Note {
    path: PathBuf,
    key: String,
}

impl Note {
    /// The note of `result` for `key`. The tool itself is part of the key: a changed recipe makes everything anew.
    pub fn of(work: &Path, result: &str, key: &str) -> Result<Self> {
        let program = fs::metadata(std::env::current_exe()?)?;
        let made = program.modified()?.duration_since(std::time::UNIX_EPOCH)?;
        Ok(Self {
            path: work.join(format!("{result}.note")),
            key: format!("{key}\n{}\n{}", made.as_nanos(), program.len()),
        })
    }

    /// Whether the result was made from the same.
    pub fn holds(&self) -> bool {
        fs::read_to_string(&self.path).is_ok_and(|noted| noted == self.key)
    }

    /// Notes that the result is complete.
    pub fn write(&self) -> Result<()> {
        write(&self.path, self.key.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_renamed_file_changes_the_hash_of_its_folder() -> Result<()> {
        let folder = std::env::temp_dir().join(format!("diwan-files-{}", std::process::id()));
        fresh_folder(&folder)?;
        write(&folder.join("a/one"), b"1")?;
        let before = folder_hash(&folder, "")?;
        fs::rename(folder.join("a/one"), folder.join("a/two"))?;
        let after = folder_hash(&folder, "")?;
        remove(&folder)?;
        assert_ne!(before, after);
        Ok(())
    }

    #[test]
    fn sha256_is_the_published_one() {
        assert_eq!(sha256(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
