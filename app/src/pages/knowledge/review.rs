use super::words;
use crate::{
    client::{ApiError, use_client},
    components::{
        button::{Button, Look},
        error_state::ErrorState,
        icon::{Glyph, Icon},
        panel::Panel,
        skeleton::SkeletonText,
        toast::use_toaster,
    },
    format,
    i18n::*,
    language::fill,
};
use api::{
    Contradiction, Document, DocumentId, DocumentReceived, PersonalCount, Publish, Review, ReviewPage,
};
use leptos::{prelude::*, task::spawn_local};
use leptos_i18n::{I18nContext, t, t_string};
use leptos_router::components::A;

/// Kinds that nobody publishes on purpose: they are masked unless somebody says otherwise.
const MASKED: [&str; 6] = ["card", "code", "iban", "id", "passport", "secret"];
/// Pages that are read at once.
const LIMIT: u32 = 20;

/// The text that waits to be published, with what was found in it.
#[component]
pub fn ReviewText(id: DocumentId, #[prop(into)] on_change: Callback<Document>) -> impl IntoView {
    let i18n = use_i18n();
    let client = use_client();
    let review = RwSignal::new(None::<Review>);
    let pages = RwSignal::new(Vec::<ReviewPage>::new());
    let fault = RwSignal::new(None::<ApiError>);
    let busy = RwSignal::new(false);
    let read = move || {
        let from = pages.with_untracked(Vec::len);
        busy.set(true);
        spawn_local(async move {
            let path = format!("documents/{id}/review?limit={LIMIT}&from={from}");
            match client.get::<Review>(&path).await {
                Ok(mut found) => {
                    pages.try_update(|pages| pages.append(&mut found.pages));
                    review.try_set(Some(found));
                    fault.try_set(None);
                }
                Err(refusal) => drop(fault.try_set(Some(refusal))),
            }
            busy.try_set(false);
        });
    };
    Effect::new(move |_| read());
    let more = move || {
        let total = review.with(|review| review.as_ref().map_or(0, |review| review.total));
        pages.with(Vec::len) < usize::try_from(total).unwrap_or_default()
    };
    view! {
        {move || {
            fault
                .get()
                .map(|fault| {
                    let retry = Callback::new(move |()| read());
                    view! { <ErrorState error=Signal::stored(fault) on_retry=retry /> }
                })
        }}
        {move || match review.get() {
            None if fault.with(Option::is_none) => view! { <SkeletonText lines=8 /> }.into_any(),
            None => ().into_any(),
            Some(review) => view! { <Findings review on_change /> }.into_any(),
        }}
        <For
            each=move || pages.get().into_iter().enumerate()
            key=|(at, _)| *at
            children=move |(_, page)| {
                view! {
                    <section class="pages__page">
                        {page
                            .page
                            .map(|page| {
                                view! { <h2 class="pages__number">{move || words::page(i18n, page)}</h2> }
                            })}
                        <article class="passage">
                            <p class="review__text" dir="auto">
                                {marked(i18n, page)}
                            </p>
                        </article>
                    </section>
                }
            }
        />
        <Show when=more>
            <Button busy on_press=move |()| read()>
                {t!(i18n, knowledge.more_pages)}
            </Button>
        </Show>
    }
    .into_any()
}

/// What was found, the choice of what to mask, and the button that publishes.
#[component]
fn Findings(review: Review, on_change: Callback<Document>) -> impl IntoView {
    let i18n = use_i18n();
    let client = use_client();
    let toaster = use_toaster();
    let id = review.id;
    let busy = RwSignal::new(false);
    let kinds = review.personal.clone();
    let masks = RwSignal::new(
        kinds.iter().map(|one| one.kind.clone()).filter(|kind| MASKED.contains(&kind.as_str())).collect(),
    );
    let toggle = move |kind: &str, on: bool| {
        masks.update(|all: &mut Vec<String>| {
            all.retain(|known| known != kind);
            if on {
                all.push(kind.to_owned());
            }
        });
    };
    let publish = move |()| {
        busy.set(true);
        spawn_local(async move {
            let body = Publish { mask: masks.get_untracked() };
            let begun = client.post::<DocumentReceived>(&format!("documents/{id}/publish"), &body).await;
            let now = match begun {
                Ok(_) => client.get::<Document>(&format!("documents/{id}")).await,
                Err(fault) => Err(fault),
            };
            busy.try_set(false);
            match now {
                Ok(now) => on_change.run(now),
                Err(fault) => toaster.bad(move || fault.say(i18n)),
            }
        });
    };
    let clean = review.personal.is_empty() && review.warnings.is_empty() && review.contradictions.is_empty();
    let counts = kinds.clone();
    let masked = Memo::new(move |_| {
        masks.with(|masks: &Vec<String>| {
            let chosen = counts.iter().filter(|one| masks.contains(&one.kind));
            chosen.map(|one| i64::from(one.count)).sum::<i64>()
        })
    });
    let publish_word = move || match masked.get() {
        0 => t_string!(i18n, knowledge.publish).to_owned(),
        count => {
            let number = format::count(i18n.get_locale(), count);
            fill(t_string!(i18n, knowledge.publish_masked), "number", &number)
        }
    };
    view! {
        <Panel
            id="review"
            title=Signal::derive(move || t_string!(i18n, knowledge.review_title).to_string())
            lead=Signal::derive(move || Some(t_string!(i18n, knowledge.review_lead).to_string()))
        >
            {clean.then(|| view! { <p>{t!(i18n, knowledge.review_clean)}</p> })}
            {(!kinds.is_empty())
                .then(|| {
                    view! {
                        <fieldset class="document-form__channels">
                            <legend class="field__label">{t!(i18n, knowledge.review_personal)}</legend>
                            <div class="options__row">
                                {kinds
                                    .into_iter()
                                    .map(|PersonalCount { kind, count }| {
                                        let (chosen, named) = (kind.clone(), kind.clone());
                                        let on = move || masks.with(|all| all.contains(&kind));
                                        let number = move || format::count(i18n.get_locale(), i64::from(count));
                                        view! {
                                            <label class="option">
                                                <input
                                                    type="checkbox"
                                                    prop:checked=on
                                                    on:change=move |event| toggle(&chosen, event_target_checked(&event))
                                                />
                                                <span class="option__name">
                                                    {move || words::personal(i18n, &named)} " "
                                                    <span class="review__count">{number}</span>
                                                </span>
                                            </label>
                                        }
                                    })
                                    .collect_view()}
                            </div>
                            <p class="panel__note">{t!(i18n, knowledge.review_mask_hint)}</p>
                        </fieldset>
                    }
                })}
            <LeftOut codes=review.left_out />
            <Warnings warnings=review.warnings />
            <Contradictions contradictions=review.contradictions />
            <div class="document-form__actions">
                <Button look=Look::Primary icon=Glyph::Check busy on_press=publish>
                    {publish_word}
                </Button>
            </div>
        </Panel>
    }
    .into_any()
}

