//! The socket: frames in as they come, and whether it still lives.

use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::Closure;
use web_sys::{Event, WebSocket};

use crate::json;

/// The code with which the server closes a socket whose session is over.
pub const CLOSED_EXPIRED: u32 = 4401;
/// The page may not use this widget.
pub const CLOSED_FORBIDDEN: u32 = 4403;
/// Too many sockets, too fast.
pub const CLOSED_TOO_MANY: u32 = 4429;
/// A socket that ended without a word.
const CLOSED_SILENTLY: u32 = 1006;

/// How far a socket has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    Opening,
    /// The server said `ready`: everything stored later will be heard.
    Ready,
    /// Gone, with the code of the close frame.
    Closed(u32),
}

/// A WebSocket that closes when it is dropped.
pub struct Socket {
    socket: WebSocket,
    link: Rc<Cell<Link>>,
    /// Kept for as long as the socket may call it.
    _listener: Closure<dyn FnMut(Event)>,
}

impl Socket {
    /// Opens a socket that introduces itself with `token` and asks for the events after `after`.
    /// Frames go to `hear`; `changed` is called when [`Socket::link`] has changed.
    pub fn open(
        url: &str,
        token: Option<String>,
        after: Option<f64>,
        hear: impl Fn(&JsValue) + 'static,
        changed: impl Fn() + 'static,
    ) -> Result<Self, JsValue> {
        let socket = WebSocket::new(url)?;
        let link = Rc::new(Cell::new(Link::Opening));
        let after = after.map_or(JsValue::NULL, JsValue::from);
        let hello = json::print(&[("type", &"hello".into()), ("token", &token.into()), ("after", &after)]);
        let (line, state) = (socket.clone(), Rc::clone(&link));
        let listener =
            Closure::new(move |event: Event| match json::text(&event, "type").unwrap_or_default().as_str() {
                "open" => drop(json::call_with(&line, "send", &hello.as_str().into())),
                "message" => {
                    let frame = json::parse(&json::text(&event, "data").unwrap_or_default());
                    hear(&frame);
                    if json::text(&frame, "type").as_deref() == Some("ready") {
                        state.set(Link::Ready);
                        changed();
                    }
                }
                _ => {
                    state.set(Link::Closed(json::number(&event, "code").unwrap_or(CLOSED_SILENTLY)));
                    changed();
                }
            });
        for name in ["onopen", "onmessage", "onclose"] {
            json::set(&socket, name, listener.as_ref());
        }
        Ok(Self { socket, link, _listener: listener })
    }

    pub fn link(&self) -> Link {
        self.link.get()
    }

    /// Sends a frame of the moment; lost without a word when the socket is not ready.
    pub fn say(&self, kind: &str) {
        if self.link.get() == Link::Ready {
            json::call_with(&self.socket, "send", &json::print(&[("type", &kind.into())]).into());
        }
    }

    /// Gives the socket up: a dead line can take minutes to be reported as closed.
    pub fn abandon(&self) {
        for name in ["onopen", "onmessage", "onclose"] {
            json::set(&self.socket, name, &JsValue::NULL);
        }
        json::call(&self.socket, "close");
        self.link.set(Link::Closed(CLOSED_SILENTLY));
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        self.abandon();
    }
}
