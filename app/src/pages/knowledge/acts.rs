use super::words;
use crate::{
    client::use_client,
    components::{
        button::Button,
        icon::{Glyph, Icon},
        toast::use_toaster,
    },
    i18n::*,
};
use api::{Document, DocumentKind, DocumentReceived, DocumentState, Stage};
use leptos::{ev::Event, html, prelude::*, task::spawn_local};
use leptos_i18n::t;
use leptos_router::components::A;
use serde::de::DeserializeOwned;

/// What can be done with a document now: ended, begun again, given another file, written on.
#[component]
pub fn Acts(
    #[prop(into)] document: Signal<Option<Document>>,
    /// Hears what the document is now.
    #[prop(into)]
    on_change: Callback<Document>,
    /// Only what moves the work on, for rows of a list.
    #[prop(optional)]
    brief: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let client = use_client();
    let toaster = use_toaster();
    let busy = RwSignal::new(false);
    let is = move |what: fn(&Document) -> bool| {
        Memo::new(move |_| document.with(|one| one.as_ref().is_some_and(what)))
    };
    let failed = is(words::may_be_repeated);
    let under_way = is(words::is_under_way);
    let to_review = is(|one| words::is_under_way(one) && one.stage == Some(Stage::Review));
    let given_up = is(|one| one.state == DocumentState::Failed && one.chunks > 0);
    let ready = is(|one| one.state == DocumentState::Ready && one.chunks > 0);
    let is_file = is(|one| one.kind == DocumentKind::File);
    let act = move |verb: &'static str| {
        let Some(id) = document.get_untracked().map(|one| one.id) else { return };
        busy.set(true);
        spawn_local(async move {
            let path = format!("documents/{id}/{verb}");
            let done = match verb {
                "cancel" => client.act::<Document>(&path).await,
                _ => started(client.act::<DocumentReceived>(&path).await, client, id).await,
            };
            busy.try_set(false);
            match done {
                Ok(now) => on_change.run(now),
                Err(fault) => toaster.bad(move || fault.say(i18n)),
            }
        });
    };
    view! {
        <Show when=move || failed.get()>
            <Button small=true icon=Glyph::Refresh busy on_press=move |()| act("retry")>
                {t!(i18n, common.retry)}
            </Button>
        </Show>
        <Show when=move || brief && to_review.get()>
            {move || {
                document
                    .with(|one| one.as_ref().map(|one| one.id))
                    .map(|id| {
                        view! {
                            <A href=format!("/knowledge/{id}") attr:class="button button--small button--primary">
                                <Icon of=Glyph::Eye />
                                {t!(i18n, knowledge.review_now)}
                            </A>
                        }
                    })
            }}
        </Show>
        // In a list a look comes before the end; its page has both.
        <Show when=move || (under_way.get() && !(brief && to_review.get())) || given_up.get()>
            <Button small=true icon=Glyph::Close busy on_press=move |()| act("cancel")>
                {t!(i18n, common.cancel)}
            </Button>
        </Show>
        <Show when=move || !brief && ready.get()>
            <Button small=true icon=Glyph::Refresh busy on_press=move |()| act("reindex")>
                {t!(i18n, knowledge.reindex)}
            </Button>
        </Show>
        <Show when=move || !brief && is_file.get() && !under_way.get()>
            <Replace document on_change />
        </Show>
        <Show when=move || document.with(|one| one.as_ref().is_some_and(|one| one.kind == DocumentKind::Article))>
            {move || {
                document
                    .get()
                    .map(|one| {
                        view! {
                            <A href=format!("/knowledge/{}/write", one.id) attr:class="button button--small">
                                {t!(i18n, knowledge.write_on)}
                            </A>
                        }
                    })
            }}
        </Show>
    }
    .into_any()
}

/// The document as it is after a request that says no more than that it was begun.
async fn started<T: DeserializeOwned>(
    answer: Result<T, crate::client::ApiError>,
    client: crate::client::Client,
    id: api::DocumentId,
) -> Result<Document, crate::client::ApiError> {
    answer?;
    client.get::<Document>(&format!("documents/{id}")).await
}

/// Chooses another file for a document.
#[component]
fn Replace(#[prop(into)] document: Signal<Option<Document>>, on_change: Callback<Document>) -> impl IntoView {
    let i18n = use_i18n();
    let client = use_client();
    let toaster = use_toaster();
    let input = NodeRef::<html::Input>::new();
    let busy = RwSignal::new(false);
    let chosen = move |_: Event| {
        let (Some(input), Some(id)) = (input.get_untracked(), document.get_untracked().map(|one| one.id))
        else {
            return;
        };
        let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
        busy.set(true);
        spawn_local(async move {
            let answer = client.replace::<DocumentReceived>(&format!("documents/{id}/file"), &file).await;
            busy.try_set(false);
            match started(answer, client, id).await {
                Ok(now) => on_change.run(now),
                Err(fault) => toaster.bad(move || fault.say(i18n)),
            }
        });
        // So that the same file can be chosen again.
        input.set_value("");
    };
    view! {
        <Button small=true icon=Glyph::Upload busy on_press=move |()| {
            if let Some(input) = input.get_untracked() {
                input.click();
            }
        }>
            {t!(i18n, knowledge.replace)}
        </Button>
        <input class="visually-hidden" type="file" tabindex="-1" aria-hidden="true" node_ref=input on:change=chosen />
    }
    .into_any()
}
