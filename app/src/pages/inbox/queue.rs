use super::{
    queue_row::QueueRow,
    search::{SearchBox, SearchResults},
    state::{ALL_QUEUES, Inbox, Reading, use_inbox},
    words,
};
use crate::{
    components::{
        button::Button,
        empty_state::EmptyState,
        error_state::ErrorState,
        icon::Glyph,
        skeleton::SkeletonRows,
        tabs::{Tab, Tabs},
    },
    format,
    i18n::*,
};
use api::Counts;
use leptos::{html, prelude::*};
use leptos_i18n::{I18nContext, t, t_string};
use wasm_bindgen::{JsCast as _, prelude::Closure};

/// The first pane: queues, search, and the list.
#[component]
pub fn Queue() -> impl IntoView {
    let i18n = use_i18n();
    let inbox = use_inbox();
    let tabs = Signal::derive(move || {
        let counts = inbox.counts.get();
        ALL_QUEUES
            .into_iter()
            .map(|queue| Tab {
                value: queue,
                label: words::queue(i18n, queue).into(),
                count: counts.map(|counts| format::count(i18n.get_locale(), number(counts, queue))),
            })
            .collect()
    });
    view! {
        <section class="queue" aria-label=move || t_string!(i18n, inbox.queue_label)>
            <header class="queue__head">
                <SearchBox />
                <Tabs
                    label=Signal::derive(move || t_string!(i18n, inbox.queues).to_string())
                    tabs
                    selected=inbox.queue
                    on_select=move |queue| inbox.queue.set(queue)
                    controls="queue-list"
                />
            </header>
            <div class="queue__list" id="queue-list" role="tabpanel">
                {move || {
                    if inbox.searching.with(|words| words.trim().is_empty()) {
                        view! { <List /> }.into_any()
                    } else {
                        view! { <SearchResults /> }.into_any()
                    }
                }}
            </div>
        </section>
    }
    .into_any()
}

fn number(counts: Counts, queue: api::Queue) -> i64 {
    match queue {
        api::Queue::Mine => counts.mine,
        api::Queue::Unassigned => counts.unassigned,
        api::Queue::All => counts.all,
        api::Queue::Resolved => counts.resolved,
    }
}

#[component]
fn List() -> impl IntoView {
    let i18n = use_i18n();
    let inbox = use_inbox();
    let empty = Memo::new(move |_| inbox.items.with(Vec::is_empty));
    let reading = Memo::new(move |_| inbox.reading.get());
    view! {
        {move || match reading.get() {
            Reading::Loading => {
                view! {
                    <p class="visually-hidden" role="status">
                        {t!(i18n, common.loading)}
                    </p>
                    <SkeletonRows rows=8 />
                }
                    .into_any()
            }
            Reading::Failed(fault) => {
                let again = Callback::new(move |()| inbox.read(true));
                view! { <ErrorState error=Signal::stored(fault) on_retry=again /> }.into_any()
            }
            Reading::Done if empty.get() => view! { <Empty /> }.into_any(),
            Reading::Done => {
                view! {
                    <ul class="queue__rows" role="list">
                        <For
                            each=move || inbox.items.with(|all| all.iter().map(|one| one.id).collect::<Vec<_>>())
                            key=|id| *id
                            let:id
                        >
                            <QueueRow id />
                        </For>
                    </ul>
                    <More />
                }
                    .into_any()
            }
        }}
    }
    .into_any()
}

/// Reads on when it comes into sight; a button for those whose browser does not tell.
#[component]
fn More() -> impl IntoView {
    let i18n = use_i18n();
    let inbox = use_inbox();
    let node = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        if let Some(node) = node.get() {
            when_seen(&node, move || inbox.read_more());
        }
    });
    view! {
        <Show when=move || inbox.next.with(Option::is_some)>
            <div class="queue__more" node_ref=node>
                <Button small=true on_press=Callback::new(move |()| inbox.read_more())>
                    {t!(i18n, inbox.more)}
                </Button>
            </div>
        </Show>
    }
    .into_any()
}

/// Calls `seen` each time `node` comes into sight, until the calling component is gone.
pub fn when_seen(node: &web_sys::Element, seen: impl Fn() + 'static) {
    let tell = Closure::<dyn Fn(js_sys::Array)>::new(move |entries: js_sys::Array| {
        let visible = entries
            .iter()
            .any(|entry| entry.unchecked_into::<web_sys::IntersectionObserverEntry>().is_intersecting());
        if visible {
            seen();
        }
    });
    if let Ok(observer) = web_sys::IntersectionObserver::new(tell.as_ref().unchecked_ref()) {
        observer.observe(node);
        let both = StoredValue::new_local((observer, tell));
        on_cleanup(move || {
            both.try_update_value(|(observer, _)| observer.disconnect());
        });
    }
}

#[component]
fn Empty() -> impl IntoView {
    let i18n = use_i18n();
    let inbox = use_inbox();
    let (title, text) = empty_words(i18n, inbox);
    view! { <EmptyState icon=Glyph::Inbox title text /> }.into_any()
}

fn empty_words(i18n: I18nContext<Locale>, inbox: Inbox) -> (Signal<String>, Signal<String>) {
    let title = move || match inbox.queue.get() {
        api::Queue::Mine => t_string!(i18n, inbox.empty_mine_title),
        api::Queue::Unassigned => t_string!(i18n, inbox.empty_unassigned_title),
        api::Queue::All => t_string!(i18n, inbox.empty_all_title),
        api::Queue::Resolved => t_string!(i18n, inbox.empty_resolved_title),
    };
    let text = move || match inbox.queue.get() {
        api::Queue::Mine => t_string!(i18n, inbox.empty_mine_text),
        api::Queue::Unassigned => t_string!(i18n, inbox.empty_unassigned_text),
        api::Queue::All => t_string!(i18n, inbox.empty_all_text),
        api::Queue::Resolved => t_string!(i18n, inbox.empty_resolved_text),
    };
    (Signal::derive(move || title().to_string()), Signal::derive(move || text().to_string()))
}
