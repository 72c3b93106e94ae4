//! The parts of addresses: what a word of an address says of its neighbours.

use super::{
    Address, Piece, SAID,
    cues::{PARTS, Part},
    is_joint,
};
use crate::redact::name::is_common;

impl Address<'_> {
    pub(super) fn piece(&self, part: Part, at: usize, end: usize) -> Option<Piece> {
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
            if (!number && !self.capital(word) && !lower) || (word.alpha && is_common(&word.text)) {
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
    pub(super) fn numbered(&self, parts: &mut Vec<Piece>) {
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
            | "sok"
            | "cad"
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
