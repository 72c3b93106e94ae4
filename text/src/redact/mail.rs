//! Addresses of e-mail, written with signs or with words, and names in social networks.

use super::{Kind, Span, phrase::Phrases, shadow::Shadow};
use std::sync::LazyLock;

pub(super) fn find(shadow: &Shadow, found: &mut Vec<Span>) {
    let mut at = 0;
    while at < shadow.letters.len() {
        at += match shadow.low(at) {
            Some('@') => signed(shadow, at, found),
            _ => 1,
        };
    }
    spelled(shadow, found);
}

fn is_local(c: char) -> bool {
    c.is_alphanumeric()
        || matches!(c, '.' | '_' | '%' | '+' | '\'' | '-' | '#' | '&' | '=' | '~' | '!' | '$' | '*')
}

/// An address around an `@`, with up to two spaces at each side; else a handle. How far it goes from the `@`.
fn signed(shadow: &Shadow, at: usize, found: &mut Vec<Span>) -> usize {
    let is_space = |at: usize| shadow.low(at) == Some(' ');
    let mut end = at;
    while end > 0 && at - end < 2 && is_space(end - 1) {
        end -= 1;
    }
    let mut from = end;
    while from > 0 && end - from < 64 && shadow.low(from - 1).is_some_and(is_local) {
        from -= 1;
    }
    while from < end && shadow.low(from).is_some_and(|c| !c.is_alphanumeric() && c != '_' && c != '+') {
        from += 1;
    }
    let mut to = at + 1;
    while to < at + 3 && is_space(to) {
        to += 1;
    }
    let begin = to;
    let mut dot = None;
    while to - begin < 253 {
        match shadow.low(to) {
            Some(c) if c.is_alphanumeric() || c == '-' => to += 1,
            Some('.') => {
                dot = Some(to);
                to += 1;
                // "mail . example": only where the other dots are written so too.
                if is_space(to) && is_space(to - 2) {
                    to += 1;
                }
            }
            Some(' ') if shadow.low(to + 1) == Some('.') && shadow.low(to + 2) == Some(' ') => to += 1,
            _ => break,
        }
    }
    // A full stop behind an address ends the sentence.
    while to > begin && shadow.low(to - 1).is_some_and(|c| !c.is_alphanumeric()) {
        to -= 1;
        if dot == Some(to) {
            dot = (begin..to).rev().find(|at| shadow.low(*at) == Some('.'));
        }
    }
    let top = dot.map_or(0, |dot| shadow.slice(dot + 1, to).filter(|c| c.is_alphabetic()).count());
    // "find me @lina.k" is a handle; "lina @mail.com" an address.
    let usual = dot.is_none_or(|dot| is_usual(&shadow.slice(dot + 1, to).collect::<String>()));
    let apart = end < at && begin == at + 1 && !usual;
    if from < end && to > begin && !apart {
        // Without a dot it is still somebody's address somewhere; "a@b" is not.
        if (dot.is_some_and(|dot| dot > begin) && top >= 2)
            || (end - from >= 3 && to - begin >= 4 && end == at)
        {
            found.push(Span { from, to, kind: Kind::Email });
            return to - at;
        }
    }
    let handle = !shadow.before(at).is_some_and(is_local) && begin == at + 1 && to - begin >= 3;
    if handle {
        let mut to = begin;
        while shadow
            .low(to)
            .is_some_and(|c| c.is_alphanumeric() || c == '_' || (c == '.' && is_word(shadow, to + 1)))
        {
            to += 1;
        }
        found.push(Span { from: at, to, kind: Kind::Handle });
        return to - at;
    }
    1
}

fn is_usual(top: &str) -> bool {
    matches!(
        top,
        "com"
            | "net"
            | "org"
            | "edu"
            | "gov"
            | "info"
            | "io"
            | "jo"
            | "sa"
            | "ae"
            | "kw"
            | "qa"
            | "bh"
            | "om"
            | "iq"
            | "eg"
            | "ir"
            | "tr"
            | "it"
            | "eu"
            | "de"
            | "fr"
            | "uk"
            | "example"
            | "test"
    )
}

fn is_word(shadow: &Shadow, at: usize) -> bool {
    shadow.low(at).is_some_and(char::is_alphanumeric)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    /// Means `@` and nothing else.
    At,
    /// Means `@` only where a dot is spelled too, or the house is known for mail.
    MaybeAt,
    Dot,
    Dash,
}

