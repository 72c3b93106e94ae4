//! What the documents did not answer, and what to do about it.

use super::hidden::{masked, without};
use crate::{
    client::{ApiError, encode, use_client},
    components::{
        button::{Button, Look},
        empty_state::EmptyState,
        error_state::ErrorState,
        icon::Glyph,
        page::Page,
        select::Select,
        skeleton::SkeletonRows,
        toast::use_toaster,
    },
    format,
    i18n::*,
    language::fill,
};
use api::{ArticleSaved, Dismiss, Gap, GapArticle, GapQuestion, Gaps};
use leptos::{prelude::*, task::spawn_local};
use leptos_i18n::{t, t_string};
use leptos_router::{components::A, hooks::use_navigate};

const DAYS: [u32; 3] = [7, 30, 90];
const DAY_MS: f64 = 86_400_000.0;
/// Characters of a question that make a title.
const TITLE_CHARS: usize = 120;

/// Questions without an answer, grouped; each becomes an article or is dismissed.
#[component]
pub fn KnowledgeGaps() -> impl IntoView {
    let i18n = use_i18n();
    let client = use_client();
    let days = RwSignal::new(DAYS[1]);
    let again = RwSignal::new(0_u32);
    let found = RwSignal::new(None::<Result<Gaps, ApiError>>);
    Effect::new(move |_| {
        again.track();
        let span = days.get();
        found.set(None);
        spawn_local(async move {
            let from = js_sys::Date::new(&(js_sys::Date::now() - f64::from(span) * DAY_MS).into());
            let from = String::from(from.to_iso_string());
            let answer = client.get::<Gaps>(&format!("gaps?from={}", encode(&from))).await;
            if days.try_get_untracked() == Some(span) {
                found.try_set(Some(answer));
            }
        });
    });
    let settled = Callback::new(move |gap: Gap| {
        found.update(|found| {
            if let Some(Ok(gaps)) = found {
                gaps.items.retain(|one| one.questions != gap.questions);
            }
        });
    });
    let shown = move || match found.get() {
        None => view! { <SkeletonRows /> }.into_any(),
        Some(Err(fault)) => {
            let retry = Callback::new(move |()| again.update(|n| *n = n.wrapping_add(1)));
            view! { <ErrorState error=Signal::stored(fault) on_retry=retry /> }.into_any()
        }
        Some(Ok(gaps)) if gaps.items.is_empty() => view! {
            <EmptyState
                icon=Glyph::CheckAll
                title=Signal::derive(move || t_string!(i18n, knowledge.gaps_none).to_string())
                text=Signal::derive(move || t_string!(i18n, knowledge.gaps_none_text).to_string())
            />
        }
        .into_any(),
        Some(Ok(gaps)) => view! {
            {gaps.more.then(|| view! { <p class="panel__note">{t!(i18n, knowledge.gaps_more)}</p> })}
            <ol class="gaps" role="list">
                {gaps.items.into_iter().map(|gap| view! { <OneGap gap on_settled=settled /> }).collect_view()}
            </ol>
        }
        .into_any(),
    };
    let spans = Signal::derive(move || {
        DAYS.map(|days| {
            let count = format::count(i18n.get_locale(), i64::from(days));
            (days.to_string(), fill(t_string!(i18n, knowledge.gaps_days), "days", &count))
        })
        .to_vec()
    });
    view! {
        <Page
            title=Signal::derive(move || t_string!(i18n, knowledge.gaps_title).to_string())
            lead=Signal::derive(move || t_string!(i18n, knowledge.gaps_lead).to_string())
            back=("/knowledge", Signal::derive(move || t_string!(i18n, nav.knowledge).to_string()))
        >
            <div class="gaps__head">
                <Select
                    name="gaps-days"
                    label=Signal::derive(move || t_string!(i18n, knowledge.gaps_span).to_string())
                    hide_label=true
                    options=spans
                    value=Signal::derive(move || days.get().to_string())
                    on_change=move |chosen| {
                        if let Ok(chosen) = chosen.parse() {
                            days.set(chosen);
                        }
                    }
                />
            </div>
            <div aria-live="polite" aria-busy=move || found.with(Option::is_none).to_string()>
                {shown}
            </div>
        </Page>
    }
    .into_any()
}

