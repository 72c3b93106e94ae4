use super::{
    form::{Form, INSTRUCTIONS_CHARS},
    words,
};
use crate::{
    components::{
        field::{Field, TextArea},
        icon::{Glyph, Icon},
        panel::Panel,
        switch::Switch,
    },
    format,
    i18n::*,
    language::{self, fill},
};
use api::Tone;
use leptos::prelude::*;
use leptos_i18n::{t, t_string};

/// On or off, name, instructions and tone.
#[component]
pub fn Character(form: Form) -> impl IntoView {
    let i18n = use_i18n();
    let wrong = move |field: &'static str| {
        Signal::derive(move || form.error(field).map(|code| words::objection(i18n, &code)))
    };
    let counted = move || {
        let count = |n: usize| format::count(i18n.get_locale(), i64::try_from(n).unwrap_or(i64::MAX));
        let now = count(form.instructions.with(|text| text.chars().count()));
        let text = fill(t_string!(i18n, assistant.counter), "now", &now);
        fill(&text, "most", &count(INSTRUCTIONS_CHARS))
    };
    view! {
        <Panel
            id="assistant-character"
            title=Signal::derive(move || t_string!(i18n, assistant.character).to_string())
        >
            <Switch
                label=Signal::derive(move || t_string!(i18n, assistant.enabled).to_string())
                hint=Signal::derive(move || Some(t_string!(i18n, assistant.enabled_hint).to_string()))
                on=form.enabled
                on_change=move |on| form.enabled.set(on)
            />
            <Field
                name="assistant-name"
                label=Signal::derive(move || t_string!(i18n, assistant.name).to_string())
                hint=Signal::derive(move || Some(t_string!(i18n, assistant.name_hint).to_string()))
                value=form.name
                error=wrong("name")
                required=true
            />
            <div class="counted">
                <TextArea
                    name="assistant-instructions"
                    rows=7
                    label=Signal::derive(move || t_string!(i18n, assistant.instructions).to_string())
                    hint=Signal::derive(move || Some(t_string!(i18n, assistant.instructions_hint).to_string()))
                    placeholder=Signal::derive(move || Some(
                        t_string!(i18n, assistant.instructions_placeholder).to_string(),
                    ))
                    value=form.instructions
                    error=wrong("instructions")
                />
                <p
                    class="counted__count"
                    class:counted__count--over=move || {
                        form.instructions.with(|text| text.chars().count() > INSTRUCTIONS_CHARS)
                    }
                >
                    {counted}
                </p>
            </div>
            <fieldset class="options">
                <legend class="field__label">{t!(i18n, assistant.tone)}</legend>
                <div class="options__row">
                    {[Tone::Friendly, Tone::Formal, Tone::Brief]
                        .into_iter()
                        .map(|tone| {
                            view! {
                                <label class="option">
                                    <input
                                        type="radio"
                                        name="assistant-tone"
                                        prop:checked=move || form.tone.get() == tone
                                        on:change=move |_| form.tone.set(tone)
                                    />
                                    <span class="option__text">
                                        <span class="option__name">{move || words::tone(i18n, tone).0}</span>
                                        <span class="option__hint">{move || words::tone(i18n, tone).1}</span>
                                    </span>
                                </label>
                            }
                        })
                        .collect_view()}
                </div>
            </fieldset>
        </Panel>
    }
    .into_any()
}

/// Which languages it answers in, the first being the one to fall back on.
#[component]
pub fn Languages(form: Form) -> impl IntoView {
    let i18n = use_i18n();
    let name = move |tag: &str| format::language_name(i18n.get_locale(), tag);
    let toggle = move |tag: &'static str, on: bool| {
        form.languages.update(|all| {
            all.retain(|known| known != tag);
            if on {
                all.push(tag.to_owned());
            }
        });
    };
    let first = move || form.languages.with(|all| all.first().cloned());
    view! {
        <Panel
            id="assistant-languages"
            title=Signal::derive(move || t_string!(i18n, assistant.languages).to_string())
            lead=Signal::derive(move || Some(t_string!(i18n, assistant.languages_hint).to_string()))
        >
            <div class="chips" role="group" aria-labelledby="assistant-languages">
                {language::ALL
                    .into_iter()
                    .map(|locale| {
                        let tag = language::tag(locale);
                        let on = move || form.languages.with(|all| all.iter().any(|known| known == tag));
                        view! {
                            <label class="chip">
                                <input
                                    class="visually-hidden"
                                    type="checkbox"
                                    prop:checked=on
                                    on:change=move |event| toggle(tag, event_target_checked(&event))
                                />
                                <span>{move || name(tag)}</span>
                            </label>
                        }
                    })
                    .collect_view()}
            </div>
            {move || {
                form.error("languages")
                    .map(|_| {
                        view! {
                            <p class="field__error" role="alert">
                                {t!(i18n, assistant.languages_wrong)}
                            </p>
                        }
                    })
            }}
            <div class="options__row">
                <label class="field__label" for="assistant-fallback">
                    {t!(i18n, assistant.fallback)}
                </label>
                <div class="select">
                    <select
                        class="field__control select__control"
                        id="assistant-fallback"
                        on:change=move |event| {
                            let tag = event_target_value(&event);
                            form.languages
                                .update(|all| {
                                    all.retain(|known| *known != tag);
                                    all.insert(0, tag);
                                });
                        }
                    >
                        {move || {
                            let chosen = first();
                            form.languages
                                .get()
                                .into_iter()
                                .map(|tag| {
                                    view! {
                                        <option value=tag.clone() selected=Some(&tag) == chosen.as_ref()>
                                            {name(&tag)}
                                        </option>
                                    }
                                })
                                .collect_view()
                        }}
                    </select>
                    <Icon of=Glyph::ChevronDown />
                </div>
            </div>
        </Panel>
    }
    .into_any()
}
