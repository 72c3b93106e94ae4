use crate::{components::empty_state::EmptyState, components::icon::Glyph, i18n::*};
use leptos::prelude::*;
use leptos_i18n::t_string;

/// The inbox.
#[component]
pub fn Inbox() -> impl IntoView {
    let i18n = use_i18n();
    let title = Signal::derive(move || t_string!(i18n, nav.inbox).to_string());
    view! { <EmptyState icon=Glyph::Inbox title text=Signal::stored(String::new()) /> }.into_any()
}
