//! Personal data in running text: who wrote, where they live, what opens their accounts.
//!
//! [`find`] looks at a folded shadow of the text, in which digits of all scripts are one and marks that only steer the
//! direction of writing are gone, and answers with byte ranges of the original. What carries a check digit is known by
//! it; what does not, by a word near it; names and streets by what people write before and behind them. Where the two
//! errors pull apart it hides: a hidden quantity costs an answer, an identifier that got out is out.

mod address;
mod checks;
mod code;
mod cue;
mod digits;
mod known;
mod mail;
mod name;
mod number;
mod phrase;
mod shadow;

#[cfg(test)]
mod tests;

pub use known::Known;
use shadow::Shadow;
use std::ops::Range;

/// What a piece of text is. Of two that overlap the later one in this order keeps the letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    Name,
    Address,
    /// A name in a social network.
    Handle,
    /// The number of an order, an invoice or a parcel.
    Order,
    /// A long number that says nothing of itself.
    Number,
    /// A customer's or bank account's number that is no IBAN.
    Account,
    /// A one-time code, a card's code, a PIN.
    Code,
    Phone,
    /// A date of birth.
    Birth,
    Passport,
    /// A number that a state gave to a person.
    Id,
    /// An address of a machine.
    Ip,
    Card,
    Iban,
    Email,
    /// A password or a key.
    Secret,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 16] = [
        Self::Name,
        Self::Address,
        Self::Handle,
        Self::Order,
        Self::Number,
        Self::Account,
        Self::Code,
        Self::Phone,
        Self::Birth,
        Self::Passport,
        Self::Id,
        Self::Ip,
        Self::Iban,
        Self::Card,
        Self::Email,
        Self::Secret,
    ];

    /// Its word in capitals: NAME, PHONE.
    pub fn word(self) -> &'static str {
        match self {
            Self::Name => "NAME",
            Self::Address => "ADDRESS",
            Self::Handle => "HANDLE",
            Self::Order => "ORDER",
            Self::Number => "NUMBER",
            Self::Account => "ACCOUNT",
            Self::Code => "CODE",
            Self::Phone => "PHONE",
            Self::Birth => "BIRTH",
            Self::Passport => "PASSPORT",
            Self::Id => "ID",
            Self::Ip => "IP",
            Self::Iban => "IBAN",
            Self::Card => "CARD",
            Self::Email => "EMAIL",
            Self::Secret => "SECRET",
        }
    }
}

/// A piece of personal data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    pub kind: Kind,
    /// Bytes of the text.
    pub range: Range<usize>,
    /// Equal for two writings of one value.
    pub same: String,
}

/// Letters of the shadow, one past the last, and what they are.
#[derive(Clone, Copy, Debug)]
struct Span {
    from: usize,
    to: usize,
    kind: Kind,
}

/// The personal data in a text: in order, apart from each other, on character boundaries.
///
/// `known` are names and numbers that are hidden wherever they stand. Linear in the text's length.
pub fn find(text: &str, known: &Known) -> Vec<Found> {
    let shadow = Shadow::of(text);
    let cues = cue::Cues::of(&shadow);
    let mut spans = Vec::new();
    name::find(&shadow, &mut spans);
    known.find(&shadow, &mut spans);
    address::find(&shadow, &mut spans);
    mail::find(&shadow, &mut spans);
    number::find(&shadow, &cues, &mut spans);
    code::find(&shadow, &cues, &mut spans);
    if spans.iter().any(|span| matches!(span.kind, Kind::Address | Kind::Phone | Kind::Number | Kind::Email))
    {
        name::letterhead(&shadow, &mut spans);
    }
    settle(&shadow, &mut spans)
}

/// Gives every letter to the strongest span that claims it, and reads what is left.
fn settle(shadow: &Shadow, spans: &mut [Span]) -> Vec<Found> {
    // A longer span of the same kind goes last, and keeps what a shorter one claimed.
    spans.sort_by_key(|span| (span.kind, span.to - span.from));
    let mut owner: Vec<Option<usize>> = vec![None; shadow.letters.len()];
    for (index, span) in spans.iter().enumerate() {
        for letter in owner.iter_mut().take(span.to).skip(span.from) {
            *letter = Some(index);
        }
    }
    let mut found = Vec::new();
    let mut at = 0;
    while at < owner.len() {
        let mine = owner.get(at).copied().flatten();
        let end =
            (at..owner.len()).find(|next| owner.get(*next).copied().flatten() != mine).unwrap_or(owner.len());
        if let Some(span) = mine.and_then(|index| spans.get(index)) {
            found.extend(piece(shadow, at, end, span));
        }
        at = end;
    }
    found
}

/// A piece of a span as it stands in the text, without what is no part of a value at its ends.
fn piece(shadow: &Shadow, from: usize, to: usize, span: &Span) -> Option<Found> {
    let whole = from == span.from && to == span.to;
    let solid = |at: &usize| {
        shadow.low(*at).is_some_and(|c| {
            c.is_alphanumeric() || (whole && matches!(c, '+' | '@' | '(' | ')' | '-' | '_' | '='))
        })
    };
    let first = (from..to).find(solid)?;
    let last = (first..to).rev().find(solid)?;
    // What another span left over of a number or a code says nothing without a digit.
    let words = matches!(span.kind, Kind::Name | Kind::Address | Kind::Secret | Kind::Email | Kind::Handle);
    if !whole && !words && !shadow.slice(first, last + 1).any(|c| c.is_ascii_digit()) {
        return None;
    }
    let (begin, end) = (shadow.letters.get(first)?, shadow.letters.get(last)?);
    let same: String = shadow.slice(first, last + 1).filter(|c| c.is_alphanumeric() || *c == '@').collect();
    Some(Found { kind: span.kind, range: begin.at..end.end, same: compared(span.kind, same) })
}

/// The value as it is compared: telephones without what is dialled before them.
fn compared(kind: Kind, same: String) -> String {
    const OWN_DIGITS: usize = 9;
    if kind == Kind::Phone && same.len() > OWN_DIGITS && same.is_ascii() {
        return same.get(same.len() - OWN_DIGITS..).unwrap_or(&same).to_owned();
    }
    same
}
