//! The conversation on the screen. Rows are kept and moved, never drawn anew: a screen reader then
//! says each message once, and a selection survives the next one.

use std::cell::RefCell;

use web_sys::Element;

use super::bubble::{cite, dress, fill, row};
use super::dom::{after, find, hide, icon, make, part, remove, retext, say, write};
use crate::json;
use crate::model::{Model, Phase};
use crate::outbox::Sending;
use crate::text::{Texts, cat};
use crate::timeline::{Author, Happening, Message};

/// A reader who has scrolled up farther than this is left where they are.
pub const NEAR_END_PX: f64 = 120.0;

/// The log and its rows, by the id of the message or by the one that the visitor gave it.
pub struct Log {
    element: Element,
    rows: RefCell<Vec<(String, Element)>>,
}

impl Log {
    pub fn of(panel: &Element) -> Self {
        Self { element: part(panel, ".log"), rows: RefCell::default() }
    }

    /// Shows the end; of a last answer that is higher than the log, the beginning.
    pub fn to_end(&self) {
        let mut top = self.measure("scrollHeight") - self.measure("clientHeight");
        if let Some((_, row)) = self.rows.borrow().last()
            && row.get_attribute("data-by").as_deref() == Some("us")
        {
            top = top.min(json::get(row, "offsetTop").as_f64().unwrap_or(top));
        }
        json::set(&self.element, "scrollTop", &top.into());
    }

    /// How far the end is below what is seen, in pixels.
    pub fn below(&self) -> f64 {
        self.measure("scrollHeight") - self.measure("scrollTop") - self.measure("clientHeight")
    }

    fn measure(&self, name: &str) -> f64 {
        json::get(&self.element, name).as_f64().unwrap_or(0.0)
    }

    /// Takes every row away.
    pub fn clear(&self) {
        for (_, row) in self.rows.take() {
            remove(&row);
        }
    }

    pub fn draw(&self, model: &Model, texts: &Texts) {
        hide(&self.element, ".line", !model.disclosure);
        retext(&self.element, ".greeting", &texts.get("greeting"));
        self.draw_rows(model, texts);
        self.draw_drafts(model);
        hide(&self.element, ".typing", model.typing.is_none());
        if let Some(typing) = &model.typing {
            let name = name(typing.author, typing.name.as_ref(), texts);
            retext(&self.element, ".typing", &texts.with("typing", &name));
        }
    }

    fn draw_rows(&self, model: &Model, texts: &Texts) {
        let mut next = after(&part(&self.element, ".rows"));
        let mut above = None;
        for message in model.timeline.rows() {
            // The draft's row becomes the message's: it is found by the id the visitor gave.
            let key = message.client_id.as_ref().unwrap_or(&message.id);
            let row = match message.happening {
                Some(Happening::Rated) => continue,
                Some(what) => {
                    above = None;
                    self.row(key, || line(what, &who(message, model, texts), texts))
                }
                None => {
                    let row =
                        self.row(key, || row(message.author, &who(message, model, texts), &message.body));
                    cite(&row, message, texts);
                    let by = Some((message.author, message.name.as_deref()));
                    // What stands on documents was decided, and can be looked at by a person.
                    let decided = if message.sources.is_empty() { "" } else { &message.id };
                    dress(&row, &print(message, texts), "stored", decided, above == by, texts);
                    above = by;
                    row
                }
            };
            next = self.place(row, next);
        }
        for draft in model.outbox.drafts() {
            let (key, state) = match draft.sending {
                Sending::Refused => ("refused", "refused"),
                Sending::Waiting if model.phase == Phase::Offline => ("queued", "waiting"),
                Sending::Waiting | Sending::InFlight => ("sending", "waiting"),
            };
            let row = self.row(&draft.client_id, || row(Author::Contact, "", &draft.body));
            let joined = above.is_some_and(|(author, _)| author == Author::Contact);
            dress(&row, &texts.get(key), state, &draft.client_id, joined, texts);
            above = Some((Author::Contact, None));
            next = self.place(row, next);
        }
        // What stands between the last row and the tail was dropped.
        while let Some(stale) = next.filter(|stale| stale.get_attribute("class").as_deref() != Some("tail")) {
            next = after(&stale);
            remove(&stale);
            self.rows.borrow_mut().retain(|(_, row)| *row != stale);
        }
    }

    /// The row `key`, made when it is not there yet.
    fn row(&self, key: &str, make: impl FnOnce() -> Element) -> Element {
        let known = self.rows.borrow().iter().find(|(name, _)| name == key).map(|(_, row)| row.clone());
        known.unwrap_or_else(|| {
            let row = make();
            self.rows.borrow_mut().push((key.to_owned(), row.clone()));
            row
        })
    }

    /// Makes `row` stand before `next`, or leaves it there; what stands after it.
    #[inline(never)]
    fn place(&self, row: Element, next: Option<Element>) -> Option<Element> {
        if next.as_ref() == Some(&row) {
            return after(&row);
        }
        let _ = self.element.insert_before(&row, next.as_deref());
        next
    }

    fn draw_drafts(&self, model: &Model) {
        let drafts = part(&self.element, ".drafts");
        let Some(stream) = &model.stream else { return write(&drafts, "") };
        match find(&drafts, ".bubble") {
            Some(bubble) => fill(&bubble, &stream.text),
            None => super::dom::add(&drafts, &row(Author::Assistant, "", &stream.text)),
        }
    }
}

/// What the other side is called, also when it gives no name.
fn name(author: Author, name: Option<&String>, texts: &Texts) -> String {
    let other = if author == Author::Assistant { "assistant_name" } else { "support" };
    name.cloned().unwrap_or_else(|| texts.get(other))
}

/// The line above a message: the name, and for the assistant that it is one.
fn who(message: &Message, model: &Model, texts: &Texts) -> String {
    if message.author == Author::Contact {
        return String::new();
    }
    let name = name(message.author, message.name.as_ref(), texts);
    let machine = texts.get("assistant");
    if message.author == Author::Assistant && model.disclosure && name != machine {
        return cat(&[&name, " · ", &machine]);
    }
    name
}

/// The small print under a stored message.
fn print(message: &Message, texts: &Texts) -> String {
    let clock = texts.clock(&message.at);
    match message.author {
        Author::Contact => cat(&[&clock, " · ", &texts.get("sent")]),
        Author::Assistant | Author::Agent | Author::System => clock,
    }
}

/// A line between messages.
fn line(what: Happening, who: &str, texts: &Texts) -> Element {
    let line = make("p", "line");
    let text = match what {
        Happening::Waiting => texts.get("waiting_line"),
        Happening::Joined => texts.with("joined", who),
        Happening::Resolved | Happening::Rated => {
            icon(&line, "M5 13l4 4L19 7");
            texts.get("resolved_line")
        }
    };
    say(&line, "span", "", &text);
    line
}
