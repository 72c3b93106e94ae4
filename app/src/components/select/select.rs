use crate::components::icon::{Glyph, Icon};
use leptos::prelude::*;

/// One of several, in the browser's own list: works with every keyboard and reader.
#[component]
pub fn Select(
    name: &'static str,
    #[prop(into)] label: Signal<String>,
    /// Value and visible text.
    #[prop(into)]
    options: Signal<Vec<(String, String)>>,
    #[prop(into)] value: Signal<String>,
    on_change: impl Fn(String) + Send + Sync + 'static,
    #[prop(optional, into)] disabled: Signal<bool>,
    /// The label is for readers only.
    #[prop(optional)]
    hide_label: bool,
) -> impl IntoView {
    view! {
        <div class="field">
            <label class="field__label" class:visually-hidden=hide_label for=name>
                {move || label.get()}
            </label>
            <div class="select">
                <select
                    class="field__control select__control"
                    id=name
                    name=name
                    disabled=move || disabled.get()
                    on:change=move |event| on_change(event_target_value(&event))
                    prop:value=move || value.get()
                >
                    {move || {
                        let chosen = value.get();
                        options
                            .get()
                            .into_iter()
                            .map(|(value, text)| {
                                view! {
                                    <option value=value.clone() selected=value == chosen>
                                        {text}
                                    </option>
                                }
                            })
                            .collect_view()
                    }}
                </select>
                <Icon of=Glyph::ChevronDown />
            </div>
        </div>
    }
    .into_any()
}
