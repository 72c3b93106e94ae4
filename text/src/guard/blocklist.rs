//! A tenant's own list of what is not wanted, in messages or in answers.
//!
//! A line is a word or several in a row; `*` in a word stands for any letters of it. How something is written does not
//! matter: words are folded as everywhere ([`crate::normalize`]), so that letter variants, vowel marks, digits and case
//! are the same. Nothing is a regular expression: each line is matched in one pass over the text's words.

use crate::{
    normalize::fold,
    tokens::{self, Word},
};
use std::ops::Range;

/// Characters of a line at most, and lines of a list.
pub const LINE_CHARS: usize = 100;
pub const LINES: usize = 500;

/// Why a line can't be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unusable {
    /// Nothing that could be found stands in it.
    Empty,
    TooLong,
    /// It would match any word: a star needs two letters beside it.
    Everything,
}

/// A list, read.
#[derive(Clone, Debug, Default)]
pub struct Blocklist(Vec<Line>);

#[derive(Clone, Debug)]
struct Line {
    written: String,
    words: Vec<Glob>,
}

/// A word's parts between stars.
#[derive(Clone, Debug)]
struct Glob {
    parts: Vec<String>,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match<'a> {
    /// The line of the list, as it was written.
    pub line: &'a str,
    /// Where it stands in the text, in bytes.
    pub at: Range<usize>,
}

/// Whether a line can be taken.
pub fn check(line: &str) -> Result<(), Unusable> {
    if line.chars().count() > LINE_CHARS {
        return Err(Unusable::TooLong);
    }
    let words = globs(line);
    if words.is_empty() {
        return Err(Unusable::Empty);
    }
    let letters = |word: &Glob| word.parts.iter().map(|part| part.chars().count()).sum::<usize>();
    if words.iter().any(|word| word.parts.len() > 1 && letters(word) < 2) {
        return Err(Unusable::Everything);
    }
    Ok(())
}

impl Blocklist {
    /// Reads a list; lines that can't be taken are left out.
    pub fn new<T: AsRef<str>>(lines: &[T]) -> Self {
        let usable = lines.iter().map(AsRef::as_ref).filter(|line| check(line).is_ok()).take(LINES);
        Self(usable.map(|line| Line { written: line.trim().to_owned(), words: globs(line) }).collect())
    }

    /// The first line that stands in a text.
    pub fn find(&self, text: &str) -> Option<Match<'_>> {
        self.all(text).next()
    }

    /// Each line that stands in a text, with its first place.
    pub fn all(&self, text: &str) -> impl Iterator<Item = Match<'_>> {
        let words = if self.0.is_empty() { Vec::new() } else { tokens::words(text) };
        self.0.iter().filter_map(move |line| {
            let at = (0..words.len()).find_map(|at| line.at(words.get(at..)?))?;
            Some(Match { line: &line.written, at })
        })
    }
}

impl Line {
    /// Where the line stands, if it does at the beginning of these words.
    fn at(&self, words: &[Word]) -> Option<Range<usize>> {
        let words = words.get(..self.words.len())?;
        let (first, last) = (words.first()?, words.last()?);
        let same = self.words.iter().zip(words).all(|(glob, word)| glob.matches(&word.text));
        same.then_some(first.start..last.end)
    }
}

fn globs(line: &str) -> Vec<Glob> {
    // A star is no letter: it stands in for one while the line is cut into words.
    const STAR: char = '\u{10FFFD}';
    let held: String = line.chars().map(|c| if c == '*' { STAR } else { c }).collect();
    held.split_whitespace()
        .flat_map(|piece| {
            let plain = !piece.contains(STAR);
            let words = if plain {
                tokens::words(piece).into_iter().map(|word| word.text).collect()
            } else {
                vec![fold(piece)]
            };
            words.into_iter().map(|word| Glob { parts: word.split(STAR).map(letters).collect() })
        })
        .collect()
}

/// What of a part can stand in a word.
fn letters(part: &str) -> String {
    part.chars().filter(|c| c.is_alphanumeric()).collect()
}

impl Glob {
    /// Whether the word is the parts in order with anything between: the first place of each part is the best.
    fn matches(&self, word: &str) -> bool {
        let Some((first, rest)) = self.parts.split_first() else { return false };
        let Some((last, middle)) = rest.split_last() else { return word == first };
        let Some(mut left) = word.strip_prefix(first.as_str()) else { return false };
        for part in middle {
            let Some((_, behind)) = left.split_once(part.as_str()) else { return false };
            left = behind;
        }
        left.ends_with(last.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn found(lines: &[&str], text: &str) -> Vec<String> {
        Blocklist::new(lines).all(text).map(|one| text[one.at].to_owned()).collect()
    }

    #[test]
    fn words_and_phrases_are_found_however_they_are_written() {
        assert_eq!(found(&["RIVAL", "cheap copy"], "A Rival's  cheap,   COPY"), ["Rival", "cheap,   COPY"]);
        assert_eq!(found(&["منافس"], "هذا مُنافِس"), ["مُنافِس"]);
        assert_eq!(found(&["کتاب"], "كتاب"), ["كتاب"]);
        assert_eq!(found(&["iPhone 15"], "İPHONE ۱۵"), ["İPHONE ۱۵"]);
        assert_eq!(found(&["rival"], "rivalry"), Vec::<String>::new());
    }

    #[test]
    fn a_star_stands_for_letters_of_one_word() {
        assert_eq!(found(&["riv*"], "the rivalry"), ["rivalry"]);
        assert_eq!(found(&["*company"], "mycompany"), ["mycompany"]);
        assert_eq!(found(&["f*c*d"], "fabricated"), ["fabricated"]);
        assert_eq!(found(&["f*c*d"], "fabric d"), Vec::<String>::new());
        for (line, wrong) in [
            ("*", Unusable::Everything),
            ("free * gift", Unusable::Everything),
            ("a*", Unusable::Everything),
            ("  ", Unusable::Empty),
            ("?!", Unusable::Empty),
            (&"x".repeat(101), Unusable::TooLong),
        ] {
            assert_eq!(check(line), Err(wrong), "{line}");
        }
        assert_eq!(check("ab*"), Ok(()));
    }

    proptest! {
        #[test]
        fn any_list_reads_any_text(lines in prop::collection::vec("[\\PC*]{0,20}", 0..6), text in "\\PC{0,80}") {
            for one in Blocklist::new(&lines).all(&text) {
                prop_assert!(text.get(one.at).is_some());
            }
        }

        #[test]
        fn a_word_of_a_text_is_found_in_it(before in "[a-z ]{0,20}", word in "[a-zçşğıöü]{2,12}", after in "[a-z ]{0,20}") {
            let text = format!("{before} {word} {after}");
            prop_assert!(Blocklist::new(&[&word]).find(&text).is_some());
        }
    }
}
