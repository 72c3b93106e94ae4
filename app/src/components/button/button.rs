use crate::components::{
    icon::{Glyph, Icon},
    spinner::Spinner,
};
use leptos::prelude::*;

/// How loudly a button speaks. One `Primary` a view.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Look {
    #[default]
    Plain,
    Primary,
    Quiet,
    Danger,
}

impl Look {
    const fn class(self) -> &'static str {
        match self {
            Self::Plain => "button",
            Self::Primary => "button button--primary",
            Self::Quiet => "button button--quiet",
            Self::Danger => "button button--danger",
        }
    }
}

/// A button with a word. Add `on:click` and attributes (`attr:…`) where it is used.
#[component]
pub fn Button(
    #[prop(optional)] look: Look,
    /// For toolbars and rows.
    #[prop(optional)]
    small: bool,
    #[prop(optional, into)] icon: Option<Glyph>,
    #[prop(optional, into)] disabled: Signal<bool>,
    /// Work is going on: a spinner, and no second press.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// Sends the form that it stands in.
    #[prop(optional)]
    submit: bool,
    #[prop(optional, into)] on_press: Option<Callback<()>>,
    children: Children,
) -> impl IntoView {
    view! {
        <button
            type=if submit { "submit" } else { "button" }
            class=look.class()
            class:button--small=small
            disabled=move || disabled.get() || busy.get()
            aria-busy=move || busy.get().then_some("true")
            on:click=move |_| if let Some(on_press) = on_press { on_press.run(()) }
        >
            <Show when=move || busy.get()>
                <Spinner />
            </Show>
            {icon.map(|icon| view! { <Icon of=icon /> })}
            <span class="button__word">{children()}</span>
        </button>
    }
    .into_any()
}

/// A button that shows a picture alone; `label` is its name and its tooltip.
#[component]
pub fn IconButton(
    #[prop(into)] icon: Signal<Glyph>,
    #[prop(into)] label: Signal<String>,
    #[prop(optional, into)] disabled: Signal<bool>,
    /// For switches: whether it is on.
    #[prop(optional, into)]
    pressed: Option<Signal<bool>>,
    on_press: impl Fn() + Send + Sync + 'static,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="icon-button"
            aria-label=move || label.get()
            title=move || label.get()
            aria-pressed=move || pressed.map(|on| on.get().to_string())
            disabled=move || disabled.get()
            on:click=move |_| on_press()
        >
            <Icon of=icon />
        </button>
    }
    .into_any()
}
