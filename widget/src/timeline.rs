//! The stored conversation as the visitor sees it: every message once, in `seq` order.
//!
//! A visitor who writes after a conversation has ended may start a new one, whose `seq` begins again
//! at 1. Conversations are therefore kept one after the other in the order they were met, and the
//! point to catch up from belongs to the newest.

/// Who wrote a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Author {
    Contact,
    Assistant,
    Agent,
    System,
}

/// A passage that an answer rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    pub title: String,
    pub page: Option<u32>,
    pub quote: String,
}

/// Something that happened between messages, told in a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Happening {
    /// A person was asked to join.
    Waiting,
    /// The message's author has joined.
    Joined,
    Resolved,
    /// The visitor has rated the conversation.
    Rated,
}

/// A stored message, or something that happened in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    pub id: String,
    pub conversation: String,
    pub seq: u32,
    pub author: Author,
    pub name: Option<String>,
    pub body: String,
    pub sources: Vec<Source>,
    pub client_id: Option<String>,
    /// `None` for words.
    pub happening: Option<Happening>,
    /// RFC 3339.
    pub at: String,
}

/// What became of a message that arrived.
#[derive(Debug, PartialEq, Eq)]
pub enum Arrival {
    New,
    /// The first of a conversation not met before: catch up from its beginning.
    NewConversation,
    Known,
}

/// The rows and how far they are known to be complete.
#[derive(Debug, Default)]
pub struct Timeline {
    conversations: Vec<String>,
    /// By conversation, as met, and `seq`.
    rows: Vec<((usize, u32), Message)>,
    synced: u32,
}

impl Timeline {
    /// Puts a message where it belongs, in the place of what it was before.
    pub fn insert(&mut self, message: Message) -> Arrival {
        let known = self.conversations.iter().position(|id| *id == message.conversation);
        let epoch = known.unwrap_or(self.conversations.len());
        let place = (epoch, message.seq);
        if let Some(row) = self.rows.iter_mut().find(|row| row.0 == place) {
            row.1 = message;
            return Arrival::Known;
        }
        let fresh = known.is_none();
        if fresh {
            self.conversations.push(message.conversation.clone());
            self.synced = 0;
        }
        let mut arrived = (place, message);
        for row in &mut self.rows {
            if row.0 > arrived.0 {
                std::mem::swap(row, &mut arrived);
            }
        }
        self.rows.push(arrived);
        // The first conversation was asked for from its beginning anyway.
        if fresh && epoch > 0 { Arrival::NewConversation } else { Arrival::New }
    }

    /// Everything that was stored up to `seq` is here, and so is what arrived live since: later
    /// catching up starts there.
    pub fn caught_up(&mut self, seq: u32) {
        self.synced = self.newest().max(seq);
    }

    /// The `seq` up to which nothing is missing in the newest conversation.
    pub fn synced(&self) -> u32 {
        self.synced
    }

    /// The newest `seq` of the newest conversation, complete up to there or not.
    pub fn newest(&self) -> u32 {
        let newest = self.conversations.len().saturating_sub(1);
        self.rows.iter().filter(|row| row.0.0 == newest).map(|row| row.0.1).max().unwrap_or(0)
    }

    pub fn rows(&self) -> impl Iterator<Item = &Message> {
        self.rows.iter().map(|row| &row.1)
    }

    /// Whether another conversation has followed this one.
    pub fn is_past(&self, conversation: &str) -> bool {
        self.conversation() != Some(conversation) && self.conversations.iter().any(|id| id == conversation)
    }

    /// The conversation that the newest message belongs to.
    pub fn conversation(&self) -> Option<&str> {
        self.conversations.last().map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(conversation: &str, seq: u32) -> Message {
        Message {
            id: [conversation, &seq.to_string()].concat(),
            conversation: conversation.into(),
            seq,
            author: Author::Contact,
            name: None,
            body: String::new(),
            sources: Vec::new(),
            client_id: None,
            happening: None,
            at: String::new(),
        }
    }

    fn shown(timeline: &Timeline) -> Vec<String> {
        timeline.rows().map(|message| message.id.clone()).collect()
    }

    #[test]
    fn messages_stand_once_and_in_order_however_they_arrive() {
        let mut timeline = Timeline::default();
        for seq in [3, 1, 2, 3, 1] {
            timeline.insert(message("a", seq));
        }
        assert_eq!(shown(&timeline), ["a1", "a2", "a3"]);
        let changed = Message { body: "changed".into(), ..message("a", 2) };
        assert_eq!(timeline.insert(changed), Arrival::Known);
        assert_eq!(shown(&timeline), ["a1", "a2", "a3"]);
        assert!(timeline.rows().any(|message| message.body == "changed"));
    }

    #[test]
    fn an_event_ahead_of_a_gap_does_not_move_the_point_to_catch_up_from() {
        let mut timeline = Timeline::default();
        timeline.insert(message("a", 1));
        timeline.caught_up(0);
        timeline.insert(message("a", 5));
        assert_eq!((timeline.synced(), timeline.newest()), (1, 5));
        timeline.caught_up(6);
        assert_eq!(timeline.synced(), 6);
    }

    #[test]
    fn a_new_conversation_follows_the_old_one_and_is_read_from_its_beginning() {
        let mut timeline = Timeline::default();
        assert_eq!(timeline.insert(message("a", 9)), Arrival::New);
        timeline.caught_up(0);
        assert_eq!(timeline.insert(message("b", 2)), Arrival::NewConversation);
        assert_eq!(timeline.synced(), 0);
        assert_eq!(timeline.insert(message("b", 1)), Arrival::New);
        assert_eq!(shown(&timeline), ["a9", "b1", "b2"]);
        assert_eq!(timeline.conversation(), Some("b"));
    }
}
