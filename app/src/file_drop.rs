//! Files dragged from elsewhere and dropped anywhere on a page.

use leptos::{ev, prelude::*};
use web_sys::{DragEvent, FileList};

/// Listens until the calling component is gone: `over` hears whether files are held over the page, `dropped` takes
/// them. All of the window is listened to, since where nobody does, the browser leaves the page for the file.
///
/// Nothing is counted: a drag that is called off need not leave every element that it entered. It is over the page
/// as long as it says so, and away once it leaves an element for nothing or the pointer moves by itself again.
pub fn listen(over: impl Fn(bool) + Copy + 'static, dropped: impl Fn(&FileList) + 'static) {
    let held = move |event: DragEvent| {
        if has_files(&event) {
            event.prevent_default();
            over(true);
        }
    };
    let handles = [
        window_event_listener(ev::dragenter, held),
        window_event_listener(ev::dragover, held),
        window_event_listener(ev::dragleave, move |event| {
            if event.related_target().is_none() {
                over(false);
            }
        }),
        window_event_listener(ev::dragend, move |_| over(false)),
        // None comes while something is dragged.
        window_event_listener(ev::pointermove, move |_| over(false)),
        window_event_listener(ev::drop, move |event| {
            over(false);
            if !has_files(&event) {
                return;
            }
            event.prevent_default();
            if let Some(files) = event.data_transfer().and_then(|data| data.files()) {
                dropped(&files);
            }
        }),
    ];
    on_cleanup(move || handles.into_iter().for_each(WindowListenerHandle::remove));
}

/// Text can be dragged as well, and goes where it is dropped.
fn has_files(event: &DragEvent) -> bool {
    event.data_transfer().is_some_and(|data| data.types().includes(&"Files".into(), 0))
}
