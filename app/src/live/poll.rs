use super::{Line, Live, Wake, socket};
use crate::timer;
use api::Events;
use futures::channel::mpsc::UnboundedReceiver;
use leptos::prelude::*;

/// How often is asked for news.
const EVERY_MS: u32 = 3_000;
/// After so many rounds a socket is tried again: a network that forbids them may have been left.
const ROUNDS: u32 = 5;
/// Something else must answer within this, or the server counts as away.
const PATIENCE_MS: u32 = 5_000;

impl Live {
    /// Asks for events instead of hearing them, for a while. `false`: that does not work either.
    pub(super) async fn poll(self, woken: &mut UnboundedReceiver<Wake>) -> bool {
        for _ in 0..ROUNDS {
            if self.line.is_disposed() {
                return true;
            }
            if !self.fetch_all().await {
                return false;
            }
            socket::pause(EVERY_MS, woken).await;
        }
        true
    }

    /// Whether the server answers a call right now: asked once, since a repeated call may meet a server that
    /// was not there yet when the socket failed.
    pub(super) async fn answers(self) -> bool {
        let last = self.last.try_get_value().flatten().unwrap_or(0);
        let path = format!("events?after={last}&limit=1");
        timer::within(PATIENCE_MS, self.client.get_once::<Events>(&path))
            .await
            .is_some_and(|answer| answer.is_ok())
    }

    /// Reads until nothing is left. `false` when the server was not reached.
    async fn fetch_all(self) -> bool {
        loop {
            let last = self.last.try_get_value().flatten();
            let path = format!("events?after={}&limit=100", last.unwrap_or(0));
            let Ok(events) = self.client.get_once::<Events>(&path).await else {
                self.say(Line::Offline);
                return false;
            };
            // Without a last event there is no picture yet that old events could change.
            if events.resync || last.is_none() {
                self.resync(Some(events.last));
                self.say(Line::Live);
                return true;
            }
            let more = events.items.last().is_some_and(|event| event.id < events.last);
            if more {
                self.say(Line::CatchingUp);
            }
            for event in events.items {
                self.take(event);
            }
            if !more {
                self.say(Line::Live);
                return true;
            }
        }
    }
}
