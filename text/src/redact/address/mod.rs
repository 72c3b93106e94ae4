//! Postal addresses: kinds of streets and parts of buildings with what stands beside them, joined where they stand
//! together.
//!
//! A town alone, or "do you deliver to Street X?" without more, points to nobody; yet a street is hidden whenever it is
//! named, since what it points to depends on what else was said.

mod cues;

use self::cues::{PARTS, Part};
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

    /// Whether nothing ends between a word and the next.
    fn goes_on(&self, at: usize) -> bool {
        at + 1 < self.0.words.len()
            && self.0.gap(at, at + 1).all(|c| !is_stop(c) || c == '.')
            && self.gap_len(at) <= 3
    }

    fn gap_len(&self, at: usize) -> usize {
        self.0.gap(at, at + 1).count()
    }

    fn piece(&self, part: Part, at: usize, end: usize) -> Option<Piece> {
        match part {
            Part::StreetBefore => {
                let to = self.named(end, 4);
                (to > end).then_some(Piece { from: self.number_before(at), to, weight: 2 })
            }
            Part::MaybeBefore => {
                let to = self.named(end, 4);
                let number = (end..to).any(|at| self.word(at).is_some_and(|word| word.digits));
                let first = self.word(end)?;
                let arabic = first.is_arabic();
                let fits = match arabic {
                    true => to > end,
                    false => number || (self.capital(first) && !is_channel(&first.text)),
                };
                fits.then_some(Piece {
                    from: at,
                    to: to.max(end),
                    weight: if arabic && !number { 1 } else { 2 },
                })
            }
            Part::StreetBehind => self.street_behind(at, end),
            Part::Unit => self.unit(at, end),
            Part::Beside => None,
            Part::Says => self.said(end),
            Part::Post => {
                let code = self.word(end).filter(|word| word.digits && (4..=10).contains(&word.chars()))?;
                (code.from >= end).then_some(Piece { from: at, to: end + 1, weight: 1 })
            }
        }
    }

    fn capital(&self, word: &Word) -> bool {
        word.upper && !self.0.shouting
    }

    /// One past the words of a street's name and its number, at most so many.
    fn named(&self, from: usize, most: usize) -> usize {
        let mut to = from;
        while to < from + most && to > 0 && (to > from || self.near(to - 1)) {
            let Some(word) = self.word(to) else { break };
            if to > from && !self.goes_on(to - 1) && !self.number_follows(to) {
                break;
            }
            let small = matches!(
                word.text.as_str(),
                "di" | "del"
                    | "dei"
                    | "della"
                    | "delle"
                    | "degli"
                    | "san"
                    | "de"
                    | "du"
                    | "la"
                    | "le"
                    | "do"
                    | "da"
                    | "n"
                    | "no"
                    | "e"
                    | "al"
                    | "el"
            );
            let first = to == from;
            let number = word.text.chars().next().is_some_and(|c| c.is_ascii_digit());
            let fits = number
                || small
                || match word.is_arabic() {
                    true => first || !is_common(&word.text),
                    false => self.capital(word) || (first && !is_common(&word.text)),
                };
            if !fits {
                break;
            }
            to += 1;
            if number {
                break;
            }
        }
        // A name does not end with "of".
        while to > from
            && self.word(to - 1).is_some_and(|word| {
                word.alpha && !word.is_arabic() && word.chars() <= 3 && !self.capital(word)
            })
        {
            to -= 1;
        }
        to
    }

    /// The house's number before a street, if one stands there.
    fn number_before(&self, at: usize) -> usize {
        match at.checked_sub(1) {
            Some(before)
                if self.goes_on(before)
                    && self.word(before).is_some_and(|word| word.digits && word.chars() <= 5) =>
            {
                before
            }
            _ => at,
        }
    }

    fn near(&self, at: usize) -> bool {
        self.gap_len(at) <= 3 && self.0.gap(at, at + 1).all(|c| c != '\n' && !matches!(c, '?' | '؟' | '!'))
    }

    /// `Via Roma, 12`.
    fn number_follows(&self, at: usize) -> bool {
        self.word(at).is_some_and(|word| word.digits && word.chars() <= 5)
            && at > 0
            && self.0.gap(at - 1, at).all(|c| matches!(c, ',' | ' ' | '،' | '.' | ':' | '/' | '-'))
            && self.gap_len(at - 1) <= 3
    }

    /// `12 King Hussein Street`, `Atatürk Mah.`.
    fn street_behind(&self, at: usize, end: usize) -> Option<Piece> {
        let mut from = at;
        while from > 0 && at - from < 4 && self.goes_on(from - 1) {
            let Some(word) = self.word(from - 1) else { break };
            let number = word.text.chars().next().is_some_and(|c| c.is_ascii_digit());
            let lower = at == from && word.alpha && word.chars() >= 3 && !is_common(&word.text);
            if !number && !self.capital(word) && !lower {
                break;
            }
            from -= 1;
            if number {
                break;
            }
        }
        from = self.number_before(from);
        let words = self.0.words.get(from..at)?;
        let number = words.iter().any(|word| word.text.chars().any(|c| c.is_ascii_digit()))
            || self.number_follows(end);
        let capital = words.iter().any(|word| self.capital(word));
        let short = end - at == 1 && self.word(at).is_some_and(|word| word.chars() <= 3);
        let strong = number
            || (capital && !short)
            || self.word(at).is_some_and(|w| is_turkish_street(&w.text) && (capital || self.0.shouting));
        let kind = self.word(at).filter(|word| self.capital(word)).is_some();
        if words.is_empty()
            || !strong
            || (!number
                && !kind
                && !self
                    .word(at)
                    .is_some_and(|w| is_turkish_street(&w.text) || w.text == "street" || w.text == "road"))
        {
            return None;
        }
        let to = if self.number_follows(end) { end + 1 } else { end };
        Some(Piece { from, to, weight: 2 })
    }

    /// `Apt 4`, `شقة رقم 5`, `No: 12`, `عمارة الياسمين`.
    fn unit(&self, at: usize, end: usize) -> Option<Piece> {
        let marked = self.word(end).is_some_and(|word| {
            matches!(word.text.as_str(), "رقم" | "no" | "number" | "n" | "numero" | "شماره" | "nr")
        });
        let value = if marked { end + 1 } else { end };
        let word = self.word(value).filter(|_| self.near(value - 1))?;
        let number = word.text.chars().next().is_some_and(|c| c.is_ascii_digit()) && word.chars() <= 6;
        let letter = word.chars() == 1 && (self.capital(word) || word.is_arabic());
        let named = word.is_arabic() && word.text.starts_with("ال") && !is_common(&word.text);
        let ordinal = matches!(
            word.text.as_str(),
            "الاول"
                | "الثاني"
                | "الثالث"
                | "الرابع"
                | "الخامس"
                | "الارضي"
                | "اول"
                | "دوم"
                | "سوم"
                | "چهارم"
                | "همكف"
        );
        // A flat with its number is somebody's; a floor or a block may be a shop's.
        let home = number && self.word(at).is_some_and(|word| is_home(&word.text));
        (number || letter || named || ordinal).then_some(Piece {
            from: at,
            to: value + 1,
            weight: 1 + u8::from(home),
        })
    }

    /// What follows "my address is", up to the end of the sentence, where it has a number and a name in it.
    fn said(&self, end: usize) -> Option<Piece> {
        let start = self.word(end.checked_sub(1)?)?.to;
        let mut to = end;
        while let Some(word) = self.word(to) {
            let gap_from = self.word(to - 1).map_or(start, |before| before.to);
            let stops = (gap_from..word.from).any(|at| {
                let c = self.0.low(at);
                let next = self.0.low(at + 1);
                matches!(c, Some('?' | '؟' | '!' | ';' | '؛' | '@'))
                    || (c == Some('\n') && next == Some('\n'))
                    || (c == Some('.')
                        && next.is_some_and(char::is_whitespace)
                        && to > end
                        && !self.abbreviated(to - 1))
            });
            let ended = to > end && word.alpha && is_common(&word.text) && !is_joint(&word.text);
            if stops || ended || word.from - start > SAID {
                break;
            }
            to += 1;
        }
        let words = self.0.words.get(end..to)?;
        let number = words.iter().any(|word| word.digits && word.chars() <= 6);
        let names = words
            .iter()
            .filter(|word| word.alpha && word.chars() >= 3 && (word.is_arabic() || self.capital(word)));
        let names = names.filter(|word| !is_common(&word.text)).count();
        (number && names >= 1 && words.len() >= 2).then_some(Piece { from: end, to, weight: 2 })
    }

    /// `Apt.`, `St.`: the full stop ends no sentence.
    fn abbreviated(&self, at: usize) -> bool {
        self.word(at).is_some_and(|word| word.chars() <= 4 && PARTS.at(self.0, at).is_some())
    }

    /// A number, capitals, and a number or a part of a building: `641 Dašická 688`.
    fn numbered(&self, parts: &mut Vec<Piece>) {
        let digits = |at: usize| self.word(at).is_some_and(|word| word.digits && word.chars() <= 5);
        let mut at = 0;
        while at < self.0.words.len() {
            let mut to = at + 1;
            while to < at + 6
                && self.goes_on(to - 1)
                && self.word(to).is_some_and(|word| word.alpha && self.capital(word))
            {
                to += 1;
            }
            let names = to - at - 1;
            if digits(at) && (1..=4).contains(&names) && digits(to) && self.goes_on(to - 1) {
                parts.push(Piece { from: at, to: to + 1, weight: 2 });
                at = to;
            }
            at += 1;
        }
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

fn is_home(word: &str) -> bool {
    matches!(word, "apt" | "apartment" | "suite" | "flat" | "شقه" | "پلاك" | "daire" | "interno" | "int")
}

fn is_turkish_street(word: &str) -> bool {
    matches!(
        word,
        "mahallesi"
            | "mahalle"
            | "mah"
            | "mh"
            | "sokak"
            | "sokagi"
            | "sokaginda"
            | "sk"
            | "caddesi"
            | "cadde"
            | "caddesinde"
            | "bulvari"
            | "blv"
            | "apartmani"
            | "sitesi"
    )
}

/// "via e-mail", "via WhatsApp".
fn is_channel(word: &str) -> bool {
    matches!(
        word,
        "email"
            | "e"
            | "mail"
            | "whatsapp"
            | "sms"
            | "telefono"
            | "telegram"
            | "instagram"
            | "cliq"
            | "paypal"
            | "visa"
            | "web"
            | "app"
            | "pec"
            | "zoom"
    )
}

/// Little words inside an address.
fn is_joint(word: &str) -> bool {
    word.chars().count() <= 3
        || matches!(word, "قرب" | "مقابل" | "رقم" | "جنب" | "بجانب" | "بعد" | "number" | "near" | "corner")
}
