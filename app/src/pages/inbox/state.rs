//! What the whole inbox knows: the lists, the numbers, which conversation is open.

use super::seen::Seen;
use crate::{
    client::{ApiError, Client, use_client},
    live::{Live, use_live},
    session::{Session, use_session},
    storage,
};
use api::{Conversation, ConversationId, Counts, Event, Page, Queue, ServerFrame, State, UserId};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_params_map},
};
use std::cmp::Reverse;

const PAGE: usize = 30;

/// How the reading of a list stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Reading {
    #[default]
    Loading,
    Done,
    Failed(ApiError),
}

/// The inbox's shared state. Copy it freely.
#[derive(Clone, Copy)]
pub struct Inbox {
    pub client: Client,
    pub session: Session,
    pub live: Live,
    pub queue: RwSignal<Queue>,
    pub items: RwSignal<Vec<Conversation>>,
    pub reading: RwSignal<Reading>,
    /// Where the list goes on; `None` at its end.
    pub next: RwSignal<Option<String>>,
    pub counts: RwSignal<Option<Counts>>,
    /// The conversation of the address.
    pub open: Memo<Option<ConversationId>>,
    /// The address names something that is no conversation's id.
    pub astray: Memo<bool>,
    /// Whether the context is shown where there is no room for it beside.
    pub context_shown: RwSignal<bool>,
    pub searching: RwSignal<String>,
    pub palette: RwSignal<bool>,
    pub shortcuts: RwSignal<bool>,
    reading_more: StoredValue<bool>,
    /// Grows with each new list, so that a slow answer for an older one is dropped.
    round: StoredValue<u32>,
    /// What events told while a list was on its way.
    meanwhile: StoredValue<Option<Vec<Conversation>>>,
    counting: StoredValue<bool>,
    seen: StoredValue<Seen>,
    go: StoredValue<Callback<Option<ConversationId>>>,
}

/// Makes the inbox known to its parts and reads the first list.
pub fn provide_inbox() -> Inbox {
    let params = use_params_map();
    let navigate = use_navigate();
    let go = Callback::new(move |to: Option<ConversationId>| {
        let path = to.map_or("/inbox".into(), |id| format!("/inbox/{id}"));
        navigate(&path, NavigateOptions { scroll: false, ..Default::default() });
    });
    let kept = storage::get(storage::QUEUE);
    let queue =
        ALL_QUEUES.into_iter().find(|queue| Some(queue.as_str()) == kept.as_deref()).unwrap_or_default();
    let inbox = Inbox {
        client: use_client(),
        session: use_session(),
        live: use_live(),
        queue: RwSignal::new(queue),
        items: RwSignal::new(Vec::new()),
        reading: RwSignal::new(Reading::Loading),
        next: RwSignal::new(None),
        counts: RwSignal::new(None),
        open: Memo::new(move |_| params.with(|params| params.get("id")?.parse().ok())),
        astray: Memo::new(move |_| {
            params.with(|params| params.get("id").is_some_and(|id| id.parse::<ConversationId>().is_err()))
        }),
        context_shown: RwSignal::new(false),
        searching: RwSignal::new(String::new()),
        palette: RwSignal::new(false),
        shortcuts: RwSignal::new(false),
        reading_more: StoredValue::new(false),
        round: StoredValue::new(0),
        meanwhile: StoredValue::new(None),
        counting: StoredValue::new(false),
        seen: StoredValue::new(Seen::default()),
        go: StoredValue::new(go),
    };
    provide_context(inbox);
    Effect::new(move |_| {
        let queue = inbox.queue.get();
        storage::set(storage::QUEUE, queue.as_str());
        inbox.read(true);
    });
    Effect::new(move |before: Option<u32>| {
        let now = inbox.live.reread().get();
        // The first run is the first reading, which the effect above has begun.
        if before.is_some_and(|before| before != now) {
            inbox.read(false);
        }
        now
    });
    inbox.count();
    inbox.live.on(move |frame| {
        if let ServerFrame::Event(event) = frame {
            inbox.hear(event);
        }
    });
    inbox
}

/// The inbox around this component.
pub fn use_inbox() -> Inbox {
    expect_context()
}

/// The queues in the order of their tabs.
pub const ALL_QUEUES: [Queue; 4] = [Queue::Mine, Queue::Unassigned, Queue::All, Queue::Resolved];

impl Inbox {
    /// Opens a conversation, or none.
    pub fn go(self, to: Option<ConversationId>) {
        self.go.get_value().run(to);
    }

    /// The person at this screen.
    pub fn my_id(self) -> Option<UserId> {
        self.session.me().with(|me| me.as_ref().map(|me| me.user.id))
    }

    /// The same, outside of what is drawn.
    pub fn my_id_now(self) -> Option<UserId> {
        self.session.me().with_untracked(|me| me.as_ref().map(|me| me.user.id))
    }

