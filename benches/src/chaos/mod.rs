//! `chaos`: the server is killed at random moments under load, and started again on the same folder and address.
//!
//! Two phases. With people: visitors and an agent write to each other, every message is sent until it is
//! acknowledged, and at the end what was acknowledged, what is stored, and what either side saw must be the same,
//! each message once and in order. With the assistant: every question gets exactly one answer.

mod assistant;
mod killer;
mod people;
mod sides;
mod verdict;
mod watcher;

use crate::{http::Http, server::Home};
use anyhow::{Result, bail};
use killer::Killer;
use rand::{SeedableRng as _, rngs::StdRng};
use std::{ops::Range, path::PathBuf, time::Duration};
use verdict::Verdict;

pub struct Options {
    /// Kills in both phases together.
    pub kills: usize,
    /// Visitors who write at once.
    pub visitors: usize,
    /// Of the moments at which the server is killed.
    pub seed: u64,
}

/// How long the server lives, from ready to killed, while people write.
const WITH_PEOPLE: Range<Duration> = Duration::from_millis(50)..Duration::from_millis(1500);
/// The same while the assistant answers: now and then long enough for a job left behind to be found.
const WITH_ASSISTANT: Range<Duration> = Duration::from_millis(300)..Duration::from_secs(9);

/// Runs both phases; `false` when anything was lost, doubled or out of order.
pub async fn run(program: PathBuf, options: &Options) -> Result<bool> {
    if options.kills == 0 || options.visitors == 0 {
        bail!("--kills and --visitors begin at 1");
    }
    // A fifth of the kills hits the assistant.
    let of_assistant = options.kills / 5;
    let of_people = options.kills - of_assistant;
    println!("{} kills, {} visitors, seed {}", options.kills, options.visitors, options.seed);
    let home = Home::new(&program)?;
    eprintln!("  · making the demo shops");
    home.make_demo().await?;
    let (server, _) = home.start().await?;
    let http = Http::new(home.addr)?;
    let mut killer = Killer::new(&home, server, StdRng::seed_from_u64(options.seed));
    let mut verdict = Verdict::default();

    let result = async {
        eprintln!("  · people: {of_people} kills");
        people::run(&home, &http, &mut killer, of_people, WITH_PEOPLE, options.visitors, &mut verdict)
            .await?;
        if of_assistant > 0 {
            eprintln!("  · assistant: {of_assistant} kills");
            assistant::run(&http, &mut killer, of_assistant, WITH_ASSISTANT, options.visitors, &mut verdict)
                .await?;
        }
        verdict.look_at_tables(&home).await
    };
    if let Err(error) = result.await {
        eprintln!("{}", home.last_words());
        return Err(error);
    }
    println!("{}", killer.summary());
    killer.stop().await?;
    println!("{}", verdict.text());
    Ok(verdict.good())
}
