use crate::{
    components::{
        icon::{Glyph, Icon},
        toast::use_toaster,
    },
    i18n::*,
    timer,
};
use leptos::{prelude::*, task::spawn_local};
use leptos_i18n::t_string;
use wasm_bindgen::{JsCast as _, JsValue};

/// Copies a text and says that it did.
#[component]
pub fn CopyButton(#[prop(into)] text: Signal<String>) -> impl IntoView {
    let i18n = use_i18n();
    let toaster = use_toaster();
    let copied = RwSignal::new(false);
    let press = move || {
        spawn_local(async move {
            if !copy(&text.get_untracked()).await {
                toaster.bad(move || t_string!(i18n, widget.copy_failed));
                return;
            }
            copied.set(true);
            timer::sleep(2_000).await;
            copied.try_set(false);
        });
    };
    let picture = Signal::derive(move || if copied.get() { Glyph::Check } else { Glyph::Copy });
    view! {
        <button type="button" class="button button--small" on:click=move |_| press()>
            <Icon of=picture />
            <span role="status">
                {move || {
                    if copied.get() { t_string!(i18n, common.copied) } else { t_string!(i18n, common.copy) }
                }}
            </span>
        </button>
    }
    .into_any()
}

/// Puts `text` on the clipboard. The browser offers that only on secure origins; elsewhere the old
/// way through a selected text field still works.
async fn copy(text: &str) -> bool {
    let clipboard = window().navigator().clipboard();
    if AsRef::<JsValue>::as_ref(&clipboard).is_object() {
        return wasm_bindgen_futures::JsFuture::from(clipboard.write_text(text)).await.is_ok();
    }
    copy_by_selection(text).unwrap_or(false)
}

fn copy_by_selection(text: &str) -> Option<bool> {
    let document: web_sys::HtmlDocument = document().dyn_into().ok()?;
    let area: web_sys::HtmlTextAreaElement = document.create_element("textarea").ok()?.dyn_into().ok()?;
    area.set_value(text);
    area.set_class_name("visually-hidden");
    let body = document.body()?;
    body.append_child(&area).ok()?;
    area.select();
    let done = document.exec_command("copy").unwrap_or(false);
    area.remove();
    Some(done)
}
