//! The time now, moving: what waits grows older on the screen without a reload.

use leptos::prelude::*;
use std::time::Duration;

/// Milliseconds since 1970, renewed every ten seconds.
#[derive(Clone, Copy)]
pub struct Clock(RwSignal<f64>);

/// Starts the clock for everything below.
pub fn provide_clock() {
    let now = RwSignal::new(0.0);
    provide_context(Clock(now));
    Effect::new(move |_| {
        now.set(js_sys::Date::now());
        let tick = move || {
            now.try_set(js_sys::Date::now());
        };
        if let Ok(handle) = set_interval_with_handle(tick, Duration::from_secs(10)) {
            on_cleanup(move || handle.clear());
        }
    });
}

/// The time now, for relative times.
pub fn use_now() -> Signal<f64> {
    expect_context::<Clock>().0.into()
}
