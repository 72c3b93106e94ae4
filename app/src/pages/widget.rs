//! The chat widget on the tenant's own pages: how it looks, what it says, where it may stand.

mod color;
mod embed;
mod form;
mod identity;
mod look;
mod origin;
mod origins;
mod preview;
mod texts;

use super::settings::SettingsPage;
use crate::i18n::*;
use embed::EmbedCode;
use form::Form;
use identity::Identity;
use leptos::prelude::*;
use leptos_i18n::t_string;
use look::Look;
use origins::Origins;
use preview::Preview;
use texts::Texts;

/// The widget's settings, for those who may change them.
#[component]
pub fn WidgetSettings() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <SettingsPage<Form>
            title=Signal::derive(move || t_string!(i18n, nav.widget).to_string())
            lead=Signal::derive(move || t_string!(i18n, widget.lead).to_string())
            draw
        />
    }
    .into_any()
}

fn draw(form: Form) -> (AnyView, AnyView) {
    // The language whose texts are edited and shown.
    let shown = RwSignal::new(use_i18n().get_locale_untracked());
    let sections = view! {
        <EmbedCode form />
        <Look form />
        <Texts form shown />
        <Origins form />
        <Identity form />
    };
    (sections.into_any(), view! { <Preview form shown /> }.into_any())
}
