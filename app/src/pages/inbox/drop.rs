//! Files dropped anywhere on the inbox go with the next message of the open conversation.

use super::{attach_list::attach, thread::Thread};
use crate::{components::toast::use_toaster, i18n::*};
use leptos::{ev, prelude::*};
use web_sys::DragEvent;

/// Listens until the inbox is left. Elsewhere on the page a dropped file would replace it.
pub fn listen(thread: Thread) {
    let i18n = use_i18n();
    let toaster = use_toaster();
    // Entering a child leaves the parent a moment later, so the depth is counted.
    let depth = StoredValue::new(0_i32);
    let to = move |now: i32| {
        depth.set_value(now.max(0));
        let over = now > 0 && thread.inbox.open.get_untracked().is_some();
        if thread.dropping.get_untracked() != over {
            thread.dropping.set(over);
        }
    };
    let handles = [
        window_event_listener(ev::dragenter, move |event| {
            if has_files(&event) {
                event.prevent_default();
                to(depth.get_value() + 1);
            }
        }),
        window_event_listener(ev::dragover, move |event| {
            if has_files(&event) {
                event.prevent_default();
            }
        }),
        window_event_listener(ev::dragleave, move |event| {
            if has_files(&event) {
                to(depth.get_value() - 1);
            }
        }),
        window_event_listener(ev::drop, move |event| {
            if !has_files(&event) {
                return;
            }
            event.prevent_default();
            to(0);
            if let Some(files) = event.data_transfer().and_then(|data| data.files()) {
                attach(thread, toaster, i18n, &files);
            }
        }),
    ];
    on_cleanup(move || handles.into_iter().for_each(WindowListenerHandle::remove));
}

/// Text can be dragged as well, and goes where it is dropped.
fn has_files(event: &DragEvent) -> bool {
    event.data_transfer().is_some_and(|data| data.types().includes(&"Files".into(), 0))
}
