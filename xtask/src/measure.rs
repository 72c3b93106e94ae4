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
