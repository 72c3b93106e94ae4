//! The measurements: those of the `benches` crate, against a release build, and those of `text` alone.

use crate::{
    build::{self, Mode},
    place::Place,
    process,
    progress::Steps,
    tools,
};
use anyhow::{Result, bail};

/// Builds everything as it is shipped and runs `benches <what>`.
pub fn run(place: &Place, what: &str, arguments: &[String]) -> Result<()> {
    if !place.root.join("benches/Cargo.toml").is_file() {
        bail!("there is no crate `benches` in this checkout");
    }
    let mut steps = Steps::of(tools::STEPS + build::STEPS + 1);
    tools::fetch(place, &mut steps)?;
    build::all(place, Mode::Release, &mut steps)?;
    steps.step(what, || {
        let mut cargo = process::cargo(place);
        cargo.args(["run", "--release", "--package", "benches", "--", what]).args(arguments);
        cargo.env("DIWAN_SERVER", place.server(true));
        tools::environment(place, &mut cargo);
        process::run(&mut cargo)
    })
}

/// Trains and measures the classifier of Arabic varieties on the labelled texts in `sets`.
pub fn dialect(place: &Place, sets: &str) -> Result<()> {
    let mut cargo = process::cargo(place);
    cargo.args([
        "run",
        "--release",
        "--quiet",
        "--package",
        "text",
        "--example",
        "dialect",
        "--",
        "bench",
        sets,
    ]);
    process::run(&mut cargo)
}

/// Runs `benches retrieval`, which asks the text crate itself: it is optimised in development builds too.
pub fn retrieval(place: &Place, arguments: &[String]) -> Result<()> {
    let mut cargo = process::cargo(place);
    cargo.args(["run", "--quiet", "--package", "benches", "--", "retrieval"]).args(arguments);
    process::run(&mut cargo)
}

/// Runs `benches search` against a release build of the server alone: it shows no page.
pub fn search(place: &Place, arguments: &[String]) -> Result<()> {
    // The server begins with no site at all only to say so; which one it has does not matter here.
    let site = !place.site().is_dir();
    let mut steps = Steps::of(tools::STEPS + 2 + if site { build::SITE_STEPS } else { 0 });
    tools::fetch(place, &mut steps)?;
    if site {
        build::site(place, Mode::Dev, &mut steps)?;
    }
    steps.step("server", || build::server(place, Mode::Release))?;
    steps.step("search", || {
        let mut cargo = process::cargo(place);
        cargo.args(["run", "--release", "--package", "benches", "--", "search"]).args(arguments);
        cargo.env("DIWAN_SERVER", place.server(true));
        tools::environment(place, &mut cargo);
        process::run(&mut cargo)
    })
}
