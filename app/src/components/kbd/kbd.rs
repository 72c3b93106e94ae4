use leptos::prelude::*;

/// A key to press.
#[component]
pub fn Kbd(#[prop(into)] key: Signal<String>) -> impl IntoView {
    view! {
        <kbd class="kbd" dir="ltr">
            {move || key.get()}
        </kbd>
    }
    .into_any()
}
