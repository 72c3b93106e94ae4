use crate::{
    components::icon::{Glyph, Icon},
    i18n::*,
};
use leptos::prelude::*;
use leptos_i18n::t;

/// What it does, in six cards.
#[component]
pub fn Features() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <section class="features" id="features" aria-labelledby="features-title">
            <h2 id="features-title">{t!(i18n, landing.features_title)}</h2>
            <ul class="features__list" role="list">
                {card(Glyph::Book, t!(i18n, landing.f1_title), t!(i18n, landing.f1_text))}
                {card(Glyph::Hand, t!(i18n, landing.f2_title), t!(i18n, landing.f2_text))}
                {card(Glyph::Inbox, t!(i18n, landing.f3_title), t!(i18n, landing.f3_text))}
                {card(Glyph::Globe, t!(i18n, landing.f4_title), t!(i18n, landing.f4_text))}
                {card(Glyph::Spark, t!(i18n, landing.f5_title), t!(i18n, landing.f5_text))}
                {card(Glyph::Bolt, t!(i18n, landing.f6_title), t!(i18n, landing.f6_text))}
            </ul>
        </section>
    }
    .into_any()
}

fn card(icon: Glyph, title: impl IntoView + 'static, text: impl IntoView + 'static) -> AnyView {
    view! {
        <li class="feature">
            <span class="feature__picture">
                <Icon of=icon />
            </span>
            <h3 class="feature__title">{title.into_view()}</h3>
            <p class="feature__text">{text.into_view()}</p>
        </li>
    }
    .into_any()
}
