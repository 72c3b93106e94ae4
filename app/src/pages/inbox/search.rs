use super::{
    state::{Reading, use_inbox},
    thread::use_thread,
    words,
};
use crate::{
    client::encode,
    clock::use_now,
    components::{
        avatar::Avatar,
        button::IconButton,
        empty_state::EmptyState,
        error_state::ErrorState,
        icon::{Glyph, Icon},
        marked::marked,
        skeleton::SkeletonRows,
    },
    format,
    i18n::*,
    timer,
};
use api::{AuthorKind, MessageHit};
use leptos::{ev::KeyboardEvent, prelude::*, task::spawn_local};
use leptos_i18n::{t, t_string};
use wasm_bindgen::JsCast as _;

/// The id of the search box, for the key that goes there.
pub const SEARCH_BOX: &str = "inbox-search";

/// Moves the focus by `by` among the hits; above the first is the search box.
fn step(by: i32) -> bool {
    let Ok(hits) = document().query_selector_all(".queue__hits button") else { return false };
    let at = |index: u32| hits.item(index).map(|hit| hit.unchecked_into::<web_sys::HtmlElement>());
    let now = document().active_element();
    let here = (0..hits.length()).find(|&index| at(index).map(Into::into) == now);
    let to = match (here, by) {
        (None, 1) => at(0),
        (None, _) => None,
        (Some(here), 1) => at(here + 1),
        (Some(here), _) => match here.checked_sub(1) {
            Some(above) => at(above),
            None => document().get_element_by_id(SEARCH_BOX).map(|input| input.unchecked_into()),
        },
    };
    to.is_some_and(|to| to.focus().is_ok())
}

/// The arrows lead from the search box into what was found, and through it.
fn on_arrow(event: &KeyboardEvent) {
    let by = match event.key().as_str() {
        "ArrowDown" => 1,
        "ArrowUp" => -1,
        _ => return,
    };
    if !event.is_composing() && step(by) {
        event.prevent_default();
    }
}

/// Where one writes what one looks for.
#[component]
pub fn SearchBox() -> impl IntoView {
    let i18n = use_i18n();
    let inbox = use_inbox();
    let on_key = move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            event.stop_propagation();
            inbox.searching.set(String::new());
            if let Some(active) = document().active_element() {
                let _ = active.unchecked_into::<web_sys::HtmlElement>().blur();
            }
        }
        on_arrow(&event);
    };
    view! {
        <div class="search-box" role="search">
            <Icon of=Glyph::Search />
            <input
                class="search-box__input"
                id=SEARCH_BOX
                type="search"
                autocomplete="off"
                aria-label=move || t_string!(i18n, inbox.search)
                placeholder=move || t_string!(i18n, inbox.search)
                bind:value=inbox.searching
                on:keydown=on_key
            />
            <Show when=move || inbox.searching.with(|words| !words.is_empty())>
                <IconButton
                    icon=Glyph::Close
                    label=Signal::derive(move || t_string!(i18n, inbox.search_clear).to_string())
                    on_press=move || inbox.searching.set(String::new())
                />
            </Show>
        </div>
    }
    .into_any()
}

/// Messages that hold the words.
#[component]
pub fn SearchResults() -> impl IntoView {
    let i18n = use_i18n();
    let inbox = use_inbox();
    let reading = RwSignal::new(Reading::Loading);
    let hits = RwSignal::new(Vec::<MessageHit>::new());
    let search = move |words: String, pause_ms: u32| {
        spawn_local(async move {
            timer::sleep(pause_ms).await;
            // More letters have come: their own search is on its way.
            let is_current = move || inbox.searching.try_with_untracked(|now| now.trim() == words);
            let Some(true) = is_current() else { return };
            let path =
                format!("search/messages?q={}", inbox.searching.with_untracked(|words| encode(words.trim())));
            let answer = inbox.client.get::<Vec<MessageHit>>(&path).await;
            if is_current() != Some(true) {
                return;
            }
            match answer {
                Ok(found) => {
                    hits.set(found);
                    reading.set(Reading::Done);
                }
                Err(fault) => reading.set(Reading::Failed(fault)),
            }
        });
    };
    Effect::new(move |_| search(inbox.searching.with(|words| words.trim().to_owned()), 250));
    let again = Callback::new(move |()| search(inbox.searching.with_untracked(|w| w.trim().to_owned()), 0));
    view! {
        {move || match reading.get() {
            Reading::Loading => view! { <SkeletonRows rows=4 /> }.into_any(),
            Reading::Failed(fault) => {
                view! { <ErrorState error=Signal::stored(fault) on_retry=again /> }.into_any()
            }
            Reading::Done if hits.with(Vec::is_empty) => {
                view! {
                    <EmptyState
                        icon=Glyph::Search
                        title=Signal::derive(move || t_string!(i18n, inbox.search_none_title).to_string())
                        text=Signal::derive(move || t_string!(i18n, inbox.search_none_text).to_string())
                    />
                }
                    .into_any()
            }
            Reading::Done => {
                view! {
                    <p class="visually-hidden" role="status">
                        {t!(i18n, inbox.search_found)}
                    </p>
                    <ul class="queue__rows queue__hits" role="list" on:keydown=move |event| on_arrow(&event)>
                        {move || hits.get().into_iter().map(|hit| view! { <Hit hit /> }).collect_view()}
                    </ul>
                }
                    .into_any()
            }
        }}
    }
    .into_any()
}

/// A message that was found: with whom, who wrote it, the words around what was looked for.
#[component]
fn Hit(hit: MessageHit) -> impl IntoView {
    let i18n = use_i18n();
    let inbox = use_inbox();
    let thread = use_thread();
    let now = use_now();
    let open = move |_| {
        if inbox.open.get_untracked() != Some(hit.conversation_id) {
            inbox.go(Some(hit.conversation_id));
        }
        thread.show_when_read(hit.conversation_id, hit.seq);
    };
    let (contact, author) = (hit.contact, hit.author);
    let name = Signal::stored(contact.name.clone());
    view! {
        <li class="queue-row">
            <button type="button" class="queue-row__link queue-row__link--hit" on:click=open>
                <Avatar name />
                <span class="queue-row__line">
                    <span class="queue-row__name">
                        <bdi>{move || words::called(i18n, contact.id, contact.name.as_deref())}</bdi>
                    </span>
                    <time class="queue-row__time">
                        {move || format::ago(i18n.get_locale(), hit.created_at, now.get())}
                    </time>
                </span>
                <span class="queue-row__snippet" dir="auto">
                    {marked(&hit.snippet, &hit.highlights)}
                </span>
                <span class="queue-row__marks">
                    <Icon of=glyph(author.kind) />
                    <bdi>{move || words::author(i18n, &author)}</bdi>
                </span>
            </button>
        </li>
    }
    .into_any()
}

const fn glyph(author: AuthorKind) -> Glyph {
    match author {
        AuthorKind::Contact => Glyph::Person,
        AuthorKind::Agent => Glyph::Reply,
        AuthorKind::Assistant => Glyph::Assistant,
        AuthorKind::System => Glyph::Info,
    }
}
