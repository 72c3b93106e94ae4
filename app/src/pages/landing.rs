mod features;
mod privacy;
mod scene;
mod start;

use crate::{
    components::{
        choices::{LanguageChoice, ThemeChoice},
        mark::Mark,
    },
    i18n::*,
    language,
};
use features::Features;
use leptos::prelude::*;
use leptos_i18n::{t, t_string};
use leptos_meta::{Link, Meta, Title};
use leptos_router::hooks::use_location;
use privacy::Privacy;
use scene::Scene;
use start::Start;

/// The public page: what this is, in the language of its address.
#[component]
pub fn Landing() -> impl IntoView {
    let i18n = use_i18n();
    // The server has set it already; this is for coming here from another page of the app.
    let path = use_location().pathname;
    Effect::new(move |_| {
        if let Some(locale) = path.with(|path| language::of_address(path)) {
            i18n.set_locale(locale);
        }
    });
    view! {
        <Title text=move || t_string!(i18n, landing.page_title) />
        <Meta name="description" content=move || t_string!(i18n, landing.description) />
        {language::ALL
            .into_iter()
            .map(|locale| {
                let tag = language::tag(locale);
                view! { <Link rel="alternate" hreflang=tag href=format!("/{tag}") /> }
            })
            .collect_view()}
        <a class="skip-link" href="#content">
            {t!(i18n, common.skip)}
        </a>
        <header class="site-head">
            <a class="wordmark" href="/" rel="external">
                <Mark />
                <span>{t!(i18n, landing.name)}</span>
            </a>
            <nav class="site-head__links" aria-label=move || t_string!(i18n, nav.label)>
                <a href="#features">{t!(i18n, landing.nav_features)}</a>
                <a href="#privacy">{t!(i18n, landing.nav_privacy)}</a>
                <a href="#start">{t!(i18n, landing.nav_start)}</a>
            </nav>
            <div class="site-head__end">
                <LanguageChoice link=true />
                <ThemeChoice at_end=true />
                <a class="button" href="/login">
                    {t!(i18n, login.title)}
                </a>
            </div>
        </header>
        <main id="content" class="landing">
            <section class="hero">
                <div class="hero__words">
                    <h1 class="hero__title">{t!(i18n, landing.hero_title)}</h1>
                    <p class="hero__lead">{t!(i18n, landing.hero_lead)}</p>
                    <p class="hero__actions">
                        <a class="button button--primary" href="/demo" rel="external">
                            {t!(i18n, landing.try_demo)}
                        </a>
                        <a class="button" href="/login">
                            {t!(i18n, login.title)}
                        </a>
                    </p>
                    <p class="hero__note">{t!(i18n, landing.hero_note)}</p>
                </div>
                <Scene />
            </section>
            <Features />
            <Privacy />
            <Start />
            <section class="closing">
                <h2>{t!(i18n, landing.closing_title)}</h2>
                <p>{t!(i18n, landing.closing_text)}</p>
                <a class="button button--primary" href="/demo" rel="external">
                    {t!(i18n, landing.try_demo)}
                </a>
            </section>
        </main>
        <footer class="site-foot">
            <p>{t!(i18n, landing.footer)}</p>
            <nav class="site-foot__links">
                <a href="/docs/api" rel="external">
                    {t!(i18n, landing.api)}
                </a>
                <a href="/demo" rel="external">
                    {t!(i18n, landing.try_demo)}
                </a>
            </nav>
        </footer>
    }
    .into_any()
}
