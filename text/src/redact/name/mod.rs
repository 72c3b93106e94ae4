//! Names of people: those already known, those that somebody gives as such, and given names that mean nothing else.
//!
//! Without a model nobody can tell every name from every word. What is certain comes first (the contact's own name,
//! "my name is …", titles, signatures); after that a list of given names decides with the word behind it. A surname
//! alone, without any of these, is not found: docs/models/airlock.md says how often.

mod beside;
mod cues;
mod given;

use self::cues::{HINTS, Hint, is_particle};
pub(super) use self::given::is_common;
use self::given::{is_given, may_be_given};
use super::{
    Kind, Span,
    shadow::{Shadow, Word},
};

/// Most words that a name has.
const MOST_WORDS: usize = 5;

pub(super) fn find(shadow: &Shadow, found: &mut Vec<Span>) {
    let names = Names(shadow);
    let mut at = 0;
    while at < shadow.words.len() {
        let hint = HINTS.at(shadow, at);
        if let Some((hint, length)) = hint {
            for (from, to) in names.beside(hint, at, at + length).into_iter().flatten() {
                names.push(from, to, found);
            }
        }
        if let Some(to) = names.listed(at) {
            names.push(at, to, found);
            at = to;
        } else if hint.is_some_and(|(hint, _)| {
            hint == Hint::Around && names.word(at).is_some_and(|w| may_be_given(&w.text))
        }) {
            at += 1;
        } else {
            at += hint.map_or(1, |(_, length)| length);
        }
    }
}

/// A first or last line of nothing but a few capitalised words: whoever wrote a text that holds their address or
/// number besides.
pub(super) fn letterhead(shadow: &Shadow, found: &mut Vec<Span>) {
    let names = Names(shadow);
    let broken = |at: usize| at + 1 >= shadow.words.len() || shadow.gap(at, at + 1).any(|c| c == '\n');
    let last = shadow.words.len().saturating_sub(1);
    let first_line = (0..=last).find(|at| broken(*at)).map_or(0, |at| at + 1);
    let last_line = (0..last).rev().find(|at| broken(*at)).map_or(0, |at| at + 1);
    if first_line > last {
        return;
    }
    for (from, to) in [(0, first_line), (last_line, last + 1)] {
        let words = shadow.words.get(from..to).unwrap_or_default();
        let capitals = words.iter().all(|word| word.alpha && names.capital(word) && !is_common(&word.text));
        let joined = (from..to.saturating_sub(1)).all(|at| shadow.joined(at));
        if (2..=4).contains(&words.len()) && capitals && joined {
            names.push(from, to, found);
        }
    }
}

struct Names<'a>(&'a Shadow);

