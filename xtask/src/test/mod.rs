//! All tests in one go, and one line that says how it went.

mod browser;
mod rust;
pub use rust::PACKAGES;
mod tally;

use crate::{
    build::{self, Mode},
    place::Place,
    progress::{Steps, spoken},
    tools,
};
use anyhow::{Context, Result, bail};
use std::time::Instant;
use tally::Tally;

/// A kind of tests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Rules, beside their code; nothing but the processor is needed.
    Unit,
    /// Behaviour over real HTTP and a real PostgreSQL.
    Integration,
    /// Journeys in Chromium.
    EndToEnd,
    /// What people download from a release: its size, and that every page of it opens in Chromium.
    Release,
}

impl Kind {
    pub const ALL: &[Self] = &[Self::Unit, Self::Integration, Self::EndToEnd, Self::Release];

    pub fn named(name: &str) -> Result<Self> {
        let known = Self::ALL.iter().find(|kind| kind.name() == name);
        known
            .copied()
            .with_context(|| format!("no kind of tests is called {name}: unit, integration, e2e, release"))
    }

    fn name(self) -> &'static str {
        match self {
            Self::Unit => "unit",
            Self::Integration => "integration",
            Self::EndToEnd => "e2e",
            Self::Release => "release",
        }
    }
}

/// Runs `kinds`, all of them whatever fails, and fails at the end if any did.
pub fn run(place: &Place, kinds: &[Kind], arguments: &[String]) -> Result<()> {
    let needs_database = kinds.iter().any(|kind| *kind != Kind::Unit);
    let mut total = kinds.len();
    let needs_site = kinds.iter().any(|kind| matches!(kind, Kind::Integration | Kind::EndToEnd));
    if needs_database {
        total += tools::STEPS;
    }
    if needs_site {
        total += build::SITE_STEPS;
    }
    let mut steps = Steps::of(total);
    if needs_database {
        tools::fetch(place, &mut steps)?;
    }
    if needs_site {
        build::site(place, Mode::Dev, &mut steps)?;
    }
    let mut results = Vec::new();
    for kind in kinds {
        let begun = Instant::now();
        let outcome = steps.step(&format!("{} tests", kind.name()), || match kind {
            Kind::Unit => rust::unit(place, arguments),
            Kind::Integration => rust::integration(place, arguments),
            Kind::EndToEnd => browser::run(place, "journeys", arguments),
            Kind::Release => Ok(sizes(place) + browser::run(place, "release", arguments)?),
        });
        // What cannot even start is a failure like any other, and must not hide what the other kinds say.
        let tally = outcome.unwrap_or_else(|error| {
            eprintln!("\n{error:#}");
            Tally::failure(format!("{error:#}"))
        });
        results.push((kind.name(), tally, begun.elapsed()));
    }

    println!();
    for (name, tally, took) in &results {
        println!("{name:<12} {tally}, {}", spoken(*took));
    }
    let sum = results.into_iter().fold(Tally::default(), |sum, (_, tally, _)| sum + tally);
    for repeated in &sum.repeated {
        println!("\npassed only when repeated: {repeated}");
    }
    for failure in &sum.failures {
        println!("\nfailed: {failure}");
    }
    println!("{} passed, {} failed", sum.passed, sum.failed);
    if sum.failed > 0 {
        std::process::exit(1);
    }
    if sum.passed == 0 {
        bail!("no test ran");
    }
    Ok(())
}

/// Builds the release of the site; its budgets count as one test.
fn sizes(place: &Place) -> Tally {
    match crate::sizes::run(place) {
        Ok(()) => Tally { passed: 1, ..Tally::default() },
        Err(error) => {
            eprintln!("\n{error:#}");
            Tally::failure(format!("{error:#}"))
        }
    }
}
