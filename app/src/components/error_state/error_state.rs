use crate::{
    client::ApiError,
    components::{
        button::Button,
        icon::{Glyph, Icon},
    },
    i18n::*,
    live::Live,
};
use leptos::prelude::*;
use leptos_i18n::t;

/// What could not be read, why, and a way to try again. A server that was not reached is asked again by
/// itself once the line stands.
#[component]
pub fn ErrorState(
    #[prop(into)] error: Signal<ApiError>,
    #[prop(optional, into)] on_retry: Option<Callback<()>>,
) -> impl IntoView {
    let i18n = use_i18n();
    if let (Some(live), Some(retry)) = (use_context::<Live>(), on_retry) {
        live.when_back(move || {
            if error.with_untracked(ApiError::may_pass) {
                retry.run(());
            }
        });
    }
    view! {
        <div class="error-state" role="alert">
            <span class="error-state__picture">
                <Icon of=Glyph::Alert />
            </span>
            <p class="error-state__text">{move || error.get().say(i18n)}</p>
            {on_retry
                .map(|on_retry| {
                    view! {
                        <Button icon=Glyph::Refresh small=true on_press=on_retry>
                            {t!(i18n, common.retry)}
                        </Button>
                    }
                })}
        </div>
    }
    .into_any()
}
