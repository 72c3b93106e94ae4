//! `bench`: intake, answers, footprint; a table for the terminal and `docs/benchmarks.md`.

mod answer;
pub mod figures;
mod footprint;
mod intake;
mod limit;
pub mod machine;
mod report;
mod sql;

pub use answer::questions;

use crate::{http::Http, server::Home};
use anyhow::{Result, bail};
use report::Report;
use std::{
    path::{Path, PathBuf},
    time::Duration,
};

pub struct Options {
    /// Rounds that the medians are of.
    pub rounds: usize,
    /// Seconds of each load.
    pub seconds: u64,
    /// Parts to measure, with commas; all when empty.
    pub only: String,
}

const PARTS: [&str; 3] = ["intake", "answer", "footprint"];

/// Measures and reports; `false` when a goal was missed.
pub async fn run(program: PathBuf, options: &Options) -> Result<bool> {
    let only: Vec<&str> = options.only.split(',').filter(|part| !part.is_empty()).collect();
    if let Some(unknown) = only.iter().find(|part| !PARTS.contains(part)) {
        bail!("--only {unknown}: one of {}", PARTS.join(", "));
    }
    if options.rounds == 0 || options.seconds == 0 {
        bail!("--rounds and --seconds begin at 1");
    }
    let wanted = |part: &str| only.is_empty() || only.contains(&part);
    let mut report = Report::new(machine::describe(), options);

    if wanted("footprint") {
        report.binary = std::fs::metadata(&program)?.len();
        report.site = Some(footprint::site(&program)?);
        report.starts = Some(footprint::starts(&program, options.rounds).await?);
    }
    let home = Home::new(&program)?;
    eprintln!("  · making the demo shops");
    home.make_demo().await?;
    let (server, _) = home.start().await?;
    let http = Http::new(home.addr)?;
    let measured = async {
        if wanted("footprint") {
            report.memory = Some(footprint::memory(&server, &http).await?);
        }
        if wanted("intake") {
            let lasting = Duration::from_secs(options.seconds);
            report.intake = intake::measure(&home, &http, options.rounds, lasting).await?;
        }
        if wanted("answer") {
            report.answers = Some(answer::measure(&http, options.rounds).await?);
        }
        anyhow::Ok(())
    };
    if let Err(error) = measured.await {
        eprintln!("{}", home.last_words());
        return Err(error);
    }
    server.stop().await?;

    let text = report.markdown();
    println!("{text}");
    if only.is_empty() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/benchmarks.md");
        let before = std::fs::read_to_string(&path).unwrap_or_default();
        std::fs::write(&path, text + of_others(&before))?;
        eprintln!("  · written to docs/benchmarks.md");
    }
    let missed = report.missed();
    for goal in &missed {
        eprintln!("  missed: {goal}");
    }
    Ok(missed.is_empty())
}

/// The sections at the end that other measurements write: each begins with `<!-- bench: name -->`.
fn of_others(page: &str) -> &str {
    page.find("\n<!-- bench: ").and_then(|at| page.get(at..)).unwrap_or_default()
}
