use leptos::prelude::*;

/// A component, by the name of its folder in `components/`.
#[component]
pub fn Entry(of: &'static str, children: Children) -> impl IntoView {
    view! {
        <section class="gallery__entry" data-component=of>
            <h2 class="gallery__name" lang="en" dir="ltr">
                {of}
            </h2>
            {children()}
        </section>
    }
    .into_any()
}

/// The component in one state.
#[component]
pub fn State(
    is: &'static str,
    /// Over the whole line, for what fills its place.
    #[prop(optional)]
    wide: bool,
    children: Children,
) -> impl IntoView {
    view! {
        <div class="gallery__state" class:gallery__state--wide=wide data-state=is>
            <p class="gallery__caption" lang="en" dir="ltr">
                {is}
            </p>
            {children()}
        </div>
    }
    .into_any()
}
