use super::words::{self, KINDS, kind_word};
use crate::{
    client::{ApiError, encode, use_client},
    components::{
        badge::{Badge, Tint},
        button::Button,
        error_state::ErrorState,
        select::Select,
        skeleton::SkeletonText,
    },
    decided,
    i18n::*,
};
use api::{LabResult, LabRun, LabSide, Page};
use leptos::{prelude::*, task::spawn_local};
use leptos_i18n::{t, t_string};
use leptos_router::components::A;

/// What came of each question, both answers side by side; what changed first to be looked at.
#[component]
pub fn Results(run: LabRun) -> impl IntoView {
    let i18n = use_i18n();
    let client = use_client();
    let id = run.id;
    let (kind, lang) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let found = RwSignal::new(Vec::<LabResult>::new());
    let next = RwSignal::new(None::<String>);
    let fault = RwSignal::new(None::<ApiError>);
    let busy = RwSignal::new(true);
    // Only the answer to the last choice counts, whichever comes last.
    let asked = StoredValue::new(0_u32);
    let read = move |cursor: Option<String>| {
        let turn = asked.get_value().wrapping_add(1);
        asked.set_value(turn);
        busy.set(true);
        let mut path = format!("lab-runs/{id}/results?limit=25");
        for (name, value) in [("kind", kind.get_untracked()), ("lang", lang.get_untracked())] {
            if !value.is_empty() {
                path += &format!("&{name}={}", encode(&value));
            }
        }
        let more = cursor.is_some();
        if let Some(cursor) = cursor {
            path += &format!("&cursor={}", encode(&cursor));
        }
        spawn_local(async move {
            let answer = client.get::<Page<LabResult>>(&path).await;
            if asked.try_get_value() != Some(turn) {
                return;
            }
            match answer {
                Ok(page) => {
                    found.update(|found| {
                        if !more {
                            found.clear();
                        }
                        found.extend(page.items);
                    });
                    next.set(page.next);
                    fault.set(None);
                }
                Err(error) => fault.set(Some(error)),
            }
            busy.set(false);
        });
    };
    Effect::new(move |_| {
        kind.track();
        lang.track();
        read(None);
    });
    let kinds = Signal::derive(move || {
        let all = (String::new(), t_string!(i18n, lab.kind_all).to_owned());
        let each = KINDS.into_iter().map(|kind| (kind_word(kind), words::kind(i18n, kind).to_owned()));
        std::iter::once(all).chain(each).collect::<Vec<_>>()
    });
    let mut tongues: Vec<String> =
        run.totals.iter().flat_map(|one| [one.lang.clone(), one.dialect.clone()]).flatten().collect();
    tongues.sort_unstable();
    tongues.dedup();
    let langs = Signal::derive(move || {
        let all = (String::new(), t_string!(i18n, lab.lang_all).to_owned());
        let each = tongues.iter().map(|tag| (tag.clone(), words::tongue(i18n, Some(tag), None)));
        std::iter::once(all).chain(each).collect::<Vec<_>>()
    });
    let list = move || {
        if let Some(error) = fault.get() {
            let retry = Callback::new(move |()| read(None));
            return view! { <ErrorState error=Signal::stored(error) on_retry=retry /> }.into_any();
        }
        let rows = found.get();
        match (rows.is_empty(), busy.get()) {
            (true, true) => view! { <SkeletonText /> }.into_any(),
            (true, false) => view! { <p class="panel__note">{t!(i18n, lab.results_none)}</p> }.into_any(),
            (false, _) => view! {
                <ol class="lab-results" role="list">
                    {rows.into_iter().map(|result| view! { <Pair result /> }).collect_view()}
                </ol>
            }
            .into_any(),
        }
    };
    view! {
        <div class="lab-form__pair">
            <Select
                name="lab-kind"
                label=Signal::derive(move || t_string!(i18n, lab.filter_kind).to_string())
                options=kinds
                value=kind
                on_change=move |word| kind.set(word)
            />
            <Select
                name="lab-lang"
                label=Signal::derive(move || t_string!(i18n, lab.col_lang).to_string())
                options=langs
                value=lang
                on_change=move |tag| lang.set(tag)
            />
        </div>
        <div aria-live="polite" aria-busy=move || busy.get().to_string()>
            {list}
        </div>
        <Show when=move || next.read().is_some()>
            <div>
                <Button small=true busy on_press=move |()| read(next.get_untracked())>
                    {t!(i18n, lab.more)}
                </Button>
            </div>
        </Show>
    }
    .into_any()
}

#[component]
fn Pair(result: LabResult) -> impl IntoView {
    let i18n = use_i18n();
    let LabResult { case, lang, dialect, kind, before, after, .. } = result;
    view! {
        <li class="lab-result">
            <p class="lab-result__head">
                <Badge tint=Signal::stored(
                    words::kind_tint(kind),
                )>{move || words::kind(i18n, kind)}</Badge>
                <span>{move || words::tongue(i18n, lang.as_deref(), dialect.as_deref())}</span>
            </p>
            <h3 class="lab-result__question" dir="auto">
                {case.question}
            </h3>
            <div class="lab-result__sides">
                <Side side=before label=Signal::derive(move || t_string!(i18n, lab.before).to_string()) />
                <Side side=after label=Signal::derive(move || t_string!(i18n, lab.after).to_string()) />
            </div>
        </li>
    }
    .into_any()
}

#[component]
fn Side(side: LabSide, label: Signal<String>) -> impl IntoView {
    let i18n = use_i18n();
    let LabSide { body, outcome, reason, documents, right } = side;
    let judged = right.map(|right| {
        let tint = if right { Tint::Accent } else { Tint::Amber };
        let said = move || match right {
            true => t_string!(i18n, lab.is_right),
            false => t_string!(i18n, lab.is_wrong),
        };
        view! { <Badge tint=Signal::stored(tint)>{said}</Badge> }
    });
    let why = reason.clone();
    let verdict = move || decided::verdict(i18n, outcome, why.as_deref());
    view! {
        <div class="lab-side">
            <p class="lab-result__head">
                <strong>{move || label.get()}</strong>
                <Badge tint=Signal::stored(
                    decided::tint(outcome),
                )>{verdict}</Badge>
                {judged}
            </p>
            <p class="panel__note">
                {move || reason.as_deref().map(|reason| decided::reason(i18n, reason))}
            </p>
            {body.map(|body| view! { <blockquote class="tried__answer" dir="auto">{body}</blockquote> })}
            <ul class="tried__sources" role="list">
                {documents
                    .into_iter()
                    .map(|one| {
                        view! {
                            <li>
                                <A href=format!("/knowledge/{}", one.document_id) attr:class="chip">
                                    <bdi>{one.title}</bdi>
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