static SIGNS: LazyLock<Phrases<Sign>> = LazyLock::new(|| {
    Phrases::of(&[
        (Sign::At, "chiocciola|chiocciolina|آتساین|اتساین|ات ساین|at sign|kuyruklu a|et işareti|آت ساين"),
        (Sign::MaybeAt, "at|et|آت|ات|أت|اَت"),
        (Sign::Dot, "dot|nokta|punto|نقطة|نقطه|دوت|دات|نقتة|point"),
        (Sign::Dash, "underscore|dash|alt çizgi|trattino|شرطة|اندرسكور|آندرلاین|خط تیره"),
    ])
});

const HOUSES: [&str; 22] = [
    "gmail",
    "hotmail",
    "yahoo",
    "outlook",
    "icloud",
    "live",
    "msn",
    "proton",
    "protonmail",
    "libero",
    "virgilio",
    "tiscali",
    "mynet",
    "yandex",
    "aol",
    "gmx",
    "جيميل",
    "هوتميل",
    "ياهو",
    "اوتلوك",
    "جیمیل",
    "ايميل",
];

/// "lina dot k at mail dot example", "(at)", "[dot]".
fn spelled(shadow: &Shadow, found: &mut Vec<Span>) {
    for at in 1..shadow.words.len() {
        let Some((sign @ (Sign::At | Sign::MaybeAt), length)) = SIGNS.at(shadow, at) else { continue };
        let bracketed = shadow.gap(at - 1, at).any(|c| matches!(c, '(' | '[' | '{' | '<'));
        let Some((last, dots, known)) = domain(shadow, at + length) else { continue };
        let sure = sign == Sign::At || bracketed;
        if !(dots && (sure || known || spelled_dot(shadow, at + length, last)) || known && sure) {
            continue;
        }
        let first = local(shadow, at);
        if let (Some(first), Some(last)) = (first.and_then(|at| shadow.words.get(at)), shadow.words.get(last))
        {
            found.push(Span { from: first.from, to: last.to, kind: Kind::Email });
        }
    }
}

/// Whether two neighbours belong together: only spaces, brackets or one of the signs between.
fn close(shadow: &Shadow, before: usize) -> bool {
    let mut length = 0;
    before + 1 < shadow.words.len()
        && shadow.gap(before, before + 1).all(|c| {
            length += 1;
            length <= 3
                && matches!(c, ' ' | '(' | ')' | '[' | ']' | '{' | '}' | '<' | '>' | '.' | '_' | '-' | '+')
        })
}

/// The last word of a domain that begins at a word, whether it has dots, and whether it is a known house.
fn domain(shadow: &Shadow, first: usize) -> Option<(usize, bool, bool)> {
    let word = shadow.words.get(first)?;
    if !close(shadow, first - 1) {
        return None;
    }
    let known = HOUSES.contains(&word.text.as_str());
    let (mut last, mut dots) = (first, false);
    while close(shadow, last) {
        let dot = shadow.gap(last, last + 1).any(|c| c == '.');
        if dot && !shadow.gap(last, last + 1).any(|c| c == ' ') {
            last += 1;
            dots = true;
        } else if let Some((Sign::Dot | Sign::Dash, length)) = SIGNS.at(shadow, last + 1)
            && close(shadow, last + length)
        {
            last += length + 1;
            dots = true;
        } else {
            break;
        }
    }
    Some((last, dots, known))
}

fn spelled_dot(shadow: &Shadow, from: usize, to: usize) -> bool {
    (from..=to).any(|at| matches!(SIGNS.at(shadow, at), Some((Sign::Dot, _))))
}

/// The first word of what stands before the sign.
fn local(shadow: &Shadow, at: usize) -> Option<usize> {
    let mut first = at.checked_sub(1).filter(|before| close(shadow, *before))?;
    while first > 0 && at - first < 8 {
        let tight = close(shadow, first - 1)
            && shadow.gap(first - 1, first).all(|c| matches!(c, '.' | '_' | '-' | '+'));
        let signed = first >= 2 && matches!(SIGNS.at(shadow, first - 1), Some((Sign::Dot | Sign::Dash, 1)));
        first -= match (tight, signed) {
            (true, _) => 1,
            (_, true) if close(shadow, first - 1) && close(shadow, first - 2) => 2,
            _ => break,
        };
    }
    Some(first)
}
