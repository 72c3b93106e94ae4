use super::{
    message::{Bubble, Pending, Writing},
    queue::when_seen,
    thread::use_thread,
    words,
};
use crate::{
    components::{
        icon::{Glyph, Icon},
        spinner::Spinner,
    },
    format,
    i18n::*,
    language::fill,
};
use api::{Message, MessageKind, Stamp};
use leptos::{html, prelude::*, task::spawn_local};
use leptos_i18n::{t, t_string};

/// One line of the log.
#[derive(Clone)]
enum Entry {
    Day(Stamp),
    Happening(Message),
    /// `true`: the same author as just before, so that the name is not said again.
    Said(Message, bool),
}

impl Entry {
    /// Changes when the line must be drawn anew.
    fn key(&self) -> (i64, u8, bool, usize) {
        match self {
            Self::Day(stamp) => (-i64::from(format::day_key(*stamp)), 0, false, 0),
            Self::Happening(message) => (message.seq, 0, false, 0),
            // A source is gone with its document, and with it the card that shows it.
            Self::Said(message, follows) => {
                (message.seq, message.delivery as u8 + 1, *follows, message.sources.len())
            }
        }
    }
}

fn entries(messages: &[Message]) -> Vec<Entry> {
    let mut entries = Vec::with_capacity(messages.len() + 8);
    let mut before: Option<&Message> = None;
    for message in messages {
        let new_day =
            before.is_none_or(|b| format::day_key(b.created_at) != format::day_key(message.created_at));
        if new_day {
            entries.push(Entry::Day(message.created_at));
        }
        if message.kind == MessageKind::Event {
            entries.push(Entry::Happening(message.clone()));
        } else {
            let follows = !new_day
                && before.is_some_and(|b| {
                    b.kind == message.kind
                        && b.author == message.author
                        && message.created_at.unix_ms() - b.created_at.unix_ms() < 5 * 60_000
                });
            entries.push(Entry::Said(message.clone(), follows));
        }
        before = Some(message);
    }
    entries
}

/// What was said, oldest first. The box is turned upside down by its style, so that it keeps to its
/// end while messages come and keeps its place while older ones are read.
#[component]
pub fn Log() -> impl IntoView {
    let i18n = use_i18n();
    let thread = use_thread();
    let scroller = NodeRef::<html::Div>::new();
    let at_end = RwSignal::new(true);
    let missed = RwSignal::new(false);

    let on_scroll = move |_| {
        if let Some(scroller) = scroller.get_untracked() {
            // Upside down: zero at the end, negative above it.
            at_end.set(scroller.scroll_top().abs() < 48);
            if at_end.get_untracked() {
                missed.set(false);
            }
        }
    };
    let to_end = move || {
        if let Some(scroller) = scroller.get_untracked() {
            scroller.set_scroll_top(0);
        }
    };
    Effect::new(move |before: Option<i64>| {
        let last = thread.messages.with(|all| all.last().map_or(0, |last| last.seq));
        if before.is_some_and(|before| before != 0 && last > before) && !at_end.get_untracked() {
            missed.set(true);
        }
        last
    });
    // What the person sends is always followed.
    Effect::new(move |before: Option<usize>| {
        let now = thread.desk.outbox.with(Vec::len);
        if before.is_some_and(|before| now > before) {
            to_end();
        }
        now
    });
    Effect::new(move |_| {
        if let Some(seq) = thread.wanted.get() {
            thread.wanted.set(None);
            // The message is drawn in the next frame.
            request_animation_frame(move || reveal(seq));
        }
    });

    view! {
        <div class="log" node_ref=scroller on:scroll=on_scroll tabindex="0">
            <div
                class="log__lines"
                role="log"
                aria-label=move || t_string!(i18n, inbox.log)
                aria-live="polite"
            >
                <Older />
                <For
                    each=move || thread.messages.with(|all| entries(all))
                    key=Entry::key
                    children=move |entry| match entry {
                        Entry::Day(stamp) => {
                            view! {
                                <p class="log__day">{move || format::day(i18n.get_locale(), stamp)}</p>
                            }
                                .into_any()
                        }
                        Entry::Happening(message) => {
                            let seq = message.seq;
                            let stamp = message.created_at;
                            view! {
                                <p class="log__event" id=format!("message-{seq}")>
                                    {move || words::happening(i18n, &message)}
                                    " · "
                                    <time>{move || format::time(i18n.get_locale(), stamp)}</time>
                                </p>
                            }
                                .into_any()
                        }
                        Entry::Said(message, follows) => view! { <Bubble message follows /> }.into_any(),
                    }
                />
                <Writing />
                <Pending />
                <Typing />
            </div>
        </div>
        <div class="log__jump">
            <Show when=move || missed.get()>
                <button type="button" class="log__jump-button" on:click=move |_| to_end()>
                    <Icon of=Glyph::ArrowDown />
                    {t!(i18n, inbox.new_messages)}
                </button>
            </Show>
        </div>
    }
    .into_any()
}

fn reveal(seq: i64) {
    if let Some(line) = document().get_element_by_id(&format!("message-{seq}")) {
        let how = web_sys::ScrollIntoViewOptions::new();
        how.set_block(web_sys::ScrollLogicalPosition::Center);
        line.scroll_into_view_with_scroll_into_view_options(&how);
        let _ = line.class_list().add_1("is-wanted");
        set_timeout(
            move || drop(line.class_list().remove_1("is-wanted")),
            std::time::Duration::from_millis(2_400),
        );
    }
}

/// Reads further back when its place comes into sight.
#[component]
fn Older() -> impl IntoView {
    let i18n = use_i18n();
    let thread = use_thread();
    let node = NodeRef::<html::Div>::new();
    let read = move || {
        spawn_local(async move {
            thread.read_older().await;
        });
    };
    Effect::new(move |_| {
        if let Some(node) = node.get() {
            when_seen(&node, read);
        }
    });
    view! {
        <Show when=move || thread.has_older.get()>
            <div class="log__older" node_ref=node>
                <button type="button" class="log__older-button" on:click=move |_| read()>
                    <Show when=move || thread.reading_older.get()>
                        <Spinner />
                    </Show>
                    {t!(i18n, inbox.older)}
                </button>
            </div>
        </Show>
    }
    .into_any()
}

#[component]
fn Typing() -> impl IntoView {
    let i18n = use_i18n();
    let thread = use_thread();
    view! {
        {move || {
            thread
                .typing
                .get()
                .map(|name| {
                    let text = if name.is_empty() {
                        t_string!(i18n, inbox.typing_somebody).to_string()
                    } else {
                        fill(t_string!(i18n, inbox.typing), "who", &name)
                    };
                    view! {
                        <p class="log__typing">
                            <span class="log__dots" aria-hidden="true">
                                <i></i>
                                <i></i>
                                <i></i>
                            </span>
                            {text}
                        </p>
                    }
                })
        }}
    }
    .into_any()
}
