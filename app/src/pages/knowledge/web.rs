//! The tab of web pages: sources are added after a look at what they would read, and followed while they are read.

mod addresses;
mod delete;
mod form;
mod row;
mod sources;
mod words;

use crate::{
    components::{empty_state::EmptyState, error_state::ErrorState, icon::Glyph, skeleton::SkeletonRows},
    i18n::*,
};
use delete::DeleteSource;
use form::AddSource;
use leptos::prelude::*;
use leptos_i18n::{t, t_string};
use row::SourceRow;
use sources::Sources;

const TITLE: &str = "web-sources-title";

/// The sources of web pages, or why there are none to see.
#[component]
pub fn WebPages(#[prop(into)] may_write: Signal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    let sources = Sources::follow();
    let doomed = RwSignal::new(None);
    let empty = Memo::new(move |_| sources.items().with(Vec::is_empty));
    let nothing = move || {
        if let Some(fault) = sources.fault().get() {
            let retry = Callback::new(move |()| sources.read());
            return view! { <ErrorState error=Signal::stored(fault) on_retry=retry /> }.into_any();
        }
        if sources.loading().get() {
            return view! { <SkeletonRows /> }.into_any();
        }
        view! {
            <EmptyState
                icon=Glyph::Globe
                title=Signal::derive(move || t_string!(i18n, knowledge.web_empty_title).to_string())
                text=Signal::derive(move || t_string!(i18n, knowledge.web_empty_text).to_string())
            />
        }
        .into_any()
    };
    view! {
        <Show when=move || may_write.get()>
            <AddSource sources />
        </Show>
        <section class="documents" aria-labelledby=TITLE>
            <h2 class="documents__title" id=TITLE tabindex="-1">
                {t!(i18n, knowledge.web_pages)}
            </h2>
            <Show when=move || !empty.get() fallback=nothing>
                <ul class="documents__list" role="list">
                    <For
                        each=move || sources.items().with(|all| all.iter().map(|one| one.id).collect::<Vec<_>>())
                        key=|id| *id
                        let:id
                    >
                        <SourceRow id sources may_write doomed />
                    </For>
                </ul>
            </Show>
        </section>
        <DeleteSource doomed sources />
    }
    .into_any()
}
