use leptos::prelude::*;

/// On or off, at once.
#[component]
pub fn Switch(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] on: Signal<bool>,
    on_change: impl Fn(bool) + Send + Sync + 'static,
    #[prop(optional, into)] hint: Signal<Option<String>>,
    #[prop(optional, into)] disabled: Signal<bool>,
) -> impl IntoView {
    view! {
        <label class="switch">
            <input
                class="switch__control"
                type="checkbox"
                role="switch"
                prop:checked=move || on.get()
                disabled=move || disabled.get()
                on:change=move |event| on_change(event_target_checked(&event))
            />
            <span class="switch__text">
                <span class="switch__label">{move || label.get()}</span>
                {move || hint.get().map(|hint| view! { <span class="switch__hint">{hint}</span> })}
            </span>
        </label>
    }
    .into_any()
}
