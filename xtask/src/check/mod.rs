//! What reviewers should not have to look for.

mod documents;
mod styles;
mod translations;
mod words;

use crate::{place::Place, prepare, process, test::PACKAGES};
use anyhow::{Result, bail};
use std::path::Path;

/// A rule that a text breaks: where and how.
type Finding = String;

/// Looks for what breaks one kind of rules.
type Check = fn(&Place) -> Result<Vec<Finding>>;

/// Runs all checks, whatever fails, and fails if any did.
pub fn run(place: &Place) -> Result<()> {
    let mut failed = Vec::new();
    let checks: [(&str, Check); 7] = [
        ("formatting", formatting),
        ("styles", styles::check),
        ("translations", translations::check),
        ("words", words::check),
        ("paths in documents", documents::check),
        ("lints", lints),
        ("offline data of the SQL", statements),
    ];
    for (name, check) in checks {
        let findings = check(place).unwrap_or_else(|error| vec![format!("{error:#}")]);
        println!(
            "{name}: {}",
            if findings.is_empty() { "good".to_owned() } else { format!("{} to mend", findings.len()) }
        );
        for finding in &findings {
            println!("  {finding}");
        }
        if !findings.is_empty() {
            failed.push(name);
        }
    }
    if !failed.is_empty() {
        bail!("to mend: {}", failed.join(", "));
    }
    Ok(())
}

fn formatting(place: &Place) -> Result<Vec<Finding>> {
    let outcome =
        process::read(process::cargo(place).args(["fmt", "--all", "--check", "--", "--files-with-diff"]));
    Ok(outcome.err().map(|_| "`make fmt` changes files".to_owned()).into_iter().collect())
}

/// Clippy with the feature sets that are really built: the server's, the measurements', the tools', the browser's.
fn lints(place: &Place) -> Result<Vec<Finding>> {
    let server: Vec<&str> =
        PACKAGES.iter().flat_map(|package| ["--package", package]).chain(["--all-targets"]).collect();
    let sets: [&[&str]; 4] = [
        &server,
        &["--package", "benches", "--all-targets"],
        &["--package", "xtask", "--features", "split", "--all-targets"],
        &["--package", "frontend", "--package", "widget", "--target", "wasm32-unknown-unknown"],
    ];
    let mut findings = Vec::new();
    for set in sets {
        let outcome = process::run(
            process::cargo(place).args(["clippy", "--quiet"]).args(set).args(["--", "--deny", "warnings"]),
        );
        findings.extend(outcome.err().map(|error| format!("{error:#}")));
    }
    Ok(findings)
}

/// What `server/.sqlx` says against what the source and the migrations say.
fn statements(place: &Place) -> Result<Vec<Finding>> {
    Ok(prepare::check(place).err().map(|error| format!("{error:#}")).into_iter().collect())
}

/// Where a byte of a text stands, for people: `path:line`.
fn at(place: &Place, path: &Path, text: &str, offset: usize) -> String {
    let line = text.bytes().take(offset).filter(|byte| *byte == b'\n').count() + 1;
    format!("{}:{line}", place.show(path))
}
