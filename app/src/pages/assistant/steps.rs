//! How an answer came about: what was found and how well, what left, what became of each sentence, who stopped it.

use super::words;
use crate::{
    components::badge::{Badge, Tint},
    decided, format,
    i18n::*,
    language::fill,
    pages::knowledge::passage_address,
};
use api::{
    FoundPassage, GuardEffect, Guarded, JudgedSentence, PromptMessage, SentPrompt, StageTime, Steps, Verdict,
};
use leptos::prelude::*;
use leptos_i18n::{t, t_string};
use leptos_router::components::A;

/// All steps, in the order in which they were taken backwards: what one wants to know first stands first.
#[component]
pub fn Taken(steps: Steps, extractive: bool) -> impl IntoView {
    let Steps { found, prompt, sentences, guards, stages } = steps;
    view! {
        <Sentences sentences />
        <Found found />
        <Left prompt extractive />
        <Guards guards />
        <Stages stages />
    }
    .into_any()
}

fn tint(verdict: Verdict) -> Tint {
    match verdict {
        Verdict::Supported | Verdict::Quotation => Tint::Accent,
        Verdict::Replaced | Verdict::Announced => Tint::Amber,
        Verdict::LeftOut | Verdict::Unread => Tint::Red,
        Verdict::Courtesy => Tint::Neutral,
    }
}

#[component]
fn Sentences(sentences: Vec<JudgedSentence>) -> impl IntoView {
    let i18n = use_i18n();
    if sentences.is_empty() {
        return ().into_any();
    }
    let row = move |sentence: JudgedSentence| {
        let JudgedSentence { text, verdict, why, passages } = sentence;
        let dropped = matches!(verdict, Verdict::LeftOut | Verdict::Replaced | Verdict::Unread);
        let numbers = move || {
            let each: Vec<String> =
                passages.iter().map(|n| format::count(i18n.get_locale(), i64::from(*n))).collect();
            (!each.is_empty())
                .then(|| fill(t_string!(i18n, assistant.step_stands_on), "numbers", &each.join(" · ")))
        };
        view! {
            <li class="sentence">
                <p class="sentence__text" class:sentence__text--dropped=dropped dir="auto">
                    {text}
                </p>
                <p class="sentence__mark">
                    <Badge tint=Signal::stored(tint(verdict))>{move || words::verdict(i18n, verdict)}</Badge>
                    {why.map(|why| view! { <span>{move || decided::why(i18n, &why)}</span> })}
                    <span>{numbers}</span>
                </p>
            </li>
        }
    };
    view! {
        <div class="tried__part">
            <h3 class="tried__title">{t!(i18n, assistant.step_sentences)}</h3>
            <ol class="sentences" role="list">
                {sentences.into_iter().map(row).collect_view()}
            </ol>
        </div>
    }
    .into_any()
}

/// The passages that it had before it, best first, with what each way of finding says.
#[component]
fn Found(found: Vec<FoundPassage>) -> impl IntoView {
    let i18n = use_i18n();
    if found.is_empty() {
        return ().into_any();
    }
    let row = move |(at, passage): (usize, FoundPassage)| {
        let FoundPassage { document_id, title, page, text, score, words, vectors, used } = passage;
        let place = i64::try_from(at + 1).unwrap_or_default();
        let share = move |part: f32| format::percent(i18n.get_locale(), f64::from(part.clamp(0.0, 1.0)));
        let address = passage_address(document_id, page, &text);
        view! {
            <li class="found__passage">
                <p class="found__head">
                    <span class="found__number">
                        {move || format::count(i18n.get_locale(), place)}
                    </span>
                    <A href=address attr:class="hit__title">
                        <bdi>{title}</bdi>
                    </A>
                    {used
                        .then(|| {
                            view! { <Badge tint=Tint::Accent>{t!(i18n, assistant.step_used)}</Badge> }
                        })}
                </p>
                <p class="found__text" dir="auto">
                    {text}
                </p>
                <ul class="facts" role="list">
                    <li>{t!(i18n, assistant.step_words)} " " {move || share(words)}</li>
                    <li>{t!(i18n, assistant.step_vectors)} " " {move || share(vectors)}</li>
                    <li>{t!(i18n, assistant.step_together)} " " {move || share(score)}</li>
                </ul>
            </li>
        }
    };
    view! {
        <div class="tried__part">
            <h3 class="tried__title" id="tried-found">
                {t!(i18n, assistant.considered)}
            </h3>
            <ol class="found" role="list" tabindex="0" aria-labelledby="tried-found">
                {found.into_iter().enumerate().map(row).collect_view()}
            </ol>
        </div>
    }
    .into_any()
}

