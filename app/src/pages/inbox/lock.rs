//! What stands between a person and a reply, and where the focus is meanwhile.

use super::{
    actions::{Act, act},
    thread::use_thread,
};
use crate::{
    components::{
        button::{Button, Look},
        icon::{Glyph, Icon},
        toast::use_toaster,
    },
    i18n::*,
    language::fill,
    live::Line,
};
use leptos::{ev::KeyboardEvent, html, prelude::*};
use leptos_i18n::{I18nContext, t_string};
use wasm_bindgen::JsCast as _;

/// The class of what says why no reply can be written. Keys pressed there are nobody's commands.
pub const NOTICE: &str = "composer__locked";

/// What stands between the person and a reply, or comes with it.
#[derive(Clone, PartialEq)]
pub enum Lock {
    /// What was said meanwhile may not be here yet.
    Line(Line),
    /// A reply takes the conversation from the assistant.
    Assistant,
    /// A reply takes the conversation from the queue.
    Queued,
    /// A colleague has it; with their name.
    Colleague(String),
    Resolved,
}

impl Lock {
    /// Whether nothing can be sent, and not only something should be known first.
    pub fn is_shut(&self) -> bool {
        !matches!(self, Self::Assistant | Self::Queued)
    }

    /// Whether there is nothing to write either. A line that is gone for a while interrupts nobody's sentence.
    pub fn is_closed(&self) -> bool {
        matches!(self, Self::Colleague(_) | Self::Resolved)
    }
}

/// Whether the place to write is closed. Who writes when it closes is put where the reason stands, and back when it
/// opens: with the focus on nothing, the rest of their sentence would be commands.
pub fn follow_focus(lock: Memo<Option<Lock>>, area: NodeRef<html::Textarea>) -> RwSignal<bool> {
    let is_closed = move || lock.with(|lock| lock.as_ref().is_some_and(Lock::is_closed));
    let closed = RwSignal::new(untrack(is_closed));
    Effect::new(move |_| {
        let now = is_closed();
        if now == closed.get_untracked() {
            return;
        }
        let focused = document().active_element();
        let area = area.get_untracked();
        let writing = focused.as_ref().is_some_and(|one| Some(one) == area.as_deref().map(AsRef::as_ref));
        let waiting = focused.is_some_and(|one| one.class_list().contains(NOTICE));
        if now && writing {
            focus_notice();
        }
        closed.set(now);
        if !now
            && waiting
            && let Some(area) = area
        {
            request_animation_frame(move || drop(area.focus()));
        }
    });
    closed
}

/// Puts the focus where it says why nothing can be written.
pub fn focus_notice() {
    if let Ok(Some(notice)) = document().query_selector(&format!(".{NOTICE}")) {
        let _ = notice.unchecked_into::<web_sys::HtmlElement>().focus();
    }
}

/// Says why no reply can be written, and offers what unlocks it.
#[component]
pub fn Locked(lock: Lock) -> impl IntoView {
    let i18n = use_i18n();
    let thread = use_thread();
    let toaster = use_toaster();
    let is_shut = lock.is_shut();
    let offer = match &lock {
        // What a reply takes anyway can be taken alone with the buttons above.
        Lock::Line(_) | Lock::Assistant | Lock::Queued => None,
        Lock::Colleague(_) => Some(Act::TakeOver),
        Lock::Resolved => Some(Act::Reopen),
    };
    view! {
        <div
            class=NOTICE
            class:composer__locked--open=!is_shut
            role="status"
            tabindex="-1"
            on:keydown=leave_notice
        >
            <Icon of=if is_shut { Glyph::Lock } else { Glyph::Hand } />
            <p>{move || lock_words(i18n, &lock)}</p>
            {offer
                .map(|offer| {
                    view! {
                        <Button
                            small=true
                            look=Look::Primary
                            on_press=Callback::new(move |()| act(thread, toaster, i18n, offer, true))
                        >
                            {move || offer_word(i18n, offer)}
                        </Button>
                    }
                })}
        </div>
    }
    .into_any()
}

/// Escape gives the keys back to the inbox, as it does from the place to write.
fn leave_notice(event: KeyboardEvent) {
    if event.key() == "Escape"
        && let Some(notice) = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlElement>().ok())
    {
        event.stop_propagation();
        let _ = notice.blur();
    }
}

fn lock_words(i18n: I18nContext<Locale>, lock: &Lock) -> String {
    match lock {
        Lock::Line(Line::Offline) => t_string!(i18n, inbox.locked_offline).to_string(),
        Lock::Line(_) => t_string!(i18n, inbox.locked_catching_up).to_string(),
        Lock::Assistant => t_string!(i18n, inbox.locked_assistant).to_string(),
        Lock::Queued => t_string!(i18n, inbox.locked_queued).to_string(),
        Lock::Colleague(who) => fill(t_string!(i18n, inbox.locked_colleague), "who", who),
        Lock::Resolved => t_string!(i18n, inbox.locked_resolved).to_string(),
    }
}

fn offer_word(i18n: I18nContext<Locale>, offer: Act) -> &'static str {
    if offer == Act::Reopen { t_string!(i18n, inbox.reopen) } else { t_string!(i18n, inbox.take_over) }
}
