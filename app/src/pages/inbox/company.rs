//! Who else is at the open conversation: colleagues who look at it, those who are replying, and the
//! customer with their chat open. Of the moment: nothing of it is stored anywhere.

use super::{state::Inbox, thread::use_thread};
use crate::{components::avatar::Avatar, i18n::*, language::fill, live::Line};
use api::{Author, ConversationId, Person, ServerFrame, UserId};
use leptos::prelude::*;
use leptos_i18n::t_string;
use std::{collections::BTreeMap, time::Duration};

/// Who stopped writing says nothing about it.
const WRITING_MS: u64 = 5_000;
/// Who wrote a moment ago may send it a moment later.
const RIVAL_MS: u64 = 30_000;

/// Everybody else at the open conversation. Copy it freely.
#[derive(Clone, Copy)]
pub struct Company {
    inbox: Inbox,
    people: RwSignal<Vec<Person>>,
    visitor: RwSignal<bool>,
    writers: RwSignal<BTreeMap<UserId, Writer>>,
    round: StoredValue<u32>,
}

/// A colleague who has begun a reply.
#[derive(Clone, PartialEq)]
struct Writer {
    name: String,
    /// Of their last word, so that only its own time-out counts.
    round: u32,
    now: bool,
}

impl Company {
    /// Nobody yet; tells the others which conversation is before this person's eyes.
    pub fn follow(inbox: Inbox) -> Self {
        let company = Self {
            inbox,
            people: RwSignal::new(Vec::new()),
            visitor: RwSignal::new(false),
            writers: RwSignal::new(BTreeMap::new()),
            round: StoredValue::new(0),
        };
        Effect::new(move |_| {
            let open = inbox.open.get();
            company.people.set(Vec::new());
            company.visitor.set(false);
            company.writers.set(BTreeMap::new());
            company.look(open);
        });
        // Behind other tabs nobody sees it.
        let handle = window_event_listener_untyped("visibilitychange", move |_| {
            company.look(inbox.open.get_untracked());
        });
        on_cleanup(move || {
            handle.remove();
            inbox.live.viewing(None);
        });
        company
    }

    fn look(self, open: Option<ConversationId>) {
        let seen = document().visibility_state() == web_sys::VisibilityState::Visible;
        self.inbox.live.viewing(open.filter(|_| seen));
    }

    /// Takes what the server says of the open conversation.
    pub fn hear(self, frame: &ServerFrame) {
        if let ServerFrame::Viewing { conversation_id, people, visitor_online } = frame
            && self.inbox.open.get_untracked() == Some(*conversation_id)
        {
            let me = self.inbox.my_id_now();
            self.people.set(people.iter().filter(|one| Some(one.id) != me).cloned().collect());
            self.visitor.set(*visitor_online);
        }
    }

    /// A colleague writes a reply.
    pub fn writes(self, author: &Author) {
        let (Some(id), Some(name)) = (author.id.map(UserId), author.name.clone()) else { return };
        let round = self.round.get_value().wrapping_add(1);
        self.round.set_value(round);
        self.writers.update(|all| drop(all.insert(id, Writer { name, round, now: true })));
        let later = move |ms: u64, change: fn(&mut BTreeMap<UserId, Writer>, UserId)| {
            let ring = move || {
                self.writers.try_update(|all| {
                    if all.get(&id).is_some_and(|writer| writer.round == round) {
                        change(all, id);
                    }
                });
            };
            set_timeout(ring, Duration::from_millis(ms));
        };
        later(WRITING_MS, |all, id| {
            if let Some(writer) = all.get_mut(&id) {
                writer.now = false;
            }
        });
        later(RIVAL_MS, |all, id| drop(all.remove(&id)));
    }

    /// A colleague has sent what they wrote.
    pub fn sent(self, author: &Author) {
        if let Some(id) = author.id.map(UserId) {
            self.writers.try_update(|all| drop(all.remove(&id)));
        }
    }

    /// The name of a colleague whose reply may come before this person's.
    pub fn rival(self) -> Option<String> {
        self.writers.with(|all| all.values().next().map(|writer| writer.name.clone()))
    }

    /// Whether the customer has the chat open.
    pub fn visitor_is_here(self) -> bool {
        self.is_known() && self.visitor.get()
    }

    /// Without a connection nobody knows.
    fn is_known(self) -> bool {
        self.inbox.live.line().get() == Line::Live
    }

    /// The others, and whether each is writing.
    fn others(self) -> Vec<(UserId, String, bool)> {
        if !self.is_known() {
            return Vec::new();
        }
        self.writers.with(|writers| {
            let writing = |id: UserId| writers.get(&id).is_some_and(|writer| writer.now);
            self.people
                .with(|people| people.iter().map(|one| (one.id, one.name.clone(), writing(one.id))).collect())
        })
    }
}

/// The others at this conversation, each with what they do.
#[component]
pub fn Others() -> impl IntoView {
    let i18n = use_i18n();
    let company = use_thread().company;
    let others = Memo::new(move |_| company.others());
    view! {
        // Always there, so that a screen reader hears what comes into it.
        <div class="company" role="status" class:company--some=move || others.with(|all| !all.is_empty())>
            <For each=move || others.get() key=Clone::clone let((_, name, writes))>
                <span class="company__one" class:company__one--writes=writes>
                    <Avatar name=Signal::stored(Some(name.clone())) />
                    <span>
                        {move || {
                            let text = if writes {
                                t_string!(i18n, inbox.replying)
                            } else {
                                t_string!(i18n, inbox.viewing)
                            };
                            fill(text, "who", &name)
                        }}
                    </span>
                </span>
            </For>
        </div>
    }
    .into_any()
}

/// A mark beside the customer's name while they have the chat open.
#[component]
pub fn VisitorHere() -> impl IntoView {
    let i18n = use_i18n();
    let company = use_thread().company;
    let word = move || t_string!(i18n, inbox.visitor_here);
    view! {
        <Show when=move || company.visitor_is_here()>
            <span class="here" role="img" title=word aria-label=word></span>
        </Show>
    }
    .into_any()
}
