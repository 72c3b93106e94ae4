//! What the search is measured against: plain BM25 over light stems and character 4-grams. No stop words, no
//! concepts, no expansion, no titles apart, no language preferred; k1 1.2, b 0.75.

use std::collections::{HashMap, HashSet};
use text::{language, normalize, stem, tokens};

const K1: f64 = 1.2;
const B: f64 = 0.75;
const GRAM: usize = 4;

/// A collection as plain BM25 sees it.
pub struct Bm25 {
    counts: Vec<HashMap<String, f64>>,
    lengths: Vec<f64>,
    holders: HashMap<String, f64>,
}

impl Bm25 {
    /// Of texts with their languages.
    pub fn new<'a>(texts: impl Iterator<Item = (String, &'a str)>) -> Self {
        let mut made = Self { counts: vec![], lengths: vec![], holders: HashMap::new() };
        for (text, lang) in texts {
            let mut counts: HashMap<String, f64> = HashMap::new();
            for term in terms(&text, Some(lang)) {
                *counts.entry(term).or_default() += 1.0;
            }
            for term in counts.keys() {
                *made.holders.entry(term.clone()).or_default() += 1.0;
            }
            made.lengths.push(counts.values().sum());
            made.counts.push(counts);
        }
        made
    }

    /// The best `limit` texts by their place, best first.
    pub fn rank(&self, query: &str, limit: usize) -> Vec<usize> {
        let asked: HashSet<String> = terms(query, None).into_iter().collect();
        // Added up in one order, so that the figures are the same each time.
        let mut asked: Vec<String> = asked.into_iter().collect();
        asked.sort();
        let total = self.counts.len() as f64;
        let mean = self.lengths.iter().sum::<f64>() / total.max(1.0);
        let score = |counts: &HashMap<String, f64>, length: f64| -> f64 {
            let one = |term: &String| {
                let count = counts.get(term)?;
                let holders = self.holders.get(term)?;
                let rarity = (1.0 + (total - holders + 0.5) / (holders + 0.5)).ln();
                Some(rarity * count * (K1 + 1.0) / (count + K1 * (1.0 - B + B * length / mean)))
            };
            asked.iter().filter_map(one).sum()
        };
        let mut found: Vec<(usize, f64)> = self
            .counts
            .iter()
            .zip(&self.lengths)
            .map(|(counts, length)| score(counts, *length))
            .enumerate()
            .collect();
        found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        found.into_iter().take(limit).filter(|(_, score)| *score > 0.0).map(|(at, _)| at).collect()
    }
}

/// Each word's light stem and its folded form's 4-grams between boundary marks.
fn terms(text: &str, lang: Option<&str>) -> Vec<String> {
    let lang = lang.and_then(language::known).or_else(|| language::detect(text, None));
    let mut found = Vec::new();
    for word in tokens::words(text) {
        found.push(format!("w:{}", stem::stem(&normalize::fold(&word.text), lang)));
        let marked: Vec<char> = format!("_{}_", word.text).chars().collect();
        if marked.len() <= GRAM {
            found.push(format!("g:{}", marked.iter().collect::<String>()));
        }
        found.extend(
            marked
                .windows(GRAM)
                .filter(|_| marked.len() > GRAM)
                .map(|gram| format!("g:{}", gram.iter().collect::<String>())),
        );
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stems_and_grams_and_nothing_else_are_compared() {
        assert_eq!(terms("the TVs", Some("en")), ["w:the", "g:_the", "g:the_", "w:tvs", "g:_tvs", "g:tvs_"]);
        let texts = ["Delivery takes a day.", "Water it once a month."];
        let plain = Bm25::new(texts.iter().map(|text| ((*text).to_owned(), "en")));
        assert_eq!(plain.rank("when is it delivered", 5), [0, 1]);
        assert_eq!(plain.rank("watering", 5), [1]);
        // A synonym is no match for it.
        assert!(plain.rank("shipping", 5).is_empty());
    }
}
