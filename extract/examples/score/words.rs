//! Words and pairs of words that two texts have in common.

use std::collections::HashMap;
use std::hash::Hash;

use unicode_normalization::UnicodeNormalization;

/// The words of a text, without what is no spelling (direction marks, tatweel) or what PDF loses (vowel
/// marks, ZWNJ).
pub fn words(text: &str) -> Vec<String> {
    let text: String = text
        .nfkc()
        .filter(|&c| {
            !matches!(c, '\u{200C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
                && !matches!(c, '\u{640}' | '\u{64B}'..='\u{65F}' | '\u{670}')
        })
        .collect();
    text.split_whitespace().map(str::to_owned).collect()
}

/// How much of one text is in the other.
#[derive(Debug, Clone, Copy)]
pub struct Score {
    /// Words as a multiset: the harmonic mean of precision and recall.
    pub f1: f64,
    /// The share of the reference's neighbouring words that are neighbours too, in this order.
    pub pairs: f64,
}

/// Compares words found with those that stand in the document.
pub fn score(reference: &[String], found: &[String]) -> Score {
    let common_words = common(&counts(reference.iter()), &counts(found.iter()));
    let pairs = |words: &[String]| counts(words.windows(2).map(<[String]>::to_vec));
    let common_pairs = common(&pairs(reference), &pairs(found));
    Score {
        f1: 2.0 * common_words as f64 / (reference.len() + found.len()).max(1) as f64,
        pairs: common_pairs as f64 / reference.len().saturating_sub(1).max(1) as f64,
    }
}

fn counts<T: Hash + Eq>(items: impl Iterator<Item = T>) -> HashMap<T, usize> {
    let mut counts = HashMap::new();
    for item in items {
        *counts.entry(item).or_insert(0) += 1;
    }
    counts
}

fn common<T: Hash + Eq>(a: &HashMap<T, usize>, b: &HashMap<T, usize>) -> usize {
    a.iter().map(|(item, count)| count.min(b.get(item).unwrap_or(&0))).sum()
}
