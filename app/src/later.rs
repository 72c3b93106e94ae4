//! Pages whose code comes when they are first opened.

use crate::{
    client::ApiError,
    components::{error_state::ErrorState, skeleton::SkeletonRows},
    i18n::*,
};
use leptos::{prelude::*, task::spawn_local, wasm_split::SplitLoaderError};
use leptos_i18n::t_string;
use leptos_router::hooks::use_location;
use std::pin::Pin;

/// Draws a page.
pub type Draw = fn() -> AnyView;
/// A page on its way.
pub type Coming = Pin<Box<dyn Future<Output = Result<Draw, SplitLoaderError>>>>;

/// Declares a function that fetches a page's code: `part!(name in file: Page)`. Without the feature `split`, the code is
/// there already.
macro_rules! part {
    ($name:ident in $file:ident: $page:ident) => {
        #[cfg(feature = "split")]
        pub fn $name() -> crate::later::Coming {
            #[leptos::wasm_split::wasm_split($file, wasm_split_path = leptos::wasm_split, fallible)]
            fn $name() -> Result<crate::later::Draw, leptos::wasm_split::SplitLoaderError> {
                Ok(|| $page().into_any())
            }
            Box::pin($name())
        }
        #[cfg(not(feature = "split"))]
        pub fn $name() -> crate::later::Coming {
            Box::pin(std::future::ready(Ok((|| $page().into_any()) as crate::later::Draw)))
        }
    };
}
pub(crate) use part;

/// A page, once its code is there; until then the outline of one. `part` is asked once, and again where that failed.
#[component]
pub fn Later(part: fn() -> Coming) -> impl IntoView {
    let page = RwSignal::new(None::<Option<Draw>>);
    let fetch = move || {
        page.set(None);
        spawn_local(async move {
            let draw = part().await.ok();
            page.try_set(Some(draw));
        });
    };
    fetch();
    let again_online = StoredValue::new(false);
    let again = move |()| {
        // A part that could not be fetched is asked for once more; what has been written stays.
        if !again_online.get_value() {
            again_online.set_value(window().navigator().on_line());
            return fetch();
        }
        // The server may have been updated, and with it the names of the files that this page would ask for.
        match window().navigator().on_line() {
            true => drop(window().location().reload()),
            false => fetch(),
        }
    };
    move || {
        {
            match page.get() {
                None => view! { <SkeletonRows /> }.into_any(),
                Some(Some(draw)) => untrack(draw),
                Some(None) => {
                    let retry = Callback::new(again);
                    view! { <Missing on_retry=retry /> }.into_any()
                }
            }
        }
        .into_any()
    }
}

/// Stands where a page would be whose code could not be fetched, and asks for it when the server can be reached again.
#[component]
fn Missing(on_retry: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let location = use_location();
    let name = move || match location.pathname.get().split('/').nth(1) {
        Some("knowledge") => t_string!(i18n, nav.knowledge),
        Some("assistant") => t_string!(i18n, nav.assistant),
        Some("widget") => t_string!(i18n, nav.widget),
        _ => t_string!(i18n, nav.inbox),
    };
    view! {
        <main class="page">
            <h1 class="page__title">{name}</h1>
            <ErrorState error=Signal::stored(ApiError::Offline) on_retry />
        </main>
    }
    .into_any()
}
