//! Going elsewhere from a page that holds unsaved work: whatever leads away without being a link asks here, and so
//! does the browser's way back.

use leptos::{
    ev::{self, PopStateEvent},
    prelude::*,
};
use wasm_bindgen::JsValue;

/// What is done when the person may go.
pub type Go = Callback<()>;

/// Whether one may leave the page that is shown.
#[derive(Clone, Copy)]
pub struct Leaving {
    guard: StoredValue<Option<Guard>>,
}

/// A page that wants to be asked.
#[derive(Clone)]
struct Guard {
    path: String,
    search: String,
    unsaved: Signal<bool>,
    ask: Callback<Go>,
}

/// Makes it known to everything below. Call it before the router is made: of an event at the window, whoever listened
/// first hears first, and a step back must be stopped before the router follows it.
pub fn provide_leaving() {
    let leaving = Leaving { guard: StoredValue::new(None) };
    provide_context(leaving);
    if cfg!(target_arch = "wasm32") {
        let back = window_event_listener(ev::popstate, move |event| leaving.stepped(&event));
        on_cleanup(move || back.remove());
    }
}

/// Whether one may leave the page that is shown.
pub fn use_leaving() -> Leaving {
    expect_context()
}

impl Leaving {
    /// Does `go`, at once or when the person agreed to lose what is not saved; or never.
    pub fn then(self, go: Go) {
        match self.held() {
            Some(guard) => guard.ask.run(go),
            None => go.run(()),
        }
    }

    /// Lets `ask` decide while something is `unsaved`, until the calling component is gone.
    pub fn guard(self, unsaved: Signal<bool>, ask: Callback<Go>) {
        let here = window().location();
        let (path, search) = (here.pathname().unwrap_or_default(), here.search().unwrap_or_default());
        self.guard.set_value(Some(Guard { path, search, unsaved, ask }));
        on_cleanup(move || {
            self.guard.try_set_value(None);
        });
    }

    fn held(self) -> Option<Guard> {
        self.guard.get_value().filter(|guard| guard.unsaved.get_untracked())
    }

    /// The browser went back, or forward.
    fn stepped(self, event: &PopStateEvent) {
        let Some(guard) = self.held() else { return };
        let window = window();
        let left = window.location().pathname().is_ok_and(|path| path != guard.path);
        let Ok(history) = window.history() else { return };
        if !left {
            return;
        }
        event.stop_immediate_propagation();
        // The browser is there already. Pushed on top, the page has behind it where the person wanted to go.
        let here = guard.path + &guard.search;
        let _ = history.push_state_with_url(&JsValue::NULL, "", Some(&here));
        guard.ask.run(Callback::new(move |()| {
            let _ = history.back();
        }));
    }
}
