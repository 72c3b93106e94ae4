use leptos::prelude::*;

/// A group of settings or facts under one heading.
#[component]
pub fn Panel(
    /// The id of its heading.
    id: &'static str,
    #[prop(into)] title: Signal<String>,
    #[prop(optional, into)] lead: Signal<Option<String>>,
    children: Children,
) -> impl IntoView {
    view! {
        <section class="panel" aria-labelledby=id>
            <header class="panel__head">
                <h2 class="panel__title" id=id>
                    {move || title.get()}
                </h2>
                {move || lead.get().map(|lead| view! { <p class="panel__lead">{lead}</p> })}
            </header>
            <div class="panel__body">{children()}</div>
        </section>
    }
    .into_any()
}
