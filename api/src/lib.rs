//! What crosses the wire: requests, responses, events, typed ids, states, problem codes.
//!
//! Server, dashboard and tests share these types, so that a change of the contract is a change
//! of this crate. Nothing here does I/O; the `server` feature adds database codecs and OpenAPI
//! schemas and nothing else.

mod assistant;
mod code;
mod conversations;
mod egress;
mod events;
mod gaps;
mod guards;
mod ids;
mod knowledge;
mod lab;
mod modes;
mod people;
mod providers;
mod stamp;
mod tried;
mod web;
mod widget;

pub use self::{
    assistant::*, code::*, conversations::*, egress::*, events::*, gaps::*, guards::*, ids::*, knowledge::*,
    lab::*, modes::*, people::*, providers::*, stamp::Stamp, tried::*, web::*, widget::*,
};

use serde::{Deserialize, Serialize};

/// The languages that every text of the product exists in.
pub const LANGUAGES: [&str; 5] = ["ar", "fa", "tr", "it", "en"];

/// A page of a list: the items and an opaque cursor to the next page, `null` at the end.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Page<T> {
    pub items: Vec<T>,
    pub next: Option<String>,
}

/// The base direction of a language: `rtl` for Arabic and Persian, `ltr` otherwise.
pub fn direction(language: &str) -> &'static str {
    match language.split('-').next() {
        Some("ar" | "fa") => "rtl",
        _ => "ltr",
    }
}
