use leptos::prelude::*;

/// How far something has come, 0 to 100.
#[component]
pub fn Progress(#[prop(into)] value: Signal<f64>, #[prop(into)] label: Signal<String>) -> impl IntoView {
    view! {
        <progress
            class="progress"
            max="100"
            value=move || value.get().clamp(0.0, 100.0).to_string()
            aria-label=move || label.get()
        ></progress>
    }
    .into_any()
}
