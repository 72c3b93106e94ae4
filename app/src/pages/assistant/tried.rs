use super::steps::Taken;
use crate::{
    components::{
        badge::Badge,
        icon::{Glyph, Icon},
    },
    decided, format,
    i18n::*,
    language::fill,
    pages::knowledge::passage_address,
};
use api::{Decision, Source, Tried};
use leptos::prelude::*;
use leptos_i18n::{t, t_string};
use leptos_router::components::A;

/// What the assistant would have said, from what, and why.
#[component]
pub fn Answer(tried: Tried) -> impl IntoView {
    let i18n = use_i18n();
    let Tried { body, sources, decision, steps } = tried;
    let extractive = decision.provider == "extractive";
    let outcome = decision.outcome;
    let reason = StoredValue::new(decision.reason.clone());
    let verdict = move || reason.with_value(|reason| decided::verdict(i18n, outcome, reason.as_deref()));
    let why =
        move || reason.with_value(|reason| reason.as_deref().map(|reason| decided::reason(i18n, reason)));
    view! {
        <div class="tried">
            <p class="tried__verdict">
                <Badge tint=Signal::derive(move || {
                    decided::tint(outcome)
                })>{verdict}</Badge>
                <span>{why}</span>
            </p>
            {match body {
                Some(body) => {
                    view! {
                        <blockquote class="tried__answer" dir="auto">
                            {body}
                        </blockquote>
                    }
                        .into_any()
                }
                None => view! { <p class="panel__note">{t!(i18n, assistant.no_words)}</p> }.into_any(),
            }}
            <Sources sources />
            <Facts decision />
            <Taken steps extractive />
        </div>
    }
    .into_any()
}

#[component]
fn Sources(sources: Vec<Source>) -> impl IntoView {
    let i18n = use_i18n();
    if sources.is_empty() {
        return ().into_any();
    }
    view! {
        <div class="tried__part">
            <h3 class="tried__title">{t!(i18n, assistant.sources)}</h3>
            <ul class="tried__sources" role="list">
                {sources
                    .into_iter()
                    .map(|source| {
                        view! {
                            <li>
                                <A
                                    href=passage_address(source.document_id, source.page, &source.quote)
                                    attr:class="chip"
                                >
                                    <Icon of=Glyph::Book />
                                    <bdi>{source.title}</bdi>
                                </A>
                            </li>
                        }
                    })
                    .collect_view()}
            </ul>
        </div>
    }
    .into_any()
}

/// With what it was made, and what that cost.
#[component]
fn Facts(decision: Decision) -> impl IntoView {
    let i18n = use_i18n();
    let number = move |n: u32| format::count(i18n.get_locale(), i64::from(n));
    let Decision { provider, model, latency_ms, tokens, .. } = decision;
    let by = match provider.as_str() {
        "extractive" => None,
        _ => Some(model.unwrap_or(provider)),
    };
    view! {
        <ul class="facts" role="list">
            <li>
                <bdi>{move || by.clone().unwrap_or_else(|| t_string!(i18n, assistant.extractive).to_string())}</bdi>
            </li>
            <li>
                {move || fill(t_string!(i18n, assistant.latency), "ms", &number(latency_ms))}
            </li>
            {tokens
                .map(|tokens| {
                    view! {
                        <li>
                            {move || fill(t_string!(i18n, assistant.tokens), "tokens", &number(tokens))}
                        </li>
                    }
                })}
        </ul>
    }
    .into_any()
}
