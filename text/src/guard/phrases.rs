//! Looking for phrases of several languages.

use crate::{normalize::fold, tokens::Word};
use std::{collections::HashMap, ops::Range};

/// A phrase: words in order, `*` for an ending, `_` for up to three words between.
pub(super) struct Phrase(Vec<Piece>);

enum Piece {
    Word(String),
    Start(String),
    Gap,
}

/// Words that a gap may hold.
const GAP: usize = 3;

/// The phrases of a list, separated by `;`, by how they begin: a text is read once, however many phrases there are.
pub(super) struct List {
    by_word: HashMap<String, Vec<Phrase>>,
    others: Vec<Phrase>,
}

impl List {
    pub(super) fn new(list: &str) -> Self {
        let mut read = Self { by_word: HashMap::new(), others: Vec::new() };
        for phrase in list.split(';').map(str::trim).filter(|text| !text.is_empty()).map(phrase) {
            match phrase.0.first() {
                Some(Piece::Word(word)) => read.by_word.entry(word.clone()).or_default().push(phrase),
                _ => read.others.push(phrase),
            }
        }
        read
    }

    /// The first place among the words where one of the phrases stands.
    pub(super) fn find(&self, words: &[Word]) -> Option<Range<usize>> {
        (0..words.len()).find_map(|at| self.at(words, at))
    }

    fn at(&self, words: &[Word], at: usize) -> Option<Range<usize>> {
        let text = words.get(at)?.text.as_str();
        let named = |word: &str| self.by_word.get(word).map(Vec::as_slice).unwrap_or_default();
        let begun = named(text).iter().chain(bare(text).map(named).unwrap_or_default()).chain(&self.others);
        begun.filter_map(|phrase| stands(&phrase.0, words, at)).max().map(|end| at..end)
    }
}

fn phrase(text: &str) -> Phrase {
    let piece = |word: &str| match (word, word.strip_suffix('*')) {
        ("_", _) => Piece::Gap,
        (_, Some(start)) => Piece::Start(fold(start)),
        _ => Piece::Word(fold(word)),
    };
    Phrase(text.split_whitespace().map(piece).collect())
}

fn stands(pieces: &[Piece], words: &[Word], at: usize) -> Option<usize> {
    let Some((first, rest)) = pieces.split_first() else { return Some(at) };
    let word = |at: usize| words.get(at).map(|word| word.text.as_str());
    let is = |piece: &Piece, text: &str| match piece {
        Piece::Word(word) => text == word || bare(text).is_some_and(|bare| bare == word),
        Piece::Start(start) => {
            text.starts_with(start.as_str())
                || bare(text).is_some_and(|bare| bare.starts_with(start.as_str()))
        }
        Piece::Gap => true,
    };
    match first {
        Piece::Gap => (0..=GAP).find_map(|skip| stands(rest, words, at + skip)),
        piece => word(at).filter(|text| is(piece, text)).and_then(|_| stands(rest, words, at + 1)),
    }
}

/// An Arabic word without what is written together with it.
fn bare(word: &str) -> Option<&str> {
    word.strip_prefix(['و', 'ف', 'ب', 'ل']).filter(|rest| rest.chars().count() >= 3)
}
