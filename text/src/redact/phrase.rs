//! Phrases of a language, found among a text's words.

use super::shadow::{Shadow, Word};
use crate::normalize::fold;
use std::collections::HashMap;

/// Phrases that mean a thing. A word that ends in `*` stands for all words that begin so.
pub(super) struct Phrases<T> {
    exact: HashMap<String, Vec<Phrase<T>>>,
    /// By the first two letters.
    begun: HashMap<String, Vec<Phrase<T>>>,
}

struct Phrase<T> {
    words: Vec<Part>,
    what: T,
}

struct Part {
    text: String,
    open: bool,
}

impl Part {
    fn fits(&self, word: &str) -> bool {
        if self.open { word.starts_with(&self.text) } else { word == self.text }
    }
}

impl<T: Copy> Phrases<T> {
    /// Reads rows of phrases with `|` between them, as people write them.
    pub fn of(rows: &[(T, &str)]) -> Self {
        let mut all = Self { exact: HashMap::new(), begun: HashMap::new() };
        for (what, row) in rows {
            for phrase in row.split('|') {
                let part =
                    |word: &str| Part { text: fold(word.trim_end_matches('*')), open: word.ends_with('*') };
                let words: Vec<Part> = phrase.split_whitespace().map(part).collect();
                let Some(first) = words.first() else { continue };
                let phrase = |words| Phrase { words, what: *what };
                if first.open {
                    let key = begin(&first.text);
                    all.begun.entry(key).or_default().push(phrase(words));
                } else {
                    let key = first.text.clone();
                    all.exact.entry(key).or_default().push(phrase(words));
                }
            }
        }
        all
    }

    /// The longest phrase that begins with a word, and how many words it has.
    pub fn at(&self, shadow: &Shadow, at: usize) -> Option<(T, usize)> {
        let word = shadow.words.get(at)?;
        let bare = bare(&word.text);
        let firsts = [word.text.as_str(), bare.unwrap_or_default()];
        let mut best: Option<(T, usize)> = None;
        for first in firsts.into_iter().filter(|first| !first.is_empty()) {
            let exact = self.exact.get(first).into_iter().flatten();
            let begun = self.begun.get(&begin(first)).into_iter().flatten();
            for phrase in exact.chain(begun) {
                let length = phrase.words.len();
                if best.is_none_or(|(_, known)| known < length) && phrase.fits(shadow, at, first) {
                    best = Some((phrase.what, length));
                }
            }
        }
        best
    }
}

impl<T> Phrase<T> {
    fn fits(&self, shadow: &Shadow, at: usize, first: &str) -> bool {
        let text = |offset: usize| shadow.words.get(at + offset).map(|word: &Word| word.text.as_str());
        self.words.iter().enumerate().all(|(offset, part)| match offset {
            0 => part.fits(first),
            _ => text(offset).is_some_and(|word| part.fits(word)) && near(shadow, at + offset - 1),
        })
    }
}

/// Whether the next word stands right behind: `P.IVA`, `no: 7`, `d'ordine`.
fn near(shadow: &Shadow, at: usize) -> bool {
    let mut length = 0;
    shadow.gap(at, at + 1).all(|c| {
        length += 1;
        c != '\n' && length <= 3
    })
}

fn begin(word: &str) -> String {
    word.chars().take(2).collect()
}

/// An Arabic word without what is written together with it: and, the, with, for.
pub(super) fn bare(word: &str) -> Option<&str> {
    const PREFIXES: [&str; 9] = ["وال", "بال", "فال", "كال", "لل", "ال", "و", "ب", "ل"];
    let rest = PREFIXES.iter().find_map(|prefix| word.strip_prefix(prefix))?;
    (rest.chars().count() >= 3).then_some(rest)
}
