//! Postal addresses: kinds of streets and parts of buildings with what stands beside them, joined where they stand
//! together.
//!
//! A town alone, or "do you deliver to Street X?" without more, points to nobody; yet a street is hidden whenever it is
//! named, since what it points to depends on what else was said.

mod cues;
mod part;

use self::cues::PARTS;
use super::{
    Kind, Span,
    name::is_common,
    shadow::{Shadow, Word, is_stop},
};

/// Letters that may stand between two parts of one address.
const APART: usize = 14;
/// Letters of an address that is only said to be one.
const SAID: usize = 140;

pub(super) fn find(shadow: &Shadow, found: &mut Vec<Span>) {
    let address = Address(shadow);
    let mut parts: Vec<Piece> = Vec::new();
    let mut at = 0;
    while at < shadow.words.len() {
        let Some((part, length)) = PARTS.at(shadow, at) else {
            at += 1;
            continue;
        };
        parts.extend(address.piece(part, at, at + length));
        at += length;
    }
    address.numbered(&mut parts);
    parts.sort_by_key(|piece| piece.from);
    let mut open: Option<Piece> = None;
    for piece in parts {
        open = match open {
            Some(mut whole) if piece.from <= whole.to || address.together(whole.to, piece.from) => {
                whole.to = whole.to.max(piece.to);
                whole.weight += piece.weight;
                Some(whole)
            }
            before => {
                address.close(before, found);
                Some(piece)
            }
        };
    }
    address.close(open, found);
}

/// Words `[from, to)` that are part of an address.
#[derive(Clone, Copy, Debug)]
struct Piece {
    from: usize,
    to: usize,
    /// Two are an address.
    weight: u8,
}

struct Address<'a>(&'a Shadow);

impl Address<'_> {
    fn word(&self, at: usize) -> Option<&Word> {
        self.0.words.get(at)
    }

    /// Whether nothing ends between a word and the next; the full stop of an abbreviation does not.
    fn goes_on(&self, at: usize) -> bool {
        let short = self.word(at).is_some_and(|word| word.chars() <= 4);
        let dotted = |gap: &str| gap == "." || (short && matches!(gap, ". " | ".:" | "." | ".,"));
        let gap: String = self.0.gap(at, at + 1).collect();
        at + 1 < self.0.words.len() && gap.chars().count() <= 3 && (dotted(&gap) || !gap.chars().any(is_stop))
    }

    fn gap_len(&self, at: usize) -> usize {
        self.0.gap(at, at + 1).count()
    }

    fn capital(&self, word: &Word) -> bool {
        word.upper && !self.0.shouting
    }

    /// Whether two parts belong to one address: a comma and a town between, no more.
    fn together(&self, end: usize, begin: usize) -> bool {
        let (Some(before), Some(after)) = (self.word(end - 1), self.word(begin)) else { return false };
        let length = after.from - before.to;
        length <= APART * 2
            && (before.to..after.from).all(|at| {
                let c = self.0.low(at);
                let ends = c == Some('.') && self.0.low(at + 1) == Some(' ') && length > 3;
                !ends && !matches!(c, Some('?' | '؟' | '!' | ';' | '@' | ':'))
            })
            && (end..begin).all(|at| {
                self.word(at).is_some_and(|word| {
                    (self.capital(word) || word.is_arabic() || word.digits)
                        && (!is_common(&word.text) || is_joint(&word.text))
                })
            })
            && begin - end <= 3
    }

    /// Takes the town and the code of the post along, and lets go of what is no address.
    fn close(&self, piece: Option<Piece>, found: &mut Vec<Span>) {
        let Some(Piece { from, mut to, .. }) = piece.filter(|piece| piece.weight >= 2) else { return };
        for _ in 0..3 {
            let next = self.tail(to);
            if next == to {
                break;
            }
            to = next;
        }
        if let (Some(first), Some(last)) = (self.word(from), self.word(to - 1)) {
            found.push(Span { from: first.from, to: last.to, kind: Kind::Address });
        }
    }

    /// One past a town and a code that stand behind an address: `, Amman 11181`, `- 20121 Milano (MI)`.
    fn tail(&self, to: usize) -> usize {
        let joins = |at: usize| {
            at > 0
                && self.gap_len(at - 1) <= 5
                && self
                    .0
                    .gap(at - 1, at)
                    .all(|c| matches!(c, ',' | '،' | ' ' | '-' | '\n' | '/' | '(' | ')' | '>' | '.'))
        };
        let town = |at: usize| {
            self.word(at).is_some_and(|word| {
                word.alpha
                    && !is_common(&word.text)
                    && match word.is_arabic() {
                        true => {
                            self.0.gap(at - 1, at).any(|c| matches!(c, ',' | '،' | '-'))
                                && (self.0.ends_clause(at)
                                    || self
                                        .word(at + 1)
                                        .is_none_or(|next| is_common(&next.text) || next.digits))
                        }
                        false => self.capital(word),
                    }
            })
        };
        let code =
            |at: usize| self.word(at).is_some_and(|word| word.digits && (4..=6).contains(&word.chars()));
        let mut end = to;
        while joins(end) && end < to + 5 && (code(end) || town(end)) {
            end += 1;
        }
        end
    }
}

/// Little words inside an address.
fn is_joint(word: &str) -> bool {
    word.chars().count() <= 3
        || matches!(word, "قرب" | "مقابل" | "رقم" | "جنب" | "بجانب" | "بعد" | "number" | "near" | "corner")
}
