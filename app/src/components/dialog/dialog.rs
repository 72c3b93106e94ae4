use crate::{
    components::{button::IconButton, icon::Glyph},
    i18n::*,
};
use leptos::{ev::MouseEvent, html, prelude::*};
use leptos_i18n::t_string;
use wasm_bindgen::JsCast as _;

/// A question or a form above the page. The browser's own dialog: it traps the focus, closes with
/// Escape and gives the focus back.
#[component]
pub fn Dialog(
    open: RwSignal<bool>,
    #[prop(into)] title: Signal<String>,
    /// For tables and long text.
    #[prop(optional)]
    wide: bool,
    children: ChildrenFn,
) -> impl IntoView {
    let i18n = use_i18n();
    let node = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let open = open.get();
        let Some(dialog) = node.get() else { return };
        if open && !dialog.open() {
            let _ = dialog.show_modal();
        } else if !open && dialog.open() {
            dialog.close();
        }
    });
    // A press beside the dialog lands on the element itself, one inside on a child.
    let beside = move |event: MouseEvent| {
        let on_itself = node.get_untracked().is_some_and(|dialog| {
            event.target().is_some_and(|target| target.dyn_ref::<web_sys::Node>() == Some(&dialog))
        });
        if on_itself {
            open.set(false);
        }
    };
    view! {
        <dialog
            class="dialog"
            class:dialog--wide=wide
            node_ref=node
            aria-label=move || title.get()
            on:close=move |_| open.set(false)
            on:click=beside
        >
            <Show when=move || open.get()>
                <div class="dialog__box">
                    <header class="dialog__head">
                        <h2 class="dialog__title">{move || title.get()}</h2>
                        <IconButton
                            icon=Glyph::Close
                            label=Signal::derive(move || t_string!(i18n, common.close).to_string())
                            on_press=move || open.set(false)
                        />
                    </header>
                    <div class="dialog__body">{children()}</div>
                </div>
            </Show>
        </dialog>
    }
    .into_any()
}
