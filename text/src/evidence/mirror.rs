//! The second opinion: whether a sentence says no more and no less than the part of a passage that it is about.
//!
//! Stricter than the first and without a say of its own: what it does not confirm need not be false, and is said in
//! the passage's own words.

use super::{
    Why,
    beside::Beside,
    claim::Claim,
    facts::{Around, Fact},
    heard::Heard,
    likeness::Known,
    limits::Limit,
    segment::Segment,
};
use std::collections::{BTreeSet, HashSet};

/// What opposes must fit clearly less than what agrees.
const OPPOSES: f32 = 0.9;
/// What else speaks for a fact where its words alone do not decide.
const TIE: f32 = 0.05;
/// Least share of a promise's words that are said with it.
const PROMISE: f32 = 0.7;
/// A number elsewhere must fit clearly less than its own place.
const RIVAL: f32 = 0.97;
/// Least share of a part's words in the sentence that it is about.
const SHARE: f32 = 0.6;
/// What a claim that stands there tells.
const CLAIM: f32 = 1.5;

impl<'a> Beside<'a> {
    /// Whether each part says what its counterpart says.
    pub(super) fn mirrors(&self, lead_denies: bool) -> Result<(), Why> {
        for segment in &self.read.segments {
            if self.content(segment).next().is_none() && segment.claims.is_empty() {
                continue;
            }
            let mut rated: Vec<(&'a Fact, &'a Around, f32)> = self
                .facts()
                .map(|(fact, around)| (fact, around, self.rate(segment, fact, around)))
                .filter(|(.., rate)| *rate > 0.0)
                .collect();
            rated.sort_by(|a, b| b.2.total_cmp(&a.2));
            let Some((best, around, _)) = rated.first().copied() else { return Err(Why::Words) };
            self.same_sign(segment, &rated, segment.denials + usize::from(lead_denies && !segment.denies))?;
            self.same_limits(segment, best, around)?;
            if self.astray(segment, best, around) {
                return Err(Why::Words);
            }
            self.bound(segment)?;
            self.covered(segment, best, around)?;
        }
        Ok(())
    }

    /// Whether the passages speak the sentence's language.
    fn one_language(&self) -> bool {
        self.facts.langs.contains(&self.read.lang)
    }

    fn content(&self, segment: &Segment) -> impl Iterator<Item = &Heard> {
        segment.words.iter().filter_map(|at| self.heard.get(*at)).filter(|heard| heard.content)
    }

    /// How much speaks for a segment being about a fact.
    fn rate(&self, segment: &Segment, fact: &Fact, around: &Around) -> f32 {
        let level = |heard: &Heard| level(heard, fact, around);
        let others =
            self.heard.iter().enumerate().filter(|(at, heard)| heard.content && !segment.words.contains(at));
        let others: f32 = others.map(|(_, heard)| 0.25 * level(heard)).sum();
        let before: f32 =
            self.before.iter().filter(|heard| heard.content).map(|heard| 0.1 * level(heard)).sum();
        self.own(segment, fact, around) + others + before + self.told(segment, fact, around)
    }

    /// What its own words tell.
    fn own(&self, segment: &Segment, fact: &Fact, around: &Around) -> f32 {
        self.content(segment).map(|heard| level(heard, fact, around)).sum()
    }

    /// What the numbers of a segment tell for a fact.
    fn told(&self, segment: &Segment, fact: &Fact, around: &Around) -> f32 {
        let holds = |claims: &[Claim], claim: &Claim| claims.iter().any(|have| have.supports(claim));
        let told =
            |(claim, _): &(Claim, usize)| match (holds(&fact.claims, claim), holds(&around.claims, claim)) {
                (true, _) => CLAIM,
                (_, true) => CLAIM / 2.0,
                _ => 0.0,
            };
        segment.claims.iter().map(told).sum()
    }

    /// What is allowed there is allowed, what is denied there denied, and as often.
    fn same_sign(
        &self,
        segment: &Segment,
        rated: &[(&'a Fact, &'a Around, f32)],
        denials: usize,
    ) -> Result<(), Why> {
        if self.content(segment).next().is_none() {
            return Ok(());
        }
        let top = |agrees: bool| {
            let of = |(fact, around, rate): &(&'a Fact, &'a Around, f32)| {
                ((fact.denials == denials) == agrees).then_some((
                    *fact,
                    *around,
                    self.own(segment, fact, around) + TIE * rate,
                ))
            };
            rated.iter().filter_map(of).max_by(|a, b| a.2.total_cmp(&b.2))
        };
        let Some((agreed, around, agrees)) = top(true) else { return Err(Why::Negation) };
        if top(false).is_some_and(|(.., opposes)| opposes >= OPPOSES * agrees) {
            return Err(Why::Negation);
        }
        // "Open on Fridays": of Friday nothing is said but that it is closed.
        let denied = |heard: &Heard| {
            let here = [&agreed.own, &agreed.clause, &around.words, &around.lead, &around.heading];
            !here.into_iter().any(|places| heard.within(places))
                && rated.iter().any(|(fact, ..)| fact.denials != denials && heard.within(&fact.own))
        };
        if self.content(segment).any(denied) { Err(Why::Negation) } else { Ok(()) }
    }

