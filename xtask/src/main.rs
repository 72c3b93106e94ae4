//! What cargo alone cannot do: the WebAssembly bundles, styles, the private PostgreSQL, all the tests in one go.
//!
//! `wasm-bindgen` is linked as a library, so that the one lock file keeps it at the version the WASM was made for;
//! a command-line tool of its own could drift, and takes longer to compile than everything here.

mod build;
mod check;
mod dist;
mod files;
mod measure;
mod place;
mod prepare;
mod process;
mod progress;
mod run;
mod sizes;
mod test;
mod tools;
mod watch;

use anyhow::{Result, bail};
use build::Mode;
use place::Place;
use progress::Steps;

const HELP: &str = "\
cargo xtask <command>

  run [-- …]            fetch tools, build, start the server with the demo
  watch [-- …]          the same, and again whenever a source changes
  build [--release]     server, dashboard, widget and site
  site [--release]      the same without the server
  tools [--verify]      fetch the private PostgreSQL and pdfium (and re-hash what is there)
  test [unit|integration|e2e|release] [-- …]
                        all tests, or one kind; what follows -- goes to the test runner
  check                 formatting, lints, styles, translations, words, paths in documents, offline data of the SQL
  prepare [--check]     the checked queries' offline data in server/.sqlx (or: is it what the source says?)
  sizes                 bytes of a release build against their budgets
  bench, chaos [-- …]   measurements of the benches crate
  bench-dialect DIR     the classifier of Arabic varieties on DIR/dialect.jsonl, trained anew
  bench-retrieval [-- …]
                        how often the right passage is found; needs no server
  bench-search [-- …]   how fast, against a release build of the server
  doctor                build and run `diwan doctor`
  dist                  release binary, site and tools in target/dist
";

fn main() -> std::process::ExitCode {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let trailing = match arguments.iter().position(|argument| argument == "--") {
        Some(at) => arguments.split_off(at).into_iter().skip(1).collect(),
        None => Vec::new(),
    };
    match dispatch(&arguments, &trailing) {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nxtask: {error:#}");
            std::process::ExitCode::FAILURE
        }
    }
}

fn dispatch(arguments: &[String], trailing: &[String]) -> Result<()> {
    let place = Place::find()?;
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    if makes_release(&arguments) && !cfg!(feature = "split") {
        return again_with_split(&place);
    }
    let mode = |release: bool| if release { Mode::Release } else { Mode::Dev };
    match arguments.as_slice() {
        ["run"] => run::serve(&place, trailing),
        ["watch"] => watch::run(&place, trailing),
        ["doctor"] => run::doctor(&place, trailing),
        ["build", flags @ ..] => {
            let release = only(flags, "--release")?;
            let mut steps = Steps::of(tools::STEPS + build::STEPS);
            tools::fetch(&place, &mut steps)?;
            build::all(&place, mode(release), &mut steps)
        }
        ["site", flags @ ..] => {
            let release = only(flags, "--release")?;
            build::site(&place, mode(release), &mut Steps::of(build::SITE_STEPS))
        }
        ["tools", flags @ ..] => match only(flags, "--verify")? {
            true => tools::verify(&place),
            false => tools::fetch(&place, &mut Steps::of(tools::STEPS)),
        },
        ["test"] => test::run(&place, test::Kind::ALL, trailing),
        ["test", kind] => test::run(&place, &[test::Kind::named(kind)?], trailing),
        ["check"] => check::run(&place),
        ["prepare", flags @ ..] => match only(flags, "--check")? {
            true => prepare::check(&place),
            false => prepare::write(&place),
        },
        ["sizes"] => sizes::run(&place),
        ["bench" | "chaos"] => measure::run(&place, arguments[0], trailing),
        ["bench-dialect", sets] => measure::dialect(&place, sets),
        ["bench-retrieval"] => measure::retrieval(&place, trailing),
        ["bench-search"] => measure::search(&place, trailing),
        ["dist"] => dist::run(&place),
        [] | ["help" | "--help" | "-h"] => {
            print!("{HELP}");
            Ok(())
        }
        other => bail!("no such command: {}\n\n{HELP}", other.join(" ")),
    }
}

/// Whether the command makes a release of the site.
fn makes_release(arguments: &[&str]) -> bool {
    matches!(
        arguments,
        ["sizes" | "dist" | "bench" | "chaos", ..]
            | ["build" | "site", "--release", ..]
            | ["test"]
            | ["test", "release"]
    )
}

/// Runs the same command by an xtask that can split WebAssembly: half as long again to compile, so only where needed.
fn again_with_split(place: &Place) -> Result<()> {
    let mut cargo = process::cargo(place);
    cargo.args(["run", "--quiet", "--package", "xtask", "--features", "split", "--"]);
    cargo.args(std::env::args_os().skip(1));
    process::run(&mut cargo)
}

/// Whether the one known flag is given; anything else is refused rather than ignored.
fn only(flags: &[&str], known: &str) -> Result<bool> {
    match flags {
        [] => Ok(false),
        [flag] if *flag == known => Ok(true),
        other => bail!("unknown arguments: {} (known: {known})", other.join(" ")),
    }
}
