use super::{row::Row, words};
use crate::{
    client::{ApiError, use_client},
    components::{
        badge::{Badge, Tint},
        button::{Button, Look},
        error_state::ErrorState,
        icon::Glyph,
    },
    i18n::*,
};
use api::{ProviderTest, ProviderTested};
use leptos::{prelude::*, task::spawn_local};
use leptos_i18n::t;

/// Models that are offered by name.
const OFFERED: usize = 12;

/// Tries an endpoint as it is typed, before it is saved.
#[component]
pub fn ConnectionTest(row: Row) -> impl IntoView {
    let i18n = use_i18n();
    let client = use_client();
    let busy = RwSignal::new(false);
    let outcome = RwSignal::new(None::<Result<ProviderTested, ApiError>>);
    let run = move || {
        busy.set(true);
        outcome.set(None);
        let typed = |text: RwSignal<String>| Some(text.get_untracked().trim().to_owned());
        let key = typed(row.key).filter(|key| !key.is_empty());
        let key = key.or_else(|| row.key_removed.get_untracked().then(String::new));
        let test = ProviderTest { id: row.id(), base_url: typed(row.base_url), model: typed(row.model), key };
        spawn_local(async move {
            let tested = client.post_slow::<ProviderTested>("assistant/providers/test", &test).await;
            outcome.try_set(Some(tested));
            busy.try_set(false);
        });
    };
    let empty =
        Memo::new(move |_| row.base_url.read().trim().is_empty() || row.model.read().trim().is_empty());
    let shown = move || match outcome.get() {
        None => ().into_any(),
        Some(Ok(tested)) => view! { <Tested row tested /> }.into_any(),
        Some(Err(fault)) => {
            let retry = Callback::new(move |()| run());
            view! { <ErrorState error=Signal::stored(fault) on_retry=retry /> }.into_any()
        }
    };
    view! {
        <div class="endpoint__test">
            <Button look=Look::Plain small=true icon=Glyph::Bolt busy disabled=empty on_press=move |()| run()>
                {t!(i18n, assistant.test)}
            </Button>
            <div class="endpoint__tested" aria-live="polite">
                {shown}
            </div>
        </div>
    }
    .into_any()
}

#[component]
fn Tested(row: Row, tested: ProviderTested) -> impl IntoView {
    let i18n = use_i18n();
    let ProviderTested { ok, models, listed, chat, .. } = tested;
    let error = chat.error.unwrap_or_default();
    let verdict = move || {
        if ok {
            view! { <Badge tint=Tint::Accent>{t!(i18n, assistant.test_ok)}</Badge> }.into_any()
        } else {
            let error = error.clone();
            view! {
                <Badge tint=Tint::Red>{t!(i18n, assistant.test_failed)}</Badge>
                <span>{move || words::fault(i18n, &error)}</span>
            }
            .into_any()
        }
    };
    // Whoever has the right name needs no list.
    let offered = (listed != Some(true) && !models.is_empty()).then(|| {
        let model = move |model: String| {
            let (chosen, set) = (model.clone(), model.clone());
            view! {
                <button
                    type="button"
                    class="chip"
                    dir="ltr"
                    aria-pressed=move || row.model.with(|now| *now == chosen).to_string()
                    on:click=move |_| row.model.set(set.clone())
                >
                    {model}
                </button>
            }
        };
        view! {
            <div class="presets" role="group">
                <span class="panel__note">{t!(i18n, assistant.test_models)}</span>
                {models.into_iter().take(OFFERED).map(model).collect_view()}
            </div>
        }
    });
    view! {
        <p class="tried__verdict">{verdict}</p>
        {offered}
    }
    .into_any()
}
