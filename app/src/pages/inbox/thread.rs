//! The open conversation: its messages in order, what is being sent, what is being written.

use super::{
    attach::Attaching,
    company::Company,
    desk::{Desk, use_desk},
    file::Pictures,
    state::{Inbox, Reading},
};
use crate::{client::ApiError, live::Line};
use api::{
    AuthorKind, Conversation, ConversationId, Decision, DocumentId, Event, Message, MessageId, MessageKind,
    Messages, ServerFrame,
};
use leptos::{ev, prelude::*, task::spawn_local};
use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

const PAGE: usize = 50;
/// Above any number that a conversation reaches, and exact in every JSON reader.
const END: i64 = 9_007_199_254_740_991;
/// Somebody who stopped writing says nothing about it.
const TYPING_MS: u64 = 5_000;

/// The open conversation's state. Copy it freely.
#[derive(Clone, Copy)]
pub struct Thread {
    pub inbox: Inbox,
    pub conversation: RwSignal<Option<Conversation>>,
    pub messages: RwSignal<Vec<Message>>,
    pub reading: RwSignal<Reading>,
    pub has_older: RwSignal<bool>,
    pub reading_older: RwSignal<bool>,
    /// What is not stored yet, of all conversations.
    pub desk: Desk,
    /// Answers that are being written, by the message that they will be.
    pub writing: RwSignal<BTreeMap<MessageId, String>>,
    /// Who else is here.
    pub company: Company,
    /// The name of the customer who is typing; empty for one without.
    pub typing: RwSignal<Option<String>>,
    /// The message to show, once it is drawn.
    pub wanted: RwSignal<Option<i64>>,
    /// The files that will go with the next messages, of all conversations.
    pub attaching: Attaching,
    /// Files are being dragged over the page.
    pub dropping: RwSignal<bool>,
    pub pictures: Pictures,
    /// The composer should take the focus: as a reply or as a note.
    pub compose: RwSignal<Option<MessageKind>>,
    /// Grows with what makes the decision log stale.
    pub decided: RwSignal<u32>,
    /// Documents that were deleted since: nothing of them is shown, also not from an answer that was on its way.
    pub gone: RwSignal<BTreeSet<DocumentId>>,
    /// A colleague was quicker; the refusal says who.
    pub contested: RwSignal<Option<ApiError>>,
    /// The message to show as soon as its conversation is read.
    later: StoredValue<Option<(ConversationId, i64)>>,
    typing_round: StoredValue<u32>,
}

/// A text that was not sent yet.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    pub text: String,
    pub note: bool,
}

/// Makes the thread known to its parts and lets it follow the address.
pub fn provide_thread(inbox: Inbox) -> Thread {
    let thread = Thread {
        inbox,
        conversation: RwSignal::new(None),
        messages: RwSignal::new(Vec::new()),
        reading: RwSignal::new(Reading::Loading),
        has_older: RwSignal::new(false),
        reading_older: RwSignal::new(false),
        desk: use_desk(),
        writing: RwSignal::new(BTreeMap::new()),
        company: Company::follow(inbox),
        typing: RwSignal::new(None),
        wanted: RwSignal::new(None),
        attaching: Attaching::new(),
        dropping: RwSignal::new(false),
        pictures: Pictures::new(inbox.client),
        compose: RwSignal::new(None),
        decided: RwSignal::new(0),
        gone: RwSignal::new(BTreeSet::new()),
        contested: RwSignal::new(None),
        later: StoredValue::new(None),
        typing_round: StoredValue::new(0),
    };
    provide_context(thread);
    Effect::new(move |_| {
        let id = inbox.open.get();
        thread.clear(id);
        if id.is_some() {
            thread.read();
        }
    });
    Effect::new(move |before: Option<u32>| {
        let now = inbox.live.reread().get();
        if before.is_some_and(|before| before != now) {
            thread.read();
        }
        now
    });
    inbox.live.on(move |frame| thread.hear(frame));
    thread.desk.told.set_value(Some(Callback::new(move |message| thread.stored(message))));
    let is_live = Memo::new(move |_| inbox.live.line().get() == Line::Live);
    Effect::new(move |_| {
        // Without a connection nobody knows who is writing.
        if !is_live.get() {
            thread.typing.set(None);
        }
    });
    // What is on the screen is read; what comes while the tab is behind others is not. A line that comes back
    // tries again.
    Effect::new(move |_| {
        is_live.track();
        if thread.conversation.with(|open| open.as_ref().is_some_and(|open| open.unread > 0)) {
            thread.mark_read();
        }
    });
    let handle = window_event_listener(ev::focus, move |_| thread.mark_read());
    on_cleanup(move || {
        handle.remove();
        thread.desk.told.try_set_value(None);
        thread.pictures.clear();
    });
    thread
}

/// The thread around this component.
pub fn use_thread() -> Thread {
    expect_context()
}

impl Thread {
    fn id(self) -> Option<ConversationId> {
        self.inbox.open.try_get_untracked().flatten()
    }

