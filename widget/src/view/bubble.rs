//! One message: its words as paragraphs, each in its own direction, its sources, its small print.

use web_sys::Element;

use super::dom::{button, find, flag, make, remove, say, set, write};
use crate::json;
use crate::links::{Piece, pieces};
use crate::text::{Texts, cat, digits, is};
use crate::timeline::{Author, Message, Source};

/// The row of a message: who, what. What can change later is [`dress`]ed on.
#[inline(never)]
pub fn row(author: Author, who: &str, body: &str) -> Element {
    let row = make("div", "row");
    set(&row, "data-by", if author == Author::Contact { "visitor" } else { "us" });
    if !who.is_empty() {
        say(&row, "p", "who", who);
    }
    fill(&say(&row, "div", "bubble", ""), body);
    row
}

/// Puts `body` into `bubble`, line by line: `dir=auto` then holds for each, so that an Arabic line and
/// an English one both read rightly.
#[inline(never)]
pub fn fill(bubble: &Element, body: &str) {
    write(bubble, "");
    for line in body.trim().split(is('\n')) {
        let paragraph = say(bubble, "p", "", "");
        set(&paragraph, "dir", "auto");
        for piece in pieces(line.trim_end()) {
            match piece {
                Piece::Text(text) => drop(say(&paragraph, "span", "", text)),
                Piece::Link(address) => {
                    let link = say(&paragraph, "a", "", address);
                    set(&link, "href", address);
                    set(&link, "target", "_blank");
                    set(&link, "rel", "noopener noreferrer nofollow");
                    set(&link, "dir", "ltr");
                }
            }
        }
    }
}

/// Brings the sources on a row to those that its message still has: a deleted document takes its own
/// away, and the others are counted anew.
pub fn cite(row: &Element, message: &Message, texts: &Texts) {
    let old = find(row, ".sources");
    let shown = old.as_ref().and_then(|list| json::number(list, "childElementCount")).unwrap_or(0);
    if shown as usize == message.sources.len() {
        return;
    }
    if let Some(old) = old {
        remove(&old);
    }
    // The small print is dressed on anew, below.
    set(row, "data-print", "");
    if !message.sources.is_empty() {
        let list = say(row, "ul", "sources", "");
        set(&list, "aria-label", &texts.get("sources"));
        for (index, source) in (0..).zip(&message.sources) {
            let of = cat(&[&message.id, " ", &digits(index, "")]);
            let open = button(&say(&list, "li", "", ""), "source", "source", &of, &place(source, texts));
            set(&open, "dir", "auto");
            set(&open, "aria-haspopup", "dialog");
        }
    }
}

/// A source's title, and its page where it has one.
fn place(source: &Source, texts: &Texts) -> String {
    match source.page {
        Some(page) => cat(&[&source.title, " · ", &texts.count("page", page)]),
        None => source.title.clone(),
    }
}

/// Sets what may change on a row: its small print, what state that tells (`stored`, `waiting`,
/// `refused`), and whether it goes on from the row above. A `refused` message, known by the `id` that the
/// visitor gave, can be sent again or dropped; of a `stored` one with an `id` a review can be asked for.
#[inline(never)]
pub fn dress(row: &Element, print: &str, state: &str, id: &str, joined: bool, texts: &Texts) {
    flag(row, "data-joined", joined);
    if row.get_attribute("data-print").as_deref() == Some(print) {
        return;
    }
    set(row, "data-print", print);
    set(row, "data-state", state);
    if let Some(old) = find(row, ".print") {
        remove(&old);
    }
    let line = say(row, "p", "print", print);
    let acts: &[&str] = match state {
        "refused" => &["retry", "discard"],
        "stored" if !id.is_empty() => &["review"],
        _ => &[],
    };
    for act in acts {
        button(&line, "small", act, id, &texts.get(act));
    }
}