    /// No condition is left out, nothing is widened.
    fn same_limits(&self, segment: &Segment, fact: &Fact, around: &Around) -> Result<(), Why> {
        let said: HashSet<Limit> = self.read.limits.iter().map(|(limit, _)| *limit).collect();
        let narrow = |limit: &Limit| limit.narrows();
        let turned = |other: &Fact| {
            other.sentence == fact.sentence
                && other.clause_at == fact.clause_at + 1
                && other.limits.contains(&Limit::But)
                && !other
                    .claims
                    .iter()
                    .any(|claim| self.read.claims.iter().any(|(own, _)| claim.supports(own)))
        };
        let near = |other: &&Fact| {
            other.sentence == fact.sentence && other.supposes && other.clause_at.abs_diff(fact.clause_at) <= 1
        };
        let supposed = self.facts().map(|(fact, _)| fact).any(|other| near(&other));
        let narrowed = fact.limits.iter().any(narrow) || supposed;
        let demanded = self.facts().any(|(other, _)| turned(other)) && !said.contains(&Limit::But);
        if (narrowed || demanded) && !said.iter().any(narrow) {
            return Err(Why::Condition);
        }
        let held = |limit: Limit| around.limits.contains(&limit) || fact.limits.contains(&limit);
        let turned = segment.limits.iter().filter_map(|limit| limit.opposite().map(|other| (*limit, other)));
        if turned.into_iter().any(|(own, other)| fact.limits.contains(&other) && !fact.limits.contains(&own))
        {
            return Err(Why::Condition);
        }
        let widened =
            [Limit::All, Limit::Also].into_iter().any(|limit| said.contains(&limit) && !held(limit));
        let narrows = said.contains(&Limit::Only) && !around.limits.iter().any(narrow);
        if widened || narrows {
            return Err(Why::Condition);
        }
        // "Free" of "free from 30 dinars": the numbers of what is promised belong to the promise.
        let measured = |claim: &&Claim| matches!(claim, Claim::Number { .. } | Claim::Clock(_));
        let told = |claim: &Claim| self.read.claims.iter().any(|(own, _)| claim.supports(own));
        let numbers: Vec<&Claim> = fact.claims.iter().filter(measured).collect();
        let promised = segment.cues.iter().any(|cue| cue.binds());
        let left = if promised {
            numbers.iter().any(|claim| !told(claim))
        } else {
            !numbers.is_empty() && !numbers.iter().any(|claim| told(claim))
        };
        // "Free on the first Sunday of the month" is no free Sunday.
        let tells = |place: &&usize| self.facts.words.get(**place).is_some_and(Known::tells);
        let (mut whole, mut spoken) = (0.0_f32, 0.0_f32);
        for place in fact.own.iter().filter(tells) {
            whole += 1.0;
            spoken += if self.heard.iter().any(|heard| heard.like.contains_key(place)) { 1.0 } else { 0.0 };
        }
        let short = promised && spoken < PROMISE * whole && self.one_language();
        if (left || short) && !around.row { Err(Why::Condition) } else { Ok(()) }
    }

    /// Each number and promise stands with what it is said of, and with nothing else as well.
    fn bound(&self, segment: &Segment) -> Result<(), Why> {
        for (claim, at) in &segment.claims {
            let holds = |fact: &Fact| fact.claims.iter().any(|have| have.supports(claim));
            let rivals = |fact: &Fact| fact.claims.iter().any(|have| have.is_like(claim));
            self.tied(segment, Some(*at), &holds, &rivals).map_err(|()| Why::Number)?;
        }
        for cue in segment.cues.iter().filter(|cue| cue.binds()) {
            let holds = |fact: &Fact| fact.cues.iter().any(|have| cue.is_said_by(*have));
            self.tied(segment, None, &holds, &|_| false).map_err(|()| Why::Promise)?;
        }
        Ok(())
    }

