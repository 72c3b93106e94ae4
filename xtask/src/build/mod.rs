//! Building: the server by cargo, then what its pages load.
//!
//! Server and WebAssembly after each other: they share the sources of macros but not their results, and two cargos on
//! two cores only wait for one another.

mod compress;
pub mod css;
mod minify;
mod names;
mod publish;
#[cfg(feature = "split")]
mod snip;
#[cfg(feature = "split")]
mod split;
mod wasm;
mod widget;

use crate::{files, place::Place, process, progress::Steps};
use anyhow::Result;
use minify::Minifier;

/// How much time the result is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Soon there: cargo's `dev` profile, nothing made small.
    Dev,
    /// Small and fast.
    Release,
}

impl Mode {
    pub fn name(self) -> &'static str {
        match self {
            Self::Dev => "dev",
            Self::Release => "release",
        }
    }

    pub fn is_release(self) -> bool {
        self == Self::Release
    }
}

/// The steps that [`site`] takes.
pub const SITE_STEPS: usize = 3;
/// The steps that [`all`] takes.
pub const STEPS: usize = SITE_STEPS + 1;

/// The server and the site.
pub fn all(place: &Place, mode: Mode, steps: &mut Steps) -> Result<()> {
    steps.step("server", || server(place, mode))?;
    site(place, mode, steps)
}

/// What the server serves as files: the dashboard, the widget, styles, static files.
pub fn site(place: &Place, mode: Mode, steps: &mut Steps) -> Result<()> {
    let _lock = place.lock()?;
    let minifier = Minifier::prepare(place, mode)?;
    let dashboard =
        steps.step("dashboard (WebAssembly)", || wasm::bundle(place, "frontend", mode, &minifier))?;
    let widget = steps.step("widget (WebAssembly)", || wasm::bundle(place, "widget", mode, &minifier))?;
    steps.step("styles and static files", || {
        css::bundle(place, mode, &minifier, &dashboard)?;
        publish::dashboard(place, mode, &dashboard)?;
        widget::publish(place, mode, &minifier, &widget)?;
        publish::static_files(place, mode)?;
        files::write(&place.work().join("mode"), mode.name().as_bytes())
    })
}

/// The server's program alone.
pub fn server(place: &Place, mode: Mode) -> Result<()> {
    let mut cargo = process::cargo(place);
    cargo.args(["build", "--package", "server", "--bin", "diwan"]);
    if mode.is_release() {
        cargo.arg("--release");
    }
    process::run(&mut cargo)
}
