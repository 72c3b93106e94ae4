//! The folders of a build.

use anyhow::{Context, Result};
use std::{
    env, fs,
    path::{Path, PathBuf},
};

/// Where the sources are and where results go.
pub struct Place {
    /// The workspace: the folder of the root Cargo.toml.
    pub root: PathBuf,
    /// Cargo's target folder, also of everything made here.
    pub target: PathBuf,
}

impl Place {
    /// Finds both from the running program: cargo says where the sources are, and it put us into the target folder.
    pub fn find() -> Result<Self> {
        let manifest = env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = manifest.parent().context("xtask lies outside a workspace")?.to_path_buf();
        let program = env::current_exe()?;
        let target = program.ancestors().nth(2).context("xtask runs outside a target folder")?.to_path_buf();
        Ok(Self { root, target })
    }

    /// What the server serves as files; the server finds it beside its own folder.
    pub fn site(&self) -> PathBuf {
        self.target.join("site")
    }

    /// Programs fetched for this workspace: PostgreSQL, pdfium, Node, Chromium.
    pub fn tools(&self) -> PathBuf {
        self.target.join("tools")
    }

    /// Results between steps, and notes on what they were made from.
    pub fn work(&self) -> PathBuf {
        self.target.join("xtask")
    }

    /// The server's program.
    pub fn server(&self, release: bool) -> PathBuf {
        self.target.join(if release { "release" } else { "debug" }).join("diwan")
    }

    /// Holds until dropped that nobody else fetches or builds in the same target folder.
    pub fn lock(&self) -> Result<fs::File> {
        fs::create_dir_all(self.work())?;
        let file = fs::File::create(self.work().join("lock"))?;
        if file.try_lock().is_err() {
            eprintln!("waiting for another build in {}", self.target.display());
            file.lock()?;
        }
        Ok(file)
    }

    /// `path` as people like to read it: relative to the workspace where it is inside.
    pub fn show<'a>(&self, path: &'a Path) -> std::path::Display<'a> {
        path.strip_prefix(&self.root).unwrap_or(path).display()
    }
}
