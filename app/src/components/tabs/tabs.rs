use leptos::{ev::KeyboardEvent, prelude::*};

/// One tab: what it stands for, its word, and a number beside it (already written for the reader).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tab<T> {
    pub value: T,
    pub label: String,
    pub count: Option<String>,
}

/// Views of one thing, side by side; arrow keys move between them.
#[component]
pub fn Tabs<T>(
    /// Names the group for readers.
    #[prop(into)]
    label: Signal<String>,
    #[prop(into)] tabs: Signal<Vec<Tab<T>>>,
    #[prop(into)] selected: Signal<T>,
    on_select: impl Fn(T) + Send + Sync + Clone + 'static,
    /// The id of the element that the tabs change.
    controls: &'static str,
) -> impl IntoView
where
    T: Copy + PartialEq + Send + Sync + 'static,
{
    let list = NodeRef::<leptos::html::Div>::new();
    let choose = on_select.clone();
    let on_key = move |event: KeyboardEvent| {
        let nearest = list.get_untracked().and_then(|list| list.closest("[dir]").ok().flatten());
        let rtl = nearest.is_some_and(|with| with.get_attribute("dir").as_deref() == Some("rtl"));
        let all = tabs.get_untracked();
        let Some(now) = all.iter().position(|tab| tab.value == selected.get_untracked()) else { return };
        let forward = match event.key().as_str() {
            "ArrowRight" => !rtl,
            "ArrowLeft" => rtl,
            _ => return,
        };
        event.prevent_default();
        let next = if forward { now + 1 } else { now + all.len() - 1 } % all.len();
        if let Some(tab) = all.get(next) {
            choose(tab.value);
            let button = list
                .get_untracked()
                .and_then(|list| list.children().item(u32::try_from(next).unwrap_or_default()));
            if let Some(button) = button {
                use wasm_bindgen::JsCast as _;
                let _ = button.unchecked_into::<web_sys::HtmlElement>().focus();
            }
        }
    };
    view! {
        <div class="tabs" role="tablist" aria-label=move || label.get() node_ref=list on:keydown=on_key>
            {move || {
                tabs.get()
                    .into_iter()
                    .map(|tab| {
                        let value = tab.value;
                        let on_select = on_select.clone();
                        let chosen = move || selected.get() == value;
                        view! {
                            <button
                                type="button"
                                role="tab"
                                class="tabs__tab"
                                aria-controls=controls
                                aria-selected=move || chosen().to_string()
                                tabindex=move || if chosen() { "0" } else { "-1" }
                                on:click=move |_| on_select(value)
                            >
                                {tab.label}
                                {tab
                                    .count
                                    .map(|count| view! { <span class="tabs__count">{count}</span> })}
                            </button>
                        }
                    })
                    .collect_view()
            }}
        </div>
    }
    .into_any()
}
