use leptos::prelude::*;

/// The product's mark: a speech bubble whose tail is a leaf of a folded letter.
#[component]
pub fn Mark() -> impl IntoView {
    view! {
        <svg class="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
            <path
                class="mark__ground"
                d="M9 3h14a6 6 0 0 1 6 6v9a6 6 0 0 1-6 6h-7l-7 5.5V24a6 6 0 0 1-6-6V9a6 6 0 0 1 6-6z"
            ></path>
            <path class="mark__line" d="M9.5 11.5h13M9.5 16h8"></path>
        </svg>
    }
    .into_any()
}
