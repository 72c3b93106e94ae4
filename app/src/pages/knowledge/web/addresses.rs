use super::words;
use crate::{
    client::{ApiError, encode, use_client},
    components::{badge::Badge, button::Button, error_state::ErrorState, skeleton::SkeletonText},
    i18n::*,
};
use api::{Page, WebPage, WebSource};
use leptos::{ev::Event, html, prelude::*, task::spawn_local};
use leptos_i18n::t;
use leptos_router::components::A;

const LIMIT: u32 = 50;

/// The addresses of a source and what became of each, once somebody wants to see them.
#[component]
pub fn Addresses(source: Memo<Option<WebSource>>) -> impl IntoView {
    let i18n = use_i18n();
    let client = use_client();
    let node = NodeRef::<html::Details>::new();
    let open = RwSignal::new(false);
    let pages = RwSignal::new(None::<Vec<WebPage>>);
    let next = RwSignal::new(None::<String>);
    let fault = RwSignal::new(None::<ApiError>);
    let busy = RwSignal::new(false);
    let read = move |cursor: Option<String>| {
        let Some(id) = source.get_untracked().map(|one| one.id) else { return };
        busy.set(true);
        spawn_local(async move {
            let more =
                cursor.as_ref().map(|cursor| format!("&cursor={}", encode(cursor))).unwrap_or_default();
            let path = format!("web-sources/{id}/pages?limit={LIMIT}{more}");
            let answer = client.get::<Page<WebPage>>(&path).await;
            busy.try_set(false);
            match answer {
                Ok(found) => {
                    fault.try_set(None);
                    next.try_set(found.next);
                    pages.try_update(|pages| match (pages, cursor) {
                        (Some(pages), Some(_)) => pages.extend(found.items),
                        (pages, _) => *pages = Some(found.items),
                    });
                }
                Err(refusal) => drop(fault.try_set(Some(refusal))),
            }
        });
    };
    // What is shown follows what is done, a page of the list at most.
    let progress = Memo::new(move |_| {
        source.with(|one| one.as_ref().map(|one| (one.state, one.found, one.waiting, one.read)))
    });
    let shown = StoredValue::new(None);
    Effect::new(move |_| {
        let now = progress.get();
        // One reading at a time: what changes meanwhile is read when it is over.
        if open.get() && !busy.get() && shown.get_value() != Some(now) {
            shown.set_value(Some(now));
            read(None);
        }
    });
    let toggled = move |_: Event| open.set(node.get_untracked().is_some_and(|details| details.open()));
    let list = move || match (pages.get(), fault.get()) {
        (_, Some(fault)) => {
            let retry = Callback::new(move |()| read(None));
            view! { <ErrorState error=Signal::stored(fault) on_retry=retry /> }.into_any()
        }
        (None, None) => view! { <SkeletonText lines=3 /> }.into_any(),
        (Some(pages), None) => view! {
            <ul class="web-pages" role="list">
                {pages.into_iter().map(|page| view! { <Address page /> }).collect_view()}
            </ul>
        }
        .into_any(),
    };
    view! {
        <details class="web-source__pages" node_ref=node on:toggle=toggled>
            <summary>{t!(i18n, knowledge.web_addresses)}</summary>
            <Show when=move || open.get()>
                {list}
                <Show when=move || next.with(Option::is_some)>
                    <Button small=true busy on_press=move |()| read(next.get_untracked())>
                        {t!(i18n, knowledge.more_pages)}
                    </Button>
                </Show>
            </Show>
        </details>
    }
    .into_any()
}

#[component]
fn Address(page: WebPage) -> impl IntoView {
    let i18n = use_i18n();
    let url = page.url.clone();
    let address = match page.document_id {
        Some(id) => view! {
            <A href=format!("/knowledge/{id}")>
                <bdi dir="ltr">{url}</bdi>
            </A>
        }
        .into_any(),
        None => view! { <bdi dir="ltr">{url}</bdi> }.into_any(),
    };
    let why = page.reason.map(|reason| {
        view! {
            <p class="web-pages__why">
                {move || words::reason(i18n, reason)}
                {page.status.filter(|status| *status >= 400).map(|status| format!(" ({status})"))}
            </p>
        }
    });
    view! {
        <li class="web-pages__page">
            <div class="web-pages__words">{address} {why}</div>
            {move || {
                let word = words::page(i18n, page.state);
                view! { <Badge tint=words::page_tint(page.state)>{word}</Badge> }
            }}
        </li>
    }
    .into_any()
}
