//! Putting results where the server serves them, each version under a name of its own.
//!
//! A folder is named by the hash of all its files: browsers keep it for ever, files inside refer to each other by
//! plain names, and a page loaded before an update still finds what it was made for.

use super::{
    Mode,
    compress::{self, Effort},
};
use crate::{
    files::{self, Note},
    place::Place,
};
use anyhow::Result;
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// Publishes the dashboard's folder and points `site/current` at it.
pub fn dashboard(place: &Place, mode: Mode, folder: &Path) -> Result<()> {
    // The development WASM is 9 MB and comes from this machine: compressing it would cost more than it saves.
    let effort = if mode.is_release() { Effort::Full } else { Effort::None };
    let name = versioned(folder, &place.site().join("pkg"), effort)?;
    point(&place.site().join("current"), &format!("pkg/{name}"))
}

/// Copies `folder` to `<shelf>/<hash>` unless it is there, and returns the hash. Versions older than the last one go.
pub fn versioned(folder: &Path, shelf: &Path, effort: Effort) -> Result<String> {
    let salt = match effort {
        Effort::None => "plain",
        Effort::Quick => "quick",
        Effort::Full => "full",
    };
    let mut name = files::folder_hash(folder, salt)?;
    name.truncate(16);
    let place = shelf.join(&name);
    if place.is_dir() {
        return Ok(name);
    }
    let beside = shelf.join(format!(".{name}"));
    files::fresh_folder(&beside)?;
    for path in files::below(folder)? {
        compress::write(&beside.join(path.strip_prefix(folder)?), &files::bytes(&path)?, effort)?;
    }
    files::replace_folder(&beside, &place)?;
    prune(shelf, &name)?;
    Ok(name)
}

/// Keeps the newest folder beside `current`: an open page may still load from it.
fn prune(shelf: &Path, current: &str) -> Result<()> {
    let mut others = Vec::new();
    for entry in fs::read_dir(shelf)? {
        let entry = entry?;
        if entry.file_name() != current {
            others.push((entry.metadata()?.modified()?, entry.path()));
        }
    }
    others.sort();
    others.pop();
    others.iter().try_for_each(|(_, path)| files::remove(path))
}

/// Writes a one-line file, only where it would change.
fn point(file: &Path, at: &str) -> Result<()> {
    if fs::read_to_string(file).is_ok_and(|now| now == at) {
        return Ok(());
    }
    files::write(file, at.as_bytes())
}

/// Copies `public/` to the site, and removes from the site what is no longer in it.
pub fn static_files(place: &Place, mode: Mode) -> Result<()> {
    let source = place.root.join("public");
    let key = format!("{} {}", mode.name(), files::folder_hash(&source, "")?);
    let note = Note::of(&place.work(), "public", &key)?;
    let list = place.work().join("public.list");
    let published = fs::read_to_string(&list).unwrap_or_default();
    if note.holds() && published.lines().all(|name| place.site().join(name).is_file()) {
        return Ok(());
    }
    let effort = if mode.is_release() { Effort::Full } else { Effort::None };
    let mut names = BTreeSet::new();
    for path in files::below(&source)? {
        let name = path.strip_prefix(&source)?.to_path_buf();
        compress::write(&place.site().join(&name), &files::bytes(&path)?, effort)?;
        names.insert(name);
    }
    for gone in published.lines().map(PathBuf::from) {
        if !names.contains(&gone) {
            for suffix in ["", ".br", ".gz"] {
                files::remove(&place.site().join(format!("{}{suffix}", gone.display())))?;
            }
        }
    }
    let names: Vec<_> = names.iter().map(|name| name.to_string_lossy()).collect();
    files::write(&list, names.join("\n").as_bytes())?;
    note.write()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_before_stays_and_older_ones_go() -> Result<()> {
        let folder = std::env::temp_dir().join(format!("diwan-publish-{}", std::process::id()));
        files::fresh_folder(&folder)?;
        let (source, shelf) = (folder.join("source"), folder.join("shelf"));
        let mut names = Vec::new();
        for content in ["one", "two", "three"] {
            files::write(&source.join("a.js"), content.as_bytes())?;
            names.push(versioned(&source, &shelf, Effort::None)?);
            // Folders are told apart by when they were made.
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
        let left: BTreeSet<_> = fs::read_dir(&shelf)?
            .flatten()
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .collect();
        files::remove(&folder)?;
        assert_eq!(left, names.into_iter().skip(1).collect());
        Ok(())
    }
}
