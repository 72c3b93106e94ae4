use super::{Line, Live};
use crate::timer;
use api::Events;
use leptos::prelude::*;

/// How often is asked for news.
const EVERY_MS: u32 = 3_000;
/// After so many rounds a socket is tried again.
const ROUNDS: u32 = 20;

impl Live {
    /// Asks for events instead of hearing them, for about a minute. `false`: that does not work either.
    pub(super) async fn poll(self) -> bool {
        for round in 0..ROUNDS {
            if self.line.is_disposed() {
                return true;
            }
            if !self.fetch_all().await {
                return round > 0;
            }
            timer::sleep(EVERY_MS).await;
        }
        true
    }

    /// Reads until nothing is left. `false` when the server was not reached.
    async fn fetch_all(self) -> bool {
        loop {
            let last = self.last.try_get_value().flatten();
            let path = format!("events?after={}&limit=100", last.unwrap_or(0));
            let Ok(events) = self.client.get::<Events>(&path).await else {
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
