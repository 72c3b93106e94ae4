use super::{
    reviews::{ReviewAt, Reviewed},
    state::{Reading, use_inbox},
    thread::use_thread,
    words,
};
use crate::{
    components::{
        badge::Badge, button::IconButton, error_state::ErrorState, icon::Glyph, prose::Prose,
        skeleton::SkeletonText, toast::use_toaster,
    },
    decided, format,
    i18n::*,
    language::fill,
    session::use_session,
};
use api::{Decision, DecisionId, Mark, NewMark, Passage, Permission};
use leptos::{prelude::*, task::spawn_local};
use leptos_i18n::{t, t_string};

/// Why the assistant answered, or did not: the newest first.
#[component]
pub fn Decisions(
    /// Read here, and known to the rest of the pane.
    all: RwSignal<Vec<Decision>>,
    /// The review that is shown above, with what one may do about it.
    wanted: Memo<Option<ReviewAt>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let inbox = use_inbox();
    let thread = use_thread();
    let reading = RwSignal::new(Reading::Loading);
    let read = move || {
        let Some(id) = inbox.open.get_untracked() else { return };
        spawn_local(async move {
            let answer = inbox.client.get::<Vec<Decision>>(&format!("conversations/{id}/decisions")).await;
            if inbox.open.try_get_untracked().flatten() != Some(id) {
                return;
            }
            match answer {
                Ok(mut found) => {
                    thread.strip(&mut found);
                    found.sort_by_key(|decision| std::cmp::Reverse(decision.at));
                    all.set(found);
                    reading.set(Reading::Done);
                }
                Err(fault) => reading.set(Reading::Failed(fault)),
            }
        });
    };
    Effect::new(move |_| {
        inbox.open.track();
        all.set(Vec::new());
        reading.set(Reading::Loading);
        read();
    });
    Effect::new(move |before: Option<u32>| {
        let now = thread.decided.get();
        if before.is_some_and(|before| before != now) {
            read();
        }
        now
    });
    Effect::new(move |_| {
        thread.gone.track();
        let mut known = all.get_untracked();
        if thread.strip(&mut known) {
            all.set(known);
        }
    });
    view! {
        <section class="context__part">
            <h3 class="context__title">{t!(i18n, inbox.decisions)}</h3>
            {move || match reading.get() {
                Reading::Loading => view! { <SkeletonText lines=3 /> }.into_any(),
                Reading::Failed(fault) => {
                    let again = Callback::new(move |()| read());
                    view! { <ErrorState error=Signal::stored(fault) on_retry=again /> }.into_any()
                }
                Reading::Done if all.with(Vec::is_empty) => {
                    view! { <p class="context__none">{t!(i18n, inbox.decisions_none)}</p> }.into_any()
                }
                Reading::Done => {
                    view! {
                        <ol class="decisions" role="list">
                            {all.get().into_iter().map(|decision| view! { <One decision wanted /> }).collect_view()}
                        </ol>
                    }
                        .into_any()
                }
            }}
        </section>
    }
    .into_any()
}

