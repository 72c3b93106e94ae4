//! The inbox by keyboard alone.

use super::{
    actions::{Act, act},
    lock::NOTICE,
    search::SEARCH_BOX,
    state::Inbox,
    thread::Thread,
};
use crate::{components::toast::use_toaster, i18n::*};
use api::MessageKind;
use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast as _;

/// Listens for keys until the inbox is left.
pub fn listen(inbox: Inbox, thread: Thread) {
    let i18n = use_i18n();
    let toaster = use_toaster();
    let handle = window_event_listener(ev::keydown, move |event| {
        if (event.ctrl_key() || event.meta_key()) && event.key().eq_ignore_ascii_case("k") {
            event.prevent_default();
            inbox.palette.update(|open| *open = !*open);
            return;
        }
        let modified = event.ctrl_key() || event.meta_key() || event.alt_key();
        if modified || event.is_composing() || is_writing(&event) || is_asking() {
            return;
        }
        // The letter's place on the keyboard: an Arabic or Persian layout has no `j`.
        let key = match event.code().strip_prefix("Key") {
            Some(letter) => letter.to_ascii_lowercase(),
            None => event.key(),
        };
        match key.as_str() {
            "j" | "ArrowDown" => step(inbox, 1),
            "k" | "ArrowUp" => step(inbox, -1),
            "r" => thread.compose.set(Some(MessageKind::Reply)),
            "n" => thread.compose.set(Some(MessageKind::Note)),
            // The next key is a key again: the answer may take a while, and must not catch it.
            "t" => act(thread, toaster, i18n, Act::Take, false),
            "e" => act(thread, toaster, i18n, Act::Resolve, false),
            "i" => inbox.context_shown.update(|shown| *shown = !*shown),
            "/" => focus_search(),
            "?" | "؟" => inbox.shortcuts.set(true),
            "Escape" => leave(inbox),
            _ => return,
        }
        event.prevent_default();
    });
    on_cleanup(move || handle.remove());
}

/// Whether the keys belong to a field.
fn is_writing(event: &web_sys::KeyboardEvent) -> bool {
    let Some(target) = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok()) else {
        return false;
    };
    matches!(target.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT")
        // Somebody was writing when it became impossible, and may not have noticed yet.
        || target.class_list().contains(NOTICE)
        // Arrows move within menus, tabs, the log and what a search found.
        || (event.key().starts_with("Arrow")
            && target.closest(".menu, [role=tablist], .log, .context, .queue__hits").ok().flatten().is_some())
}

/// Whether a dialog is open: the keys are its own.
fn is_asking() -> bool {
    document().query_selector("dialog[open]").ok().flatten().is_some()
}

/// Opens the next or the previous conversation of the list.
pub fn step(inbox: Inbox, by: i32) {
    let open = inbox.open.get_untracked();
    let to = inbox.items.with_untracked(|all| {
        let now = open.and_then(|open| all.iter().position(|one| one.id == open));
        let next = match (now, by) {
            (None, _) => 0,
            (Some(now), 1) => now + 1,
            (Some(now), _) => now.checked_sub(1)?,
        };
        all.get(next).map(|one| one.id)
    });
    if let Some(id) = to {
        inbox.go(Some(id));
        if let Some(row) = document().get_element_by_id(&format!("row-{id}")) {
            let how = web_sys::ScrollIntoViewOptions::new();
            how.set_block(web_sys::ScrollLogicalPosition::Nearest);
            row.scroll_into_view_with_scroll_into_view_options(&how);
        }
    }
}

/// Puts the cursor into the search box.
pub fn focus_search() {
    if let Some(search) = document().get_element_by_id(SEARCH_BOX) {
        let _ = search.unchecked_into::<web_sys::HtmlElement>().focus();
    }
}

fn leave(inbox: Inbox) {
    if inbox.context_shown.get_untracked() {
        inbox.context_shown.set(false);
    } else if inbox.searching.with_untracked(|words| !words.is_empty()) {
        inbox.searching.set(String::new());
    } else {
        inbox.go(None);
    }
}
