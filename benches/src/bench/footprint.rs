//! What it weighs: on the wire, in memory, on the disk; and how soon it serves.

use super::figures::median_duration;
use crate::{
    http::Http,
    server::{Home, Server},
    socket::Socket,
    visitor::Visitor,
};
use anyhow::{Context, Result};
use std::{
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

/// Visitors' sockets that are open at once.
pub const SOCKETS: usize = 500;

/// A file as it is, with gzip, with brotli.
#[derive(Clone, Copy, Default)]
pub struct Bytes([u64; 3]);

impl Bytes {
    pub fn columns(self) -> [u64; 3] {
        self.0
    }
}

impl std::iter::Sum for Bytes {
    fn sum<I: Iterator<Item = Self>>(sizes: I) -> Self {
        sizes.fold(Self::default(), |a, b| Self(std::array::from_fn(|i| a.0[i] + b.0[i])))
    }
}

/// Start times: with an empty data folder, and with the databases there.
pub struct Starts {
    pub cold: Duration,
    pub warm: Duration,
}

/// Starts the server on an empty folder and again on the same, `rounds` times each.
pub async fn starts(program: &Path, rounds: usize) -> Result<Starts> {
    let (mut cold, mut warm) = (Vec::new(), Vec::new());
    for round in 1..=rounds {
        let home = Home::new(program)?;
        for times in [&mut cold, &mut warm] {
            let (server, took) = home.start().await?;
            times.push(took);
            server.stop().await?;
        }
        let last = |times: &[Duration]| times.last().copied().unwrap_or_default();
        eprintln!("  · start, round {round} of {rounds}: cold {:.2?}, warm {:.2?}", last(&cold), last(&warm));
    }
    Ok(Starts { cold: median_duration(cold), warm: median_duration(warm) })
}

/// The server's memory when nobody is there, and with [`SOCKETS`] visitors connected.
pub struct Memory {
    pub idle: u64,
    pub with_sockets: u64,
}

pub async fn memory(server: &Server, http: &Http) -> Result<Memory> {
    tokio::time::sleep(Duration::from_secs(3)).await;
    let idle = server.memory()?;
    let mut sockets = Vec::new();
    for _ in 0..SOCKETS {
        let visitor = Visitor::open(http, "en").await?;
        let mut socket = Socket::open(http.addr, &Visitor::stream(), &visitor.session, None).await?;
        socket.ready().await?;
        sockets.push(socket);
    }
    tokio::time::sleep(Duration::from_secs(1)).await;
    let with_sockets = server.memory()?;
    Ok(Memory { idle, with_sockets })
}

/// What people download.
pub struct Site {
    /// Loader, program, glue and one language's texts.
    pub widget: Bytes,
    pub widget_loader: Bytes,
    pub dashboard_wasm: Bytes,
    pub dashboard_glue: Bytes,
    pub dashboard_style: Bytes,
    /// Whether it was made for release: only then are there compressed copies.
    pub release: bool,
}

/// The published site: where `DIWAN_SITE` says, or beside the server's program.
pub fn site(program: &Path) -> Result<Site> {
    let folder = match std::env::var_os("DIWAN_SITE") {
        Some(folder) => PathBuf::from(folder),
        None => program.parent().unwrap_or(Path::new(".")).join("../site"),
    };
    let current = fs::read_to_string(folder.join("current"))
        .with_context(|| format!("no site in {}: run `cargo xtask site --release`", folder.display()))?;
    let dashboard = folder.join(current.trim());
    let loader = folder.join("widget.js");
    let text = fs::read_to_string(&loader).context("the widget's loader")?;
    let version = widget_folder(&folder, &text)?;
    let (mut parts, mut texts) = (vec![weigh(&loader)?], Vec::new());
    for path in files_below(&version)? {
        match path.extension().and_then(|kind| kind.to_str()) {
            Some("br" | "gz") | None => {}
            // A visitor loads the texts of one language.
            Some("json") => texts.push(weigh(&path)?),
            Some(_) => parts.push(weigh(&path)?),
        }
    }
    parts.extend(texts.into_iter().max_by_key(|size| size.0[2]));
    let wasm = dashboard.join("frontend_bg.wasm");
    Ok(Site {
        widget: parts.into_iter().sum(),
        widget_loader: weigh(&loader)?,
        dashboard_wasm: weigh(&wasm)?,
        dashboard_glue: weigh(&dashboard.join("frontend.js"))?,
        dashboard_style: weigh(&dashboard.join("diwan.css"))?,
        release: wasm.with_extension("wasm.br").is_file(),
    })
}

/// The folder of the widget's version that the loader loads.
fn widget_folder(site: &Path, loader: &str) -> Result<PathBuf> {
    let versions = fs::read_dir(site.join("w")).context("the widget's folder")?;
    versions
        .flatten()
        .find(|version| version.file_name().to_str().is_some_and(|name| loader.contains(name)))
        .map(|version| version.path())
        .context("the widget's loader names no version that is there")
}

fn files_below(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() { found.extend(files_below(&path)?) } else { found.push(path) }
    }
    Ok(found)
}

/// Each compressed copy where there is one, else what would be sent in its place.
fn weigh(path: &Path) -> Result<Bytes> {
    let length = |suffix: &str| fs::metadata(format!("{}{suffix}", path.display())).map(|data| data.len());
    let raw = length("").with_context(|| format!("{} is missing", path.display()))?;
    Ok(Bytes([raw, length(".gz").unwrap_or(raw), length(".br").unwrap_or(raw)]))
}
