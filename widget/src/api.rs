//! The visitor's calls.

use std::cell::RefCell;

use js_sys::Promise;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::AbortSignal;

use crate::json;
use crate::text::{cat, digits};
use crate::timeline::Message;
use crate::view::window;
use crate::wire::{self, Page};

/// Longer than the slowest mobile line, shorter than a visitor's patience.
const TIMEOUT_MS: u32 = 15_000;

/// How long to hold back after too many calls: as long as the server's counters of a minute take to
/// let a few more through.
const TOO_MANY_S: i32 = 10;

/// Why the server will not have this visitor or this page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The page must say first who the visitor is.
    Identity,
    Other,
}

/// Why a call brought nothing.
#[derive(Clone, Copy)]
pub enum Trouble {
    /// No answer, or the server cannot now: the same call may succeed later.
    Later {
        /// At least this long, when it was too much.
        wait_s: i32,
    },
    /// The session is over; a new one must be opened.
    Expired,
    /// It will never succeed like this.
    Refused(Reason),
}

/// One widget's calls, with the session they speak for.
pub struct Api {
    base: String,
    session: RefCell<Option<String>>,
}

impl Api {
    pub fn new(host: &str, key: &str) -> Self {
        Self { base: cat(&[host, "/api/v1/widget/", key, "/"]), session: RefCell::default() }
    }

    pub fn session(&self) -> Option<String> {
        self.session.borrow().clone()
    }

    pub fn set_session(&self, id: Option<String>) {
        self.session.replace(id);
    }

    /// The address of the live stream: the API's own, as a socket.
    pub fn stream(&self) -> String {
        cat(&["ws", self.base.strip_prefix("http").unwrap_or(&self.base), "stream"])
    }

    /// Opens a session, or goes on with the one that is known: its id, and how the tenant wants its widget.
    pub async fn open_session(
        &self,
        locale: &str,
        identity: Option<String>,
    ) -> Result<(String, JsValue), Trouble> {
        let body = json::print(&[("locale", &locale.into()), ("identity", &identity.into())]);
        let answer = self.call("sessions", Some(body)).await?;
        // A proxy's page with status 200 is no session.
        let id = json::text(&answer, "session_id").ok_or(Trouble::Later { wait_s: 0 })?;
        Ok((id, json::get(&answer, "config")))
    }

    pub async fn messages(&self, after: u32) -> Result<Page, Trouble> {
        let path = cat(&["messages?after=", &digits(after, "")]);
        Ok(wire::page(&self.call(&path, None).await?))
    }

    pub async fn send(&self, client_id: &str, body: &str) -> Result<Message, Trouble> {
        let body = json::print(&[("client_id", &client_id.into()), ("body", &body.into())]);
        wire::message(&self.call("messages", Some(body)).await?).ok_or(Trouble::Later { wait_s: 0 })
    }

    /// Makes a call that brings nothing but its success.
    pub async fn tell(&self, path: &str, body: String) -> bool {
        self.call(path, Some(body)).await.is_ok()
    }

    async fn call(&self, path: &str, body: Option<String>) -> Result<JsValue, Trouble> {
        let Ok(response) = self.fetch(path, body).await else {
            // Browsers hide that this site may not use the widget as if there were no line; to whom
            // needs no answer they tell whether there is one.
            let refused = path == "sessions" && self.fetch("", None).await.is_ok();
            return Err(if refused { Trouble::Refused(Reason::Other) } else { Trouble::Later { wait_s: 0 } });
        };
        let status = json::number(&response, "status");
        // A hand-over may be answered with 204 and no body at all.
        let answer = Promise::resolve(&json::call(&response, "json"));
        let answer = JsFuture::from(answer).await.unwrap_or(JsValue::UNDEFINED);
        match status {
            Some(200..=299) => Ok(answer),
            Some(401) if path != "sessions" => Err(Trouble::Expired),
            Some(429) => Err(Trouble::Later { wait_s: TOO_MANY_S }),
            None | Some(408 | 425 | 500..=599) => Err(Trouble::Later { wait_s: 0 }),
            Some(_) => {
                let identity = json::text(&answer, "code").is_some_and(|code| code.starts_with("identity_"));
                Err(Trouble::Refused(if identity { Reason::Identity } else { Reason::Other }))
            }
        }
    }

    /// Asks the server; without a `path`, only for a sign of life.
    async fn fetch(&self, path: &str, body: Option<String>) -> Result<JsValue, JsValue> {
        let headers = json::object(&[]);
        if let Some(session) = self.session() {
            json::set(&headers, "Authorization", &cat(&["Widget ", &session]).into());
        }
        let init = json::object(&[
            ("headers", &headers),
            // Never the shop's cookies, nor the host's.
            ("credentials", &"omit".into()),
            ("mode", &if path.is_empty() { "no-cors" } else { "cors" }.into()),
            ("signal", &AbortSignal::timeout_with_u32(TIMEOUT_MS)),
        ]);
        if let Some(body) = body {
            json::set(&headers, "Content-Type", &"application/json".into());
            json::set(&init, "method", &"POST".into());
            json::set(&init, "body", &body.into());
        }
        let url = cat(&[self.base.as_str(), path]);
        JsFuture::from(window().fetch_with_str_and_init(&url, init.unchecked_ref())).await
    }
}
