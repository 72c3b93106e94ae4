//! Measures Diwan from outside, over HTTP and sockets, as its users meet it.
//!
//! `bench` fills `docs/benchmarks.md`; `chaos` kills the server again and again under load and counts
//! messages. Both start a server of their own (`DIWAN_SERVER` names the program) in a folder of their own.

#![expect(
    clippy::disallowed_methods,
    reason = "the limit is PostgreSQL alone: the server's SQL without the server"
)]

mod agent;
mod bench;
mod chaos;
mod database;
mod http;
mod retrieval;
mod search;
mod server;
mod socket;
mod visitor;

use anyhow::{Context, Result, bail};
use std::{path::PathBuf, process::ExitCode, str::FromStr};
use tokio::signal::unix::{SignalKind, signal};

const HELP: &str = "\
benches bench [--rounds 3] [--seconds 5] [--only intake,answer,footprint]
    measures, and writes docs/benchmarks.md unless only a part was asked for
benches chaos [--kills 50] [--visitors 16] [--seed N]
    kills the server under load; exits with 1 when a message is missing, doubled or out of order
benches retrieval [--data DIR]
    how often the right passage is found, beside plain BM25; DIR or DIWAN_RETRIEVAL_DATA holds the sets
benches search [--data DIR]
    how fast passages are found and indexed, written to docs/benchmarks.md; exits with 1 when a goal was missed

DIWAN_SERVER names the server's program; `make bench`, `make bench-search` and `make chaos` build and set it.
";

fn main() -> ExitCode {
    if rustls::crypto::ring::default_provider().install_default().is_err() {
        eprintln!("benches: a TLS provider was installed before ours");
    }
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("benches: cannot start: {error}");
            return ExitCode::FAILURE;
        }
    };
    let result = runtime.block_on(async {
        let mut terminate = signal(SignalKind::terminate())?;
        tokio::select! {
            result = command() => result,
            // What was started ends as it is dropped.
            _ = tokio::signal::ctrl_c() => bail!("interrupted"),
            _ = terminate.recv() => bail!("terminated"),
        }
    });
    match result {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("benches: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn command() -> Result<bool> {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments.is_empty() {
        print!("{HELP}");
        return Ok(false);
    }
    let what = arguments.remove(0);
    let program = || {
        std::env::var_os("DIWAN_SERVER").map(PathBuf::from).context(
            "DIWAN_SERVER is not set: run `make bench` or `make chaos`, or set it to the server's program",
        )
    };
    match what.as_str() {
        "bench" => {
            let options = bench::Options {
                rounds: taken(&mut arguments, "--rounds", 3)?,
                seconds: taken(&mut arguments, "--seconds", 5)?,
                only: taken(&mut arguments, "--only", String::new())?,
            };
            none_left(&arguments)?;
            bench::run(program()?, &options).await
        }
        "chaos" => {
            let options = chaos::Options {
                kills: taken(&mut arguments, "--kills", 50)?,
                visitors: taken(&mut arguments, "--visitors", 16)?,
                seed: taken(&mut arguments, "--seed", rand::random())?,
            };
            none_left(&arguments)?;
            chaos::run(program()?, &options).await
        }
        "retrieval" => {
            let options = retrieval::Options { data: taken(&mut arguments, "--data", sets())? };
            none_left(&arguments)?;
            retrieval::run(&options)
        }
        "search" => {
            let data = taken(&mut arguments, "--data", sets())?;
            none_left(&arguments)?;
            search::run(program()?, &data).await
        }
        _ => {
            print!("{HELP}");
            Ok(false)
        }
    }
}

/// Where the evaluation sets are when nothing is said: beside the project.
fn sets() -> PathBuf {
    std::env::var_os("DIWAN_RETRIEVAL_DATA").map_or_else(
        || std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data"),
        PathBuf::from,
    )
}

/// Takes `--name value` out of the arguments.
fn taken<T: FromStr>(arguments: &mut Vec<String>, name: &str, default: T) -> Result<T> {
    let Some(at) = arguments.iter().position(|argument| argument == name) else { return Ok(default) };
    arguments.remove(at);
    if at == arguments.len() {
        bail!("{name} needs a value");
    }
    let value = arguments.remove(at);
    value.parse().ok().with_context(|| format!("{name} {value}: that is no value for it"))
}

fn none_left(arguments: &[String]) -> Result<()> {
    if !arguments.is_empty() {
        bail!("not understood: {}\n{HELP}", arguments.join(" "));
    }
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn options_are_taken_by_name_and_the_rest_is_refused() {
        let mut arguments: Vec<String> = ["--kills", "5", "more"].map(String::from).into();
        assert_eq!(taken(&mut arguments, "--kills", 50).unwrap(), 5);
        assert_eq!(taken(&mut arguments, "--visitors", 16).unwrap(), 16);
        assert!(none_left(&arguments).unwrap_err().to_string().contains("more"));
        let mut lacking: Vec<String> = vec!["--kills".into()];
        assert!(taken(&mut lacking, "--kills", 50).is_err());
        let mut wrong: Vec<String> = ["--kills", "many"].map(String::from).into();
        assert!(taken(&mut wrong, "--kills", 50).is_err());
    }
}
