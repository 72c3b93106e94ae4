//! The command `diwan`.

use diwan::{causes::one_line, config::Config, demo, doctor, knowledge, start};
use std::{io::IsTerminal, process::ExitCode, time::Duration};
use tokio::signal::unix::{Signal, SignalKind, signal};

/// How long threads that compute are waited for at the end; what they do is done again at the next start.
const LAST_WORK: Duration = Duration::from_secs(2);

const HELP: &str = "\
diwan <command>

  serve [--demo]    serve everything; with --demo make the demo shops first
  migrate           bring the databases up to date and end
  demo              make the demo shops and end
  doctor            check configuration, databases and files; exit with 1 when something is wrong

Configuration is by environment variables:
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    // The extraction worker reads a stranger's file: it starts before anything else of ours does.
    if arguments.first().is_some_and(|a| a == "extract-worker") {
        return knowledge::worker_main(arguments.get(1..).unwrap_or_default());
    }
    if rustls::crypto::ring::default_provider().install_default().is_err() {
        eprintln!("diwan: a TLS provider was installed before ours");
    }
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("diwan: cannot start: {error}");
            return ExitCode::FAILURE;
        }
    };
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let result = match arguments.as_slice() {
        ["serve"] => runtime.block_on(serve(false)),
        ["serve", "--demo"] => runtime.block_on(serve(true)),
        ["migrate"] => runtime.block_on(migrate()),
        ["demo"] => runtime.block_on(make_demo()),
        ["doctor"] => runtime.block_on(examine()),
        arguments if arguments.iter().any(|a| matches!(*a, "help" | "--help" | "-h")) => {
            print_help();
            return ExitCode::SUCCESS;
        }
        ["--version" | "-V"] => {
            println!("diwan {}", env!("CARGO_PKG_VERSION"));
            return ExitCode::SUCCESS;
        }
        [] => {
            print_help();
            return ExitCode::from(2);
        }
        unknown => {
            eprintln!("diwan: there is no command \"{}\"; `diwan help` lists them", unknown.join(" "));
            return ExitCode::from(2);
        }
    };
    runtime.shutdown_timeout(LAST_WORK);
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\ndiwan: {}", one_line(&error));
            ExitCode::FAILURE
        }
    }
}

fn print_help() {
    print!("{HELP}");
    for (name, default, meaning) in diwan::config::VARIABLES {
        println!("  {name}\n      {meaning} (default: {default})");
    }
}

fn config() -> anyhow::Result<Config> {
    Config::from_env()
        .map_err(|wrong| anyhow::anyhow!("the configuration can't be used:\n  {}", wrong.join("\n  ")))
}

fn log(config: &Config) {
    let builder = tracing_subscriber::fmt().with_env_filter(&config.log).with_writer(std::io::stderr);
    if std::io::stderr().is_terminal() {
        builder.with_target(false).compact().init();
    } else {
        builder.json().init();
    }
}

/// Everything else works without the library.
fn warn_of_pdf(config: &Config) {
    if let Err(missing) = doctor::pdf_library(config) {
        tracing::warn!("NO PDF FILE CAN BE READ; other formats can: {missing}");
    }
}

async fn serve(with_demo: bool) -> anyhow::Result<()> {
    let config = config()?;
    log(&config);
    for name in &config.unknown {
        tracing::warn!(
            name,
            "this variable is not known and does nothing; `diwan help` lists those that are"
        );
    }
    if config.rate_limit.is_none() {
        tracing::warn!("DIWAN_RATE_LIMIT=0: NO RATE LIMIT. For benchmarks and tests only.");
    }
    doctor::site(&config).map_err(anyhow::Error::msg)?;
    warn_of_pdf(&config);
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    let public_url = config.public_url.clone();
    let starting = start::start(config, say);
    let mut running = tokio::select! {
        running = starting => running?,
        // Dropping what has started ends the private database by its kernel watch.
        _ = interrupt.recv() => return Ok(()),
        _ = terminate.recv() => return Ok(()),
    };
    let making = async {
        if with_demo {
            demo::make(&running.app, say).await?;
        }
        anyhow::Ok(())
    };
    let made = tokio::select! {
        made = making => Some(made),
        _ = interrupt.recv() => None,
        _ = terminate.recv() => None,
    };
    match made {
        None => return stop(running, interrupt, terminate).await,
        Some(Err(error)) => {
            running.stop().await?;
            return Err(error);
        }
        Some(Ok(())) => running.app.set_ready(),
    }
    if with_demo {
        println!("{}", demo::welcome(&public_url));
    } else {
        println!("Diwan serves {public_url} (listening on {})", running.addr);
    }
    tokio::select! {
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
        lost = running.database_lost() => {
            if let Err(error) = running.stop().await {
                tracing::warn!(error = one_line(&error), "not everything stopped in order");
            }
            return Err(lost);
        }
    }
    stop(running, interrupt, terminate).await
}

/// Stops in order; a second signal ends at once.
async fn stop(running: start::Running, mut interrupt: Signal, mut terminate: Signal) -> anyhow::Result<()> {
    say("stopping");
    tokio::select! {
        stopped = running.stop() => return stopped,
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
    }
    // The private database ends by its kernel watch.
    anyhow::bail!("ended before everything had stopped; what was under way begins again at the next start")
}

/// Progress, for whoever watches the terminal.
fn say(what: &str) {
    eprintln!("  · {what}");
}

async fn migrate() -> anyhow::Result<()> {
    let config = config()?;
    log(&config);
    let (app, connections) = start::open(config, say).await?;
    app.db.close().await;
    if let Some(private) = connections.private {
        private.stop().await?;
    }
    Ok(())
}

async fn make_demo() -> anyhow::Result<()> {
    let config = config()?;
    log(&config);
    warn_of_pdf(&config);
    let running = start::start(config, say).await?;
    let made = demo::make(&running.app, say).await;
    running.stop().await?;
    made
}

async fn examine() -> anyhow::Result<()> {
    let findings = doctor::look().await;
    let mut wrong = 0;
    for finding in &findings {
        println!("{} {}", finding.mark, finding.said);
        wrong += usize::from(finding.mark == doctor::Mark::Wrong);
    }
    if wrong > 0 {
        anyhow::bail!("{wrong} of {} checks failed", findings.len());
    }
    println!("all is well");
    Ok(())
}
