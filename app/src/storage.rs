//! `localStorage`, which may be switched off, full or absent: then nothing is kept, and nothing breaks.

use leptos::prelude::window;

/// The access token of the signed-in person.
pub const ACCESS: &str = "diwan.access";
/// The refresh token, used once.
pub const REFRESH: &str = "diwan.refresh";
/// What the person's role allowed when it was last known.
pub const RIGHTS: &str = "diwan.rights";
/// The language that the person chose.
pub const LANGUAGE: &str = "diwan.language";
/// `light` or `dark`; absent follows the system.
pub const THEME: &str = "diwan.theme";
/// `folded` when the navigation shows icons alone.
pub const RAIL: &str = "diwan.rail";
/// The inbox's queue that was open last.
pub const QUEUE: &str = "diwan.queue";
/// `on` when new files are looked through before they are used; followed by the person's id.
pub const REVIEW: &str = "diwan.review";
/// `off` when the inbox makes no sound.
pub const SOUND: &str = "diwan.sound";

fn store() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}

/// What is kept under `key`.
pub fn get(key: &str) -> Option<String> {
    store()?.get_item(key).ok().flatten()
}

/// Keeps `value` under `key`.
pub fn set(key: &str, value: &str) {
    if let Some(store) = store() {
        // A full or forbidden store only forgets a preference; the page goes on.
        let _ = store.set_item(key, value);
    }
}

/// Forgets what is under `key`.
pub fn remove(key: &str) {
    if let Some(store) = store() {
        let _ = store.remove_item(key);
    }
}
