use super::{endpoint::Endpoint, form::Form, words};
use crate::{
    client::use_client,
    components::{
        button::{Button, Look},
        icon::{Glyph, Icon},
        panel::Panel,
    },
    i18n::*,
    language::fill,
};
use api::{Fallback, ProviderKind, ProviderStates};
use leptos::{prelude::*, task::spawn_local};
use leptos_i18n::{t, t_string};

type I18n = leptos_i18n::I18nContext<Locale>;

/// Endpoints that may be set.
const MOST: usize = 8;

/// What writes the answers: nothing but the documents, or a model.
#[component]
pub fn ProviderChoice(form: Form) -> impl IntoView {
    let i18n = use_i18n();
    let option = move |kind: ProviderKind, name: fn(I18n) -> &'static str, hint: fn(I18n) -> &'static str| {
        view! {
            <label class="option">
                <input
                    type="radio"
                    name="assistant-provider"
                    prop:checked=move || form.kind.get() == kind
                    on:change=move |_| {
                        form.kind.set(kind);
                        if kind == ProviderKind::Openai && form.rows.read_untracked().is_empty() {
                            form.add_row();
                        }
                    }
                />
                <span class="option__text">
                    <span class="option__name">{move || name(i18n)}</span>
                    <span class="option__hint">{move || hint(i18n)}</span>
                </span>
            </label>
        }
    };
    view! {
        <Panel
            id="assistant-provider"
            title=Signal::derive(move || t_string!(i18n, assistant.provider).to_string())
            lead=Signal::derive(move || Some(t_string!(i18n, assistant.provider_hint).to_string()))
        >
            <div class="options__row" role="radiogroup" aria-labelledby="assistant-provider">
                {option(
                    ProviderKind::Extractive,
                    |i18n| t_string!(i18n, assistant.extractive),
                    |i18n| t_string!(i18n, assistant.extractive_text),
                )}
                {option(
                    ProviderKind::Openai,
                    |i18n| t_string!(i18n, assistant.openai),
                    |i18n| t_string!(i18n, assistant.openai_text),
                )}
            </div>
            <Show when=move || form.kind.get() == ProviderKind::Openai>
                <Endpoints form />
            </Show>
        </Panel>
    }
    .into_any()
}

/// The endpoints in their order, what the region says to them, and what follows where none answers.
#[component]
fn Endpoints(form: Form) -> impl IntoView {
    let i18n = use_i18n();
    let client = use_client();
    let states = RwSignal::new(None::<ProviderStates>);
    let stored = form.stored();
    Effect::new(move |_| {
        stored.track();
        spawn_local(async move {
            // Without it the form does all the same; it only says less.
            if let Ok(found) = client.get::<ProviderStates>("assistant/providers").await {
                states.try_set(Some(found));
            }
        });
    });
    view! {
        {move || states.with(|states| states.as_ref().and_then(|states| rule(i18n, states)))}
        <ol class="endpoints" role="list">
            <For each=move || form.rows.get() key=|row| row.slot let:row>
                <Endpoint form row states />
            </For>
        </ol>
        <Show when=move || { form.rows.read().len() < MOST }>
            <div>
                <Button look=Look::Plain small=true icon=Glyph::Plus on_press=move |()| form.add_row()>
                    {t!(i18n, assistant.endpoint_add)}
                </Button>
            </div>
        </Show>
        <fieldset class="options">
            <legend class="field__label">{t!(i18n, assistant.no_model)}</legend>
            <div class="options__row">
                <FallbackChoice form of=Fallback::HandOver />
                <FallbackChoice form of=Fallback::Quote />
            </div>
        </fieldset>
    }
    .into_any()
}

/// What the region allows, where it does not allow everything.
fn rule(i18n: I18n, states: &ProviderStates) -> Option<AnyView> {
    let hosts = states.rule.allowed.clone()?;
    let region = states.rule.region.clone();
    let said = move || {
        if hosts.is_empty() {
            fill(t_string!(i18n, assistant.rule_none), "region", &region)
        } else {
            let said = fill(t_string!(i18n, assistant.rule_some), "region", &region);
            fill(&said, "hosts", &hosts.join(", "))
        }
    };
    let note = view! {
        <p class="warning">
            <Icon of=Glyph::Shield />
            <span>{said}</span>
        </p>
    };
    Some(note.into_any())
}

#[component]
fn FallbackChoice(form: Form, of: Fallback) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <label class="option">
            <input
                type="radio"
                name="assistant-fallback"
                prop:checked=move || form.fallback.get() == of
                on:change=move |_| form.fallback.set(of)
            />
            <span class="option__text">
                <span class="option__name">{move || words::fallback(i18n, of).0}</span>
                <span class="option__hint">{move || words::fallback(i18n, of).1}</span>
            </span>
        </label>
    }
    .into_any()
}
