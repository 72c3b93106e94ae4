//! Starting what was built.

use crate::{
    build::{self, Mode},
    place::Place,
    process,
    progress::Steps,
    tools,
};
use anyhow::{Context, Result};
use std::{os::unix::process::CommandExt, process::Command};

/// Fetches, builds and becomes the server with its demo.
pub fn serve(place: &Place, arguments: &[String]) -> Result<()> {
    let mut steps = Steps::of(tools::STEPS + build::STEPS + 1);
    tools::fetch(place, &mut steps)?;
    build::all(place, Mode::Dev, &mut steps)?;
    steps.announce("starting");
    replace_by(place, &["serve", "--demo"], arguments)
}

/// Builds the server and becomes its doctor.
pub fn doctor(place: &Place, arguments: &[String]) -> Result<()> {
    let mut steps = Steps::of(tools::STEPS + 1);
    tools::fetch(place, &mut steps)?;
    steps.step("server", || build::server(place, Mode::Dev))?;
    replace_by(place, &["doctor"], arguments)
}

/// Becomes the server instead of starting it: Ctrl-C and SIGTERM reach it, and nothing else, without our help.
fn replace_by(place: &Place, command: &[&str], arguments: &[String]) -> Result<()> {
    let program = place.server(false);
    let mut server = Command::new(&program);
    server.args(command).args(arguments);
    process::without_cargo_libraries(place, &mut server);
    tools::environment(place, &mut server);
    Err(server.exec()).with_context(|| format!("cannot start {}", program.display()))
}
