use crate::components::icon::{Glyph, Icon};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::A;

/// A page that scrolls as a whole: what it is for, what can be done, and its content.
#[component]
pub fn Page(
    #[prop(into)] title: Signal<String>,
    #[prop(into)] lead: Signal<String>,
    /// The page that this one belongs to, and its name.
    #[prop(optional)]
    back: Option<(&'static str, Signal<String>)>,
    children: Children,
) -> impl IntoView {
    view! {
        <Title text=move || title.get() />
        <main class="page">
            {back
                .map(|(address, name)| {
                    view! {
                        <A href=address attr:class="page__back">
                            <Icon of=Glyph::ArrowBack />
                            {move || name.get()}
                        </A>
                    }
                })}
            <header class="page__head">
                <h1 class="page__title">{move || title.get()}</h1>
                <p class="page__lead">{move || lead.get()}</p>
            </header>
            {children()}
        </main>
    }
    .into_any()
}
