//! What the server says, as our own types. A field of the wrong type reads as absent: a newer server
//! must not break a widget that a page still holds.

use wasm_bindgen::JsValue;

use crate::json;
use crate::timeline::{Author, Happening, Message, Source};

/// Whose turn the conversation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum State {
    #[default]
    Assistant,
    Queued,
    Agent,
    Resolved,
}

/// The answer to reading messages.
pub struct Page {
    pub messages: Vec<Message>,
    /// The last `seq` of the page, rows that are not shown included: where the next page begins.
    pub last: u32,
    pub state: State,
    pub agent: Option<String>,
}

pub fn page(value: &JsValue) -> Page {
    let items = json::list(value, "items");
    Page {
        last: items.iter().filter_map(|item| json::number(&item, "seq")).max().unwrap_or(0),
        messages: items.iter().filter_map(|item| message(&item)).collect(),
        state: state(value),
        agent: agent(value),
    }
}

/// A reply, or an event that concerns the visitor; notes are for the team alone.
pub fn message(value: &JsValue) -> Option<Message> {
    let body = json::text(value, "body").unwrap_or_default();
    let happening = match json::text(value, "kind").as_deref() {
        Some("reply") => None,
        Some("event") => Some(match body.as_str() {
            "handed_off" | "released" => Happening::Waiting,
            "taken" => Happening::Joined,
            "resolved" => Happening::Resolved,
            "rated" => Happening::Rated,
            _ => return None,
        }),
        Some(_) | None => return None,
    };
    let author = json::get(value, "author");
    Some(Message {
        id: json::text(value, "id")?,
        conversation: json::text(value, "conversation_id")?,
        seq: json::number(value, "seq")?,
        author: author_kind(&author),
        name: json::text(&author, "name"),
        body,
        happening,
        sources: json::list(value, "sources").iter().filter_map(|item| source(&item)).collect(),
        client_id: json::text(value, "client_id"),
        at: json::text(value, "created_at").unwrap_or_default(),
    })
}

pub fn author_kind(author: &JsValue) -> Author {
    match json::text(author, "kind").as_deref() {
        Some("contact") => Author::Contact,
        Some("assistant") => Author::Assistant,
        Some("agent") => Author::Agent,
        Some(_) | None => Author::System,
    }
}

fn source(value: &JsValue) -> Option<Source> {
    Some(Source {
        title: json::text(value, "title")?,
        page: json::number(value, "page"),
        quote: json::text(value, "quote").unwrap_or_default(),
    })
}

pub fn state(value: &JsValue) -> State {
    match json::text(value, "state").as_deref() {
        Some("queued") => State::Queued,
        Some("agent") => State::Agent,
        Some("resolved") => State::Resolved,
        Some(_) | None => State::Assistant,
    }
}

pub fn agent(value: &JsValue) -> Option<String> {
    json::text(&json::get(value, "agent"), "name")
}
