use leptos::prelude::*;

/// The shape of rows that are on their way: an avatar and two lines each.
#[component]
pub fn SkeletonRows(#[prop(default = 6)] rows: usize) -> impl IntoView {
    view! {
        <div class="skeleton" aria-hidden="true">
            {(0..rows)
                .map(|_| {
                    view! {
                        <div class="skeleton__row">
                            <span class="skeleton__disc"></span>
                            <span class="skeleton__line"></span>
                            <span class="skeleton__line skeleton__line--short"></span>
                        </div>
                    }
                })
                .collect_view()}
        </div>
    }
    .into_any()
}

/// The shape of text that is on its way.
#[component]
pub fn SkeletonText(#[prop(default = 4)] lines: usize) -> impl IntoView {
    view! {
        <div class="skeleton skeleton--text" aria-hidden="true">
            {(0..lines).map(|_| view! { <span class="skeleton__line"></span> }).collect_view()}
        </div>
    }
    .into_any()
}
