use super::{documents::Documents, row::Row};
use crate::{
    components::{
        button::Button,
        empty_state::EmptyState,
        error_state::ErrorState,
        field::Field,
        icon::{Glyph, Icon},
        select::Select,
        skeleton::SkeletonRows,
    },
    format,
    i18n::*,
};
use api::Document;
use leptos::prelude::*;
use leptos_i18n::{t, t_string};
use leptos_router::components::A;
use wasm_bindgen::JsCast as _;

const TITLE: &str = "documents-title";

/// Puts the focus at the head of the list: what had it is gone.
pub fn focus_list() {
    request_animation_frame(|| {
        if let Some(title) = document().get_element_by_id(TITLE) {
            let _ = title.unchecked_into::<web_sys::HtmlElement>().focus();
        }
    });
}

/// The documents, or why there are none to see.
#[component]
pub fn DocumentList(
    documents: Documents,
    #[prop(into)] may_write: Signal<bool>,
    /// Set to ask whether a document should go.
    doomed: RwSignal<Option<Document>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let items = documents.items();
    let empty = Memo::new(move |_| items.with(Vec::is_empty));
    let loading = documents.loading();
    let count = move || items.with(Vec::len);
    let number = move || {
        let plus = if documents.has_more() { "+" } else { "" };
        let count = i64::try_from(count()).unwrap_or(i64::MAX);
        format!("{}{plus}", format::count(i18n.get_locale(), count))
    };
    let nothing = move || {
        if let Some(fault) = documents.fault().get() {
            let retry = Callback::new(move |()| documents.read());
            return view! { <ErrorState error=Signal::stored(fault) on_retry=retry /> }.into_any();
        }
        if loading.get() {
            return view! { <SkeletonRows /> }.into_any();
        }
        let text = move || {
            if may_write.get() {
                t_string!(i18n, knowledge.empty_text)
            } else {
                t_string!(i18n, knowledge.empty_text_read)
            }
        };
        if documents.is_narrowed() {
            return view! { <p class="documents__none">{t!(i18n, knowledge.filter_nothing)}</p> }.into_any();
        }
        view! {
            <EmptyState
                icon=Glyph::Book
                title=Signal::derive(move || t_string!(i18n, knowledge.empty_title).to_string())
                text=Signal::derive(move || text().to_string())
            />
        }
        .into_any()
    };
    let states = Signal::derive(move || {
        let name = |value: &str, text: &str| (value.to_owned(), text.to_owned());
        vec![
            name("", t_string!(i18n, knowledge.state_any)),
            name("ready", t_string!(i18n, knowledge.state_ready)),
            name("processing", t_string!(i18n, knowledge.state_processing)),
            name("failed", t_string!(i18n, knowledge.state_failed)),
        ]
    });
    let filtered = move || !empty.get() || documents.is_narrowed();
    view! {
        <section class="documents" aria-labelledby=TITLE>
            <h2 class="documents__title" id=TITLE tabindex="-1">
                {t!(i18n, knowledge.documents_title)}
                <Show when=move || !empty.get()>
                    <span class="documents__count">{t!(i18n, knowledge.documents, count, number)}</span>
                </Show>
            </h2>
            <Show when=filtered>
                <div class="documents__filter" role="search">
                    <Field
                        name="documents-query"
                        kind="search"
                        label=Signal::derive(move || t_string!(i18n, knowledge.filter_label).to_string())
                        value=documents.query
                    />
                    <Select
                        name="documents-state"
                        label=Signal::derive(move || t_string!(i18n, knowledge.state_label).to_string())
                        options=states
                        value=documents.state
                        on_change=move |state| documents.state.set(state)
                    />
                </div>
            </Show>
            <Show when=move || may_write.get()>
                <div class="documents__new">
                    <A href="/knowledge/new" attr:class="button button--small">
                        <Icon of=Glyph::Note />
                        {t!(i18n, knowledge.new_article)}
                    </A>
                    <A href="/knowledge/gaps" attr:class="button button--small button--quiet">
                        <Icon of=Glyph::Search />
                        {t!(i18n, knowledge.gaps_title)}
                    </A>
                </div>
            </Show>
            <Show when=move || !empty.get() fallback=nothing>
                <ul class="documents__list" role="list" aria-busy=move || loading.get().to_string()>
                    <For
                        each=move || items.with(|all| all.iter().map(|one| one.id).collect::<Vec<_>>())
                        key=|id| *id
                        let:id
                    >
                        <Row id documents may_write doomed />
                    </For>
                </ul>
                <Show when=move || documents.has_more()>
                    <Button busy=loading on_press=move |()| documents.read_more()>
                        {t!(i18n, knowledge.older)}
                    </Button>
                </Show>
            </Show>
        </section>
    }
    .into_any()
}
