//! Every component in every state, light beside dark, in all languages and both directions: to be looked at by whoever
//! changes one, and by the tests of the browser. Only in debug builds.
//!
//! Its own words are names of the code and so the same in every language; what the components say is translated.

mod actions;
mod entry;
mod fields;
mod frames;
mod signs;
mod waits;

use crate::{
    components::{
        choices::LanguageChoice,
        tabs::{Tab, Tabs},
    },
    i18n::*,
    language,
};
use leptos::prelude::*;
use leptos_i18n::t_string;
use leptos_meta::Title;

/// One of the two halves: each draws everything, under ids of its own.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Half {
    Light,
    Dark,
}

impl Half {
    const fn id(self, [light, dark]: [&'static str; 2]) -> &'static str {
        match self {
            Self::Light => light,
            Self::Dark => dark,
        }
    }
}

/// The components' own page.
#[component]
pub fn Gallery() -> impl IntoView {
    language::follow_person(use_i18n());
    // The names of languages, for one, are known only to the browser.
    let here = RwSignal::new(false);
    Effect::new(move |_| here.set(true));
    view! {
        <Title text="gallery" />
        <Show when=move || here.get()>
            <Halves />
        </Show>
    }
    .into_any()
}

#[component]
fn Halves() -> impl IntoView {
    let i18n = use_i18n();
    // Without a choice, that of the language.
    let direction = RwSignal::new(None::<&'static str>);
    let of_language = move || api::direction(language::tag(i18n.get_locale()));
    let tabs = Signal::derive(move || {
        let tab = |value: Option<&'static str>| Tab {
            value,
            label: value.map_or_else(|| language::own_name(i18n.get_locale()).to_owned(), str::to_owned),
            count: None,
        };
        [None, Some("ltr"), Some("rtl")].map(tab).to_vec()
    });
    view! {
        <header class="gallery__head">
            <h1 class="gallery__title" lang="en" dir="ltr">
                "gallery"
            </h1>
            <LanguageChoice />
            <Tabs
                label=Signal::derive(move || t_string!(i18n, common.language).to_string())
                tabs
                selected=direction
                on_select=move |chosen| direction.set(chosen)
                controls="gallery"
            />
        </header>
        <div class="gallery" id="gallery" dir=move || direction.get().unwrap_or_else(of_language)>
            <Everything half=Half::Light />
            <Everything half=Half::Dark />
        </div>
    }
    .into_any()
}

#[component]
fn Everything(half: Half) -> impl IntoView {
    view! {
        <div class="gallery__half" data-half=half.id(["light", "dark"])>
            {actions::entries(half)} {fields::entries(half)} {signs::entries()} {waits::entries(half)}
            {frames::entries(half)}
        </div>
    }
    .into_any()
}
