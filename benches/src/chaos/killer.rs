use crate::server::{Home, Server};
use anyhow::{Context, Result};
use rand::{RngExt as _, rngs::StdRng};
use std::{ops::Range, time::Duration};

/// Kills the server at random moments and starts it again.
pub struct Killer<'a> {
    home: &'a Home,
    server: Option<Server>,
    random: StdRng,
    /// From each start after a kill until the server was ready.
    ready: Vec<Duration>,
}

impl<'a> Killer<'a> {
    pub fn new(home: &'a Home, server: Server, random: StdRng) -> Self {
        Self { home, server: Some(server), random, ready: vec![] }
    }

    /// Kills `times` times, each after the server lived for a random time of `life`.
    pub async fn kill(&mut self, times: usize, life: Range<Duration>) -> Result<()> {
        for done in 1..=times {
            tokio::time::sleep(self.random.random_range(life.clone())).await;
            let server = self.server.take().context("the server was not started again")?;
            server.kill().await?;
            let (server, took) = self.home.start().await?;
            self.server = Some(server);
            self.ready.push(took);
            if done % 10 == 0 || done == times {
                eprintln!("  · killed {done} of {times}; ready again after {took:.2?}");
            }
        }
        Ok(())
    }

    pub async fn stop(mut self) -> Result<()> {
        match self.server.take() {
            Some(server) => server.stop().await,
            None => Ok(()),
        }
    }

    /// How long it took to be ready again.
    pub fn summary(&self) -> String {
        let mut ready = self.ready.clone();
        ready.sort_unstable();
        let at = |index: usize| ready.get(index).copied().unwrap_or_default();
        format!(
            "{} kills; ready again after {:.2?} (median), {:.2?} (slowest)",
            ready.len(),
            at(ready.len().saturating_sub(1) / 2),
            at(ready.len().saturating_sub(1))
        )
    }
}
