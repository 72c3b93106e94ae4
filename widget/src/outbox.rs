//! What the visitor wrote and the server has not acknowledged yet: in order, one on its way at a time.

/// Where an unacknowledged message stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sending {
    /// In the queue; it goes out when everything before it has gone.
    Waiting,
    /// On its way: nothing else is sent meanwhile, so the order holds.
    InFlight,
    /// The server refused it for good; only the visitor can send it again or drop it.
    Refused,
}

/// One message of the queue. The server knows repetitions by `client_id`.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    pub client_id: String,
    pub body: String,
    /// Milliseconds since 1970, made strictly ascending: the order of the queue.
    pub at: f64,
    pub sending: Sending,
}

/// The queue. Keeping it in the browser's storage is [`crate::store`]'s work.
#[derive(Debug, Default)]
pub struct Outbox {
    drafts: Vec<Draft>,
}

impl Outbox {
    /// A queue of what storage had kept; nothing of it is on its way any more.
    pub fn restored(kept: impl Iterator<Item = Draft>) -> Self {
        let mut drafts: Vec<Draft> = Vec::new();
        for mut draft in kept {
            // A handful at most; the library's sort would weigh more than the rest of this file.
            for other in &mut drafts {
                if other.at > draft.at {
                    std::mem::swap(other, &mut draft);
                }
            }
            drafts.push(draft);
        }
        Self { drafts }
    }

    /// Appends a message; a clock that runs backwards does not change the order.
    pub fn push(&mut self, client_id: String, body: String, now: f64) -> Draft {
        let at = self.drafts.last().map_or(now, |last| now.max(last.at + 1.0));
        let draft = Draft { client_id, body, at, sending: Sending::Waiting };
        self.drafts.push(draft.clone());
        draft
    }

    /// The next to send, marked as on its way; `None` while one is, or when none waits.
    pub fn take_next(&mut self) -> Option<Draft> {
        if self.drafts.iter().any(|draft| draft.sending == Sending::InFlight) {
            return None;
        }
        let next = self.drafts.iter_mut().find(|draft| draft.sending == Sending::Waiting)?;
        next.sending = Sending::InFlight;
        Some(next.clone())
    }

    /// The server has it (its answer or its event said so): whether it was in the queue.
    pub fn acknowledged(&mut self, client_id: &str) -> bool {
        let before = self.drafts.len();
        self.drafts.retain(|draft| draft.client_id != client_id);
        before != self.drafts.len()
    }

    /// Sets where a message stands; unknown ids are already acknowledged.
    pub fn mark(&mut self, client_id: &str, sending: Sending) {
        if let Some(draft) = self.drafts.iter_mut().find(|draft| draft.client_id == client_id) {
            draft.sending = sending;
        }
    }

    /// What is unacknowledged, oldest first.
    pub fn drafts(&self) -> &[Draft] {
        &self.drafts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bodies(outbox: &Outbox) -> Vec<&str> {
        outbox.drafts().iter().map(|draft| draft.body.as_str()).collect()
    }

    #[test]
    fn one_at_a_time_and_in_order_even_when_the_clock_jumps_back() {
        let mut outbox = Outbox::default();
        outbox.push("a".into(), "first".into(), 1_000.0);
        outbox.push("b".into(), "second".into(), 10.0);
        assert_eq!(outbox.take_next().map(|draft| draft.client_id), Some("a".into()));
        assert_eq!(outbox.take_next(), None, "the first is still on its way");
        assert!(outbox.acknowledged("a"));
        assert_eq!(outbox.take_next().map(|draft| draft.client_id), Some("b".into()));
        let restored = Outbox::restored(outbox.drafts().iter().rev().cloned());
        assert_eq!(bodies(&restored), ["second"]);
    }

    #[test]
    fn a_lost_connection_keeps_the_place_in_the_queue() {
        let mut outbox = Outbox::default();
        outbox.push("a".into(), "first".into(), 1.0);
        outbox.push("b".into(), "second".into(), 2.0);
        outbox.take_next();
        outbox.mark("a", Sending::Waiting);
        assert_eq!(outbox.take_next().map(|draft| draft.client_id), Some("a".into()));
    }

    #[test]
    fn a_refused_message_blocks_nobody_and_can_be_sent_again() {
        let mut outbox = Outbox::default();
        outbox.push("a".into(), "first".into(), 1.0);
        outbox.push("b".into(), "second".into(), 2.0);
        outbox.take_next();
        outbox.mark("a", Sending::Refused);
        assert_eq!(outbox.take_next().map(|draft| draft.client_id), Some("b".into()));
        assert!(outbox.acknowledged("b"));
        assert_eq!(outbox.take_next(), None);
        outbox.mark("a", Sending::Waiting);
        assert_eq!(outbox.take_next().map(|draft| draft.client_id), Some("a".into()));
    }

    #[test]
    fn the_answer_and_the_event_acknowledge_once() {
        let mut outbox = Outbox::default();
        outbox.push("a".into(), "first".into(), 1.0);
        assert!(outbox.acknowledged("a"));
        assert!(!outbox.acknowledged("a"));
        outbox.mark("a", Sending::Waiting);
        assert!(outbox.drafts().is_empty());
    }
}