#[component]
fn OneGap(gap: Gap, on_settled: Callback<Gap>) -> impl IntoView {
    let i18n = use_i18n();
    let client = use_client();
    let toaster = use_toaster();
    let navigate = use_navigate();
    let busy = RwSignal::new(false);
    // The examples are the most typical, and not all.
    let shown = u32::try_from(gap.examples.len()).unwrap_or(u32::MAX);
    let others = gap.asked.saturating_sub(shown);
    let gap = StoredValue::new(gap);
    let facts = move || {
        let locale = i18n.get_locale();
        gap.with_value(|gap| {
            let number = |count: u32| format::count(locale, i64::from(count));
            let asked = gap.asked;
            let contacts = gap.contacts;
            let mut facts = vec![
                t!(i18n, knowledge.gaps_asked, count = move || asked, number = number(asked)).into_any(),
                t!(i18n, knowledge.gaps_contacts, count = move || contacts, number = number(contacts))
                    .into_any(),
            ];
            facts.extend(gap.lang.as_deref().map(|lang| format::language_name(locale, lang).into_any()));
            facts.push(format::moment(locale, gap.last_at).into_any());
            facts
        })
    };
    let write = move || {
        busy.set(true);
        let navigate = navigate.clone();
        let new = gap.with_value(article);
        spawn_local(async move {
            match client.post::<ArticleSaved>("gaps/article", &new).await {
                Ok(saved) => navigate(&format!("/knowledge/{}/write", saved.id), Default::default()),
                Err(fault) => toaster.bad(move || fault.say(i18n)),
            }
            busy.try_set(false);
        });
    };
    let dismiss = move || {
        busy.set(true);
        let questions = gap.with_value(|gap| gap.questions.clone());
        spawn_local(async move {
            match client.post::<()>("gaps/dismiss", &Dismiss { questions }).await {
                Ok(()) => {
                    toaster.good(move || t_string!(i18n, knowledge.gaps_dismissed));
                    on_settled.run(gap.get_value());
                }
                Err(fault) => toaster.bad(move || fault.say(i18n)),
            }
            busy.try_set(false);
        });
    };
    view! {
        <li class="gap">
            <div class="gap__words">
                <h2 class="gap__question">
                    <bdi>{gap.with_value(|gap| masked(i18n, &gap.question))}</bdi>
                </h2>
                <ul class="facts" role="list">
                    {move || facts().into_iter().map(|fact| view! { <li>{fact}</li> }).collect_view()}
                </ul>
                <details class="gap__examples">
                    <summary>{t!(i18n, knowledge.gaps_examples)}</summary>
                    <ul role="list">
                        {gap
                            .with_value(|gap| gap.examples.clone())
                            .into_iter()
                            .map(|question| view! { <Example question /> })
                            .collect_view()}
                    </ul>
                    {(others > 0)
                        .then(|| {
                            let number = move || format::count(i18n.get_locale(), i64::from(others));
                            view! {
                                <p class="gap__more">
                                    {move || fill(t_string!(i18n, knowledge.gaps_others), "number", &number())}
                                </p>
                            }
                        })}
                </details>
            </div>
            <div class="gap__actions">
                <Button small=true icon=Glyph::Note busy on_press=write>
                    {t!(i18n, knowledge.gaps_write)}
                </Button>
                <Button small=true look=Look::Quiet disabled=busy on_press=move |()| dismiss()>
                    {t!(i18n, knowledge.gaps_dismiss)}
                </Button>
            </div>
        </li>
    }
    .into_any()
}

#[component]
fn Example(question: GapQuestion) -> impl IntoView {
    let i18n = use_i18n();
    let at = question.at;
    view! {
        <li class="gap__example">
            <A href=format!("/inbox/{}", question.conversation_id) attr:class="gap__link">
                {move || format::moment(i18n.get_locale(), at)}
            </A>
            <p>
                <bdi>{masked(i18n, &question.text)}</bdi>
            </p>
            {question
                .reply
                .map(|reply| {
                    view! {
                        <p class="gap__replied">{t!(i18n, knowledge.gaps_replied)}</p>
                        <blockquote class="gap__reply">
                            <bdi>{masked(i18n, &reply)}</bdi>
                        </blockquote>
                    }
                })}
        </li>
    }
    .into_any()
}

/// The article to begin with: the question, and what a colleague replied to it.
fn article(gap: &Gap) -> GapArticle {
    let question = without(&gap.question);
    let line = question.lines().next().unwrap_or_default().trim();
    let reply = gap.examples.iter().find_map(|example| example.reply.clone());
    GapArticle {
        questions: gap.questions.clone(),
        title: line.chars().take(TITLE_CHARS).collect(),
        lang: gap.lang.clone(),
        body_markdown: reply.unwrap_or_default(),
    }
}