    fn clear(self, id: Option<ConversationId>) {
        // The row of the queue is a good first picture.
        let known = id.and_then(|id| {
            self.inbox.items.with_untracked(|items| items.iter().find(|item| item.id == id).cloned())
        });
        self.conversation.set(known);
        self.messages.set(Vec::new());
        self.reading.set(Reading::Loading);
        self.has_older.set(false);
        self.writing.set(BTreeMap::new());
        self.typing.set(None);
        self.pictures.clear();
    }

    /// Reads the conversation and its newest messages.
    pub fn read(self) {
        let Some(id) = self.id() else { return };
        spawn_local(async move {
            let (conversation, page) = futures::join!(self.fetch(id), self.fetch_before(id, END));
            if self.id() != Some(id) {
                return;
            }
            match (conversation, page) {
                (Ok(conversation), Ok(page)) => {
                    self.take(conversation);
                    self.has_older.set(page.has_more);
                    // What was told on the way may be newer than this page.
                    let last = page.items.last().map(|last| last.seq);
                    let mut newer = self.messages.get_untracked();
                    newer.retain(|message| last.is_none_or(|last| message.seq > last));
                    self.messages.set(self.without_gone(page.items));
                    self.add(newer);
                    self.reading.set(Reading::Done);
                    if let Some((_, seq)) = self.later.get_value().filter(|(wanted, _)| *wanted == id) {
                        self.later.set_value(None);
                        self.show(seq);
                    }
                }
                (Err(fault), _) | (_, Err(fault)) => {
                    if self.messages.with_untracked(Vec::is_empty) {
                        self.reading.set(Reading::Failed(fault));
                    }
                }
            }
        });
    }

    async fn fetch(self, id: ConversationId) -> Result<Conversation, ApiError> {
        self.inbox.client.get(&format!("conversations/{id}")).await
    }

    async fn fetch_before(self, id: ConversationId, seq: i64) -> Result<Messages, ApiError> {
        self.inbox.client.get(&format!("conversations/{id}/messages?before={seq}&limit={PAGE}")).await
    }

    /// Reads what was said before the first message that is shown. `true` when there was more.
    pub async fn read_older(self) -> bool {
        let Some(id) = self.id() else { return false };
        let first = self.messages.with_untracked(|all| all.first().map(|message| message.seq));
        let Some(first) = first.filter(|_| self.has_older.get_untracked()) else { return false };
        if self.reading_older.get_untracked() {
            return false;
        }
        self.reading_older.set(true);
        let answer = self.fetch_before(id, first).await;
        self.reading_older.set(false);
        let Ok(page) = answer else { return false };
        if self.id() != Some(id) {
            return false;
        }
        self.has_older.set(page.has_more);
        self.add(page.items);
        true
    }

    /// Shows message `seq`, reading back as far as it takes.
    pub fn show(self, seq: i64) {
        let id = self.id();
        spawn_local(async move {
            while self.id() == id
                && self.messages.with_untracked(|all| all.first().is_some_and(|first| first.seq > seq))
                && self.read_older().await
            {}
            self.wanted.set(Some(seq));
        });
    }

    /// Shows message `seq` of `conversation`, now or when it is read.
    pub fn show_when_read(self, conversation: ConversationId, seq: i64) {
        let here = self.id() == Some(conversation) && self.reading.get_untracked() == Reading::Done;
        if here {
            self.show(seq);
        } else {
            self.later.set_value(Some((conversation, seq)));
        }
    }

    /// The state of the conversation as a call answered it, unless an event has told of a later one.
    pub fn take(self, conversation: Conversation) {
        let conversation = self.inbox.settled(conversation);
        let newer = |open: &Option<Conversation>| {
            open.as_ref()
                .is_some_and(|open| open.id == conversation.id && open.last_seq > conversation.last_seq)
        };
        if self.conversation.with_untracked(newer) {
            return;
        }
        if self.id() == Some(conversation.id) {
            self.conversation.set(Some(conversation.clone()));
        }
        self.inbox.put(conversation);
    }

    fn add(self, new: Vec<Message>) {
        self.messages.update(|all| {
            for message in self.without_gone(new) {
                match all.binary_search_by_key(&message.seq, |known| known.seq) {
                    Ok(at) => {
                        if let Some(known) = all.get_mut(at) {
                            *known = message;
                        }
                    }
                    Err(at) => all.insert(at, message),
                }
            }
        });
    }

    /// Takes a message that is stored now.
    pub fn stored(self, message: Message) {
        if let Some(client_id) = &message.client_id {
            self.desk.forget(client_id);
        }
        if self.id() != Some(message.conversation_id) {
            return;
        }
        self.writing.update(|writing| drop(writing.remove(&message.id)));
        match message.author.kind {
            AuthorKind::Contact => self.typing.set(None),
            // A decision stands behind it.
            AuthorKind::Assistant | AuthorKind::System => {
                self.writing.update(BTreeMap::clear);
                self.decided.update(|n| *n = n.wrapping_add(1));
            }
            AuthorKind::Agent => self.company.sent(&message.author),
        }
        let last = self.messages.with_untracked(|all| all.last().map(|last| last.seq));
        let gap = last.is_some_and(|last| message.seq > last + 1);
        self.add(vec![message]);
        if let (true, Some(last)) = (gap, last) {
            self.fill_gap(last);
        }
    }

