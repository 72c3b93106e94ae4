//! The data folder, and what to do where it can't be written: said by whoever stumbles over it, and by the doctor
//! before anybody does.

use rustix::fs::statvfs;
use std::{fs, io, path::Path};

const RIGHTS: &str =
    "; let the user that Diwan runs as write there, or set DIWAN_DATA to a folder that it may write to";
const ROOM: &str = "; make room on that disk, or set DIWAN_DATA to a folder on another";
const KIND: &str = "; set DIWAN_DATA to a folder";
const PLACE: &str = "; set DIWAN_DATA to a folder that can be made";

/// What to do about an error of the system below the data folder, to be put behind it; empty where the place is not
/// to blame.
pub fn advice(error: &io::Error) -> &'static str {
    use io::ErrorKind as Kind;
    match error.kind() {
        Kind::PermissionDenied | Kind::ReadOnlyFilesystem => RIGHTS,
        Kind::StorageFull | Kind::QuotaExceeded => ROOM,
        Kind::NotADirectory | Kind::AlreadyExists => KIND,
        _ => "",
    }
}

/// As [`advice`], for what another program wrote.
pub fn advice_on(said: &str) -> &'static str {
    match said {
        said if said.contains("No space left on device") || said.contains("Disk quota exceeded") => ROOM,
        said if said.contains("Permission denied") || said.contains("Read-only file system") => RIGHTS,
        _ => "",
    }
}

/// Makes the data folder unless it is there.
///
/// # Errors
/// Why not, and what to do.
pub fn make(folder: &Path) -> anyhow::Result<()> {
    fs::create_dir_all(folder).map_err(|error| anyhow::anyhow!(unmade(folder, &error)))
}

/// Whether the data folder can be written, or made where it is not there yet. Nothing of the try stays.
///
/// # Errors
/// Why not, and what to do.
pub fn look(folder: &Path) -> Result<(), String> {
    let name = format!(".diwan-doctor-{}", std::process::id());
    if folder.is_dir() {
        let probe = folder.join(name);
        let written = fs::write(&probe, b"").and_then(|()| fs::remove_file(&probe));
        return written.map_err(|error| {
            format!("the data folder {} can't be written: {error}{}", folder.display(), advice(&error))
        });
    }
    if folder.exists() {
        return Err(unmade(folder, &io::ErrorKind::NotADirectory.into()));
    }
    let probe = nearest(folder).join(name);
    let made = fs::create_dir(&probe).and_then(|()| fs::remove_dir(&probe));
    made.map_err(|error| unmade(folder, &error))
}

/// Mebibytes that can be written where the folder is, or will be; nothing where the system does not tell.
pub fn room(folder: &Path) -> Option<u64> {
    let disk = statvfs(nearest(folder)).ok()?;
    Some(disk.f_bavail.saturating_mul(disk.f_frsize) / (1024 * 1024))
}

/// The folder itself, or the one above it that is there.
fn nearest(folder: &Path) -> &Path {
    folder.ancestors().find(|above| above.exists()).unwrap_or(Path::new("/"))
}

fn unmade(folder: &Path, error: &io::Error) -> String {
    let advice = match advice(error) {
        "" => PLACE,
        advice => advice,
    };
    format!("the data folder {} can't be made: {error}{advice}", folder.display())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_full_and_what_is_closed_are_told_apart() {
        let full = io::Error::from(io::ErrorKind::StorageFull);
        assert!(advice(&full).contains("make room"));
        assert_eq!(advice_on("initdb: error: could not write: No space left on device"), advice(&full));
        let closed = io::Error::from(io::ErrorKind::PermissionDenied);
        assert!(advice(&closed).contains("DIWAN_DATA"));
        assert_eq!(advice_on("could not open file \"x\": Permission denied"), advice(&closed));
        assert_eq!(advice(&io::Error::from(io::ErrorKind::Interrupted)), "");
    }
}
