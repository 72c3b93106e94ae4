use crate::{components::spinner::Spinner, i18n::*, live::Line};
use leptos::prelude::*;
use leptos_i18n::t_string;

/// Tells when the screen is not up to date, and nothing when it is.
#[component]
pub fn LineNotice(#[prop(into)] line: Signal<Line>) -> impl IntoView {
    let i18n = use_i18n();
    let text = move || match line.get() {
        Line::Live => None,
        Line::Connecting => Some(t_string!(i18n, line.connecting)),
        Line::CatchingUp => Some(t_string!(i18n, line.catching_up)),
        Line::Offline => Some(t_string!(i18n, line.offline)),
    };
    view! {
        <div class="line-notice" role="status" data-line=move || format!("{:?}", line.get()).to_lowercase()>
            {move || {
                text()
                    .map(|text| {
                        view! {
                            <p class="line-notice__text">
                                <Spinner />
                                {text}
                            </p>
                        }
                    })
            }}
        </div>
    }
    .into_any()
}
