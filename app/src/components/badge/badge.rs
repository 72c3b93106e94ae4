use leptos::prelude::*;

/// What a badge's colour says. Never the colour alone: the word says it too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tint {
    #[default]
    Neutral,
    Accent,
    Violet,
    Amber,
    Red,
    Blue,
}

impl Tint {
    const fn class(self) -> &'static str {
        match self {
            Self::Neutral => "badge",
            Self::Accent => "badge badge--accent",
            Self::Violet => "badge badge--violet",
            Self::Amber => "badge badge--amber",
            Self::Red => "badge badge--red",
            Self::Blue => "badge badge--blue",
        }
    }
}

/// A state or a kind in one or two words.
#[component]
pub fn Badge(#[prop(optional, into)] tint: Signal<Tint>, children: Children) -> impl IntoView {
    view! { <span class=move || tint.get().class()>{children()}</span> }.into_any()
}

/// A number of things that want attention; nothing at zero. `label` says what is counted.
#[component]
pub fn Count(
    #[prop(into)] value: Signal<i64>,
    #[prop(into)] text: Signal<String>,
    #[prop(into)] label: ViewFn,
) -> impl IntoView {
    let label = StoredValue::new(label);
    view! {
        <Show when=move || { value.get() > 0 }>
            <span class="count">
                <span aria-hidden="true">{move || text.get()}</span>
                <span class="visually-hidden">{label.with_value(ViewFn::run)}</span>
            </span>
        </Show>
    }
    .into_any()
}
