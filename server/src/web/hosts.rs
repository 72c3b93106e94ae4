use std::{
    collections::HashMap,
    fmt,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tokio::{
    sync::{Mutex as Turns, OwnedMutexGuard},
    time::{Instant, sleep_until},
};

/// Hosts that are remembered before those that nobody visits are forgotten.
const MANY: usize = 1_000;

/// Who is visiting which host, over all tenants of this process: one request at a time, and a pause after it.
#[derive(Clone, Default)]
pub struct Hosts(Arc<Mutex<HashMap<String, Host>>>);

type Host = Arc<Turns<Option<Instant>>>;

/// The right to make one request to a host.
#[derive(Debug)]
pub(super) struct Turn {
    /// When the last request to it was over.
    last: OwnedMutexGuard<Option<Instant>>,
}

impl fmt::Debug for Hosts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Hosts")
    }
}

impl Hosts {
    /// Waits until nobody else is there, and until the last one left as long ago as `pause`.
    pub(super) async fn turn(&self, host: &str, pause: Duration) -> Turn {
        let place = self.place(host);
        let last = place.lock_owned().await;
        if let Some(last) = *last {
            sleep_until(last + pause).await;
        }
        Turn { last }
    }

    fn place(&self, host: &str) -> Host {
        let mut hosts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if hosts.len() > MANY {
            // Who pauses longer than this is not visited more often for being forgotten.
            let idle = |host: &Host| {
                host.try_lock().is_ok_and(|last| last.is_none_or(|at| at.elapsed() > Duration::from_secs(60)))
            };
            hosts.retain(|_, host| Arc::strong_count(host) > 1 || !idle(host));
        }
        hosts.entry(host.to_owned()).or_default().clone()
    }
}

impl Turn {
    /// Leaves; nobody else comes for `rest` beyond the usual pause.
    pub(super) fn leave(mut self, rest: Duration) {
        *self.last = Some(Instant::now() + rest);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn one_at_a_time_with_a_pause_and_other_hosts_meanwhile() {
        let hosts = Hosts::default();
        let short = Duration::from_millis(30);
        let first = hosts.turn("a.example", Duration::ZERO).await;
        assert!(tokio::time::timeout(short, hosts.turn("a.example", Duration::ZERO)).await.is_err());
        hosts.turn("b.example", short).await.leave(Duration::ZERO);
        let left = Instant::now();
        first.leave(short);
        let second = hosts.turn("a.example", short).await;
        assert!(left.elapsed() >= 2 * short);
        second.leave(Duration::ZERO);
    }

    #[tokio::test]
    async fn hosts_that_nobody_visits_are_forgotten_and_others_are_not() {
        let hosts = Hosts::default();
        let busy = hosts.turn("busy.example", Duration::ZERO).await;
        for n in 0..MANY {
            drop(hosts.turn(&format!("{n}.example"), Duration::ZERO).await);
        }
        hosts.turn("recent.example", Duration::ZERO).await.leave(Duration::ZERO);
        drop(hosts.turn("last.example", Duration::ZERO).await);
        let kept: usize = hosts.0.lock().map(|hosts| hosts.len()).unwrap_or_default();
        assert_eq!(kept, 3);
        busy.leave(Duration::ZERO);
    }
}
