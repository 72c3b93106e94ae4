//! One at a time, across the tabs of one browser.

use futures::{
    channel::oneshot,
    lock::{Mutex, OwnedMutexGuard},
};
use leptos::prelude::window;
use std::{cell::RefCell, rc::Rc, sync::Arc};
use wasm_bindgen::{JsCast, JsValue, prelude::Closure};

/// Held until dropped.
pub struct Held {
    release: Option<js_sys::Function>,
    _in_this_tab: OwnedMutexGuard<()>,
}

impl Drop for Held {
    fn drop(&mut self) {
        if let Some(release) = self.release.take() {
            let _ = release.call0(&JsValue::UNDEFINED);
        }
    }
}

thread_local! {
    static GATE: Arc<Mutex<()>> = Arc::new(Mutex::new(()));
}

/// Waits until nobody else, in this tab or another, holds `name`.
///
/// Where the Web Locks API is missing (insecure origins), only this tab is kept in order.
pub async fn hold(name: &str) -> Held {
    let in_this_tab = GATE.with(Arc::clone).lock_owned().await;
    Held { release: request(name).await, _in_this_tab: in_this_tab }
}

async fn request(name: &str) -> Option<js_sys::Function> {
    let navigator: JsValue = window().navigator().into();
    let locks = js_sys::Reflect::get(&navigator, &"locks".into()).ok().filter(JsValue::is_object)?;
    let request: js_sys::Function = js_sys::Reflect::get(&locks, &"request".into()).ok()?.dyn_into().ok()?;

    // The lock lasts as long as the promise that the callback returns is pending.
    let release = Rc::new(RefCell::new(None));
    let keep = Rc::clone(&release);
    let pending = js_sys::Promise::new(&mut |resolve, _| *keep.borrow_mut() = Some(resolve));
    let (granted, waiting) = oneshot::channel();
    let callback = Closure::once_into_js(move || {
        let _ = granted.send(());
        JsValue::from(pending)
    });
    request.call2(&locks, &name.into(), &callback).ok()?;
    waiting.await.ok()?;
    release.take()
}
