//! A sentence of an answer beside what the passages say.

use super::{
    claim::Claim,
    facts::{Around, Fact, Facts},
    heard::{Heard, hear},
    segment::{Segment, Sentence},
};
use std::collections::BTreeSet;

/// How much a word counts by how far it stands from what is asked about: same segment, clause, sentence, sentence before.
pub(super) type Near = [f32; 4];

pub(super) const WIDE: Near = [1.0, 0.5, 0.25, 0.1];
pub(super) const NARROW: Near = [1.0, 0.15, 0.0, 0.0];

/// A sentence of an answer beside the facts.
pub(super) struct Beside<'a> {
    pub facts: &'a Facts,
    pub read: &'a Sentence,
    pub heard: Vec<Heard>,
    /// Words of the question and of the sentence before: "it costs 3 JOD" goes on from there.
    pub before: Vec<Heard>,
}

impl<'a> Beside<'a> {
    pub(super) fn new(facts: &'a Facts, read: &'a Sentence, before: &[&Sentence]) -> Self {
        let hear = |read: &Sentence| -> Vec<Heard> {
            read.words.iter().map(|word| hear(facts, &word.text, read.lang)).collect()
        };
        Self { facts, read, heard: hear(read), before: before.iter().flat_map(|read| hear(read)).collect() }
    }

    pub(super) fn facts(&self) -> impl Iterator<Item = (&'a Fact, &'a Around)> {
        let around = |fact: &'a Fact| self.facts.sentences.get(fact.sentence).map(|around| (fact, around));
        self.facts.facts.iter().filter_map(around)
    }

    /// How well a fact fits a segment.
    pub(super) fn fit(
        &self,
        segment: &Segment,
        fact: &Fact,
        around: &Around,
        near: &Near,
        except: &[usize],
    ) -> f32 {
        let level = |heard: &Heard| {
            let at = |places: &BTreeSet<usize>, level: f32| level * heard.surest(places);
            at(&fact.own, 1.0)
                .max(at(&fact.clause, 0.8))
                .max(at(&around.words, 0.6))
                .max(at(&around.heading, 0.35))
        };
        let clause: BTreeSet<usize> = self.clause(segment);
        let content =
            self.heard.iter().enumerate().filter(|(at, heard)| heard.content && !except.contains(at));
        let words = content.map(|(at, heard)| {
            let place = if segment.words.contains(&at) {
                near[0]
            } else if clause.contains(&at) {
                near[1]
            } else {
                near[2]
            };
            place * level(heard) * heard.weight
        });
        let before = self
            .before
            .iter()
            .filter(|heard| heard.content)
            .map(|heard| near[3] * level(heard) * heard.weight);
        words.sum::<f32>() + before.sum::<f32>()
    }

    pub(super) fn clause(&self, segment: &Segment) -> BTreeSet<usize> {
        let same = self.read.segments.iter().filter(|other| other.clause == segment.clause);
        same.flat_map(|other| other.words.iter().copied()).collect()
    }

    /// The facts that a segment is about, best first.
    pub(super) fn about(
        &self,
        segment: &Segment,
        near: &Near,
        share: f32,
    ) -> Vec<(&'a Fact, &'a Around, f32)> {
        self.about_without(segment, near, share, &[])
    }

    pub(super) fn about_without(
        &self,
        segment: &Segment,
        near: &Near,
        share: f32,
        except: &[usize],
    ) -> Vec<(&'a Fact, &'a Around, f32)> {
        let mut fits: Vec<_> = self
            .facts()
            .map(|(fact, around)| (fact, around, self.fit(segment, fact, around, near, except)))
            .filter(|(.., fit)| *fit > 0.0)
            .collect();
        fits.sort_by(|a, b| b.2.total_cmp(&a.2));
        let best = fits.first().map_or(0.0, |(.., fit)| *fit);
        fits.retain(|(.., fit)| *fit >= best * share);
        fits
    }

    /// Whether a fact is about another row of a table than the segment: another city, another plan.
    pub(super) fn is_elsewhere(&self, segment: &Segment, around: &Around) -> bool {
        let clause = self.clause(segment);
        let named = |places: &mut dyn Iterator<Item = usize>| {
            let words = places
                .filter_map(|at| self.heard.get(at))
                .flat_map(|heard| heard.like.keys().copied())
                .collect();
            self.facts.named(&words)
        };
        let ours = [
            named(&mut segment.words.iter().copied()),
            named(&mut clause.into_iter()),
            named(&mut (0..self.heard.len())),
        ];
        let Some(ours) = ours.into_iter().find(|keys| !keys.is_empty()) else { return false };
        let tables: BTreeSet<usize> = ours.iter().map(|(table, _)| *table).collect();
        let theirs: Vec<_> = around.keys.iter().filter(|(table, _)| tables.contains(table)).collect();
        !theirs.is_empty() && !theirs.iter().any(|key| ours.contains(key))
    }
}

pub(super) fn said(fact: &Fact, around: &Around, claim: &Claim) -> bool {
    fact.claims.iter().chain(&around.claims).any(|have| have.supports(claim))
}
