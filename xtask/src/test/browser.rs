//! End-to-end tests: Playwright in `end2end/`, which starts the server itself.

use super::Tally;
use crate::{
    build::{self, Mode},
    files,
    place::Place,
    process,
    tools::{self, chromium, node::Node},
};
use anyhow::{Context, Result};

/// Installs what is needed and runs all tests of one of Playwright's projects, or those that `arguments` choose.
pub fn run(place: &Place, project: &str, arguments: &[String]) -> Result<Tally> {
    build::server(place, Mode::Dev)?;
    let folder = place.root.join("end2end");
    let node = Node::find(place)?;
    node.install(&folder)?;
    let browser = chromium::find(place, &node)?;
    let report = place.work().join("end2end.json");
    files::remove(&report)?;

    let mut playwright = node.script(&folder.join("node_modules/@playwright/test/cli.js"));
    playwright.arg("test").arg(format!("--project={project}")).args(arguments).current_dir(&folder);
    playwright.env("CHROMIUM", &browser.program).env("PLAYWRIGHT_JSON_OUTPUT_NAME", &report);
    playwright.env("DIWAN_SERVER", place.server(false));
    for (name, value) in browser.environment {
        // For the browser's process alone: Node must not see foreign libraries.
        playwright.env(format!("CHROMIUM_{name}"), value);
    }
    process::without_cargo_libraries(place, &mut playwright);
    tools::environment(place, &mut playwright);
    let status = playwright.status().context("cannot start Playwright")?;

    let report = files::bytes(&report).context("Playwright left no report")?;
    let mut tally =
        Tally::of_playwright(&serde_json::from_slice(&report)?).context("an unknown kind of report")?;
    if !status.success() && tally.failed == 0 {
        tally.failed = 1;
    }
    Ok(tally)
}
