use super::{acts::Acts, audience::audience_name, documents::Documents, words};
use crate::{
    components::{
        badge::Badge,
        button::IconButton,
        icon::{Glyph, Icon},
        progress::Progress,
    },
    format,
    i18n::*,
    language::fill,
};
use api::{Audience, Document, DocumentId, DocumentKind, DocumentState, Stage};
use leptos::prelude::*;
use leptos_i18n::t_string;
use leptos_router::components::A;

/// One document of the list: what it is, how far it has come, what can be done.
#[component]
pub fn Row(
    id: DocumentId,
    documents: Documents,
    #[prop(into)] may_write: Signal<bool>,
    doomed: RwSignal<Option<Document>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let items = documents.items();
    let document = Memo::new(move |_| items.with(|all| all.iter().find(|one| one.id == id).cloned()));
    let title = move || document.with(|one| one.as_ref().map(|one| one.title.clone())).unwrap_or_default();
    let delete = Signal::derive(move || fill(t_string!(i18n, knowledge.delete_named), "title", &title()));
    view! {
        <li class="document" data-state=move || document.with(|one| one.as_ref().map(|one| state_name(one.state)))>
            <span class="document__picture">
                <Icon of=Glyph::File />
            </span>
            <div class="document__words">
                <A href=format!("/knowledge/{id}") attr:class="document__title">
                    <bdi>{title}</bdi>
                </A>
                <Facts document />
                <Way document />
            </div>
            <div class="document__state">
                {move || {
                    document
                        .get()
                        .map(|one| {
                            // Read here: what stands inside a component does not follow the language.
                            let word = words::state(i18n, &one);
                            view! { <Badge tint=words::tint(&one)>{word}</Badge> }
                        })
                }}
            </div>
            <div class="document__actions">
                <Show when=move || may_write.get()>
                    <Acts document brief=true on_change=Callback::new(move |now| documents.put(now)) />
                    <IconButton
                        icon=Glyph::Trash
                        label=delete
                        on_press=move || doomed.set(document.get_untracked())
                    />
                </Show>
            </div>
        </li>
    }
    .into_any()
}

const fn state_name(state: DocumentState) -> &'static str {
    match state {
        DocumentState::Received => "received",
        DocumentState::Processing => "processing",
        DocumentState::Ready => "ready",
        DocumentState::Failed => "failed",
    }
}

/// Kind, language, pages, passages, size and age in one line.
#[component]
pub fn Facts(#[prop(into)] document: Signal<Option<Document>>) -> impl IntoView {
    let i18n = use_i18n();
    let facts = move || {
        let Some(document) = document.get() else { return Vec::new() };
        let kind = match document.kind {
            DocumentKind::Article => t_string!(i18n, knowledge.kind_article).to_owned(),
            DocumentKind::Page => t_string!(i18n, knowledge.kind_page).to_owned(),
            DocumentKind::File => words::kind(i18n, &document.media_type),
        };
        let mut facts = vec![kind.into_any()];
        if document.draft && document.chunks > 0 {
            facts.push(t_string!(i18n, knowledge.draft_newer).into_any());
        }
        if document.audience != Audience::Public {
            facts.push(audience_name(i18n, document.audience).into_any());
        }
        facts.extend(
            document.lang.as_deref().map(|lang| format::language_name(i18n.get_locale(), lang).into_any()),
        );
        facts.extend(document.pages.map(|pages| words::pages(i18n, pages)));
        if document.chunks > 0 {
            facts.push(words::passages(i18n, document.chunks));
        }
        if document.size > 0 {
            facts.push(format::size(i18n.get_locale(), document.size).into_any());
        }
        facts.push(format::moment(i18n.get_locale(), document.created_at).into_any());
        facts
    };
    view! {
        <ul class="facts" role="list">
            {move || facts().into_iter().map(|fact| view! { <li>{fact}</li> }).collect_view()}
        </ul>
    }
    .into_any()
}

/// How far the reading has come, or why it ended.
#[component]
pub fn Way(#[prop(into)] document: Signal<Option<Document>>) -> impl IntoView {
    let i18n = use_i18n();
    // What waits for a person does not move by itself.
    let moves = |one: &Document| words::is_under_way(one) && one.stage != Some(Stage::Review);
    let under_way = Memo::new(move |_| document.with(|one| one.as_ref().is_some_and(moves)));
    let value =
        Signal::derive(move || document.with(|one| one.as_ref().map_or(0.0, |one| f64::from(one.progress))));
    let label = Signal::derive(move || {
        document.with(|one| one.as_ref().map(|one| words::state(i18n, one).to_owned())).unwrap_or_default()
    });
    let fault = Memo::new(move |_| document.with(|one| one.as_ref().and_then(|one| words::fault(i18n, one))));
    view! {
        <Show when=move || under_way.get()>
            <Progress value label />
            {move || {
                document
                    .with(|one| one.as_ref().and_then(|one| words::counted(i18n, one)))
                    .map(|counted| view! { <p class="document__counted">{counted}</p> })
            }}
        </Show>
        {move || {
            fault
                .get()
                .map(|fault| {
                    view! {
                        <p class="document__fault">
                            <Icon of=Glyph::Alert />
                            {fault}
                        </p>
                    }
                })
        }}
    }
    .into_any()
}
