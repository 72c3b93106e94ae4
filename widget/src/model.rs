//! All that the widget knows, and what each piece of news changes in it. No browser in here.

use crate::api::Reason;
use crate::outbox::Outbox;
use crate::timeline::{Arrival, Author, Happening, Message, Timeline};
use crate::wire::State;

/// A typing signal is of the moment: without a new one it ends.
pub const TYPING_MS: f64 = 6_000.0;

/// How far the connection has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Phase {
    #[default]
    Connecting,
    /// Connected, and reading what was missed: nothing is sent before that is shown.
    CatchingUp,
    Live,
    /// No connection; what is written waits.
    Offline,
    Refused(Reason),
}

/// How far the visitor's rating has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Rating {
    #[default]
    Unasked,
    Asked,
    Sending,
    Failed,
    Thanked,
}

/// How far the wish for a person has come, until the state itself tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Wish {
    #[default]
    None,
    Sending,
    Failed,
}

/// An answer that is being written: the pieces so far.
#[derive(Debug)]
pub struct Stream {
    pub message_id: String,
    pub text: String,
}

/// Somebody is writing.
#[derive(Debug)]
pub struct Typing {
    pub author: Author,
    pub name: Option<String>,
    pub until_ms: f64,
}

#[derive(Debug, Default)]
pub struct Model {
    pub phase: Phase,
    /// The panel is on the screen.
    pub open: bool,
    pub unread: u32,
    pub state: State,
    pub agent: Option<String>,
    /// An assistant answers first, and that must be said.
    pub disclosure: bool,
    pub timeline: Timeline,
    pub outbox: Outbox,
    pub stream: Option<Stream>,
    pub typing: Option<Typing>,
    pub rating: Rating,
    pub rated: Option<String>,
    pub wish: Wish,
    /// The history was read once, so that what comes now is news.
    pub settled: bool,
}

impl Model {
    /// Takes in a stored message, from whatever way it came.
    pub fn receive(&mut self, message: Message) -> Arrival {
        if let Some(client_id) = &message.client_id {
            self.outbox.acknowledged(client_id);
        }
        let words = message.happening.is_none() && message.author != Author::Contact;
        if message.happening == Some(Happening::Rated) {
            self.rated = Some(message.conversation.clone());
        }
        let arrival = self.timeline.insert(message);
        if words {
            // The record replaces its draft, whatever id the draft had.
            self.stream = None;
            self.typing = None;
            if arrival != Arrival::Known && self.settled && !self.open {
                self.unread += 1;
            }
        }
        arrival
    }

    /// Takes in whose turn it is.
    pub fn turn(&mut self, state: State, agent: Option<String>) {
        if state == self.state && (agent == self.agent || state != State::Agent) {
            return;
        }
        if state != State::Assistant {
            self.stream = None;
        }
        let current = self.timeline.conversation();
        self.rating = match state {
            State::Resolved if current.is_some() && current != self.rated.as_deref() => Rating::Asked,
            State::Assistant | State::Queued | State::Agent | State::Resolved => Rating::Unasked,
        };
        (self.state, self.agent, self.wish, self.typing) = (state, agent, Wish::None, None);
    }

    /// Takes in whether the rating was heard; the conversation that is rated now.
    pub fn rating_ended(&mut self, heard: bool) -> Option<String> {
        if self.state == State::Resolved {
            self.rating = if heard { Rating::Thanked } else { Rating::Failed };
        }
        if !heard {
            return None;
        }
        self.rated = self.timeline.conversation().map(str::to_owned);
        self.rated.clone()
    }

    /// Takes in news of a conversation; late news of one that has been followed by another is dropped.
    pub fn turn_of(&mut self, conversation: &str, state: State, agent: Option<String>) {
        if !self.timeline.is_past(conversation) {
            self.turn(state, agent);
        }
    }

    /// Takes in a piece of an answer being written.
    pub fn delta(&mut self, message_id: &str, text: &str) {
        // Pieces may still be on their way when the record is already there.
        if self.timeline.rows().any(|message| message.id == message_id) || self.state != State::Assistant {
            return;
        }
        self.typing = None;
        match &mut self.stream {
            Some(stream) if stream.message_id == message_id => stream.text.push_str(text),
            other => *other = Some(Stream { message_id: message_id.to_owned(), text: text.to_owned() }),
        }
    }

