//! Building again when a source changes.
//!
//! Modification times are asked for a few times a second: a rebuild takes seconds, so notifications of the operating
//! system would gain nothing that one could feel, and cost a dependency for each platform.

use crate::{
    build::{self, Mode},
    files,
    place::Place,
    process,
    progress::Steps,
    tools,
};
use anyhow::{Context, Result};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::{Child, Command},
    thread,
    time::{Duration, SystemTime},
};

const PAUSE: Duration = Duration::from_millis(300);
const SOURCES: [&str; 13] = [
    "Cargo.toml",
    "Cargo.lock",
    "api",
    "text",
    "extract",
    "app",
    "frontend",
    "widget",
    "server",
    "migrations",
    "style",
    "public",
    "demo",
];

/// Builds, starts the server with its demo, and does both again whenever a source changes, until Ctrl-C.
pub fn run(place: &Place, arguments: &[String]) -> Result<()> {
    tools::fetch(place, &mut Steps::of(tools::STEPS))?;
    let mut server: Option<Server> = None;
    loop {
        let seen = times(place)?;
        match build::all(place, Mode::Dev, &mut Steps::of(build::STEPS)) {
            // The compiler's words stand above; what ran before runs on.
            Err(error) => eprintln!("\n{error:#}\nwaiting for a change"),
            Ok(()) => {
                let current = server.as_mut().map(|running| running.is_current(place)).transpose()?;
                if current == Some(true) {
                    eprintln!("reload the page");
                } else {
                    server.take().map(Server::stop).transpose()?;
                    server = Some(Server::start(place, arguments)?);
                }
            }
        }
        while times(place)? == seen {
            thread::sleep(PAUSE);
        }
    }
}

/// The running server and when its program was linked.
struct Server {
    child: Child,
    program: SystemTime,
}

impl Server {
    fn start(place: &Place, arguments: &[String]) -> Result<Self> {
        let mut command = Command::new(place.server(false));
        command.args(["serve", "--demo"]).args(arguments);
        process::without_cargo_libraries(place, &mut command);
        tools::environment(place, &mut command);
        Ok(Self { program: linked(place)?, child: command.spawn().context("cannot start the server")? })
    }

    /// Whether it lives and runs the newest program. Scripts and styles it reads anew by itself.
    fn is_current(&mut self, place: &Place) -> Result<bool> {
        Ok(self.program == linked(place)? && self.child.try_wait()?.is_none())
    }

    /// Asks it to end and waits, so that its database stops before the next one starts.
    fn stop(mut self) -> Result<()> {
        if self.child.try_wait()?.is_none() {
            process::read(Command::new("kill").args(["-TERM", &self.child.id().to_string()]))?;
            self.child.wait()?;
        }
        Ok(())
    }
}

fn linked(place: &Place) -> Result<SystemTime> {
    Ok(fs::metadata(place.server(false))?.modified()?)
}

fn times(place: &Place) -> Result<BTreeMap<PathBuf, SystemTime>> {
    let mut times = BTreeMap::new();
    for source in SOURCES {
        let source = place.root.join(source);
        let files = if source.is_file() { vec![source] } else { files::below(&source)? };
        times.extend(
            files
                .into_iter()
                .filter_map(|file| Some((modified(&file)?, file)))
                .map(|(time, file)| (file, time)),
        );
    }
    Ok(times)
}

/// `None` for a file that an editor just renamed away.
fn modified(file: &Path) -> Option<SystemTime> {
    fs::metadata(file).ok()?.modified().ok()
}
