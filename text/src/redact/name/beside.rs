//! Names that stand beside what points to them: "my name is", titles, signatures, fields of forms.

use super::{
    Names,
    cues::{HINTS, Hint, is_particle},
    given::{is_common, is_given, may_be_given},
    is_arabic_given, is_preposition, is_surname,
};
use crate::redact::shadow::Word;

impl Names<'_> {
    /// The names that a hint at `[at, end)` points to, as words from and to.
    pub(super) fn beside(&self, hint: Hint, at: usize, end: usize) -> [Option<(usize, usize)>; 2] {
        let follows = |sure: bool, to: Option<usize>| to.filter(|_| sure).map(|to| (end, to));
        let next = end.checked_sub(1).is_some_and(|last| self.leads(last));
        let spoken = next && end.checked_sub(1).is_some_and(|last| self.0.gap(last, end).all(|c| c != '.'));
        match hint {
            Hint::Sure => [follows(next, self.sure(end)), None],
            Hint::Maybe => [follows(spoken, self.maybe(end)), None],
            Hint::Title => [follows(next, self.titled(end)), None],
            Hint::Around => [self.before(at), follows(self.0.joined(end - 1), self.titled(end))],
            Hint::Behind => [self.before(at), None],
            Hint::Named => [self.before(at).or_else(|| self.small_before(at)), None],
            Hint::Field => [self.field(end), None],
            Hint::Asks => [follows(self.answered(end), self.sure(end)), None],
            Hint::Closing => [self.signed(end), follows(spoken, self.maybe(end))],
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
        // D'Angelo, di Stefano.
        if is_particle(&first.text)
            && !first.is_arabic()
            && self.0.joined(at)
            && self.word(at + 1).is_some_and(|next| next.alpha && !is_common(&next.text))
        {
            return Some(self.rest(at + 1, true));
        }
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
            if let Some(to) = self.says_i_am(at) {
                return Some(to);
            }
            let next = self.word(at + 1).filter(|_| self.0.joined(at));
            let named = next
                .is_some_and(|next| may_be_given(&next.text) || (is_surname(next) && !is_common(&next.text)));
            let sure =
                is_given(&first.text) || (listed && !is_preposition(&first.text) && (named || self.ends(at)));
            return (sure || (listed && named)).then(|| self.rest(at, false));
        }
        if is_given(&first.text) || (listed && self.capital(first)) {
            return Some(self.small(at).unwrap_or_default().max(self.rest(at, false)));
        }
        // Two capitals after "I am": a name. One may be a country, or the beginning of a list.
        let next = self.word(at + 1).filter(|_| self.0.joined(at));
        let initial = |word: &Word| word.chars() == 1 && word.upper;
        let two = self.capital(first)
            && next.is_some_and(|next| {
                let particle = is_particle(&next.text) && self.0.joined(at + 1);
                self.capital(next) && (initial(next) || particle || !is_common(&next.text))
            });
        if two && !is_common(&first.text) {
            return Some(self.rest(at, false));
        }
        self.small(at)
    }

    /// Persian: "من … هستم" with two or three words between that are no everyday ones.
    fn says_i_am(&self, at: usize) -> Option<usize> {
        let after = (at + 2..=at + 3)
            .find(|end| self.word(*end).is_some_and(|word| matches!(word.text.as_str(), "هستم" | "هستيم")))?;
        let words = self.0.words.get(at..after)?;
        let joined = (at..after).all(|at| self.0.joined(at));
        let fits = |word: &Word| word.alpha && (!is_common(&word.text) || may_be_given(&word.text));
        (joined && words.iter().all(fits)).then_some(after)
    }

    /// Two words in small letters near the beginning, with nothing behind them but the end of the clause: "hi, i'm
    /// ottilie thistlewood, where …". Words with a verb's or an adjective's ending are none.
    fn small(&self, at: usize) -> Option<usize> {
        const SOON: usize = 7;
        const ENDINGS: [&str; 22] = [
            "ing", "ed", "ly", "able", "ible", "ful", "less", "ous", "ive", "ic", "ato", "ata", "ito", "ita",
            "uto", "uta", "ente", "ando", "endo", "yorum", "dim", "dum",
        ];
        let fits = |word: &Word| {
            word.alpha
                && !word.upper
                && word.chars() >= 3
                && !is_common(&word.text)
                && (may_be_given(&word.text) || !ENDINGS.iter().any(|end| word.text.ends_with(end)))
        };
        let particle = self.word(at + 1).is_some_and(|word| is_particle(&word.text));
        let last = if particle { at + 2 } else { at + 1 };
        let joined = (at..last).all(|at| self.0.joined(at));
        let ends = self.0.ends_clause(last)
            || self.word(last + 1).is_some_and(|next| {
                matches!(next.text.as_str(), "and" | "e" | "ve" | "from" | "di" | "da" | "here")
            });
        let both = self.word(at).is_some_and(fits) && self.word(last).is_some_and(fits);
        (at < SOON && joined && ends && both).then_some(last + 1)
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

    /// `ayşe yılmaz adına`: two everyday words do not stand there.
    fn small_before(&self, at: usize) -> Option<(usize, usize)> {
        let from = at.checked_sub(2)?;
        let fits = |word: &Word| {
            word.alpha
                && word.chars() >= 3
                && !word.is_arabic()
                && (!is_common(&word.text) || is_given(&word.text))
        };
        let words = self.0.words.get(from..at)?;
        ((from..at).all(|at| self.0.joined(at)) && words.iter().all(fits)).then_some((from, at))
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
            (self.looks_like_word(word) || is_particle(&word.text))
                && (!is_common(&word.text) || is_particle(&word.text) || may_be_given(&word.text))
                && (offset == 0 || self.0.joined(end + offset - 1))
        });
        (apart && fits && (1..=4).contains(&length)).then_some((end, end + length))
    }
}
