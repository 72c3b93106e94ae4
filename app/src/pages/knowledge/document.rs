use super::{
    acts::Acts,
    audience::AudienceForm,
    delete::DeleteDialog,
    passages::Passages,
    review::{ReviewText, Warnings},
    row::{Facts, Way},
    words,
};
use crate::{
    client::{ApiError, use_client},
    components::{
        badge::Badge,
        button::Button,
        empty_state::EmptyState,
        error_state::ErrorState,
        icon::{Glyph, Icon},
        skeleton::{SkeletonRows, SkeletonText},
    },
    i18n::*,
    live::use_live,
    session::use_session,
};
use api::{Code, Document, DocumentPassage, DocumentState, Permission, ServerFrame, Stage};
use leptos::{prelude::*, task::spawn_local};
use leptos_i18n::{t, t_string};
use leptos_meta::Title;
use leptos_router::{
    NavigateOptions,
    components::A,
    hooks::{use_navigate, use_params_map},
};

/// One document: what it is and what was read from it.
#[component]
pub fn KnowledgeDocument() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let client = use_client();
    let live = use_live();
    let params = use_params_map();
    let navigate = use_navigate();
    let id = Memo::new(move |_| params.with(|params| params.get("id")).unwrap_or_default());
    let document = RwSignal::new(None::<Document>);
    let passages = RwSignal::new(None::<Vec<DocumentPassage>>);
    let fault = RwSignal::new(None::<ApiError>);
    let again = RwSignal::new(0_u32);
    let doomed = RwSignal::new(None::<Document>);
    // An event is newer than the answer to a read that it overtook.
    let heard = StoredValue::new(0_u32);

    Effect::new(move |_| {
        again.track();
        live.reread().track();
        let path = format!("documents/{}", id.get());
        let before = heard.get_value();
        spawn_local(async move {
            match client.get::<Document>(&path).await {
                Ok(found) => {
                    fault.try_set(None);
                    if heard.try_get_value() == Some(before) {
                        document.try_set(Some(found));
                    }
                }
                Err(refusal) => drop(fault.try_set(Some(refusal))),
            }
        });
    });
    live.on(move |frame| {
        let ServerFrame::Event(event) = frame else { return };
        if let Some(news) = event.document().filter(|news| news.id.to_string() == id.get_untracked()) {
            heard.try_update_value(|heard| *heard = heard.wrapping_add(1));
            document.try_set(Some(news));
        } else if event.deleted_document().is_some_and(|gone| gone.id.to_string() == id.get_untracked()) {
            again.try_update(|n| *n = n.wrapping_add(1));
        }
    });
    // What can be found is there while other passages are made, and changes only when those are ready.
    let ready = Memo::new(move |_| {
        document.with(|one| {
            one.as_ref()
                .filter(|one| one.chunks > 0 || one.state == DocumentState::Ready)
                .map(|one| (one.id, one.chunks, one.state == DocumentState::Ready))
        })
    });
    // Whoever may not publish sees what serves meanwhile.
    let to_review = Memo::new(move |_| {
        session.may(Permission::KnowledgeWrite)
            && document.with(|one| one.as_ref().is_some_and(|one| one.stage == Some(Stage::Review)))
    });
    // The answer to a change may come after the events of what followed from it: it is shown at
    // once, and what is there by now is read.
    let changed = Callback::new(move |now: Document| {
        document.try_set(Some(now));
        again.try_update(|n| *n = n.wrapping_add(1));
    });
    Effect::new(move |_| {
        again.track();
        let Some((id, ..)) = ready.get() else { return passages.set(None) };
        spawn_local(async move {
            match client.get::<Vec<DocumentPassage>>(&format!("documents/{id}/passages")).await {
                Ok(found) => drop(passages.try_set(Some(found))),
                Err(refusal) => drop(fault.try_set(Some(refusal))),
            }
        });
    });

    let described = Memo::new(move |_| {
        document.with(|one| {
            one.as_ref().map(|one| {
                let lang = one.lang.clone();
                (
                    one.id,
                    one.title.clone(),
                    lang,
                    one.audience,
                    one.channels.clone(),
                    one.valid_from,
                    one.valid_to,
                )
            })
        })
    });
    let leave = Callback::new(move |_| {
        navigate("/knowledge", NavigateOptions { replace: true, ..NavigateOptions::default() });
    });
    let title = Signal::derive(move || {
        document
            .with(|one| one.as_ref().map(|one| one.title.clone()))
            .unwrap_or_else(|| t_string!(i18n, nav.knowledge).to_string())
    });
    let may_write = Signal::derive(move || session.may(Permission::KnowledgeWrite));
    let content = move || {
        if let Some(fault) = fault.get() {
            // An address that is no id is not here either.
            if matches!(fault.code(), Some(Code::NotFound | Code::InvalidInput)) {
                return view! { <NotHere /> }.into_any();
            }
            let retry = Callback::new(move |()| again.update(|n| *n = n.wrapping_add(1)));
            return view! { <ErrorState error=Signal::stored(fault) on_retry=retry /> }.into_any();
        }
        if to_review.get()
            && let Some(id) = document.with_untracked(|one| one.as_ref().map(|one| one.id))
        {
            return view! { <ReviewText id on_change=changed /> }.into_any();
        }
        match (ready.get(), passages.get()) {
            (Some(_), Some(found)) => view! { <Passages passages=found /> }.into_any(),
            (Some(_), None) => view! { <SkeletonText lines=8 /> }.into_any(),
            (None, _) if document.with(Option::is_none) => view! { <SkeletonRows rows=3 /> }.into_any(),
            (None, _) => ().into_any(),
        }
    };
    view! {
        <Title text=move || title.get() />
        <main class="page page--reading">
            <A href="/knowledge" attr:class="page__back">
                <Icon of=Glyph::ArrowBack />
                {t!(i18n, nav.knowledge)}
            </A>
            <Show when=move || document.with(Option::is_some) && fault.with(Option::is_none)>
                <header class="document-head">
                    <div class="document-head__line">
                        <h1 class="page__title">
                            <bdi>{move || title.get()}</bdi>
                        </h1>
                        {move || {
                            document
                                .get()
                                .map(|one| {
                                    let word = words::state(i18n, &one);
                                    view! { <Badge tint=words::tint(&one)>{word}</Badge> }
                                })
                        }}
                        <Show when=move || may_write.get()>
                            <Acts document on_change=changed />
                            <Button
                                small=true
                                icon=Glyph::Trash
                                on_press=move |()| doomed.set(document.get_untracked())
                            >
                                {t!(i18n, common.delete)}
                            </Button>
                        </Show>
                    </div>
                    <Facts document />
                    {move || {
                        document
                            .with(|one| one.as_ref().and_then(|one| one.url.clone()))
                            .map(|url| {
                                let to = url.clone();
                                view! {
                                    <a class="document-head__url" href=to target="_blank" rel="noopener noreferrer">
                                        <bdi dir="ltr">{url}</bdi>
                                    </a>
                                }
                            })
                    }}
                    <Way document />
                    {move || {
                        let warnings = document.with(|one| one.as_ref().map(|one| one.warnings.clone()));
                        (!to_review.get())
                            .then(|| view! { <Warnings warnings=warnings.unwrap_or_default() /> })
                    }}
                </header>
                <Show when=move || may_write.get()>
                    <details class="document-more">
                        <summary>{t!(i18n, knowledge.document_settings)}</summary>
                        {move || {
                            // Anew for another document only: what is being written stays.
                            let _ = described.get();
                            document
                                .get_untracked()
                                .map(|document| view! { <AudienceForm document on_change=changed /> })
                        }}
                    </details>
                </Show>
            </Show>
            <div class="pages">{content}</div>
            <DeleteDialog doomed on_gone=leave />
        </main>
    }
    .into_any()
}

/// No document of the team has this address.
#[component]
fn NotHere() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <EmptyState
            icon=Glyph::Search
            title=Signal::derive(move || t_string!(i18n, knowledge.missing_title).to_string())
            text=Signal::derive(move || t_string!(i18n, knowledge.missing_text).to_string())
        >
            <A href="/knowledge" attr:class="button button--primary">
                {t!(i18n, knowledge.missing_back)}
            </A>
        </EmptyState>
    }
    .into_any()
}
