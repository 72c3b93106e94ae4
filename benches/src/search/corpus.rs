//! Documents of any length for the measurement of speed: real sentences in a new order.

use super::sets::Set;
use rand::{RngExt, SeedableRng, rngs::StdRng};
use std::fmt::Write as _;
use text::sentence;

/// About what a passage holds.
const PASSAGE_CHARS: usize = 700;

/// Sentences of the English sets. One language, so that every passage may share words with every question:
/// that is the slowest that a tenant can make it.
pub struct Corpus {
    sentences: Vec<String>,
    chance: StdRng,
    written: usize,
}

impl Corpus {
    /// Of the sets that are English.
    pub fn new(sets: &[Set]) -> Self {
        let english = sets.iter().filter(|set| matches!(set.name, "en" | "bankfaq_en"));
        let texts = english.flat_map(|set| &set.passages).map(|passage| passage.text.as_str());
        let cut = |text: &'_ str| -> Vec<String> {
            let ranges = sentence::sentences(text);
            ranges.into_iter().filter_map(|range| Some(text.get(range)?.trim().to_owned())).collect()
        };
        let sentences = texts.flat_map(cut).filter(|sentence| sentence.len() > 20).collect();
        Self { sentences, chance: StdRng::seed_from_u64(7), written: 0 }
    }

    /// A document of so many sections. Each has words that no other has, as articles have names and numbers.
    pub fn document(&mut self, sections: usize) -> String {
        let mut text = String::new();
        for _ in 0..sections {
            self.written += 1;
            let _ = write!(text, "## {} {}\n\n", self.name(), self.written);
            let begun = text.len();
            while text.len() - begun < PASSAGE_CHARS {
                let sentence = self.sentence();
                text.push_str(&sentence);
                text.push(' ');
            }
            let _ = write!(text, "{} {}.\n\n", self.name(), self.written * 7);
        }
        text
    }

    fn sentence(&mut self) -> String {
        let at = self.chance.random_range(0..self.sentences.len().max(1));
        self.sentences.get(at).cloned().unwrap_or_default()
    }

    /// A word of four syllables, one of some millions.
    fn name(&mut self) -> String {
        const SYLLABLES: [&str; 40] = [
            "ba", "be", "bo", "da", "di", "do", "fa", "fe", "ga", "go", "ha", "ka", "ke", "ki", "la", "le",
            "li", "lo", "ma", "me", "mi", "na", "ne", "no", "pa", "pe", "po", "ra", "re", "ri", "ro", "sa",
            "se", "so", "ta", "te", "ti", "to", "va", "vo",
        ];
        (0..4).filter_map(|_| SYLLABLES.get(self.chance.random_range(0..SYLLABLES.len()))).copied().collect()
    }
}
