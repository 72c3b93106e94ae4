//! The chat widget: a conversation in a shop's page, in a few kilobytes.
//!
//! `loader.js` draws the button and calls [`start`] after the visitor's first click, never earlier.
//! [`model`], [`timeline`], [`outbox`] and the small pure modules hold the rules and know no browser;
//! [`connect`] keeps the connection, [`view`] draws. JSON, time and formatting are the browser's: each
//! crate compiled in for them would cost a visitor more than all of this.

mod api;
mod clock;
mod color;
mod connect;
mod json;
mod links;
mod listen;
mod live;
mod model;
mod outbox;
mod store;
mod text;
mod timeline;
mod view;
mod widget;
mod wire;

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::prelude::{JsValue, wasm_bindgen};
use web_sys::ShadowRoot;

use self::widget::Widget;

#[cfg(target_arch = "wasm32")]
#[global_allocator]
static MEMORY: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

thread_local! {
    /// The one widget of the page; the loader sees to it that there is one.
    static WIDGET: RefCell<Option<Rc<Widget>>> = const { RefCell::new(None) };
}

fn widget() -> Option<Rc<Widget>> {
    WIDGET.with_borrow(Clone::clone)
}

/// Builds the panel into `root` and connects.
///
/// `host` is the origin (and path) of the server without a slash at its end, `key` the widget's key,
/// `locale` the visitor's, `texts` the parsed file of their language, `identity` the token of
/// `Diwan.identify`, if the page has called it already.
#[wasm_bindgen]
pub fn start(
    root: ShadowRoot,
    host: &str,
    key: &str,
    locale: &str,
    texts: JsValue,
    identity: Option<String>,
) -> Result<(), JsValue> {
    let started = Widget::start(root, host, key, locale, texts, identity)?;
    WIDGET.set(Some(started));
    Ok(())
}

#[wasm_bindgen]
pub fn open() {
    widget().inspect(|widget| widget.open());
}

#[wasm_bindgen]
pub fn close() {
    widget().inspect(|widget| widget.close());
}

#[wasm_bindgen]
pub fn identify(token: String) {
    widget().inspect(|widget| widget.identify(token));
}

#[wasm_bindgen]
pub fn sign_out() {
    widget().inspect(|widget| widget.sign_out());
}

/// Ends the connection and lets go of the page.
#[wasm_bindgen]
pub fn destroy() {
    WIDGET.take().inspect(|widget| widget.destroy());
}
