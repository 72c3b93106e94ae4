use super::{
    Half,
    entry::{Entry, State},
};
use crate::{
    components::{
        field::{Field, TextArea},
        language_select::LanguageSelect,
        select::Select,
    },
    i18n::*,
};
use leptos::prelude::*;
use leptos_i18n::t_string;

/// What one fills in.
pub fn entries(half: Half) -> AnyView {
    view! {
        <Entry of="field">
            <Lines half />
            <Texts half />
        </Entry>
        <Entry of="select">
            <Selects half />
        </Entry>
        <Entry of="language_select">
            <Languages half />
        </Entry>
    }
    .into_any()
}

#[component]
fn Lines(half: Half) -> impl IntoView {
    let i18n = use_i18n();
    let label = Signal::derive(move || t_string!(i18n, assistant.name).to_string());
    let hint = Signal::derive(move || Some(t_string!(i18n, assistant.name_hint).to_string()));
    let wrong = Signal::derive(move || Some(t_string!(i18n, assistant.wrong_required).to_string()));
    let placeholder = Signal::derive(move || Some(t_string!(i18n, widget.default_placeholder).to_string()));
    let value = |text: &str| RwSignal::new(text.to_owned());
    view! {
        <State is="filled, hint" wide=true>
            <Field name=half.id(["light-name", "dark-name"]) label hint value=value("نور") />
        </State>
        <State is="empty, placeholder" wide=true>
            <Field name=half.id(["light-empty", "dark-empty"]) label placeholder value=value("") />
        </State>
        <State is="wrong" wide=true>
            <Field name=half.id(["light-wrong", "dark-wrong"]) label hint error=wrong value=value("") />
        </State>
        <State is="disabled" wide=true>
            <Field name=half.id(["light-off", "dark-off"]) label disabled=true value=value("Nour") />
        </State>
        <State is="technical" wide=true>
            <Field
                name=half.id(["light-url", "dark-url"])
                label=Signal::derive(move || t_string!(i18n, assistant.base_url).to_string())
                kind="url"
                technical=true
                value=value("https://api.example/v1")
            />
        </State>
    }
    .into_any()
}

#[component]
fn Texts(half: Half) -> impl IntoView {
    let i18n = use_i18n();
    let label = Signal::derive(move || t_string!(i18n, assistant.instructions).to_string());
    let hint = Signal::derive(move || Some(t_string!(i18n, assistant.instructions_hint).to_string()));
    let placeholder =
        Signal::derive(move || Some(t_string!(i18n, assistant.instructions_placeholder).to_string()));
    let wrong = Signal::derive(move || Some(t_string!(i18n, assistant.wrong_too_long).to_string()));
    let long = RwSignal::new(t_string!(i18n, assistant.instructions_placeholder).repeat(3));
    view! {
        <State is="several lines, empty" wide=true>
            <TextArea
                name=half.id(["light-lines", "dark-lines"])
                label
                hint
                placeholder
                value=RwSignal::new(String::new())
            />
        </State>
        <State is="several lines, longest, wrong" wide=true>
            <TextArea name=half.id(["light-long", "dark-long"]) label error=wrong value=long />
        </State>
        <State is="several lines, disabled" wide=true>
            <TextArea name=half.id(["light-still", "dark-still"]) label rows=2 disabled=true value=long />
        </State>
    }
    .into_any()
}

#[component]
fn Selects(half: Half) -> impl IntoView {
    let i18n = use_i18n();
    let label = Signal::derive(move || t_string!(i18n, assistant.tone).to_string());
    let options = Signal::derive(move || {
        [
            ("friendly", t_string!(i18n, assistant.friendly)),
            ("formal", t_string!(i18n, assistant.formal)),
            ("brief", t_string!(i18n, assistant.brief)),
        ]
        .map(|(value, text)| (value.to_owned(), text.to_owned()))
        .to_vec()
    });
    let value = RwSignal::new("formal".to_owned());
    let choose = move |chosen| value.set(chosen);
    view! {
        <State is="plain">
            <Select name=half.id(["light-tone", "dark-tone"]) label options value on_change=choose />
        </State>
        <State is="label for readers">
            <Select
                name=half.id(["light-bare", "dark-bare"])
                label
                options
                value
                on_change=choose
                hide_label=true
            />
        </State>
        <State is="disabled">
            <Select
                name=half.id(["light-fixed", "dark-fixed"])
                label
                options
                value
                on_change=choose
                disabled=true
            />
        </State>
        <State is="empty">
            <Select
                name=half.id(["light-none", "dark-none"])
                label
                options=Signal::stored(Vec::new())
                value=String::new()
                on_change=|_| ()
            />
        </State>
    }
    .into_any()
}

#[component]
fn Languages(half: Half) -> impl IntoView {
    let i18n = use_i18n();
    let label = Signal::derive(move || t_string!(i18n, assistant.question_lang).to_string());
    let none = Signal::derive(move || t_string!(i18n, widget.embed_page_lang).to_string());
    view! {
        <State is="plain">
            <LanguageSelect
                name=half.id(["light-language", "dark-language"])
                label
                value=RwSignal::new("fa".to_owned())
            />
        </State>
        <State is="none chosen">
            <LanguageSelect
                name=half.id(["light-any", "dark-any"])
                label
                none
                value=RwSignal::new(String::new())
            />
        </State>
    }
    .into_any()
}
