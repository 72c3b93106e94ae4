//! Personal data as tokens: what a model is shown instead of names, addresses, numbers and keys.
//!
//! Everything that goes into a prompt is redacted, the tenant's own instructions and passages too: a name in a document
//! is a person's as much as one in a chat, and whatever a token stands for comes back into the answer, so that it is
//! right either way. A value keeps its token through the whole prompt. Words that only look like tokens are given
//! tokens themselves, so that nobody gets another's value by writing `[PHONE_1]`.

use super::token::{self, Named};
use std::collections::HashSet;
use text::redact::{Kind, Known, find};

/// The values behind the tokens of one prompt.
#[derive(Debug, Default)]
pub(super) struct Redactor {
    known: Known,
    values: Vec<Value>,
}

#[derive(Debug)]
struct Value {
    /// `None`: words that look like a token and are none.
    kind: Option<Kind>,
    number: usize,
    /// As first written, and as compared.
    written: String,
    same: String,
    /// Stands in the tenant's own words: an answer that uses it says something that can be checked.
    own: bool,
}

/// Who wrote what is redacted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum By {
    Customer,
    Tenant,
}

impl Redactor {
    /// Hides what is known of the person who writes, wherever it stands. `public` names stay: the assistant's, the
    /// company's.
    pub fn knowing(person: &[&str], public: &[&str]) -> Self {
        let mut known = Known::default();
        for name in public {
            known.public(name);
        }
        for value in person {
            // A name has no digits; a telephone and an address of e-mail are found by their form, and here by value.
            if value.contains('@') || value.chars().any(char::is_numeric) {
                known.code(Kind::Phone, value);
                known.learn(value);
            } else {
                known.name(value);
            }
        }
        Self { known, values: Vec::new() }
    }

    /// Remembers whoever and whatever a conversation brings up, to hide it also where nothing points to it.
    ///
    /// To be called with all of it before the first [`redact`](Self::redact): a name given last was used before.
    pub fn learn(&mut self, conversation: &str) {
        self.known.learn(conversation);
    }

    /// A customer's words with every value as its token.
    pub fn redact(&mut self, text: &str) -> String {
        self.replaced(text, By::Customer)
    }

    /// The tenant's own words, the same way.
    pub fn redact_own(&mut self, text: &str) -> String {
        self.replaced(text, By::Tenant)
    }

    fn replaced(&mut self, text: &str, by: By) -> String {
        let tokens = token::all(text);
        let mut pieces: Vec<(Option<Kind>, std::ops::Range<usize>, String)> = tokens
            .into_iter()
            .map(|token| {
                let same = text.get(token.range.clone()).unwrap_or_default().to_owned();
                (None, token.range, same)
            })
            .collect();
        let apart = |range: &std::ops::Range<usize>,
                     pieces: &[(Option<Kind>, std::ops::Range<usize>, String)]| {
            pieces.iter().all(|(_, taken, _)| range.end <= taken.start || range.start >= taken.end)
        };
        for found in find(text, &self.known) {
            if apart(&found.range, &pieces) {
                pieces.push((Some(found.kind), found.range, found.same));
            }
        }
        pieces.sort_by_key(|(_, range, _)| range.start);
        let mut out = String::with_capacity(text.len());
        let mut copied = 0;
        for (kind, range, same) in pieces {
            self.copy(text.get(copied..range.start).unwrap_or_default(), by, &mut out);
            let written = text.get(range.clone()).unwrap_or_default();
            out.push_str(&self.token(kind, written, same, by));
            copied = range.end;
        }
        self.copy(text.get(copied..).unwrap_or_default(), by, &mut out);
        out
    }

    /// Copies what stands between values. Words that were part of a longer one (`0791234567PHONE_2`) read as a token
    /// once their neighbour is one: they are given tokens as well.
    fn copy(&mut self, between: &str, by: By, out: &mut String) {
        let mut copied = 0;
        for token in token::all(between) {
            out.push_str(between.get(copied..token.range.start).unwrap_or_default());
            let written = between.get(token.range.clone()).unwrap_or_default();
            out.push_str(&self.token(None, written, written.to_owned(), by));
            copied = token.range.end;
        }
        out.push_str(between.get(copied..).unwrap_or_default());
    }

    fn token(&mut self, kind: Option<Kind>, written: &str, same: String, by: By) -> String {
        let own = by == By::Tenant;
        if let Some(value) = self.values.iter_mut().find(|value| value.kind == kind && value.same == same) {
            value.own |= own;
            return token::write(value.kind, value.number);
        }
        let number = self.values.iter().filter(|value| value.kind == kind).count() + 1;
        self.values.push(Value { kind, number, written: written.to_owned(), same, own });
        token::write(kind, number)
    }

    /// The value that a token stands for; one without a number is the customer's only value of its kind.
    fn value(&self, token: &Named) -> Option<&Value> {
        match token.number {
            Some(number) => {
                self.values.iter().find(|value| value.kind == token.kind && value.number == number)
            }
            None => {
                let mut of_kind = self.values.iter().filter(|value| value.kind == token.kind && !value.own);
                of_kind.next().filter(|_| of_kind.next().is_none())
            }
        }
    }

    /// The text with the values back in place of their tokens; what stands for nothing is left out.
    pub fn restore(&self, text: &str) -> String {
        self.filled(text, |value| Some(value.written.as_str()))
    }

    /// What the text claims: the tenant's own values in their places, the customer's left out.
    pub fn claims(&self, text: &str) -> String {
        self.filled(text, |value| value.own.then_some(value.written.as_str()))
    }

    fn filled<'a>(&'a self, text: &str, fill: impl Fn(&'a Value) -> Option<&'a str>) -> String {
        let mut out = String::with_capacity(text.len());
        let mut copied = 0;
        for token in token::all(text) {
            out.push_str(text.get(copied..token.range.start).unwrap_or_default());
            out.push_str(self.value(&token).and_then(&fill).unwrap_or(" "));
            copied = token.range.end;
        }
        out.push_str(text.get(copied..).unwrap_or_default());
        out
    }

    /// Whether the text holds a token that stands for nothing: the model made it up.
    pub fn invents(&self, text: &str) -> bool {
        token::all(text).iter().any(|token| self.value(token).is_none())
    }

    /// The kinds of values that were hidden, each once, for the log: never the values.
    pub fn kinds(&self) -> Vec<&'static str> {
        let mut seen = HashSet::new();
        self.values
            .iter()
            .filter_map(|value| value.kind)
            .map(Kind::word)
            .filter(|kind| seen.insert(*kind))
            .collect()
    }
}

#[cfg(test)]
#[path = "redact_tests.rs"]
mod tests;
