use crate::components::icon::{Glyph, Icon};
use leptos::prelude::*;

/// Nothing here, why, and what to do about it.
#[component]
pub fn EmptyState(
    icon: Glyph,
    #[prop(into)] title: Signal<String>,
    #[prop(into)] text: Signal<String>,
    /// A button or a link.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty-state">
            <span class="empty-state__picture">
                <Icon of=icon />
            </span>
            <h3 class="empty-state__title">{move || title.get()}</h3>
            <p class="empty-state__text">{move || text.get()}</p>
            {children.map(|children| view! { <div class="empty-state__action">{children()}</div> })}
        </div>
    }
    .into_any()
}
