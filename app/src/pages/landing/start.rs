use crate::i18n::*;
use leptos::prelude::*;
use leptos_i18n::t;

/// The line that puts the widget on a page.
const EMBED: &str = r#"<script src="https://…/widget.js" data-key="wk_…" async></script>"#;

/// The way from nothing to the first answer.
#[component]
pub fn Start() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <section class="start" id="start" aria-labelledby="start-title">
            <h2 id="start-title">{t!(i18n, landing.start_title)}</h2>
            <ol class="start__list" role="list">
                <li class="step">
                    <h3>{t!(i18n, landing.s1_title)}</h3>
                    <p>{t!(i18n, landing.s1_text)}</p>
                </li>
                <li class="step">
                    <h3>{t!(i18n, landing.s2_title)}</h3>
                    <p>{t!(i18n, landing.s2_text)}</p>
                    <pre class="step__code" dir="ltr">
                        <code>{EMBED}</code>
                    </pre>
                </li>
                <li class="step">
                    <h3>{t!(i18n, landing.s3_title)}</h3>
                    <p>{t!(i18n, landing.s3_text)}</p>
                </li>
            </ol>
        </section>
    }
    .into_any()
}