    fn tied(
        &self,
        segment: &Segment,
        at: Option<usize>,
        holds: &dyn Fn(&Fact) -> bool,
        rivals: &dyn Fn(&Fact) -> bool,
    ) -> Result<(), ()> {
        let words: Vec<&Heard> = self.content(segment).filter(|heard| !heard.like.is_empty()).collect();
        let near = |fact: &Fact, around: &Around| -> f32 {
            let level = |heard: &&Heard| {
                let own = heard.surest(&fact.own);
                let clause = 0.6 * heard.surest(&fact.clause);
                // A subject stands before what is said of it; what comes later is another's.
                let earlier = match around.row {
                    true => 0.5 * heard.surest(&around.words),
                    false if self.stands_before(heard, fact) => 0.4,
                    false => 0.0,
                };
                own.max(clause).max(earlier).max(0.2 * heard.surest(&around.heading)) * heard.weight
            };
            let before: f32 =
                self.before.iter().filter(|heard| heard.content).map(|heard| 0.2 * level(&heard)).sum();
            let siblings = self.clause(segment);
            let beside: f32 = siblings
                .iter()
                .filter(|at| !segment.words.contains(at))
                .filter_map(|at| self.heard.get(*at))
                .filter(|heard| heard.content)
                .map(|heard| 0.5 * level(&heard))
                .sum();
            words.iter().map(level).sum::<f32>() + beside + before
        };
        let own = self
            .facts()
            .filter(|(fact, around)| holds(fact) && !self.is_elsewhere(segment, around))
            .map(|(fact, around)| (fact, near(fact, around)))
            .max_by(|a, b| a.1.total_cmp(&b.1));
        // What only the sentence holds as a whole was judged before.
        let Some((fact, own)) = own else { return Ok(()) };
        if self.facts.sentences.get(fact.sentence).is_some_and(|around| self.astray(segment, fact, around)) {
            return Err(());
        }
        let rival = self
            .facts()
            .filter(|(other, around)| !holds(other) && rivals(other) && !self.is_elsewhere(segment, around))
            .map(|(other, around)| near(other, around))
            .fold(0.0, f32::max);
        if rival > 0.0 && rival >= RIVAL * own {
            return Err(());
        }
        // "Plants above 60 cm" of "plants above 150 cm and pots above 60 cm": the nearest word tells.
        let nearest = at.and_then(|at| self.nearest(segment, at));
        let other = nearest.is_some_and(|heard| {
            !heard.within(&fact.own)
                && self.facts().any(|(other, _)| {
                    other.sentence == fact.sentence
                        && rivals(other)
                        && !holds(other)
                        && heard.within(&other.own)
                })
        });
        if other {
            return Err(());
        }
        Ok(())
    }

    /// A word that stands in a later part of that sentence only tells of something else.
    fn astray(&self, segment: &Segment, fact: &Fact, around: &Around) -> bool {
        !around.row
            && self.content(segment).filter(|heard| !heard.like.is_empty()).any(|heard| {
                let own = heard.surest(&fact.own);
                let surer = |places: &BTreeSet<usize>| {
                    heard.surest(places) > if own > 0.0 { 0.95_f32.max(own) } else { 0.0 }
                };
                let other = |later: bool| {
                    self.facts().any(|(other, _)| {
                        other.sentence == fact.sentence
                            && other.part != fact.part
                            && (other.part > fact.part) == later
                            && surer(&other.own)
                    })
                };
                other(true) && !other(false)
            })
    }

    /// The known word nearest to a number: before it, else behind.
    fn nearest(&self, segment: &Segment, at: usize) -> Option<&Heard> {
        let known = |place: &usize| {
            self.heard.get(*place).filter(|heard| heard.content && !heard.unit && !heard.like.is_empty())
        };
        let before = segment.words.iter().rev().filter(|place| **place < at).find_map(known);
        before.or_else(|| segment.words.iter().filter(|place| **place > at).find_map(known))
    }

    fn stands_before(&self, heard: &Heard, fact: &Fact) -> bool {
        self.facts().any(|(other, _)| {
            other.sentence == fact.sentence && other.part < fact.part && heard.within(&other.own)
        })
    }

    /// Enough of its words stand in that very sentence, under its heading.
    fn covered(&self, segment: &Segment, fact: &Fact, around: &Around) -> Result<(), Why> {
        let (mut held, mut all) = (0.0_f32, 0.0_f32);
        for heard in self.content(segment).filter(|heard| !heard.unit) {
            let here =
                heard.within(&around.words) || heard.within(&fact.clause) || heard.within(&around.heading);
            held += if here { heard.weight } else { 0.0 };
            all += if heard.like.is_empty() { heard.weight * heard.missing } else { heard.weight };
        }
        if held < SHARE * all { Err(Why::Words) } else { Ok(()) }
    }
}

fn level(heard: &Heard, fact: &Fact, around: &Around) -> f32 {
    let at = |places: &BTreeSet<usize>, level: f32| level * heard.surest(places);
    at(&fact.own, 1.0).max(at(&fact.clause, 0.8)).max(at(&around.words, 0.5)).max(at(&around.heading, 0.35))
        * heard.weight
}
