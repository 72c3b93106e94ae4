use leptos::prelude::*;
use leptos_meta::Title;

/// A page that scrolls as a whole: what it is for, what can be done, and its content.
#[component]
pub fn Page(
    #[prop(into)] title: Signal<String>,
    #[prop(into)] lead: Signal<String>,
    children: Children,
) -> impl IntoView {
    view! {
        <Title text=move || title.get() />
        <main class="page">
            <header class="page__head">
                <h1 class="page__title">{move || title.get()}</h1>
                <p class="page__lead">{move || lead.get()}</p>
            </header>
            {children()}
        </main>
    }
    .into_any()
}
