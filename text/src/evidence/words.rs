//! Whether the passages know the words and names of a sentence.

use super::{
    Why,
    beside::{Beside, said},
    facts::{Around, Fact},
    heard::Heard,
    segment::Segment,
};
use std::collections::BTreeSet;

/// More than this share of a sentence's words must stand in the passages, ...
const SHARE: f32 = 0.5;
/// ... and of one segment's.
const SEGMENT_SHARE: f32 = 0.34;

impl Beside<'_> {
    /// "Yes, in Irbid:" says nothing by itself: it must be of the same matter as the rest.
    pub(super) fn fragments_stand(&self, used: &BTreeSet<usize>) -> Result<(), Why> {
        if self.read.claims.is_empty() {
            return Ok(());
        }
        for segment in
            self.read.segments.iter().filter(|segment| segment.claims.is_empty() && !segment.counts)
        {
            let words =
                || segment.words.iter().filter_map(|at| self.heard.get(*at)).filter(|heard| heard.content);
            let named: BTreeSet<usize> = words().flat_map(|heard| heard.like.keys().copied()).collect();
            let keys = self.facts.named(&named);
            if keys.is_empty() || words().count() > 2 {
                continue;
            }
            // The claims of the sentence must not all be of another row.
            let elsewhere = |(fact, around): &(&Fact, &Around)| {
                used.contains(&fact.passage)
                    && self.read.claims.iter().any(|(claim, _)| said(fact, around, claim))
                    && around
                        .keys
                        .iter()
                        .any(|(table, key)| keys.iter().any(|(own, other)| own == table && other != key))
                    && !around.keys.iter().any(|key| keys.contains(key))
            };
            let here = |(fact, around): &(&Fact, &Around)| {
                self.read.claims.iter().any(|(claim, _)| said(fact, around, claim))
                    && (around.keys.is_empty() || around.keys.iter().any(|key| keys.contains(key)))
            };
            if self.facts().any(|fact| elsewhere(&fact)) && !self.facts().any(|fact| here(&fact)) {
                return Err(Why::Number);
            }
        }
        Ok(())
    }

    /// Names that no passage knows: a capital inside a sentence, Latin letters among others.
    pub(super) fn names_stand(&self, text: &str) -> Result<(), Why> {
        let latin = !matches!(self.read.lang, Some("ar" | "fa"));
        for (at, (word, heard)) in self.read.words.iter().zip(&self.heard).enumerate() {
            let written = text.get(word.start..word.end).unwrap_or_default();
            let opens = |before: &str| before.trim_end().ends_with(['.', ':', '"', '«', '“', '!', '?']);
            let first = at == 0 || text.get(..word.start).is_some_and(opens);
            let name = if latin {
                !first && written.starts_with(char::is_uppercase)
            } else {
                written.starts_with(|c: char| c.is_ascii_alphabetic())
            };
            if name && heard.content && heard.like.is_empty() && written.chars().count() > 1 {
                return Err(Why::Words);
            }
        }
        Ok(())
    }

    /// Most of what a sentence says, and some of each part, must stand in the passages.
    pub(super) fn words_stand(&self, listed: bool) -> Result<(), Why> {
        let share = |places: &mut dyn Iterator<Item = usize>| {
            let (mut held, mut all) = (0.0_f32, 0.0_f32);
            for heard in places.filter_map(|at| self.heard.get(at)).filter(|heard| heard.content) {
                if heard.like.is_empty() {
                    all += heard.missing;
                } else {
                    held += 1.0;
                    all += 1.0;
                }
            }
            (held, all)
        };
        let (held, all) = share(&mut (0..self.heard.len()));
        if all >= 1.0 && (held < SHARE * all || (held == SHARE * all && !listed)) {
            return Err(Why::Words);
        }
        for segment in &self.read.segments {
            let (held, all) = share(&mut segment.words.iter().copied());
            if all >= 1.0 && held < SEGMENT_SHARE * all {
                return Err(Why::Words);
            }
        }
        self.enumeration_stands()
    }

    /// "Visa, Mastercard and American Express": what one thing more is named must be known, where the others are.
    fn enumeration_stands(&self) -> Result<(), Why> {
        let content = |segment: &Segment| -> Vec<&Heard> {
            segment.words.iter().filter_map(|at| self.heard.get(*at)).filter(|heard| heard.content).collect()
        };
        // Latin letters tell names by their capitals; verbs are joined there as well.
        if !matches!(self.read.lang, Some("ar" | "fa")) {
            return Ok(());
        }
        for pair in self.read.segments.windows(2) {
            let [before, after] = pair else { continue };
            let (before, after) = (content(before), content(after));
            let known =
                !before.is_empty() && before.len() <= 2 && before.iter().all(|heard| !heard.like.is_empty());
            if known && after.first().is_some_and(|first| first.like.is_empty() && first.missing >= 1.0) {
                return Err(Why::Words);
            }
        }
        Ok(())
    }
}
