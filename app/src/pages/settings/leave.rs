use crate::{
    components::leave_question::LeaveQuestion,
    leaving::{Go, use_leaving},
};
use leptos::{
    ev::{self, BeforeUnloadEvent, MouseEvent},
    prelude::*,
};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, HtmlAnchorElement};

/// Asks before unsaved work is left: by a link, by the browser's way back, by signing out, and with the
/// browser's own words by closing or reloading the tab.
#[component]
pub fn LeaveGuard(#[prop(into)] unsaved: Signal<bool>) -> impl IntoView {
    let navigate = StoredValue::new(use_navigate());
    let open = RwSignal::new(false);
    let go = StoredValue::new(None::<Go>);
    let agreed = RwSignal::new(false);
    // What one agreed to lose is not asked about again on the way out.
    let held = Signal::derive(move || unsaved.get() && !agreed.get());
    let ask = move |then: Go| {
        go.set_value(Some(then));
        open.set(true);
    };
    use_leaving().guard(held, Callback::new(ask));
    // Before anybody else hears of it, the router and the link's own handlers included.
    on_press(move |event| {
        let Some(address) = leads_away(event).filter(|_| held.get_untracked()) else { return };
        event.prevent_default();
        event.stop_immediate_propagation();
        let go = move |()| navigate.with_value(|go| go(&address, NavigateOptions::default()));
        ask(Callback::new(go));
    });
    let closing = window_event_listener(ev::beforeunload, move |event: BeforeUnloadEvent| {
        if held.get_untracked() {
            event.prevent_default();
        }
    });
    on_cleanup(move || closing.remove());

    let leave = move |()| {
        open.set(false);
        agreed.set(true);
        if let Some(go) = go.get_value() {
            go.run(());
        }
    };
    view! { <LeaveQuestion open on_leave=leave /> }.into_any()
}

/// Where a press leads, when that is another page of this app.
fn leads_away(event: &MouseEvent) -> Option<String> {
    // A press with a key held opens a tab or a window beside this one.
    let elsewhere = event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key();
    if event.button() != 0 || elsewhere {
        return None;
    }
    let pressed: Element = event.target()?.dyn_into().ok()?;
    let link: HtmlAnchorElement = pressed.closest("a[href]").ok()??.dyn_into().ok()?;
    let loads = !link.target().is_empty() || link.has_attribute("download") || link.rel() == "external";
    let here = window().location();
    let ours = here.origin().is_ok_and(|origin| origin == link.origin());
    let other = here.pathname().is_ok_and(|path| path != link.pathname());
    (!loads && ours && other).then(|| link.pathname() + &link.search() + &link.hash())
}

/// Hears of every press in the window on its way down, until the calling component is gone.
fn on_press(heard: impl Fn(&MouseEvent) + 'static) {
    let heard = Closure::<dyn Fn(MouseEvent)>::new(move |event| heard(&event));
    let _ = window().add_event_listener_with_callback_and_bool("click", heard.as_ref().unchecked_ref(), true);
    let kept = StoredValue::new_local(heard);
    on_cleanup(move || {
        kept.try_with_value(|heard| {
            let heard = heard.as_ref().unchecked_ref();
            let _ = window().remove_event_listener_with_callback_and_bool("click", heard, true);
        });
    });
}
