use super::{
    asked,
    passage::{Read, bigram},
    terms::{Term, hash},
};
use crate::{expand, language};
use std::collections::HashMap;

/// A stop word beside a word that says something.
const STOP: f32 = 0.5;
/// Two words as neighbours, beside each of them alone.
const BIGRAM: f32 = 0.7;
/// What a passage is called, beside what it says.
const TITLE: f32 = 0.4;
/// A support concept beside a word.
const CONCEPT: f32 = 1.0;
/// Synonyms and standard forms beside the asker's own words.
const ADDED: f32 = 0.5;
/// The consonants of an Arabic word beside the word.
const ROOT: f32 = 1.0;
/// All 4-grams of a word this many letters long weigh as much as if each counted fully; those of longer words less,
/// since one long word must not outweigh the rest of a question.
const GRAMS: f32 = 4.0;

/// A term of a question.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Asked {
    pub term: Term,
    pub weight: f32,
    /// Whether the passage's length counts: not for what stands in titles.
    pub by_length: bool,
}

/// A question's terms with their weights: its own words, and what [`expand::expand`] adds. Words that most
/// questions have, whatever they are about, weigh less ([`asked::damp`]).
///
/// `lang` is a BCP 47 tag; without it the language is detected. In the order of the terms, each once.
pub fn ask(query: &str, lang: Option<&str>) -> Vec<Asked> {
    let lang = lang.and_then(language::known).or_else(|| language::detect(query, None));
    let expanded = expand::expand(query);
    let added = expanded.get(query.len()..).unwrap_or_default();
    let mut terms: HashMap<Term, Asked> = HashMap::new();
    let mut add = |term: Term, weight: f32, by_length: bool| {
        let entry = terms.entry(term).or_insert(Asked { term, weight, by_length });
        entry.weight = entry.weight.max(weight);
    };
    let own = Read::new(query, lang);
    for word in &own.words {
        let weight = asked::damp(&word.text, lang) * if word.stop { STOP } else { 1.0 };
        add(hash("w:", &word.stem), weight, true);
        add(hash("tw:", &word.stem), TITLE * weight, false);
        if let Some(root) = &word.root {
            add(hash("r:", root), ROOT * weight, true);
        }
        let each = weight * (GRAMS / word.grams.len().max(1) as f32).sqrt();
        for gram in &word.grams {
            add(hash("g:", gram), each, true);
            add(hash("tg:", gram), TITLE * each, false);
        }
    }
    for pair in own.words.windows(2) {
        let [first, second] = pair else { continue };
        add(bigram(&first.stem, &second.stem), BIGRAM, true);
    }
    for concept in &own.concepts {
        add(hash("c:", concept), CONCEPT, true);
    }
    let added = Read::new(added, lang);
    for word in added.words.iter().filter(|word| !word.stop) {
        add(hash("w:", &word.stem), ADDED, true);
        let each = ADDED * (GRAMS / word.grams.len().max(1) as f32).sqrt();
        word.grams.iter().for_each(|gram| add(hash("g:", gram), each, true));
    }
    for concept in &added.concepts {
        add(hash("c:", concept), ADDED, true);
    }
    let mut terms: Vec<Asked> = terms.into_values().collect();
    terms.sort_unstable_by_key(|asked| asked.term);
    terms
}
