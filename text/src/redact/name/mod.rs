//! Names of people: those already known, those that somebody gives as such, and given names that mean nothing else.
//!
//! Without a model nobody can tell every name from every word. What is certain comes first (the contact's own name,
//! "my name is …", titles, signatures); after that a list of given names decides with the word behind it. A surname
//! alone, without any of these, is not found: docs/models/airlock.md says how often.

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

    /// The names that a hint at `[at, end)` points to, as words from and to.
    fn beside(&self, hint: Hint, at: usize, end: usize) -> [Option<(usize, usize)>; 2] {
        let follows = |sure: bool, to: Option<usize>| to.filter(|_| sure).map(|to| (end, to));
        let next = end.checked_sub(1).is_some_and(|last| self.leads(last));
        match hint {
            Hint::Sure => [follows(next, self.sure(end)), None],
            Hint::Maybe => [follows(next, self.maybe(end)), None],
            Hint::Title => [follows(next, self.titled(end)), None],
            Hint::Around => [self.before(at), follows(self.0.joined(end - 1), self.titled(end))],
            Hint::Behind => [self.before(at), None],
            Hint::Field => [self.field(end), None],
            Hint::Asks => [follows(self.answered(end), self.sure(end)), None],
            Hint::Closing => [self.signed(end), follows(next, self.maybe(end))],
        }
    }

    /// Whether the next word may be what a hint speaks of: a space, a colon, a dash, a quotation mark between.
    fn leads(&self, last: usize) -> bool {
        let mut length = 0;
        last + 1 < self.0.words.len()
            && self.0.gap(last, last + 1).all(|c| {
                length += 1;
                length <= 4 && matches!(c, ' ' | ':' | '-' | '"' | '\'' | '.' | '=' | '«' | '(' | '*')
            })
    }

    fn answered(&self, end: usize) -> bool {
        end.checked_sub(1).is_some_and(|last| {
            last + 1 < self.0.words.len()
                && self.0.gap(last, last + 1).any(|c| matches!(c, '?' | '؟' | ':' | '\n'))
        })
    }

    /// A name that must stand here; `None` where an everyday word does.
    fn sure(&self, at: usize) -> Option<usize> {
        // "my name is Mr. …", "اسمي السيد …", "is it", "هو".
        let at = match HINTS.at(self.0, at) {
            Some((Hint::Title, length)) if self.leads(at + length - 1) => at + length,
            _ => at,
        };
        let first = self.word(at)?;
        if !self.looks_like_word(first)
            || (is_common(&first.text) && !(self.capital(first) && may_be_given(&first.text)))
                && !is_arabic_given(first)
        {
            return None;
        }
        Some(self.rest(at, true))
    }

    /// A name, if what stands here looks like one.
    fn maybe(&self, at: usize) -> Option<usize> {
        let first = self.word(at).filter(|word| self.looks_like_word(word))?;
        let listed = may_be_given(&first.text);
        if first.is_arabic() {
            let next = self.word(at + 1).filter(|_| self.0.joined(at));
            let named = next
                .is_some_and(|next| may_be_given(&next.text) || (is_surname(next) && !is_common(&next.text)));
            let sure =
                is_given(&first.text) || (listed && !is_preposition(&first.text) && (named || self.ends(at)));
            return (sure || (listed && named)).then(|| self.rest(at, false));
        }
        if is_given(&first.text) || (listed && self.capital(first)) {
            return Some(self.rest(at, false));
        }
        // Two capitals after "I am": a name. One may be a country, or the beginning of a list.
        let next = self.word(at + 1).filter(|_| self.0.joined(at));
        let initial = |word: &Word| word.chars() == 1 && word.upper;
        let two = self.capital(first)
            && next.is_some_and(|next| self.capital(next) && (initial(next) || !is_common(&next.text)));
        (two && !is_common(&first.text)).then(|| self.rest(at, false))
    }

    /// What stands behind a title.
    fn titled(&self, at: usize) -> Option<usize> {
        let first = self.word(at).filter(|word| self.looks_like_word(word))?;
        // D'Angelo, De Luca.
        if is_particle(&first.text)
            && self.0.joined(at)
            && self.word(at + 1).is_some_and(|next| self.capital(next))
        {
            return Some(self.rest(at + 1, false));
        }
        let fits = match first.is_arabic() {
            true => !is_common(&first.text) || is_arabic_given(first),
            false => (self.capital(first) && !is_common(&first.text)) || may_be_given(&first.text),
        };
        fits.then(|| self.rest(at, false))
    }

    /// What stands before a title that follows: `Ayşe Hanım`, `مریم خانم`.
    fn before(&self, at: usize) -> Option<(usize, usize)> {
        let last = at.checked_sub(1).filter(|last| self.0.joined(*last))?;
        let fits = |word: &Word| {
            self.looks_like_word(word)
                && match word.is_arabic() {
                    true => {
                        may_be_given(&word.text) && !is_preposition(&word.text)
                            || is_surname(word) && !is_common(&word.text)
                    }
                    false => (self.capital(word) && !is_common(&word.text)) || is_given(&word.text),
                }
        };
        let mut from = at;
        while from > 0 && at - from < 3 && self.0.joined(from - 1) && self.word(from - 1).is_some_and(fits) {
            from -= 1;
        }
        let listed = (from..at)
            .any(|at| self.word(at).is_some_and(|word| !word.is_arabic() || may_be_given(&word.text)));
        (from <= last && listed).then_some((from, at))
    }

    /// The value of a form's field: up to the end of its line.
    fn field(&self, end: usize) -> Option<(usize, usize)> {
        let last = end.checked_sub(1)?;
        let colon = self.0.gap(last, end).any(|c| matches!(c, ':' | '='));
        if !colon || self.0.gap(last, end).any(|c| c == '\n') {
            return None;
        }
        self.sure(end).map(|to| (end, to))
    }

    /// One to four words on a line of their own at the end, behind "thanks,".
    fn signed(&self, end: usize) -> Option<(usize, usize)> {
        let last = end.checked_sub(1)?;
        let apart = self.0.gap(last, end).any(|c| matches!(c, ',' | '،' | '\n' | '-' | '.' | '!'));
        let left = self.0.words.get(end..)?;
        let mut line = left.iter().enumerate().take_while(|(offset, _)| {
            *offset == 0 || !self.0.gap(end + offset - 1, end + offset).any(|c| c == '\n')
        });
        let length = line.clone().count();
        let fits = line.all(|(offset, word)| {
            self.looks_like_word(word)
                && (!is_common(&word.text) || is_particle(&word.text))
                && (offset == 0 || self.0.joined(end + offset - 1))
        });
        (apart && fits && (1..=4).contains(&length)).then_some((end, end + length))
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
            let Some(word) = self.word(to).filter(|word| self.looks_like_word(word)) else { break };
            let given = may_be_given(&word.text) && !is_preposition(&word.text);
            let count = to - at;
            let initial = word.chars() == 1 && word.upper;
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
