use super::{target, words};
use crate::{
    client::{ApiError, encode, use_client},
    components::{
        error_state::ErrorState, field::Field, language_select::LanguageSelect, panel::Panel, prose::Prose,
        skeleton::SkeletonText,
    },
    format,
    i18n::*,
    language::fill,
    live::use_live,
    timer,
};
use api::{DocumentState, Hit, SearchResults, ServerFrame};
use leptos::{prelude::*, task::spawn_local};
use leptos_i18n::{t, t_string};
use leptos_router::components::A;

const LIMIT: u32 = 10;
/// Measured on the demo: the best passage had at least 0.13 of each of 170 questions that the help centre answers,
/// and at most 0.10 of seventeen that are nonsense or about something else altogether.
const COMMON: f32 = 0.12;
/// The nearest passage to those seventeen had a cosine of 0.25 at most.
const NEAR: f32 = 0.3;
/// Typing goes on as long as the pauses are shorter.
const PAUSE_MS: u32 = 250;

#[derive(Clone, Debug, PartialEq)]
enum Found {
    Idle,
    Looking,
    Hits(Vec<Hit>),
    Failed(ApiError),
}

/// Searches as the assistant does: what would it have before it?
#[component]
pub fn KnowledgeSearch() -> impl IntoView {
    let i18n = use_i18n();
    let client = use_client();
    let query = RwSignal::new(String::new());
    let lang = RwSignal::new(String::new());
    let again = RwSignal::new(0_u32);
    let found = RwSignal::new(Found::Idle);
    // Only the answer to the last question counts, whichever comes last.
    let asked = StoredValue::new(0_u32);
    Effect::new(move |_| {
        again.track();
        let (query, lang) = (query.get().trim().to_owned(), lang.get());
        let turn = asked.get_value().wrapping_add(1);
        asked.set_value(turn);
        let current = move || asked.try_get_value() == Some(turn);
        if query.is_empty() {
            found.set(Found::Idle);
            return;
        }
        spawn_local(async move {
            timer::sleep(PAUSE_MS).await;
            if !current() {
                return;
            }
            if found.try_with_untracked(|found| !matches!(found, Found::Hits(_))).unwrap_or(false) {
                found.set(Found::Looking);
            }
            let mut path = format!("knowledge/search?q={}&limit={LIMIT}", encode(&query));
            if !lang.is_empty() {
                path += &format!("&lang={}", encode(&lang));
            }
            let answer = client.get::<SearchResults>(&path).await;
            if current() {
                found.set(answer.map_or_else(Found::Failed, |answer| Found::Hits(answer.results)));
            }
        });
    });
    // What is deleted is not shown as found a moment longer.
    use_live().on(move |frame| {
        let ServerFrame::Event(event) = frame else { return };
        if let Some(gone) = event.deleted_document() {
            found.try_update(|found| {
                if let Found::Hits(hits) = found {
                    hits.retain(|hit| hit.document_id != gone.id);
                }
            });
        } else if event.document().is_some_and(|document| document.state == DocumentState::Ready) {
            again.try_update(|n| *n = n.wrapping_add(1));
        }
    });
    let shown = move || match found.get() {
        Found::Idle => view! { <p class="panel__note">{t!(i18n, knowledge.search_idle)}</p> }.into_any(),
        Found::Looking => view! { <SkeletonText /> }.into_any(),
        Found::Failed(fault) => {
            let retry = Callback::new(move |()| again.update(|n| *n = n.wrapping_add(1)));
            view! { <ErrorState error=Signal::stored(fault) on_retry=retry /> }.into_any()
        }
        Found::Hits(hits) if !hits.iter().any(fits) => {
            view! { <p class="panel__note">{t!(i18n, knowledge.search_nothing)}</p> }.into_any()
        }
        Found::Hits(hits) => view! {
            <ol class="hits" role="list">
                {(1..).zip(hits).map(|(place, hit)| view! { <FoundPassage place hit /> }).collect_view()}
            </ol>
        }
        .into_any(),
    };
    view! {
        <Panel
            id="search-title"
            title=Signal::derive(move || t_string!(i18n, knowledge.search_title).to_string())
            lead=Signal::derive(move || Some(t_string!(i18n, knowledge.search_lead).to_string()))
        >
            <div class="search" role="search" aria-labelledby="search-title">
                <Field
                    name="knowledge-query"
                    kind="search"
                    label=Signal::derive(move || t_string!(i18n, knowledge.search_label).to_string())
                    placeholder=Signal::derive(move || Some(
                        t_string!(i18n, knowledge.search_placeholder).to_string(),
                    ))
                    value=query
                />
                <LanguageSelect
                    name="knowledge-lang"
                    label=Signal::derive(move || t_string!(i18n, knowledge.search_lang).to_string())
                    value=lang
                    none=Signal::derive(move || t_string!(i18n, knowledge.lang_any).to_string())
                />
            </div>
            <div aria-live="polite" aria-busy=move || (found.get() == Found::Looking).to_string()>
                {shown}
            </div>
        </Panel>
    }
    .into_any()
}

/// Whether a passage has enough of the question, in words or in letters.
///
/// The search always names the nearest passages, however far they are.
fn fits(hit: &Hit) -> bool {
    let words = hit.lexical.is_none_or(|lexical| lexical >= COMMON);
    words || hit.cosine.is_some_and(|cosine| cosine >= NEAR)
}

#[component]
fn FoundPassage(place: i64, hit: Hit) -> impl IntoView {
    let i18n = use_i18n();
    let page = hit.page;
    let share = move |part: f32| format::percent(i18n.get_locale(), f64::from(part.clamp(0.0, 1.0)));
    let (lexical, cosine) = (hit.lexical, hit.cosine);
    // Zero says that the other way found it.
    let seen = |part: &f32| *part > 0.0;
    view! {
        <li class="hit">
            <div class="hit__head">
                <span class="hit__place">{move || format::count(i18n.get_locale(), place)}</span>
                <A href=target::address(hit.document_id, hit.page, &hit.text) attr:class="hit__title">
                    <bdi>{hit.title}</bdi>
                </A>
                <span class="hit__page">{move || page.map(|page| words::page(i18n, page))}</span>
            </div>
            <div class="hit__text">
                <Prose text=hit.text highlights=hit.highlights page_side=true />
            </div>
            <ul class="facts" role="list">
                {lexical
                    .filter(seen)
                    .map(|part| {
                        view! {
                            <li>{move || fill(t_string!(i18n, knowledge.hit_words), "share", &share(part))}</li>
                        }
                    })}
                {cosine
                    .filter(seen)
                    .map(|part| {
                        view! {
                            <li>{move || fill(t_string!(i18n, knowledge.hit_vectors), "share", &share(part))}</li>
                        }
                    })}
            </ul>
        </li>
    }
    .into_any()
}
