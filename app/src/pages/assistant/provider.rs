use super::{form::Form, words};
use crate::{
    components::{
        badge::{Badge, Tint},
        button::{Button, Look},
        field::Field,
        icon::{Glyph, Icon},
        panel::Panel,
    },
    i18n::*,
};
use api::ProviderKind;
use leptos::prelude::*;
use leptos_i18n::{t, t_string};

/// Services and programs that speak the protocol, with the addresses that their own documents give.
const PRESETS: [(&str, &str); 4] = [
    ("OpenAI", "https://api.openai.com/v1"),
    ("Together AI", "https://api.together.ai/v1"),
    ("Ollama", "http://localhost:11434/v1"),
    ("vLLM", "http://localhost:8000/v1"),
];

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
                    on:change=move |_| form.kind.set(kind)
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
                <Endpoint form />
            </Show>
        </Panel>
    }
    .into_any()
}

type I18n = leptos_i18n::I18nContext<Locale>;

#[component]
fn Endpoint(form: Form) -> impl IntoView {
    let i18n = use_i18n();
    let wrong = move |field: &'static str| {
        Signal::derive(move || {
            let code = form.error(field)?;
            Some(match (field, code.as_str()) {
                ("provider.base_url", "invalid") => t_string!(i18n, assistant.base_url_wrong).to_owned(),
                (_, code) => words::objection(i18n, code),
            })
        })
    };
    view! {
        <div class="presets" role="group" aria-label=move || t_string!(i18n, assistant.presets)>
            <span class="panel__note">{t!(i18n, assistant.presets)}</span>
            {PRESETS
                .into_iter()
                .map(|(name, url)| {
                    let chosen = move || form.base_url.with(|now| now == url).to_string();
                    view! {
                        <button
                            type="button"
                            class="chip"
                            dir="ltr"
                            aria-pressed=chosen
                            on:click=move |_| form.base_url.set(url.to_owned())
                        >
                            {name}
                        </button>
                    }
                })
                .collect_view()}
        </div>
        <div class="panel__pair">
            <Field
                name="assistant-base-url"
                kind="url"
                technical=true
                label=Signal::derive(move || t_string!(i18n, assistant.base_url).to_string())
                hint=Signal::derive(move || Some(t_string!(i18n, assistant.base_url_hint).to_string()))
                placeholder=Signal::stored(Some("https://api.openai.com/v1".to_owned()))
                value=form.base_url
                error=wrong("provider.base_url")
            />
            <Field
                name="assistant-model"
                technical=true
                label=Signal::derive(move || t_string!(i18n, assistant.model).to_string())
                hint=Signal::derive(move || Some(t_string!(i18n, assistant.model_hint).to_string()))
                placeholder=Signal::stored(Some("qwen3:8b".to_owned()))
                value=form.model
                error=wrong("provider.model")
            />
        </div>
        <Field
            name="assistant-key"
            kind="password"
            technical=true
            autocomplete="off"
            label=Signal::derive(move || t_string!(i18n, assistant.key).to_string())
            hint=Signal::derive(move || Some(t_string!(i18n, assistant.key_hint).to_string()))
            value=form.key
            error=wrong("provider.key")
        />
        <div class="key-state" role="status">
            {move || {
                if form.key_will_be_lost() {
                    view! {
                        <p class="warning">
                            <Icon of=Glyph::Alert />
                            {t!(i18n, assistant.key_lost)}
                        </p>
                    }
                        .into_any()
                } else if form.key_stored() {
                    view! {
                        <Badge tint=Tint::Accent>{t!(i18n, assistant.key_stored)}</Badge>
                        <Button
                            look=Look::Quiet
                            small=true
                            icon=Glyph::Trash
                            on_press=move |()| form.key_removed.set(true)
                        >
                            {t!(i18n, assistant.key_remove)}
                        </Button>
                    }
                        .into_any()
                } else if form.key_removed.get() {
                    view! {
                        <Badge tint=Tint::Amber>{t!(i18n, assistant.key_removed)}</Badge>
                        <Button look=Look::Quiet small=true on_press=move |()| form.key_removed.set(false)>
                            {t!(i18n, assistant.key_keep)}
                        </Button>
                    }
                        .into_any()
                } else {
                    view! { <Badge>{t!(i18n, assistant.key_none)}</Badge> }.into_any()
                }
            }}
        </div>
    }
    .into_any()
}
