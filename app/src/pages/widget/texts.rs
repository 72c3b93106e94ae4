use super::form::{Form, LIMITS};
use crate::{
    components::{
        field::{Field, TextArea},
        panel::Panel,
        tabs::{Tab, Tabs},
    },
    format,
    i18n::*,
    language::{self, fill},
    session::use_session,
};
use leptos::prelude::*;
use leptos_i18n::{t_string, td_string};

/// What the widget says in each language; where nothing is entered, the product's own words.
#[component]
pub fn Texts(
    form: Form,
    /// The language that is edited and shown in the preview.
    shown: RwSignal<Locale>,
) -> impl IntoView {
    let i18n = use_i18n();
    let tabs = Signal::derive(move || {
        let tab = |locale| Tab {
            value: locale,
            label: language::own_name(locale).to_owned(),
            count: form.wrong_words(locale).then(|| "!".to_owned()),
        };
        language::ALL.map(tab).to_vec()
    });
    view! {
        <Panel
            id="widget-texts"
            title=Signal::derive(move || t_string!(i18n, widget.texts).to_string())
            lead=Signal::derive(move || Some(t_string!(i18n, widget.texts_hint).to_string()))
        >
            <Tabs
                label=Signal::derive(move || t_string!(i18n, common.language).to_string())
                tabs
                selected=shown
                on_select=move |locale| shown.set(locale)
                controls="widget-words"
            />
            <div
                class="words"
                id="widget-words"
                role="tabpanel"
                aria-label=move || language::own_name(shown.get())
            >
                {move || view! { <InLanguage form locale=shown.get() /> }}
            </div>
        </Panel>
    }
    .into_any()
}

#[component]
fn InLanguage(form: Form, locale: Locale) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let words = form.words(locale);
    let wrong = move |at: usize| {
        Signal::derive(move || {
            let (name, most) = LIMITS.get(at)?;
            form.error(&format!("texts.{}.{name}", language::tag(locale)))?;
            let most = format::count(i18n.get_locale(), i64::try_from(*most).unwrap_or(i64::MAX));
            Some(fill(t_string!(i18n, widget.too_long), "most", &most))
        })
    };
    let company =
        Signal::derive(move || session.me().with(|me| me.as_ref().map(|me| me.tenant.name.clone())));
    let own = |text: &'static str| Signal::stored(Some(text.to_owned()));
    view! {
        <Field
            name="widget-title"
            label=Signal::derive(move || t_string!(i18n, widget.title).to_string())
            placeholder=company
            value=words.title
            error=wrong(0)
        />
        <TextArea
            name="widget-greeting"
            rows=2
            label=Signal::derive(move || t_string!(i18n, widget.greeting).to_string())
            placeholder=own(td_string!(locale, widget.default_greeting))
            value=words.greeting
            error=wrong(1)
        />
        <Field
            name="widget-placeholder"
            label=Signal::derive(move || t_string!(i18n, widget.placeholder).to_string())
            placeholder=own(td_string!(locale, widget.default_placeholder))
            value=words.placeholder
            error=wrong(2)
        />
    }
    .into_any()
}