impl Names<'_> {
    fn word(&self, at: usize) -> Option<&Word> {
        self.0.words.get(at)
    }

    fn push(&self, from: usize, to: usize, found: &mut Vec<Span>) {
        if let (Some(first), Some(last)) = (self.word(from), to.checked_sub(1).and_then(|at| self.word(at)))
            && from < to
        {
            found.push(Span { from: self.clitic(first), to: last.to, kind: Kind::Name });
        }
    }

    /// Where the name begins in a word: `ولينا` is "and Lina".
    fn clitic(&self, word: &Word) -> usize {
        let rest = clitic(&word.text);
        match rest.filter(|rest| is_given(rest) && !may_be_given(&word.text)) {
            Some(_) => word.from + 1,
            None => word.from,
        }
    }

    /// A capital that says something.
    fn capital(&self, word: &Word) -> bool {
        word.upper && !self.0.shouting
    }

    fn looks_like_word(&self, word: &Word) -> bool {
        word.alpha && (word.chars() >= 2 || word.upper)
    }

    /// A listed given name that means nothing else; or one that may, with a surname behind it.
    fn listed(&self, at: usize) -> Option<usize> {
        let word = self.word(at).filter(|word| word.alpha)?;
        let text = clitic(&word.text)
            .filter(|rest| is_given(rest) && word.is_arabic() && !is_common(&word.text))
            .unwrap_or(&word.text);
        let next = self.word(at + 1).filter(|next| self.0.joined(at) && next.alpha);
        if is_given(text) {
            return Some(self.rest(at, false));
        }
        let compound =
            matches!(text, "عبد") && next.is_some_and(|next| next.text.starts_with("ال") && next.chars() > 4);
        if compound {
            return Some(self.rest(at, false));
        }
        let named = next.is_some_and(|next| match next.is_arabic() {
            true => is_given(&next.text),
            false => {
                self.capital(next)
                    && self.capital(word)
                    && word.chars() > 2
                    && !is_common(&next.text)
                    && (!is_common(text) || is_given(&next.text))
            }
        });
        (may_be_given(text) && !is_preposition(text) && named).then(|| self.rest(at, false))
    }

    /// One past the last word of a name that begins at `at`.
    fn rest(&self, at: usize, sure: bool) -> usize {
        let mut to = at + 1;
        while to < at + MOST_WORDS && self.0.joined(to - 1) {
            let Some(word) =
                self.word(to).filter(|word| self.looks_like_word(word) || is_particle(&word.text))
            else {
                break;
            };
            let given = may_be_given(&word.text) && !is_preposition(&word.text);
            let count = to - at;
            let initial = word.chars() == 1 && word.upper && word.text != "i";
            let fits = match word.is_arabic() {
                true => {
                    given
                        || !is_common(&word.text)
                            && (is_surname(word)
                                || (count == 1 && (sure || self.ends(to)))
                                || (sure && count == 2 && self.ends(to)))
                }
                false => {
                    let lower = sure && count <= 2 && !self.word(at).is_some_and(|first| self.capital(first));
                    initial
                        || (is_given(&word.text) && !word.is_arabic())
                        || (self.capital(word) && !is_common(&word.text))
                        || (lower && word.chars() >= 2 && !is_common(&word.text))
                }
            };
            let particle = is_particle(&word.text)
                && self.0.joined(to)
                && self.word(to + 1).is_some_and(|next| match next.is_arabic() {
                    true => !is_common(&next.text),
                    false => {
                        self.capital(next) || may_be_given(&next.text) || (sure && !is_common(&next.text))
                    }
                });
            if !fits && !particle {
                break;
            }
            to += if particle && !fits { 2 } else { 1 };
        }
        to.min(self.0.words.len())
    }

    /// Whether the clause ends after a word, or goes on with one that no name has.
    fn ends(&self, at: usize) -> bool {
        self.0.ends_clause(at) || self.word(at + 1).is_none_or(|next| is_common(&next.text) || next.digits)
    }
}

/// An Arabic word without the single letter that is written together with it.
pub(super) fn clitic(word: &str) -> Option<&str> {
    let rest = word.strip_prefix(['و', 'ل', 'ب', 'ف'])?;
    (rest.chars().count() >= 3).then_some(rest)
}

fn is_arabic_given(word: &Word) -> bool {
    word.is_arabic() && may_be_given(&word.text)
}

/// Written as a word that stands in half of all sentences.
fn is_preposition(word: &str) -> bool {
    matches!(
        word,
        "علي"
            | "مني"
            | "من"
            | "في"
            | "با"
            | "ملك"
            | "نور"
            | "عمر"
            | "can"
            | "will"
            | "may"
            | "art"
            | "sue"
            | "guy"
            | "su"
            | "ay"
            | "ada"
            | "alba"
            | "bella"
            | "vera"
    )
}

/// Looks like a family's name: with the article, of a place or a trade.
fn is_surname(word: &Word) -> bool {
    let text = word.text.as_str();
    let ends = |endings: &[&str]| endings.iter().any(|end| text.ends_with(end));
    (text.starts_with("ال") && word.chars() >= 5)
        || (word.chars() >= 5 && ends(&["زاده", "پور", "نژاد", "نيا", "فر", "يان", "وند"]))
        || (word.chars() >= 5
            && ends(&["ي"])
            && !text.ends_with("تي")
            && !text.ends_with("مي")
            && !text.starts_with("مي")
            && !text.starts_with("نمي"))
}