    /// Reads the list from its beginning; `fresh` shows that it is being read.
    pub fn read(self, fresh: bool) {
        let round = self.round.get_value().wrapping_add(1);
        self.round.set_value(round);
        self.meanwhile.set_value(Some(Vec::new()));
        let queue = self.queue.get_untracked();
        if fresh {
            self.reading.set(Reading::Loading);
            self.items.set(Vec::new());
            self.next.set(None);
        }
        spawn_local(async move {
            let path = format!("conversations?queue={}&limit={PAGE}", queue.as_str());
            let answer = self.client.get::<Page<Conversation>>(&path).await;
            if self.round.try_get_value() != Some(round) {
                return;
            }
            let meanwhile = self.meanwhile.try_update_value(Option::take).flatten();
            match answer {
                Ok(page) => {
                    self.items.set(page.items.into_iter().map(|one| self.settled(one)).collect());
                    self.next.set(page.next);
                    self.reading.set(Reading::Done);
                    // What was told on the way may be newer than this list.
                    for conversation in meanwhile.unwrap_or_default() {
                        self.put(conversation);
                    }
                }
                // A list that is there stays: old is better than none, and the line tells.
                Err(_) if !fresh => {}
                Err(fault) => self.reading.set(Reading::Failed(fault)),
            }
        });
        if !fresh {
            self.count();
        }
    }

    /// Reads on where the list ends.
    pub fn read_more(self) {
        let Some(cursor) = self.next.get_untracked() else { return };
        if self.reading_more.get_value() {
            return;
        }
        self.reading_more.set_value(true);
        let round = self.round.get_value();
        let queue = self.queue.get_untracked();
        spawn_local(async move {
            let cursor = crate::client::encode(&cursor);
            let path = format!("conversations?queue={}&limit={PAGE}&cursor={cursor}", queue.as_str());
            let answer = self.client.get::<Page<Conversation>>(&path).await;
            self.reading_more.try_set_value(false);
            if self.round.try_get_value() != Some(round) {
                return;
            }
            if let Ok(page) = answer {
                self.items.update(|items| {
                    for one in page.items.into_iter().map(|one| self.settled(one)) {
                        if !items.iter().any(|item| item.id == one.id) {
                            items.push(one);
                        }
                    }
                });
                self.next.set(page.next);
            }
        });
    }

    /// Reads the numbers on the tabs, once for many changes in a row.
    pub fn count(self) {
        if self.counting.get_value() {
            return;
        }
        self.counting.set_value(true);
        spawn_local(async move {
            if self.counts.try_get_untracked().flatten().is_some() {
                crate::timer::sleep(400).await;
            }
            self.counting.try_set_value(false);
            if let Ok(counts) = self.client.get::<Counts>("conversations/counts").await {
                self.counts.set(Some(counts));
            }
        });
    }

    /// A conversation as the server tells of it, without a badge that is out of date.
    pub fn settled(self, mut conversation: Conversation) -> Conversation {
        self.seen.try_update_value(|seen| seen.settle(&mut conversation));
        conversation
    }

    /// The server has noted that a conversation is read up to message `seq`.
    pub fn read_up_to(self, id: ConversationId, seq: i64) {
        self.seen.try_update_value(|seen| seen.up_to(id, seq));
        let unread = |items: &Vec<Conversation>| items.iter().any(|item| item.id == id && item.unread > 0);
        if self.items.try_with_untracked(unread) == Some(true) {
            self.items.update(|items| {
                if let Some(item) = items.iter_mut().find(|item| item.id == id) {
                    *item = self.settled(item.clone());
                }
            });
        }
    }

    /// Takes over what the server says of a conversation.
    pub fn put(self, conversation: Conversation) {
        self.place(self.settled(conversation));
    }

    fn place(self, conversation: Conversation) {
        let queue = self.queue.get_untracked();
        let belongs = belongs(&conversation, queue, self.my_id_now());
        let more = self.next.with_untracked(Option::is_some);
        self.items.update(|items| {
            if items.iter().any(|item| item.id == conversation.id && item.last_seq > conversation.last_seq) {
                return;
            }
            items.retain(|item| item.id != conversation.id);
            if !belongs {
                return;
            }
            let at = items.partition_point(|item| before(item, &conversation, queue));
            // Beyond the end of what was read it will come with its page.
            if at < items.len() || !more {
                items.insert(at, conversation);
            }
        });
        self.count();
    }

    fn hear(self, event: &Event) {
        if let Some(conversation) = event.conversation() {
            self.meanwhile.update_value(|all| {
                if let Some(all) = all {
                    all.push(conversation.clone());
                }
            });
            self.put(conversation);
        } else if let Some(message) = event.message().filter(|m| m.kind == api::MessageKind::Reply) {
            let known = self.items.with_untracked(|items| {
                items.iter().find(|item| item.id == message.conversation_id).cloned()
            });
            if let Some(mut conversation) = known
                && conversation.last_seq < message.seq
            {
                conversation.last_seq = message.seq;
                if message.author.kind != api::AuthorKind::Assistant {
                    conversation.preview = Some(message.body.chars().take(140).collect());
                }
                conversation.last_message_at = message.created_at;
                // Not the server's word: whether the message is unread comes with the conversation's own event.
                self.place(conversation);
            }
        }
    }
}

