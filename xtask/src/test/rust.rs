//! Tests in Rust, by `cargo test`.

use super::Tally;
use crate::{place::Place, process, tools};
use anyhow::{Context, Result};
use std::{
    io::{BufRead, BufReader},
    process::{Command, Stdio},
};

/// What the server is made of. Always named together: cargo settles features for the packages it is given, and
/// another set would compile the libraries once more. `frontend` is for browsers only.
pub const PACKAGES: [&str; 5] = ["server", "app", "api", "text", "extract"];
/// Packages of their own features, each alone for the same reason.
const APART: [&str; 3] = ["widget", "xtask", "benches"];

/// The seed of property tests. Elsewhere each run looks at other cases; what continuous integration says of a commit
/// is the same each time.
const SEED: &str = "PROPTEST_RNG_SEED";

/// Tests beside the code, and the examples in the documentation.
pub fn unit(place: &Place, arguments: &[String]) -> Result<Tally> {
    let mut sum = cargo_test(place, &PACKAGES, &["--lib", "--bins"], arguments)?;
    for package in APART {
        sum = sum + cargo_test(place, &[package], &["--lib", "--bins"], arguments)?;
    }
    Ok(sum + cargo_test(place, &PACKAGES, &["--doc"], arguments)?)
}

/// Tests in `tests/` folders.
pub fn integration(place: &Place, arguments: &[String]) -> Result<Tally> {
    if !PACKAGES.iter().any(|package| place.root.join(package).join("tests").is_dir()) {
        // Cargo refuses to run none.
        return Ok(Tally::default());
    }
    cargo_test(place, &PACKAGES, &["--test", "*"], arguments)
}

fn cargo_test(place: &Place, packages: &[&str], which: &[&str], arguments: &[String]) -> Result<Tally> {
    let mut cargo = process::cargo(place);
    cargo.args(["test", "--no-fail-fast"]).args(packages.iter().flat_map(|package| ["--package", package]));
    // A package alone may have only one of the kinds; cargo refuses to look for a missing one.
    let has_library = |package: &str| place.root.join(package).join("src/lib.rs").is_file();
    let kinds =
        which.iter().filter(|kind| **kind != "--lib" || packages.iter().all(|package| has_library(package)));
    cargo.args(kinds).arg("--").args(arguments);
    tools::environment(place, &mut cargo);
    if std::env::var_os("CI").is_some() && std::env::var_os(SEED).is_none() {
        cargo.env(SEED, "20260101");
    }
    counted(&mut cargo)
}

/// Runs, shows all output, and adds up the summaries in it.
fn counted(command: &mut Command) -> Result<Tally> {
    let mut child = command.stdout(Stdio::piped()).spawn().context("cannot start cargo")?;
    let output = child.stdout.take().context("cargo has an output")?;
    let mut sum = Tally::default();
    for line in BufReader::new(output).split(b'\n') {
        let line = line?;
        let line = String::from_utf8_lossy(&line);
        println!("{line}");
        sum = sum + Tally::of_line(&line).unwrap_or_default();
    }
    let status = child.wait()?;
    if !status.success() && sum.failed == 0 {
        // It did not compile, or a test program died without a summary.
        sum.failed += 1;
    }
    Ok(sum)
}
