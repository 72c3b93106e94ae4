use leptos::prelude::*;

/// Something is going on. Say what in words beside it.
#[component]
pub fn Spinner() -> impl IntoView {
    view! { <span class="spinner" aria-hidden="true"></span> }.into_any()
}
