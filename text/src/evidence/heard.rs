//! A word of an answer as the passages know it.

use super::{courtesy::is_courteous, facts::Facts, likeness::Known, number::named};
use crate::stopwords::is_stop;
use std::collections::{BTreeMap, BTreeSet};

/// What a word counts that stands in no bridge between the languages, where only another language can hold it.
const UNBRIDGED: f32 = 0.4;

/// One word of the answer as the passages know it.
pub(super) struct Heard {
    /// Places of the passages' words that are like it.
    pub like: BTreeMap<usize, f32>,
    /// How much it tells: rare words more.
    pub weight: f32,
    pub content: bool,
    /// Whether it only measures.
    pub unit: bool,
    /// What it counts where no passage holds it.
    pub missing: f32,
}

impl Heard {
    pub(super) fn within(&self, places: &BTreeSet<usize>) -> bool {
        self.like.keys().any(|place| places.contains(place))
    }

    /// How surely one of the words is it; 0 where none is.
    pub(super) fn surest(&self, places: &BTreeSet<usize>) -> f32 {
        self.like
            .iter()
            .filter(|(place, _)| places.contains(place))
            .map(|(_, sure)| *sure)
            .fold(0.0, f32::max)
    }
}

/// Hears a folded word.
pub(super) fn hear(facts: &Facts, word: &str, lang: Option<&'static str>) -> Heard {
    let known = Known::new(word, lang);
    let suffix = lang == Some("tr") && word.chars().count() <= 2;
    let content = !known.is_number()
        && named(word).is_none()
        && !is_stop(word, lang)
        && !is_courteous(word, lang)
        && word.chars().count() > 1
        && !matches!(word, "http" | "https" | "www")
        && !suffix;
    if !content {
        return Heard { like: BTreeMap::new(), weight: 0.0, content: false, unit: false, missing: 0.0 };
    }
    let alike =
        |(at, other): (usize, &Known)| Some((at, known.likeness(other))).filter(|(_, sure)| *sure > 0.0);
    let like: BTreeMap<usize, f32> = facts.words.iter().enumerate().filter_map(alike).collect();
    let holds = |words: &BTreeSet<usize>| like.keys().any(|place| words.contains(place));
    let count =
        facts.sentences.iter().filter(|around| holds(&around.words) || holds(&around.heading)).count();
    let all = facts.sentences.len() as f32;
    let weight = (1.0 + all / (count.max(1) as f32)).ln();
    // Numbers say themselves what they measure.
    let weight = if known.is_unit() { 0.4 * weight } else { weight };
    let own = facts.langs.contains(&lang);
    let missing = if own || known.is_bridged() { 1.0 } else { UNBRIDGED };
    Heard { like, weight, content: true, unit: known.is_unit(), missing }
}
