//! The inbox: who waits, what was said, what is known. Queue, conversation and context side by
//! side; on a phone one at a time.

mod actions;
mod alert;
mod assign;
mod attach;
mod attach_list;
mod company;
mod composer;
mod context;
mod conversation;
mod decisions;
pub mod desk;
mod drop;
mod file;
mod keys;
mod lock;
mod log;
mod message;
mod mode;
mod outbox;
mod palette;
mod queue;
mod queue_row;
mod reviews;
mod search;
mod seen;
mod state;
mod suggest;
mod thread;
mod words;

use crate::i18n::*;
use context::Context;
use conversation::Conversation;
use leptos::prelude::*;
use leptos_i18n::{t, t_string};
use leptos_meta::Title;
use palette::{Palette, Shortcuts};
use queue::Queue;

/// The page at `/inbox` and `/inbox/{id}`.
#[component]
pub fn Inbox() -> impl IntoView {
    let i18n = use_i18n();
    let inbox = state::provide_inbox();
    let thread = thread::provide_thread(inbox);
    alert::listen(inbox, thread);
    keys::listen(inbox, thread);
    drop::listen(thread);

    let unread = move || inbox.counts.with(|counts| counts.map_or(0, |counts| counts.unread));
    let title = move || {
        let name = t_string!(i18n, nav.inbox);
        match unread() {
            0 => format!("{name} · Diwan"),
            n => format!("({}) {name} · Diwan", crate::format::count(i18n.get_locale(), n)),
        }
    };
    view! {
        <Title text=title />
        <main
            class="inbox"
            data-pane=move || {
                if inbox.open.get().is_some() || inbox.astray.get() { "conversation" } else { "queue" }
            }
            class:inbox--context=move || inbox.context_shown.get()
        >
            <Show when=move || inbox.open.get().is_none()>
                <h1 class="visually-hidden">{t!(i18n, nav.inbox)}</h1>
            </Show>
            <Queue />
            <Conversation />
            <Context />
        </main>
        <Palette />
        <Shortcuts />
    }
    .into_any()
}
