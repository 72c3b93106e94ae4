//! Calls the person when somebody waits: a short tone, unless it is switched off.

use super::{state::Inbox, thread::Thread};
use crate::storage;
use api::{AuthorKind, ConversationId, Event, MessageKind, ServerFrame, State};
use leptos::prelude::*;
use std::collections::BTreeSet;

/// Whether tones are wanted.
pub fn sound_on() -> bool {
    storage::get(storage::SOUND).as_deref() != Some("off")
}

/// Keeps whether tones are wanted.
pub fn set_sound(on: bool) {
    storage::set(storage::SOUND, if on { "on" } else { "off" });
    if on {
        tone();
    }
}

/// Listens for what should not be missed.
pub fn listen(inbox: Inbox, thread: Thread) {
    let since = js_sys::Date::now();
    let known = StoredValue::new(BTreeSet::<ConversationId>::new());
    inbox.live.on(move |frame| {
        if let ServerFrame::Event(event) = frame
            && (is_new_in_queue(event, known, since) || is_for_me(event, inbox, thread))
            && sound_on()
        {
            tone();
        }
    });
}

/// A conversation that has begun to wait since this page is open.
#[expect(clippy::cast_precision_loss, reason = "milliseconds fit a double")]
fn is_new_in_queue(event: &Event, known: StoredValue<BTreeSet<ConversationId>>, since_ms: f64) -> bool {
    let Some(conversation) = event.conversation() else { return false };
    if conversation.state != State::Queued {
        known.update_value(|known| {
            known.remove(&conversation.id);
        });
        return false;
    }
    let fresh = conversation.waiting_since.is_some_and(|at| at.unix_ms() as f64 > since_ms - 5_000.0);
    let mut new = false;
    known.update_value(|known| new = known.insert(conversation.id));
    new && fresh
}

/// A customer's words in a conversation of mine that is not before my eyes.
fn is_for_me(event: &Event, inbox: Inbox, thread: Thread) -> bool {
    let Some(message) = event.message() else { return false };
    if message.author.kind != AuthorKind::Contact || message.kind != MessageKind::Reply {
        return false;
    }
    let me = inbox.my_id_now();
    let holder = |one: &api::Conversation| one.assignee.as_ref().map(|holder| holder.id);
    let open = thread
        .conversation
        .with_untracked(|open| open.as_ref().filter(|open| open.id == message.conversation_id).map(holder));
    let listed = inbox
        .items
        .with_untracked(|all| all.iter().find(|one| one.id == message.conversation_id).map(holder));
    let mine = me.is_some() && open.or(listed).flatten() == me;
    mine && (open.is_none() || document().visibility_state() != web_sys::VisibilityState::Visible)
}

/// Two soft notes. Browsers stay silent until the person has touched the page once.
fn tone() {
    let Ok(audio) = web_sys::AudioContext::new() else { return };
    let start = audio.current_time();
    for (at, pitch) in [(0.0, 659.3), (0.12, 880.0)] {
        let (Ok(voice), Ok(volume)) = (audio.create_oscillator(), audio.create_gain()) else { return };
        voice.frequency().set_value(pitch);
        let level = volume.gain();
        let _ = level.set_value_at_time(0.0001, start + at);
        let _ = level.exponential_ramp_to_value_at_time(0.12, start + at + 0.02);
        let _ = level.exponential_ramp_to_value_at_time(0.0001, start + at + 0.28);
        let _ = voice.connect_with_audio_node(&volume);
        let _ = volume.connect_with_audio_node(&audio.destination());
        let _ = voice.start_with_when(start + at);
        let _ = voice.stop_with_when(start + at + 0.3);
    }
    // Contexts are few a page: this one is given back when the notes are over.
    set_timeout(move || drop(audio.close()), std::time::Duration::from_millis(800));
}