    /// A number is missing: what lies between is read, since nobody may answer half a story.
    fn fill_gap(self, after: i64) {
        let Some(id) = self.id() else { return };
        spawn_local(async move {
            let path = format!("conversations/{id}/messages?after={after}&limit={PAGE}");
            if let Ok(page) = self.inbox.client.get::<Messages>(&path).await
                && self.id() == Some(id)
            {
                self.add(page.items);
            }
        });
    }

    fn hear(self, frame: &ServerFrame) {
        match frame {
            ServerFrame::Event(event) => self.hear_event(event),
            ServerFrame::Delta { conversation_id, message_id, text } => {
                let stored = || {
                    self.messages.with_untracked(|all| all.iter().any(|message| message.id == *message_id))
                };
                if self.id() == Some(*conversation_id) && !stored() {
                    self.writing.update(|all| all.entry(*message_id).or_default().push_str(text));
                }
            }
            ServerFrame::Typing { conversation_id, author } => {
                let mine = author.id.is_some() && author.id == self.inbox.my_id_now().map(|id| id.0);
                if self.id() != Some(*conversation_id) || mine {
                    return;
                }
                if author.kind == AuthorKind::Agent {
                    self.company.writes(author);
                } else {
                    self.types(author.name.clone().unwrap_or_default());
                }
            }
            ServerFrame::Viewing { .. } => self.company.hear(frame),
            ServerFrame::Ready { .. }
            | ServerFrame::Presence { .. }
            | ServerFrame::Resync
            | ServerFrame::Error { .. } => {}
        }
    }

    fn hear_event(self, event: &Event) {
        if let Some(message) = event.message() {
            self.stored(message);
        } else if let Some(conversation) = event.conversation()
            && self.id() == Some(conversation.id)
        {
            self.conversation.set(Some(self.inbox.settled(conversation)));
            // A review was asked for or recorded, perhaps: the log says so.
            self.decided.update(|n| *n = n.wrapping_add(1));
        } else if let Some(gone) = event.deleted_document() {
            self.forget_document(gone.id);
        }
    }

    /// Nothing of a deleted document stays on the screen or behind it.
    fn forget_document(self, id: DocumentId) {
        self.messages.update(|all| {
            for message in all {
                message.sources.retain(|source| source.document_id != id);
            }
        });
        self.gone.update(|gone| {
            gone.insert(id);
        });
    }

    fn without_gone(self, mut messages: Vec<Message>) -> Vec<Message> {
        self.gone.with_untracked(|gone| {
            for message in &mut messages {
                message.sources.retain(|source| !gone.contains(&source.document_id));
            }
        });
        messages
    }

    /// Takes the passages of deleted documents off `decisions`; `true` when there were some.
    pub fn strip(self, decisions: &mut [Decision]) -> bool {
        let count = |all: &[Decision]| all.iter().map(|decision| decision.passages.len()).sum::<usize>();
        let before = count(decisions);
        self.gone.with_untracked(|gone| {
            for decision in &mut *decisions {
                decision.passages.retain(|passage| !gone.contains(&passage.document_id));
            }
        });
        count(decisions) < before
    }

    fn types(self, name: String) {
        let round = self.typing_round.get_value().wrapping_add(1);
        self.typing_round.set_value(round);
        self.typing.set(Some(name));
        let forget = move || {
            if self.typing_round.try_get_value() == Some(round) {
                self.typing.set(None);
            }
        };
        set_timeout(forget, Duration::from_millis(TYPING_MS));
    }

    /// Tells the server that the person has seen what the customer wrote.
    fn mark_read(self) {
        let seen = document().visibility_state() == web_sys::VisibilityState::Visible;
        let unread = self.conversation.with_untracked(|open| {
            open.as_ref().filter(|open| open.unread > 0).map(|open| (open.id, open.last_seq))
        });
        if let (true, Some((id, seq))) = (seen, unread) {
            spawn_local(async move {
                // Not worth a word when it fails: the next look tries again.
                let path = format!("conversations/{id}/read");
                if self.inbox.client.act::<serde_json::Value>(&path).await.is_ok() {
                    self.read_up_to(id, seq);
                }
            });
        }
    }

    /// No event tells it where another screen, or an earlier call, has read it already.
    fn read_up_to(self, id: ConversationId, seq: i64) {
        self.inbox.read_up_to(id, seq);
        let open = self.conversation.try_get_untracked().flatten();
        if let Some(open) = open.filter(|open| open.id == id && open.unread > 0) {
            self.conversation.set(Some(self.inbox.settled(open)));
        }
    }
}
