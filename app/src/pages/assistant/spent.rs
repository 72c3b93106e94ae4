//! What models were asked and what it cost.

use super::form::Form;
use crate::{
    client::{ApiError, use_client},
    components::{error_state::ErrorState, panel::Panel, skeleton::SkeletonRows},
    format,
    i18n::*,
};
use api::{Usage, UsageDay};
use leptos::{prelude::*, task::spawn_local};
use leptos_i18n::{t, t_string};

/// Rows that are shown.
const SHOWN: usize = 14;

/// The last days by provider.
#[component]
pub fn Spent(form: Form) -> impl IntoView {
    let i18n = use_i18n();
    let client = use_client();
    let stand = RwSignal::new(None::<Result<Usage, ApiError>>);
    let read = move || {
        spawn_local(async move {
            let found = client.get::<Usage>("assistant/usage").await;
            stand.try_set(Some(found));
        });
    };
    let stored = form.stored();
    Effect::new(move |_| {
        stored.track();
        read();
    });
    let shown = move || match stand.get() {
        None => view! { <SkeletonRows /> }.into_any(),
        Some(Err(fault)) => {
            let retry = Callback::new(move |()| read());
            view! { <ErrorState error=Signal::stored(fault) on_retry=retry /> }.into_any()
        }
        Some(Ok(usage)) if usage.days.is_empty() => {
            view! { <p class="panel__note">{t!(i18n, assistant.spent_nothing)}</p> }.into_any()
        }
        Some(Ok(usage)) => view! { <Days days=usage.days /> }.into_any(),
    };
    view! {
        <Panel
            id="assistant-spent"
            title=Signal::derive(move || t_string!(i18n, assistant.spent).to_string())
            lead=Signal::derive(move || Some(t_string!(i18n, assistant.spent_hint).to_string()))
        >
            {shown}
        </Panel>
    }
    .into_any()
}

#[component]
fn Days(days: Vec<UsageDay>) -> impl IntoView {
    let i18n = use_i18n();
    let row = move |day: UsageDay| {
        let count =
            move |value: u64| format::count(i18n.get_locale(), i64::try_from(value).unwrap_or(i64::MAX));
        let (date, estimated) = (day.day.clone(), day.estimated);
        let cost = day.cost;
        let currency = day.currency.clone();
        view! {
            <tr>
                <th scope="row">{move || format::calendar_day(i18n.get_locale(), &date)}</th>
                <td>
                    <bdi>{day.provider}</bdi>
                </td>
                <td>{move || count(day.calls)}</td>
                <td>{move || count(day.failed)}</td>
                <td>
                    {move || count(day.tokens_in + day.tokens_out)}
                    {estimated.then(|| view! { " " <span class="panel__note">{t!(i18n, assistant.estimated)}</span> })}
                </td>
                <td>{move || format::money(i18n.get_locale(), cost, &currency)}</td>
            </tr>
        }
    };
    view! {
        <div class="ledger" tabindex="0" role="region" aria-labelledby="assistant-spent">
            <table class="ledger__table">
                <thead>
                    <tr>
                        <th scope="col">{t!(i18n, assistant.ledger_day)}</th>
                        <th scope="col">{t!(i18n, assistant.ledger_provider)}</th>
                        <th scope="col">{t!(i18n, assistant.ledger_calls)}</th>
                        <th scope="col">{t!(i18n, assistant.ledger_failed)}</th>
                        <th scope="col">{t!(i18n, assistant.ledger_tokens)}</th>
                        <th scope="col">{t!(i18n, assistant.ledger_cost)}</th>
                    </tr>
                </thead>
                <tbody>{days.into_iter().take(SHOWN).map(row).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}
