//! Waiting, and ids: what the browser lends of time and chance.

use std::cell::RefCell;
use std::pin::Pin;

use js_sys::{Date, Function, Math, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};

use crate::text::{cat, digits};
use crate::view::window;

/// Milliseconds since 1970.
pub fn now() -> f64 {
    Date::now()
}

/// Starts a task. Boxed here, so that the machinery of tasks is compiled once and not once a task.
#[inline(never)]
pub fn spawn(task: Pin<Box<dyn Future<Output = ()>>>) {
    spawn_local(task);
}

/// Sleeps for a time, whatever happens.
pub async fn sleep(milliseconds: i32) {
    Bell::default().sleep(milliseconds).await;
}

/// Lets one task sleep until a time has passed or somebody rings.
///
/// A ring while nobody sleeps is lost: the sleeper looks at the state of things before it lies down.
#[derive(Default)]
pub struct Bell(RefCell<Option<Function>>);

impl Bell {
    pub fn ring(&self) {
        if let Some(wake) = self.0.take() {
            let _ = wake.call1(&JsValue::UNDEFINED, &JsValue::UNDEFINED);
        }
    }

    /// Whether somebody rang.
    pub async fn sleep(&self, milliseconds: i32) -> bool {
        let promise = Promise::new(&mut |wake, _| {
            let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(&wake, milliseconds);
            self.0.replace(Some(wake));
        });
        let _ = JsFuture::from(promise).await;
        self.0.take().is_none()
    }
}

/// How long to wait before try number `attempt` (from 1): doubling from half a second to 30 s, the
/// upper half of it by `chance` (0 to 1), so that a restarted server is not met by all at once.
pub fn backoff(attempt: u32, chance: f64) -> i32 {
    let full = (500_u32 << attempt.clamp(1, 6)).min(30_000);
    (f64::from(full) * (0.5 + chance / 2.0)) as i32
}

pub fn chance() -> f64 {
    Math::random()
}

/// An id for a message. It must only differ from the others of one visitor, which four numbers of 32
/// random bits do; `crypto.randomUUID()` is missing on shops without https.
pub fn new_id() -> String {
    let part = || digits((chance() * f64::from(u32::MAX)) as u32, "");
    cat(&[&part(), "-", &part(), "-", &part(), "-", &part()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waiting_doubles_with_jitter_and_stops_growing() {
        assert_eq!((backoff(1, 0.0), backoff(1, 1.0)), (500, 1_000));
        assert_eq!((backoff(3, 0.0), backoff(3, 1.0)), (2_000, 4_000));
        assert_eq!((backoff(40, 1.0), backoff(0, 1.0)), (30_000, 1_000));
    }
}