#[component]
fn One(decision: Decision, wanted: Memo<Option<ReviewAt>>) -> impl IntoView {
    let i18n = use_i18n();
    let thread = use_thread();
    let tint = decided::tint(decision.outcome);
    let (outcome, at, latency, seq) =
        (decision.outcome, decision.at, decision.latency_ms, decision.trigger_seq);
    let (reason, because) = (decision.reason.clone(), StoredValue::new(decision.reason));
    let (provider, model) = (decision.provider, decision.model);
    let machine = move || {
        let provider = words::provider(i18n, &provider);
        match &model {
            Some(model) => format!("{provider} · {model}"),
            None => provider,
        }
    };
    let tokens = decision.tokens;
    let numbers = move || {
        let locale = i18n.get_locale();
        let latency = format::count(locale, i64::from(latency));
        let latency = fill(t_string!(i18n, inbox.latency), "ms", &latency);
        match tokens {
            Some(tokens) => {
                let tokens = format::count(locale, i64::from(tokens));
                format!("{latency} · {}", fill(t_string!(i18n, inbox.tokens), "count", &tokens))
            }
            None => latency,
        }
    };
    view! {
        <li class="decision">
            <p class="decision__head">
                <Badge tint>{move || because.with_value(|why| decided::verdict(i18n, outcome, why.as_deref()))}</Badge>
                <time title=move || format::moment(i18n.get_locale(), at)>
                    {move || format::time(i18n.get_locale(), at)}
                </time>
                <Judge id=decision.id mark=decision.mark />
            </p>
            {reason.map(|reason| view! { <p class="decision__reason">{move || decided::reason(i18n, &reason)}</p> })}
            {decision
                .factors
                .into_iter()
                .map(|factor| view! { <p class="decision__reason">{move || decided::factor(i18n, &factor)}</p> })
                .collect_view()}
            <p class="decision__machine">
                <bdi>{machine}</bdi>
                " · "
                {numbers}
            </p>
            <button type="button" class="decision__trigger" on:click=move |_| thread.show(seq)>
                {t!(i18n, inbox.decision_trigger)}
            </button>
            {decision
                .reviews
                .into_iter()
                .map(|review| view! { <Reviewed at=ReviewAt { review, seq } wanted /> })
                .collect_view()}
            {(!decision.passages.is_empty())
                .then(|| {
                    let count = i64::try_from(decision.passages.len()).unwrap_or(i64::MAX);
                    view! {
                        <details class="decision__passages">
                            <summary>
                                {t!(i18n, inbox.passages, count = move || count, shown = move || format::count(i18n.get_locale(), count))}
                            </summary>
                            <ol role="list">
                                {decision
                                    .passages
                                    .into_iter()
                                    .zip(1_i64..)
                                    .map(|(passage, place)| view! { <PassageLine passage place /> })
                                    .collect_view()}
                            </ol>
                        </details>
                    }
                })}
        </li>
    }
    .into_any()
}

/// Whether the answer was good: the bad ones are questions that the documents have yet to answer.
#[component]
fn Judge(id: DecisionId, mark: Option<Mark>) -> impl IntoView {
    let i18n = use_i18n();
    let inbox = use_inbox();
    let toaster = use_toaster();
    let session = use_session();
    let mark = RwSignal::new(mark);
    let press = move |pressed: Mark| {
        let Some(conversation) = inbox.open.get_untracked() else { return };
        let before = mark.get_untracked();
        let now = (before != Some(pressed)).then_some(pressed);
        mark.set(now);
        spawn_local(async move {
            let path = format!("conversations/{conversation}/decisions/{id}/mark");
            if let Err(fault) = inbox.client.put::<()>(&path, &NewMark { mark: now }).await {
                mark.try_set(before);
                toaster.bad(move || fault.say(i18n));
            }
        });
    };
    view! {
        <Show when=move || session.may(Permission::ConversationsReply)>
            <span class="decision__marks">
                <IconButton
                    icon=Glyph::ThumbUp
                    label=Signal::derive(move || t_string!(i18n, inbox.mark_good).to_string())
                    pressed=Signal::derive(move || mark.get() == Some(Mark::Good))
                    on_press=move || press(Mark::Good)
                />
                <IconButton
                    icon=Glyph::ThumbDown
                    label=Signal::derive(move || t_string!(i18n, inbox.mark_bad).to_string())
                    pressed=Signal::derive(move || mark.get() == Some(Mark::Bad))
                    on_press=move || press(Mark::Bad)
                />
            </span>
        </Show>
    }
    .into_any()
}

/// A passage with its place among those that were found: how far apart they are, the number behind it does not say.
#[component]
fn PassageLine(passage: Passage, place: i64) -> impl IntoView {
    let i18n = use_i18n();
    let page = passage.page;
    view! {
        <li class="passage">
            <p class="passage__head">
                <span class="passage__place">{move || format::count(i18n.get_locale(), place)}</span>
                <bdi>{passage.title}</bdi>
                {page
                    .map(|page| {
                        view! {
                            <span class="source__page">
                                {move || {
                                    let page = format::count(i18n.get_locale(), i64::from(page));
                                    fill(t_string!(i18n, inbox.page), "page", &page)
                                }}
                            </span>
                        }
                    })}
            </p>
            <div class="passage__text" dir="auto">
                <Prose text=passage.text />
            </div>
        </li>
    }
    .into_any()
}
