use super::{form::Form, limits::show_in_digits, row::Row, test::ConnectionTest, words};
use crate::{
    components::{
        badge::{Badge, Tint},
        button::{Button, IconButton, Look},
        field::Field,
        icon::{Glyph, Icon},
        switch::Switch,
    },
    format,
    i18n::*,
    language::fill,
};
use api::{Circuit, ProviderStates};
use leptos::prelude::*;
use leptos_i18n::{t, t_string};

/// Services and programs that speak the protocol, with the addresses that their own documents give.
const PRESETS: [(&str, &str); 4] = [
    ("OpenAI", "https://api.openai.com/v1"),
    ("Together AI", "https://api.together.ai/v1"),
    ("Ollama", "http://localhost:11434/v1"),
    ("vLLM", "http://localhost:8000/v1"),
];

type I18n = leptos_i18n::I18nContext<Locale>;

/// One model's endpoint: where it is, what it is called, its key, and how it has done.
#[component]
pub fn Endpoint(form: Form, row: Row, states: RwSignal<Option<ProviderStates>>) -> impl IntoView {
    let i18n = use_i18n();
    let at =
        Memo::new(move |_| form.rows.read().iter().position(|other| other.slot == row.slot).unwrap_or(0));
    let title = move || {
        let place = format::number(i18n.get_locale(), f64::from(u32::try_from(at.get() + 1).unwrap_or(1)));
        let name = row.name.get();
        if name.trim().is_empty() {
            fill(t_string!(i18n, assistant.endpoint_place), "place", &place)
        } else {
            format!("{place} · {name}")
        }
    };
    let several = Memo::new(move |_| form.rows.read().len() > 1);
    view! {
        <li class="endpoint">
            <header class="endpoint__head">
                <h3 class="endpoint__title">{title}</h3>
                <Show when=move || several.get()>
                    <IconButton
                        icon=Glyph::Up
                        label=Signal::derive(move || t_string!(i18n, assistant.endpoint_raise).to_string())
                        disabled=Signal::derive(move || at.get() == 0)
                        on_press=move || form.raise_row(row.slot)
                    />
                    <IconButton
                        icon=Glyph::Trash
                        label=Signal::derive(move || t_string!(i18n, assistant.endpoint_remove).to_string())
                        on_press=move || form.remove_row(row.slot)
                    />
                </Show>
            </header>
            {move || health(i18n, row, states)}
            <Place form row at />
            <Key form row at />
            <details class="endpoint__more">
                <summary>{t!(i18n, assistant.endpoint_more)}</summary>
                <More form row at />
            </details>
            <ConnectionTest row />
        </li>
    }
    .into_any()
}

/// What is to be known of how it has done lately: nothing, where all is well.
fn health(i18n: I18n, row: Row, states: RwSignal<Option<ProviderStates>>) -> Option<AnyView> {
    let id = row.id()?;
    let state = states.with(|all| all.as_ref()?.items.iter().find(|one| one.id == id).cloned())?;
    if state.allowed && state.last_error.is_none() {
        return None;
    }
    let said = move || {
        if !state.allowed {
            return t_string!(i18n, assistant.endpoint_not_allowed).to_owned();
        }
        let error = words::fault(i18n, state.last_error.as_deref().unwrap_or_default());
        match state.circuit {
            Circuit::Closed => fill(t_string!(i18n, assistant.endpoint_failed), "error", &error),
            Circuit::Open | Circuit::HalfOpen => {
                fill(t_string!(i18n, assistant.endpoint_resting), "error", &error)
            }
        }
    };
    let note = view! {
        <p class="warning" role="status">
            <Icon of=Glyph::Alert />
            <span>{said}</span>
        </p>
    };
    Some(note.into_any())
}

/// What is wrong with a field of the row, in words.
fn wrong(i18n: I18n, form: Form, at: Memo<usize>, field: &'static str) -> Signal<Option<String>> {
    Signal::derive(move || {
        let code = form.error(&format!("providers.{}.{field}", at.get()))?;
        Some(match (field, code.as_str()) {
            ("base_url", "invalid") => t_string!(i18n, assistant.base_url_wrong).to_owned(),
            ("base_url", "not_allowed") => t_string!(i18n, assistant.endpoint_not_allowed).to_owned(),
            (_, code) => words::objection(i18n, code),
        })
    })
}

