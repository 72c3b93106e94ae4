use crate::{
    components::{choices::LanguageChoice, empty_state::EmptyState, icon::Glyph, mark::Mark},
    i18n::*,
    language,
};
use leptos::prelude::*;
use leptos_i18n::{t, t_string};
use leptos_meta::Title;

/// An address without a page.
#[component]
pub fn NotFound() -> impl IntoView {
    let i18n = use_i18n();
    // Whoever has chosen a language here reads on in it.
    language::follow_person(i18n);
    let title = Signal::derive(move || t_string!(i18n, not_found.title).to_string());
    view! {
        <Title text=move || title.get() />
        <header class="site-head">
            <a class="wordmark" href="/" rel="external">
                <Mark />
                <span>{t!(i18n, landing.name)}</span>
            </a>
            <div class="site-head__end">
                <LanguageChoice at_end=true />
            </div>
        </header>
        <main class="not-found">
            <EmptyState
                icon=Glyph::Search
                title
                text=Signal::derive(move || t_string!(i18n, not_found.text).to_string())
            >
                <a class="button button--primary" href="/" rel="external">
                    {t!(i18n, not_found.home)}
                </a>
            </EmptyState>
        </main>
    }
    .into_any()
}
