//! Looking for phrases of several languages.

use crate::{normalize::fold, tokens::Word};

/// A phrase: words in order, `*` for an ending, `_` for up to three words between.
pub(super) struct Phrase(Vec<Piece>);

enum Piece {
    Word(String),
    Start(String),
    Gap,
}

/// Words that a gap may hold.
const GAP: usize = 3;

/// The phrases of a list, separated by `;`.
pub(super) fn phrases(list: &str) -> Vec<Phrase> {
    list.split(';').map(str::trim).filter(|text| !text.is_empty()).map(phrase).collect()
}

fn phrase(text: &str) -> Phrase {
    let piece = |word: &str| match (word, word.strip_suffix('*')) {
        ("_", _) => Piece::Gap,
        (_, Some(start)) => Piece::Start(fold(start)),
        _ => Piece::Word(fold(word)),
    };
    Phrase(text.split_whitespace().map(piece).collect())
}

impl Phrase {
    /// The place just behind the phrase where it stands somewhere in the words.
    pub(super) fn find(&self, words: &[Word]) -> Option<(usize, usize)> {
        (0..words.len()).find_map(|at| stands(&self.0, words, at).map(|end| (at, end)))
    }
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
