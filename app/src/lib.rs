//! The dashboard and the public pages of Diwan, in Leptos: rendered on the server, taken over in
//! the browser by `frontend`.
//!
//! A page fetches with [`client`], listens with [`live`], and draws with [`components`]. Text comes
//! from `locales/`, in five languages; what the first render shows must be the same on both sides,
//! so everything that only the browser knows (tokens, choices, the clock) comes in an effect.
#![recursion_limit = "512"]

pub mod client;
pub mod clock;
pub mod components;
mod decided;
mod failure;
mod file_drop;
pub mod format;
pub mod ids;
pub mod language;
mod later;
pub mod leaving;
pub mod live;
mod lock;
mod mode;
mod pages;
pub mod session;
mod shell;
pub mod storage;
pub mod theme;
pub mod timer;
mod uploads;

#[allow(deprecated, clippy::all, clippy::pedantic, missing_docs, reason = "generated from locales/")]
mod translations {
    leptos_i18n::load_locales!();
}
pub use self::{shell::shell, translations::i18n};

use self::{
    components::toast::Toasts,
    i18n::{I18nContextProvider, use_i18n},
    later::Later,
    pages::{Frame, Landing, Login, NotFound, parts},
};
use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::{
    MatchNestedRoutes,
    components::{ParentRoute, Route, Router, Routes},
    path,
};

/// The whole app: languages, session, routes.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    view! {
        <I18nContextProvider enable_cookie=false>
            <Everything />
        </I18nContextProvider>
    }
    .into_any()
}

#[component]
fn Everything() -> impl IntoView {
    let i18n = use_i18n();
    language::follow_address(i18n);
    session::provide_session();
    clock::provide_clock();
    leaving::provide_leaving();
    Effect::new(|_| {
        // Tests, and nobody else, wait for this: from here on the page answers.
        if let Some(root) = document().document_element() {
            let _ = root.set_attribute("data-hydrated", "");
        }
    });
    view! {
        <Toasts>
            <Router>
                <Routes fallback=NotFound>
                    <Route path=path!("/") view=Landing />
                    <Route path=path!("/ar") view=Landing />
                    <Route path=path!("/fa") view=Landing />
                    <Route path=path!("/tr") view=Landing />
                    <Route path=path!("/it") view=Landing />
                    <Route path=path!("/en") view=Landing />
                    <Route path=path!("/login") view=Login />
                    <Workplace />
                </Routes>
            </Router>
        </Toasts>
    }
    .into_any()
}

/// What is not for the public: the pages behind the sign-in, and in debug builds the components' own.
#[component(transparent)]
fn Workplace() -> impl MatchNestedRoutes + Clone {
    let pages = view! {
        <ParentRoute path=path!("") view=Frame>
            <Route path=path!("/inbox/:id?") view=|| view! { <Later part=parts::inbox /> } />
            <Route path=path!("/knowledge") view=|| view! { <Later part=parts::knowledge /> } />
            <Route path=path!("/knowledge/new") view=|| view! { <Later part=parts::article /> } />
            <Route path=path!("/knowledge/gaps") view=|| view! { <Later part=parts::gaps /> } />
            <Route path=path!("/knowledge/:id/write") view=|| view! { <Later part=parts::article /> } />
            <Route path=path!("/knowledge/:id") view=|| view! { <Later part=parts::document /> } />
            <Route path=path!("/assistant") view=|| view! { <Later part=parts::assistant /> } />
            <Route path=path!("/assistant/lab") view=|| view! { <Later part=parts::lab /> } />
            <Route path=path!("/widget") view=|| view! { <Later part=parts::widget /> } />
        </ParentRoute>
    }
    .into_inner();
    #[cfg(debug_assertions)]
    let pages = (view! { <Route path=path!("/gallery") view=pages::Gallery /> }.into_inner(), pages);
    pages
}
