mod account;
mod rail;

use super::inbox::desk::provide_desk;
use crate::{
    client::use_client,
    components::{line::LineNotice, skeleton::SkeletonRows},
    i18n::*,
    language,
    live::{self, Line},
    session::{Ended, use_session},
};
use api::Me;
use leptos::{prelude::*, task::spawn_local};
use leptos_i18n::t;
use leptos_router::{
    NavigateOptions,
    components::Outlet,
    hooks::{use_location, use_navigate},
};
use rail::Rail;

/// What stands around every page of the dashboard: navigation, the state of the connection, and the
/// guard that lets only signed-in people in.
///
/// The server renders its outline without a word, since it knows neither the person nor their
/// language; both come in the browser.
#[component]
pub fn Frame() -> impl IntoView {
    let here = RwSignal::new(false);
    Effect::new(move |_| here.set(true));
    view! {
        <Show when=move || here.get() fallback=Outline>
            <Guarded />
        </Show>
    }
    .into_any()
}

/// The shape of the page before anything is known.
#[component]
fn Outline() -> impl IntoView {
    view! {
        <div class="frame" aria-busy="true">
            <div class="rail"></div>
            <div class="frame__page">
                <SkeletonRows />
            </div>
        </div>
    }
    .into_any()
}

#[component]
fn Guarded() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let client = use_client();
    let navigate = use_navigate();
    let location = use_location();
    language::follow_person(i18n);
    let live = live::provide_live();
    provide_desk();

    // The only way out: whoever ends the session, here or in another tab, ends up at the sign-in page.
    Effect::new(move |_| {
        let ended = session.ended().get();
        if ended.is_none() && session.has_tokens() {
            return;
        }
        let to = if ended == Some(Ended::SignedOut) {
            "/login".into()
        } else {
            let here = location.pathname.get_untracked() + &location.search.with_untracked(|s| question(s));
            format!("/login?next={}", crate::client::encode(&here))
        };
        navigate(&to, NavigateOptions { replace: true, ..Default::default() });
    });
    if session.has_tokens() {
        live.start();
        let asking = StoredValue::new(false);
        let is_live = Memo::new(move |_| live.line().get() == Line::Live);
        // Without an answer the pages show what is wrong; it is asked again when the line stands.
        Effect::new(move |_| {
            is_live.track();
            if asking.get_value() || session.me().with_untracked(Option::is_some) {
                return;
            }
            asking.set_value(true);
            spawn_local(async move {
                let answer = client.get::<Me>("me").await;
                asking.try_set_value(false);
                if let Ok(me) = answer {
                    session.know(me);
                }
            });
        });
    }
    view! {
        <a class="skip-link" href="#page">
            {t!(i18n, common.skip)}
        </a>
        <div class="frame">
            <Rail />
            <div class="frame__page" id="page">
                <LineNotice line=live.line() />
                <Outlet />
            </div>
        </div>
    }
    .into_any()
}

fn question(search: &str) -> String {
    if search.is_empty() { String::new() } else { format!("?{}", search.trim_start_matches('?')) }
}