/// What left this server for a model.
#[component]
fn Left(prompt: Option<SentPrompt>, extractive: bool) -> impl IntoView {
    let i18n = use_i18n();
    let shown = match prompt {
        None => {
            let said = move || {
                if extractive {
                    t_string!(i18n, assistant.step_left_nothing)
                } else {
                    t_string!(i18n, assistant.step_not_asked)
                }
            };
            view! { <p class="panel__note">{said}</p> }.into_any()
        }
        Some(SentPrompt { messages, hidden, sent }) => {
            let kinds = hidden.join(" · ");
            let message = |one: PromptMessage| {
                view! {
                    <dt>
                        <bdi dir="ltr">{one.role}</bdi>
                    </dt>
                    <dd dir="auto">{one.content}</dd>
                }
            };
            view! {
                <p class="panel__note">
                    {move || {
                        if sent {
                            t_string!(i18n, assistant.step_left_this)
                        } else {
                            t_string!(i18n, assistant.step_kept_here)
                        }
                    }} " "
                    {move || {
                        (!kinds.is_empty())
                            .then(|| fill(t_string!(i18n, assistant.step_hidden), "kinds", &kinds))
                    }}
                </p>
                <details class="endpoint__more">
                    <summary>{t!(i18n, assistant.step_read_prompt)}</summary>
                    <dl class="prompt" tabindex="0">
                        {messages.into_iter().map(message).collect_view()}
                    </dl>
                </details>
            }
            .into_any()
        }
    };
    view! {
        <div class="tried__part">
            <h3 class="tried__title">{t!(i18n, assistant.step_left)}</h3>
            {shown}
        </div>
    }
    .into_any()
}

#[component]
fn Guards(guards: Vec<Guarded>) -> impl IntoView {
    let i18n = use_i18n();
    if guards.is_empty() {
        return ().into_any();
    }
    let row = move |guarded: Guarded| {
        let Guarded { at, factors, effect } = guarded;
        let (seen, tint) = (
            !factors.is_empty(),
            match effect {
                GuardEffect::Passed => Tint::Neutral,
                GuardEffect::Refused => Tint::Amber,
                GuardEffect::HandedOver => Tint::Violet,
            },
        );
        let said =
            move || factors.iter().map(|one| decided::factor(i18n, one)).collect::<Vec<_>>().join(" · ");
        view! {
            <li class="guarded">
                <span>{move || words::guarded_at(i18n, at)}</span>
                <Badge tint=Signal::stored(
                    tint,
                )>{move || words::guard_effect(i18n, effect, seen)}</Badge>
                <span>{said}</span>
            </li>
        }
    };
    view! {
        <div class="tried__part">
            <h3 class="tried__title">{t!(i18n, assistant.step_guards)}</h3>
            <ul class="guardeds" role="list">
                {guards.into_iter().map(row).collect_view()}
            </ul>
        </div>
    }
    .into_any()
}

#[component]
fn Stages(stages: Vec<StageTime>) -> impl IntoView {
    let i18n = use_i18n();
    if stages.is_empty() {
        return ().into_any();
    }
    let row = move |StageTime { stage, ms }: StageTime| {
        let took = move || {
            let ms = format::number(i18n.get_locale(), (f64::from(ms) * 10.0).round() / 10.0);
            fill(t_string!(i18n, assistant.latency), "ms", &ms)
        };
        view! {
            <li>
                {move || words::stage(i18n, stage)} " "
                {took}
            </li>
        }
    };
    view! {
        <div class="tried__part">
            <h3 class="tried__title">{t!(i18n, assistant.step_time)}</h3>
            <ul class="facts" role="list">
                {stages.into_iter().map(row).collect_view()}
            </ul>
        </div>
    }
    .into_any()
}
