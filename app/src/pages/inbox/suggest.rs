use super::state::use_inbox;
use crate::{
    client::{ApiError, use_client},
    components::{
        button::{Button, Look},
        icon::Glyph,
    },
    decided,
    i18n::*,
    pages::knowledge::passage_address,
};
use api::{ConversationDraft, ConversationId, Drafted, ServerFrame, Source};
use leptos::{ev::KeyboardEvent, html, prelude::*, task::spawn_local};
use leptos_i18n::{t, t_string};
use leptos_router::components::A;

/// A draft of the assistant's, to be taken over, changed and sent by a person; never sent by itself.
#[component]
pub fn Suggest(
    /// Where one writes: a draft that is taken over goes here.
    text: RwSignal<String>,
    area: NodeRef<html::Textarea>,
) -> impl IntoView {
    let i18n = use_i18n();
    let inbox = use_inbox();
    let client = use_client();
    let busy = RwSignal::new(false);
    let draft = RwSignal::new(None::<(Came, Result<Drafted, ApiError>)>);
    let read = move |draft| {
        let Some(id) = inbox.open.get_untracked() else { return };
        spawn_local(async move {
            let answer = client.get::<ConversationDraft>(&format!("conversations/{id}/draft")).await;
            if let Ok(stored) = answer
                && inbox.open.try_get_untracked().flatten() == Some(id)
            {
                receive(draft, stored.draft);
            }
        });
    };
    // A draft belongs to the conversation that it was made for.
    Effect::new(move |_| {
        inbox.open.track();
        draft.set(None);
        busy.set(false);
        read(draft);
    });
    Effect::new(move |before: Option<u32>| {
        let now = inbox.live.reread().get();
        if before.is_some_and(|before| before != now) {
            read(draft);
        }
        now
    });
    inbox.live.on(move |frame| {
        if let ServerFrame::Event(event) = frame
            && let Some(changed) = event.draft()
            && inbox.open.try_get_untracked().flatten() == Some(changed.conversation_id)
        {
            receive(draft, changed.draft);
        }
    });
    let ask = move || {
        let Some(id) = inbox.open.get_untracked() else { return };
        busy.set(true);
        draft.set(None);
        spawn_local(async move {
            let answer = client
                .post_slow::<Drafted>(&format!("conversations/{id}/draft"), &serde_json::json!({}))
                .await;
            if inbox.open.try_get_untracked().flatten() == Some::<ConversationId>(id) {
                draft.try_set(Some((Came::Asked, answer)));
                busy.try_set(false);
            }
        });
    };
    let discard = move || {
        // One that came by itself is the whole team's: gone here, it is gone for all.
        if let (Some((Came::ByItself, _)), Some(id)) = (draft.get_untracked(), inbox.open.get_untracked()) {
            spawn_local(async move {
                // Not worth a word when it fails: the next reply takes it away too.
                let _ = client.delete(&format!("conversations/{id}/draft")).await;
            });
        }
        draft.set(None);
        if let Some(area) = area.get_untracked() {
            let _ = area.focus();
        }
    };
    let take = move |body: String| {
        // What was written already stays, above it.
        text.update(|text| {
            let written = text.trim_end();
            *text = if written.is_empty() { body } else { format!("{written}\n\n{body}") };
        });
        discard();
    };
    let shown = move || {
        match draft.get() {
        None => view! {
            <Button look=Look::Quiet small=true icon=Glyph::Spark busy on_press=move |()| ask()>
                {t!(i18n, inbox.draft)}
            </Button>
        }
        .into_any(),
        Some((came, Ok(Drafted { body: Some(body), sources, .. }))) => {
            view! { <Draft body sources came on_take=Callback::new(take) on_discard=Callback::new(move |()| discard()) /> }
                .into_any()
        }
        Some((_, Ok(Drafted { body: None, decision, .. }))) => {
            let why = move || decision.reason.as_deref().map(|reason| decided::reason(i18n, reason));
            view! {
                <p class="suggest__none" role="status">
                    {t!(i18n, inbox.draft_none)} " " {why} " "
                    <Button look=Look::Quiet small=true on_press=move |()| discard()>
                        {t!(i18n, inbox.draft_discard)}
                    </Button>
                </p>
            }
            .into_any()
        }
        Some((_, Err(fault))) => {
            view! {
                <p class="suggest__none" role="alert">
                    {move || fault.say(i18n)} " "
                    <Button look=Look::Quiet small=true on_press=move |()| ask()>
                        {t!(i18n, common.retry)}
                    </Button>
                </p>
            }
            .into_any()
        }
    }
    };
    view! { <div class="suggest">{shown}</div> }.into_any()
}

/// How a draft came to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Came {
    /// Somebody asked for it here; nobody else sees it.
    Asked,
    /// The mode made it, for everybody of the team.
    ByItself,
}

/// Shows the draft that is stored now; one that was asked for here stays until it is used.
fn receive(draft: RwSignal<Option<(Came, Result<Drafted, ApiError>)>>, stored: Option<Drafted>) {
    let asked = draft.try_with_untracked(|draft| matches!(draft, Some((Came::Asked, _)))) == Some(true);
    if !asked {
        draft.try_set(stored.map(|stored| (Came::ByItself, Ok(stored))));
    }
}

/// The draft with what it stands on: Enter takes it over, Escape discards it.
#[component]
fn Draft(
    body: String,
    sources: Vec<Source>,
    came: Came,
    on_take: Callback<String>,
    on_discard: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let frame = NodeRef::<html::Section>::new();
    Effect::new(move |_| {
        // Nobody who writes is interrupted by what they did not ask for.
        if let Some(frame) = frame.get().filter(|_| came == Came::Asked) {
            let _ = frame.focus();
        }
    });
    let words = StoredValue::new(body.clone());
    let take = move || on_take.run(words.get_value());
    let on_key = move |event: KeyboardEvent| {
        // A key on one of its buttons or links is theirs.
        if event.target() != event.current_target() {
            return;
        }
        match event.key().as_str() {
            "Enter" => {
                event.prevent_default();
                take();
            }
            "Escape" => {
                event.stop_propagation();
                on_discard.run(());
            }
            _ => {}
        }
    };
    let source = move |source: Source| {
        let address = passage_address(source.document_id, source.page, &source.quote);
        view! {
            <li>
                <A href=address attr:class="chip">
                    <bdi>{source.title}</bdi>
                </A>
            </li>
        }
    };
    view! {
        <section
            class="suggest__draft"
            node_ref=frame
            tabindex="-1"
            role="region"
            aria-live="polite"
            aria-label=move || t_string!(i18n, inbox.draft_label)
            on:keydown=on_key
        >
            <p class="suggest__label">{t!(i18n, inbox.draft_label)}</p>
            <div class="suggest__body">
                <p class="suggest__text" dir="auto">
                    {body}
                </p>
                <ul
                    class="suggest__sources"
                    role="list"
                    aria-label=move || t_string!(i18n, assistant.sources)
                >
                    {sources.into_iter().map(source).collect_view()}
                </ul>
            </div>
            <p class="suggest__actions">
                <Button look=Look::Primary small=true icon=Glyph::Check on_press=move |()| take()>
                    {t!(i18n, inbox.draft_take)}
                </Button>
                <Button look=Look::Quiet small=true on_press=move |()| on_discard.run(())>
                    {t!(i18n, inbox.draft_discard)}
                </Button>
                <span class="composer__hint">{t!(i18n, inbox.draft_keys)}</span>
            </p>
        </section>
    }
    .into_any()
}
