use crate::{
    components::icon::{Glyph, Icon},
    i18n::*,
};
use leptos::prelude::*;
use leptos_i18n::t;

/// Promises, each beside what keeps it.
#[component]
pub fn Privacy() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <section class="privacy" id="privacy" aria-labelledby="privacy-title">
            <div class="privacy__words">
                <h2 id="privacy-title">{t!(i18n, landing.privacy_title)}</h2>
                <p>{t!(i18n, landing.privacy_lead)}</p>
            </div>
            <table class="privacy__table">
                <thead>
                    <tr>
                        <th scope="col">{t!(i18n, landing.promise)}</th>
                        <th scope="col">{t!(i18n, landing.enforced)}</th>
                    </tr>
                </thead>
                <tbody>
                    {row(Glyph::Lock, t!(i18n, landing.p1_promise), t!(i18n, landing.p1_how))}
                    {row(Glyph::Shield, t!(i18n, landing.p2_promise), t!(i18n, landing.p2_how))}
                    {row(Glyph::Server, t!(i18n, landing.p3_promise), t!(i18n, landing.p3_how))}
                    {row(Glyph::CheckAll, t!(i18n, landing.p4_promise), t!(i18n, landing.p4_how))}
                    {row(Glyph::Scale, t!(i18n, landing.p5_promise), t!(i18n, landing.p5_how))}
                </tbody>
            </table>
        </section>
    }
    .into_any()
}

fn row(icon: Glyph, promise: impl IntoView + 'static, how: impl IntoView + 'static) -> AnyView {
    view! {
        <tr>
            <th scope="row">
                <Icon of=icon />
                {promise.into_view()}
            </th>
            <td>{how.into_view()}</td>
        </tr>
    }
    .into_any()
}
