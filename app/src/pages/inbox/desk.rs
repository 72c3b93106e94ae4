//! What was written and is not stored yet. It outlives the page: whoever looks something up in the knowledge finds
//! it again, and what is being sent goes on. In memory only: it is about people.

use super::{outbox::Outgoing, thread::Draft};
use crate::{
    client::{Client, use_client},
    live::{Live, use_live},
};
use api::{ConversationId, Message};
use leptos::{ev, prelude::*};
use std::collections::BTreeMap;

/// Texts on their way and texts put aside. Copy it freely.
#[derive(Clone, Copy)]
pub struct Desk {
    /// Everything that waits to be stored, of all conversations, in the order of writing.
    pub outbox: RwSignal<Vec<Outgoing>>,
    /// Whether somebody sends what waits; two would mix the order up.
    pub sending: StoredValue<bool>,
    /// What was written and not sent, by conversation.
    pub drafts: StoredValue<BTreeMap<ConversationId, Draft>>,
    /// Whether something stands where one writes.
    pub writing: StoredValue<bool>,
    /// Who shows a message that has just been stored.
    pub told: StoredValue<Option<Callback<Message>>>,
    pub client: Client,
    pub live: Live,
}

/// Makes the desk known to everything below, and lets the browser ask before a window with work on it is closed.
pub fn provide_desk() {
    let desk = Desk {
        outbox: RwSignal::new(Vec::new()),
        sending: StoredValue::new(false),
        drafts: StoredValue::new(BTreeMap::new()),
        writing: StoredValue::new(false),
        told: StoredValue::new(None),
        client: use_client(),
        live: use_live(),
    };
    provide_context(desk);
    desk.resend_when_live();
    if cfg!(target_arch = "wasm32") {
        let closing = window_event_listener(ev::beforeunload, move |event| {
            if desk.is_loaded() {
                event.prevent_default();
            }
        });
        on_cleanup(move || closing.remove());
    }
}

/// The desk of the signed-in person.
pub fn use_desk() -> Desk {
    expect_context()
}

impl Desk {
    fn is_loaded(self) -> bool {
        self.writing.get_value()
            || self.outbox.with_untracked(|all| !all.is_empty())
            || self.drafts.with_value(|drafts| !drafts.is_empty())
    }
}