/// What the file holds that is not read.
#[component]
fn LeftOut(codes: Vec<String>) -> impl IntoView {
    let i18n = use_i18n();
    (!codes.is_empty()).then(|| {
        view! {
            <ul class="notes" role="list">
                {codes
                    .into_iter()
                    .map(|code| {
                        view! {
                            <li class="notes__note">
                                <Icon of=Glyph::Info />
                                <span>{move || words::left_out(i18n, &code)}</span>
                            </li>
                        }
                    })
                    .collect_view()}
            </ul>
        }
    })
}

/// Other documents that say the same.
#[component]
pub fn Warnings(warnings: Vec<api::DocumentWarning>) -> impl IntoView {
    let i18n = use_i18n();
    (!warnings.is_empty()).then(|| {
        view! {
            <ul class="notes" role="list">
                {warnings
                    .into_iter()
                    .map(|warning| {
                        let share = move || format::percent(i18n.get_locale(), f64::from(warning.share) / 100.0);
                        view! {
                            <li class="notes__note">
                                <Icon of=Glyph::Copy />
                                <span>
                                    {move || match warning.code {
                                        api::WarningCode::Duplicate => t_string!(i18n, knowledge.duplicate).to_string(),
                                        api::WarningCode::NearDuplicate => {
                                            fill(t_string!(i18n, knowledge.near_duplicate), "share", &share())
                                        }
                                    }}
                                    " "
                                    <A href=format!("/knowledge/{}", warning.document_id)>
                                        <bdi>{warning.title}</bdi>
                                    </A>
                                </span>
                            </li>
                        }
                    })
                    .collect_view()}
            </ul>
        }
    })
}

#[component]
fn Contradictions(contradictions: Vec<Contradiction>) -> impl IntoView {
    let i18n = use_i18n();
    (!contradictions.is_empty()).then(|| {
        view! {
            <h3 class="field__label">{t!(i18n, knowledge.check_this)}</h3>
            <ul class="notes" role="list">
                {contradictions
                    .into_iter()
                    .map(|one| {
                        view! {
                            <li class="notes__note">
                                <Icon of=Glyph::Scale />
                                <span class="notes__pair">
                                    <q dir="auto">{one.text}</q>
                                    <span>
                                        <A href=super::passage_address(one.document_id, one.other_page, &one.other_text)>
                                            <bdi>{one.title}</bdi>
                                        </A>
                                        ": "
                                        <q dir="auto">{one.other_text}</q>
                                    </span>
                                </span>
                            </li>
                        }
                    })
                    .collect_view()}
            </ul>
        }
    })
}

/// The page's text with personal data marked.
fn marked(i18n: I18nContext<Locale>, page: ReviewPage) -> Vec<AnyView> {
    let chars: Vec<char> = page.text.chars().collect();
    let piece = |from: u32, to: u32| -> String {
        let (from, to) = (usize::try_from(from).unwrap_or_default(), usize::try_from(to).unwrap_or_default());
        chars.get(from..to).unwrap_or_default().iter().collect()
    };
    let mut views = Vec::new();
    let mut at = 0;
    for mark in page.personal {
        views.push(piece(at, mark.start).into_any());
        let text = piece(mark.start, mark.end);
        views.push(
            view! { <mark class="review__mark" title=words::personal(i18n, &mark.kind)>{text}</mark> }
                .into_any(),
        );
        at = mark.end;
    }
    views.push(piece(at, u32::try_from(chars.len()).unwrap_or(u32::MAX)).into_any());
    views
}
