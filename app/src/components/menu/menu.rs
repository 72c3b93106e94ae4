use leptos::{
    ev::{FocusEvent, KeyboardEvent},
    html,
    prelude::*,
};
use wasm_bindgen::JsCast as _;

/// A button that opens a list of actions. The children are buttons or links of class `menu__item`.
#[component]
pub fn Menu(
    /// What the button shows.
    trigger: ViewFn,
    /// Its name for readers.
    #[prop(into)]
    label: Signal<String>,
    /// Opens upwards, for menus at the foot of the page.
    #[prop(optional)]
    above: bool,
    /// Ends where the button ends, for menus at the end of a line.
    #[prop(optional)]
    at_end: bool,
    children: ChildrenFn,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let root = NodeRef::<html::Div>::new();
    let items = move || -> Vec<web_sys::HtmlElement> {
        let Some(found) = root.get_untracked().and_then(|root| root.query_selector_all(".menu__item").ok())
        else {
            return Vec::new();
        };
        (0..found.length()).filter_map(|at| found.item(at).and_then(|node| node.dyn_into().ok())).collect()
    };
    let focus_button = move || {
        if let Some(Ok(Some(button))) = root.get_untracked().map(|root| root.query_selector(".menu__trigger"))
        {
            let _ = button.unchecked_into::<web_sys::HtmlElement>().focus();
        }
    };
    let on_key = move |event: KeyboardEvent| {
        let step = match event.key().as_str() {
            "Escape" if open.get_untracked() => {
                event.stop_propagation();
                open.set(false);
                focus_button();
                return;
            }
            "ArrowDown" => 1,
            "ArrowUp" => -1,
            _ => return,
        };
        event.prevent_default();
        open.set(true);
        // The list is drawn after this handler.
        request_animation_frame(move || {
            let items = items();
            let active = document().active_element();
            let now = items.iter().position(|item| active.as_ref().is_some_and(|a| a == item.as_ref()));
            let len = items.len();
            let next = match (now, step) {
                (None, 1) => 0,
                (None, _) => len.saturating_sub(1),
                (Some(now), 1) => (now + 1) % len.max(1),
                (Some(now), _) => (now + len - 1) % len.max(1),
            };
            if let Some(item) = items.get(next) {
                let _ = item.focus();
            }
        });
    };
    let on_leave = move |event: FocusEvent| {
        let to: Option<web_sys::Node> = event.related_target().and_then(|to| to.dyn_into().ok());
        let inside = root.get_untracked().is_some_and(|root| root.contains(to.as_ref()));
        if !inside {
            open.set(false);
        }
    };
    view! {
        <div class="menu" node_ref=root on:keydown=on_key on:focusout=on_leave>
            <button
                type="button"
                class="menu__trigger"
                aria-haspopup="true"
                aria-expanded=move || open.get().to_string()
                aria-label=move || label.get()
                title=move || label.get()
                on:click=move |_| open.update(|open| *open = !*open)
            >
                {trigger.run()}
            </button>
            <Show when=move || open.get()>
                <div
                    class="menu__list"
                    class:menu__list--above=above
                    class:menu__list--at-end=at_end
                    tabindex="-1"
                    on:click=move |_| open.set(false)
                >
                    {children()}
                </div>
            </Show>
        </div>
    }
    .into_any()
}
