//! Waiting, and ids: what the browser lends of time and chance.

use std::cell::RefCell;
use std::pin::Pin;

use js_sys::{Date, Function, Math, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};

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
            let _ = wake.call0(&JsValue::UNDEFINED);
        }
    }

    pub async fn sleep(&self, milliseconds: i32) {
        let promise = Promise::new(&mut |wake, _| {
            if let Some(window) = web_sys::window() {
                let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&wake, milliseconds);
            }
            self.0.replace(Some(wake));
        });
        let _ = JsFuture::from(promise).await;
    }
}

/// How long to wait before try number `attempt` (from 1): doubling from half a second to 30 s, the
/// upper half of it by `chance` (0 to 1), so that a restarted server is not met by all at once.
pub fn backoff(attempt: u32, chance: f64) -> i32 {
    let full = 1_000_u32.saturating_mul(1 << attempt.clamp(1, 16).saturating_sub(1)).min(30_000);
    (f64::from(full) * (0.5 + chance.clamp(0.0, 1.0) / 2.0)) as i32
}

pub fn chance() -> f64 {
    Math::random()
}

/// A UUIDv4. Not `crypto.randomUUID()`: shops on plain http have no such function.
pub fn new_id() -> String {
    let mut bytes = [0_u8; 16];
    let filled = web_sys::window()
        .and_then(|window| window.crypto().ok())
        .is_some_and(|crypto| crypto.get_random_values_with_u8_array(&mut bytes).is_ok());
    if !filled {
        bytes = bytes.map(|_| (chance() * 256.0) as u8);
    }
    uuid(bytes)
}

/// The version and variant bits set, in the usual writing.
fn uuid(mut bytes: [u8; 16]) -> String {
    bytes[6] = bytes[6] & 0x0F | 0x40;
    bytes[8] = bytes[8] & 0x3F | 0x80;
    let mut id = String::with_capacity(36);
    for (index, byte) in bytes.into_iter().enumerate() {
        if matches!(index, 4 | 6 | 8 | 10) {
            id.push('-');
        }
        for nibble in [byte >> 4, byte & 0x0F] {
            id.extend(char::from_digit(nibble.into(), 16));
        }
    }
    id
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_version_4() {
        assert_eq!(uuid([0xFF; 16]), "ffffffff-ffff-4fff-bfff-ffffffffffff");
        assert_eq!(uuid([0; 16]), "00000000-0000-4000-8000-000000000000");
    }

    #[test]
    fn waiting_doubles_with_jitter_and_stops_growing() {
        assert_eq!((backoff(1, 0.0), backoff(1, 1.0)), (500, 1_000));
        assert_eq!((backoff(3, 0.0), backoff(3, 1.0)), (2_000, 4_000));
        assert_eq!((backoff(40, 1.0), backoff(0, 1.0)), (30_000, 1_000));
    }
}