/// Address and model.
#[component]
fn Place(form: Form, row: Row, at: Memo<usize>) -> impl IntoView {
    let i18n = use_i18n();
    let preset = move |(name, url): (&'static str, &'static str)| {
        let chosen = move || row.base_url.with(|now| now == url).to_string();
        view! {
            <button
                type="button"
                class="chip"
                dir="ltr"
                aria-pressed=chosen
                on:click=move |_| row.base_url.set(url.to_owned())
            >
                {name}
            </button>
        }
    };
    view! {
        <div class="presets" role="group" aria-label=move || t_string!(i18n, assistant.presets)>
            <span class="panel__note">{t!(i18n, assistant.presets)}</span>
            {PRESETS.into_iter().map(preset).collect_view()}
        </div>
        <div class="panel__pair">
            <Field
                name=format!("assistant-base-url-{}", row.slot)
                kind="url"
                technical=true
                label=Signal::derive(move || t_string!(i18n, assistant.base_url).to_string())
                hint=Signal::derive(move || Some(t_string!(i18n, assistant.base_url_hint).to_string()))
                placeholder=Signal::stored(Some("https://api.openai.com/v1".to_owned()))
                value=row.base_url
                error=wrong(i18n, form, at, "base_url")
            />
            <Field
                name=format!("assistant-model-{}", row.slot)
                technical=true
                label=Signal::derive(move || t_string!(i18n, assistant.model).to_string())
                hint=Signal::derive(move || Some(t_string!(i18n, assistant.model_hint).to_string()))
                placeholder=Signal::stored(Some("qwen3:8b".to_owned()))
                value=row.model
                error=wrong(i18n, form, at, "model")
            />
        </div>
    }
    .into_any()
}

#[component]
fn Key(form: Form, row: Row, at: Memo<usize>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Field
            name=format!("assistant-key-{}", row.slot)
            kind="password"
            technical=true
            autocomplete="off"
            label=Signal::derive(move || t_string!(i18n, assistant.key).to_string())
            hint=Signal::derive(move || Some(t_string!(i18n, assistant.key_hint).to_string()))
            value=row.key
            error=wrong(i18n, form, at, "key")
        />
        <div class="key-state" role="status">
            {move || {
                if row.key_will_be_lost() {
                    view! {
                        <p class="warning">
                            <Icon of=Glyph::Alert />
                            {t!(i18n, assistant.key_lost)}
                        </p>
                    }
                        .into_any()
                } else if row.key_stored() {
                    view! {
                        <Badge tint=Tint::Accent>{t!(i18n, assistant.key_stored)}</Badge>
                        <Button
                            look=Look::Quiet
                            small=true
                            icon=Glyph::Trash
                            on_press=move |()| row.key_removed.set(true)
                        >
                            {t!(i18n, assistant.key_remove)}
                        </Button>
                    }
                        .into_any()
                } else if row.key_removed.get() {
                    view! {
                        <Badge tint=Tint::Amber>{t!(i18n, assistant.key_removed)}</Badge>
                        <Button look=Look::Quiet small=true on_press=move |()| row.key_removed.set(false)>
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

/// What few change: its name, its patience, its prices, and what it may keep.
#[component]
fn More(form: Form, row: Row, at: Memo<usize>) -> impl IntoView {
    let i18n = use_i18n();
    show_in_digits(format!("assistant-timeout-{}", row.slot), row.timeout_s);
    show_in_digits(format!("assistant-price-in-{}", row.slot), row.price_in);
    show_in_digits(format!("assistant-price-out-{}", row.slot), row.price_out);
    view! {
        <div class="endpoint__fields">
            <div class="panel__pair">
                <Field
                    name=format!("assistant-endpoint-{}", row.slot)
                    label=Signal::derive(move || t_string!(i18n, assistant.endpoint_name).to_string())
                    value=row.name
                    error=wrong(i18n, form, at, "name")
                />
                <Field
                    name=format!("assistant-timeout-{}", row.slot)
                    label=Signal::derive(move || t_string!(i18n, assistant.timeout).to_string())
                    hint=Signal::derive(move || Some(t_string!(i18n, assistant.timeout_hint).to_string()))
                    value=row.timeout_s
                    error=wrong(i18n, form, at, "timeout_s")
                />
                <Field
                    name=format!("assistant-price-in-{}", row.slot)
                    label=Signal::derive(move || t_string!(i18n, assistant.price_in).to_string())
                    hint=Signal::derive(move || Some(
                        fill(t_string!(i18n, assistant.price_hint), "currency", &form.currency.read()),
                    ))
                    value=row.price_in
                    error=wrong(i18n, form, at, "price_in")
                />
                <Field
                    name=format!("assistant-price-out-{}", row.slot)
                    label=Signal::derive(move || t_string!(i18n, assistant.price_out).to_string())
                    hint=Signal::derive(move || Some(
                        fill(t_string!(i18n, assistant.price_hint), "currency", &form.currency.read()),
                    ))
                    value=row.price_out
                    error=wrong(i18n, form, at, "price_out")
                />
            </div>
            <Switch
                label=Signal::derive(move || t_string!(i18n, assistant.no_training).to_string())
                hint=Signal::derive(move || Some(t_string!(i18n, assistant.no_training_hint).to_string()))
                on=row.no_training
                on_change=move |on| row.no_training.set(on)
            />
        </div>
    }
    .into_any()
}
