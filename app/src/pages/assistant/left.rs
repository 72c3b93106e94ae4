//! What left for models: the ledger of calls.

use super::words;
use crate::{
    client::{ApiError, use_client},
    components::{
        badge::{Badge, Tint},
        button::{Button, Look},
        error_state::ErrorState,
        panel::Panel,
        skeleton::SkeletonRows,
    },
    format,
    i18n::*,
};
use api::{EgressEntry, Page};
use leptos::{prelude::*, task::spawn_local};
use leptos_i18n::{t, t_string};

/// Every call, newest first, a page at a time.
#[component]
pub fn Left() -> impl IntoView {
    let i18n = use_i18n();
    let client = use_client();
    let calls = RwSignal::new(None::<Vec<EgressEntry>>);
    let next = RwSignal::new(None::<String>);
    let fault = RwSignal::new(None::<ApiError>);
    let busy = RwSignal::new(false);
    let read = move |after: Option<String>| {
        busy.set(true);
        fault.set(None);
        spawn_local(async move {
            let cursor = after.as_ref().map(|cursor| format!("&cursor={cursor}")).unwrap_or_default();
            match client.get::<Page<EgressEntry>>(&format!("egress?limit=10{cursor}")).await {
                Ok(page) => {
                    next.try_set(page.next);
                    calls.try_update(|calls| match (calls, after) {
                        (Some(have), Some(_)) => have.extend(page.items),
                        (calls, _) => *calls = Some(page.items),
                    });
                }
                Err(refusal) => drop(fault.try_set(Some(refusal))),
            }
            busy.try_set(false);
        });
    };
    Effect::new(move |_| read(None));
    let shown = move || match (fault.get(), calls.get()) {
        (Some(fault), _) => {
            let retry = Callback::new(move |()| read(None));
            view! { <ErrorState error=Signal::stored(fault) on_retry=retry /> }.into_any()
        }
        (None, None) => view! { <SkeletonRows /> }.into_any(),
        (None, Some(calls)) if calls.is_empty() => {
            view! { <p class="panel__note">{t!(i18n, assistant.left_nothing)}</p> }.into_any()
        }
        (None, Some(calls)) => view! { <Calls calls /> }.into_any(),
    };
    view! {
        <Panel
            id="assistant-left"
            title=Signal::derive(move || t_string!(i18n, assistant.left).to_string())
            lead=Signal::derive(move || Some(t_string!(i18n, assistant.left_hint).to_string()))
        >
            {shown}
            <Show when=move || next.read().is_some()>
                <div>
                    <Button look=Look::Plain small=true busy on_press=move |()| read(next.get_untracked())>
                        {t!(i18n, assistant.left_more)}
                    </Button>
                </div>
            </Show>
        </Panel>
    }
    .into_any()
}

#[component]
fn Calls(calls: Vec<EgressEntry>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class="ledger" tabindex="0" role="region" aria-labelledby="assistant-left">
            <table class="ledger__table">
                <thead>
                    <tr>
                        <th scope="col">{t!(i18n, assistant.ledger_time)}</th>
                        <th scope="col">{t!(i18n, assistant.ledger_to)}</th>
                        <th scope="col">{t!(i18n, assistant.ledger_for)}</th>
                        <th scope="col">{t!(i18n, assistant.ledger_classes)}</th>
                        <th scope="col">{t!(i18n, assistant.ledger_tokens)}</th>
                        <th scope="col">{t!(i18n, assistant.ledger_end)}</th>
                    </tr>
                </thead>
                <tbody>{calls.into_iter().map(|call| view! { <Call call /> }).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

#[component]
fn Call(call: EgressEntry) -> impl IntoView {
    let i18n = use_i18n();
    let EgressEntry { at, host, model, purpose, classes, tokens_in, tokens_out, estimated, status, .. } =
        call;
    let said = move || {
        let words: Vec<&str> = classes.iter().map(|class| words::class(i18n, *class)).collect();
        if words.is_empty() { "–".to_owned() } else { words.join(" · ") }
    };
    let end = move || match status.as_deref() {
        Some("ok") => view! { <Badge tint=Tint::Accent>{t!(i18n, assistant.ledger_ok)}</Badge> }.into_any(),
        Some(fault) => {
            let fault = fault.to_owned();
            view! { <span class="ledger__fault">{move || words::fault(i18n, &fault)}</span> }.into_any()
        }
        None => view! { <Badge>{t!(i18n, assistant.ledger_open)}</Badge> }.into_any(),
    };
    view! {
        <tr>
            <th scope="row">{move || format::moment(i18n.get_locale(), at)}</th>
            <td>
                <bdi class="ledger__host" dir="ltr">{host}</bdi>
                <bdi class="panel__note" dir="ltr">{model}</bdi>
            </td>
            <td>{move || words::purpose(i18n, purpose)}</td>
            <td>{said}</td>
            <td>
                {move || format::count(i18n.get_locale(), i64::from(tokens_in) + i64::from(tokens_out))}
                {estimated.then(|| view! { " " <span class="panel__note">{t!(i18n, assistant.estimated)}</span> })}
            </td>
            <td>{end}</td>
        </tr>
    }
    .into_any()
}