    /// Nothing may be sent now: what was missed is not on the screen yet, or nobody would take it.
    /// Without a connection, and before the first, writing goes on, into the queue.
    pub fn locked(&self) -> bool {
        match self.phase {
            Phase::CatchingUp => self.settled,
            Phase::Refused(_) => true,
            Phase::Connecting | Phase::Live | Phase::Offline => false,
        }
    }

    /// The line is gone: pieces of an answer that were missed leave a hole, so the draft goes too.
    pub fn cut(&mut self) {
        self.stream = None;
        self.typing = None;
    }

    /// Forgets the visitor, keeps what belongs to the page.
    pub fn forget(&mut self) {
        *self = Self { disclosure: self.disclosure, open: self.open, ..Self::default() };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(seq: u32, author: Author) -> Message {
        Message {
            id: format!("m{seq}"),
            conversation: "c".into(),
            seq,
            author,
            name: None,
            body: "text".into(),
            sources: Vec::new(),
            client_id: (author == Author::Contact).then(|| format!("client-{seq}")),
            happening: None,
            at: String::new(),
        }
    }

    #[test]
    fn an_own_message_is_shown_once_whether_the_answer_or_the_event_comes_first() {
        let mut model = Model::default();
        model.outbox.push("client-1".into(), "text".into(), 1.0);
        assert_eq!(model.receive(message(1, Author::Contact)), Arrival::New);
        assert_eq!(model.receive(message(1, Author::Contact)), Arrival::Known);
        assert!(model.outbox.drafts().is_empty());
        assert_eq!(model.timeline.rows().count(), 1);
    }

    #[test]
    fn only_news_for_a_closed_panel_counts_as_unread() {
        let mut model = Model::default();
        model.receive(message(1, Author::Assistant));
        assert_eq!(model.unread, 0, "history is not news");
        model.settled = true;
        model.receive(message(2, Author::Contact));
        model.receive(Message { happening: Some(Happening::Joined), ..message(9, Author::Agent) });
        model.receive(message(3, Author::Agent));
        model.receive(message(3, Author::Agent));
        assert_eq!(model.unread, 1);
        model.open = true;
        model.receive(message(4, Author::Agent));
        assert_eq!(model.unread, 1);
    }

    #[test]
    fn the_record_replaces_the_draft_and_late_pieces_do_not_bring_it_back() {
        let mut model = Model::default();
        model.delta("m1", "On ");
        model.delta("m1", "its way");
        assert_eq!(model.stream.as_ref().map(|stream| stream.text.as_str()), Some("On its way"));
        model.receive(message(1, Author::Assistant));
        model.delta("m1", "!");
        assert!(model.stream.is_none());
    }

    #[test]
    fn a_hand_over_silences_the_draft() {
        let mut model = Model::default();
        model.delta("m9", "Maybe");
        model.turn(State::Queued, None);
        model.delta("m9", " not");
        model.turn(State::Agent, Some("Lina".into()));
        assert!(model.stream.is_none());
        assert_eq!(model.agent.as_deref(), Some("Lina"));
    }

    #[test]
    fn a_resolved_conversation_is_rated_once_and_starts_again_with_a_message() {
        let mut model = Model::default();
        model.receive(message(1, Author::Contact));
        model.turn(State::Resolved, None);
        assert_eq!(model.rating, Rating::Asked);
        model.turn(State::Assistant, None);
        assert_eq!(model.rating, Rating::Unasked);
        model.receive(Message { happening: Some(Happening::Rated), ..message(2, Author::System) });
        model.turn(State::Resolved, None);
        assert_eq!(model.rating, Rating::Unasked);
    }

    #[test]
    fn a_reconnect_reads_before_it_sends_and_nothing_else_stops_writing() {
        let locked = |phase, settled| Model { phase, settled, ..Model::default() }.locked();
        assert!(locked(Phase::CatchingUp, true));
        assert!(locked(Phase::Refused(Reason::Other), false));
        assert!(!locked(Phase::CatchingUp, false));
        assert!(
            !locked(Phase::Connecting, false) && !locked(Phase::Offline, true) && !locked(Phase::Live, true)
        );
    }

    #[test]
    fn late_news_of_an_old_conversation_changes_nothing() {
        let mut model = Model::default();
        model.receive(message(1, Author::Contact));
        model.receive(Message { conversation: "d".into(), ..message(1, Author::Contact) });
        model.turn_of("c", State::Resolved, None);
        assert_eq!(model.state, State::Assistant);
        model.turn_of("d", State::Queued, None);
        assert_eq!(model.state, State::Queued);
    }
}
