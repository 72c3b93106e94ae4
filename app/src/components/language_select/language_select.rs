use crate::{components::select::Select, format, i18n::*, language};
use leptos::prelude::*;

/// Chooses one of the product's languages by its tag.
#[component]
pub fn LanguageSelect(
    name: &'static str,
    #[prop(into)] label: Signal<String>,
    value: RwSignal<String>,
    /// What no language means, where that may be chosen: "any", "find out".
    #[prop(optional, into)]
    none: Option<Signal<String>>,
    #[prop(optional)] hide_label: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let options = Signal::derive(move || {
        let languages = language::ALL.into_iter().map(language::tag);
        none.map(|none| (String::new(), none.get()))
            .into_iter()
            .chain(languages.map(|tag| (tag.to_owned(), format::language_name(i18n.get_locale(), tag))))
            .collect::<Vec<_>>()
    });
    view! { <Select name label options value on_change=move |tag| value.set(tag) hide_label /> }.into_any()
}