/// Whether a conversation stands in a queue.
fn belongs(conversation: &Conversation, queue: Queue, me: Option<UserId>) -> bool {
    match queue {
        Queue::Mine => {
            conversation.state == State::Agent
                && me.is_some()
                && conversation.assignee.as_ref().map(|assignee| assignee.id) == me
        }
        Queue::Unassigned => conversation.state == State::Queued,
        Queue::All => conversation.state != State::Resolved,
        Queue::Resolved => conversation.state == State::Resolved,
    }
}

/// Whether `one` stands above `other`: who waits longest first in the queue, the newest elsewhere.
fn before(one: &Conversation, other: &Conversation, queue: Queue) -> bool {
    if queue == Queue::Unassigned {
        (one.waiting_since, one.id) < (other.waiting_since, other.id)
    } else {
        Reverse((one.last_message_at, one.id)) < Reverse((other.last_message_at, other.id))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use api::{Contact, ContactId, Person, Stamp};
    use serde_json::json;

    fn at(minute: u32) -> Stamp {
        serde_json::from_value(json!(format!("2026-03-01T09:{minute:02}:00Z"))).unwrap()
    }

    fn conversation(state: State, number: u128) -> Conversation {
        Conversation {
            id: ConversationId(uuid::Uuid::from_u128(number)),
            state,
            channel: "widget".into(),
            locale: "ar".into(),
            dialect: None,
            contact: Contact {
                id: ContactId(uuid::Uuid::nil()),
                name: None,
                email: None,
                phone: None,
                verified: false,
            },
            assignee: None,
            preview: None,
            unread: 0,
            waiting_since: None,
            last_message_at: at(0),
            created_at: at(0),
            resolved_at: None,
            rating: None,
            handoff_reason: None,
            last_seq: 1,
            mode: None,
        }
    }

    #[test]
    fn a_conversation_stands_in_the_queues_of_its_state_and_holder() {
        let lina = UserId(uuid::Uuid::from_u128(7));
        let mut held = conversation(State::Agent, 1);
        held.assignee = Some(Person { id: lina, name: "Lina".into() });
        assert!(belongs(&held, Queue::Mine, Some(lina)));
        assert!(!belongs(&held, Queue::Mine, Some(UserId(uuid::Uuid::from_u128(8)))));
        assert!(!belongs(&held, Queue::Mine, None), "nobody's is not mine");
        assert!(belongs(&held, Queue::All, Some(lina)));
        assert!(!belongs(&held, Queue::Unassigned, Some(lina)));
        let done = conversation(State::Resolved, 2);
        assert!(belongs(&done, Queue::Resolved, None) && !belongs(&done, Queue::All, None));
    }

    #[test]
    fn who_waits_longest_is_first_and_elsewhere_the_newest() {
        let (mut early, mut late) = (conversation(State::Queued, 1), conversation(State::Queued, 2));
        (early.waiting_since, late.waiting_since) = (Some(at(1)), Some(at(2)));
        (early.last_message_at, late.last_message_at) = (at(1), at(2));
        assert!(before(&early, &late, Queue::Unassigned) && !before(&late, &early, Queue::Unassigned));
        assert!(before(&late, &early, Queue::All) && !before(&early, &late, Queue::All));
        assert!(!before(&early, &early, Queue::All), "an order, not a preference");
    }

    #[test]
    fn what_was_read_is_unread_again_only_with_a_new_message() {
        let mut seen = Seen::default();
        let mut told = |last_seq, unread| {
            let mut one = conversation(State::Agent, 1);
            (one.last_seq, one.unread) = (last_seq, unread);
            seen.settle(&mut one);
            one.unread
        };
        assert_eq!(told(4, 2), 2, "nobody has looked yet");
        assert_eq!(told(4, 0), 0, "read, here or elsewhere");
        assert_eq!((told(4, 2), told(3, 1)), (0, 0), "a list or an event from before");
        assert_eq!(told(5, 1), 1, "the customer's next message");
        seen.up_to(ConversationId(uuid::Uuid::from_u128(1)), 5);
        seen.up_to(ConversationId(uuid::Uuid::from_u128(1)), 4);
        let mut late = conversation(State::Agent, 1);
        (late.last_seq, late.unread) = (5, 1);
        seen.settle(&mut late);
        assert_eq!(late.unread, 0, "what is seen stays seen");
        let mut other = conversation(State::Agent, 2);
        (other.last_seq, other.unread) = (1, 1);
        seen.settle(&mut other);
        assert_eq!(other.unread, 1, "one conversation says nothing of another");
    }
}
