//! Whether the passages say what a sentence says: the first opinion, part by part.

use super::{
    Why,
    beside::{Beside, NARROW, WIDE, said},
    claim::Claim,
    cue::Cue,
    facts::{Around, Fact},
    heard::Heard,
    segment::Segment,
};
use std::collections::{BTreeSet, HashSet};

/// A number belongs to the fact that its words fit best; others may fit almost as well.
const CLAIM_SLACK: f32 = 0.8;
/// How much better another number of the same sentence must fit the words around a number.
const NEARER: f32 = 1.5;
/// Words on either side of a number that tell what it is about.
const NEAR: usize = 3;
/// Facts this close to the best one count as what a part is about.
const ABOUT: f32 = 0.85;
/// A promise may stand in a fact that fits a little less.
const PROMISED: f32 = 0.6;
/// Words that tell this much of what the rarest tells.
const HEAVY: f32 = 0.8;

impl Beside<'_> {
    /// The passages that say it, or why it is not believed.
    pub(super) fn judge(&self, text: &str, lead_denies: bool, item: bool) -> Result<Vec<usize>, Why> {
        for (claim, _) in &self.read.claims {
            if !self.facts().any(|(fact, around)| said(fact, around, claim)) {
                let address = matches!(claim, Claim::Link(_) | Claim::Mail(_) | Claim::Phone(_));
                return Err(if address { Why::Address } else { Why::Number });
            }
        }
        self.names_stand(text)?;
        self.words_stand(text.trim_end().ends_with(':') || item)?;
        let mut used = BTreeSet::new();
        for segment in &self.read.segments {
            for (claim, at) in &segment.claims {
                self.claim_stands(segment, claim, *at)?;
            }
            for cue in segment.cues.iter().filter(|cue| cue.binds()) {
                self.promise_stands(segment, *cue)?;
            }
            self.sign_stands(segment, lead_denies)?;
            used.extend(self.about(segment, &WIDE, ABOUT).first().map(|(fact, ..)| fact.passage));
        }
        self.fragments_stand(&used)?;
        Ok(used.into_iter().collect())
    }
    /// A number must stand where its words are, and not only somewhere.
    fn claim_stands(&self, segment: &Segment, claim: &Claim, at: usize) -> Result<(), Why> {
        let others = |fact: &Fact, around: &Around| -> f32 {
            let other = segment.claims.iter().filter(|(other, _)| other != claim);
            other
                .map(|(other, _)| {
                    match (fact.claims.iter().any(|have| have.supports(other)), said(fact, around, other)) {
                        (true, _) => 1.5,
                        (_, true) => 0.9,
                        _ => 0.0,
                    }
                })
                .sum()
        };
        let (mut with, mut without): (Vec<_>, Vec<_>) = (Vec::new(), Vec::new());
        for (fact, around) in self.facts() {
            let fit = self.fit(segment, fact, around, &WIDE, &[]) + others(fact, around);
            let own = fact.claims.iter().any(|have| have.supports(claim));
            if said(fact, around, claim) && !self.is_elsewhere(segment, around) {
                with.push((fact, fit, own));
            }
            if !own && fact.claims.iter().any(|have| have.is_like(claim)) {
                without.push((fact, fit));
            }
        }
        let owned = with.iter().any(|(.., own)| *own);
        let Some((best, fit, _)) =
            with.into_iter().filter(|(.., own)| *own == owned).max_by(|a, b| a.1.total_cmp(&b.1))
        else {
            return Err(Why::Number);
        };
        let other_claims = |fact: &Fact| -> f32 {
            let others = segment.claims.iter().filter(|(other, _)| other != claim);
            others
                .map(|(other, _)| if fact.claims.iter().any(|have| have.supports(other)) { 1.5 } else { 0.0 })
                .sum()
        };
        let near = |fact: &Fact| -> f32 {
            let told = |places: &mut dyn Iterator<Item = usize>| -> f32 {
                let content = places.filter_map(|place| self.heard.get(place)).filter(|heard| heard.content);
                content.take(NEAR).map(|heard| heard.surest(&fact.own) * heard.weight).sum()
            };
            other_claims(fact)
                + told(&mut segment.words.iter().copied().rev().filter(|place| *place < at))
                + 0.5 * told(&mut segment.words.iter().copied().filter(|place| *place > at))
        };
        let holds = |fact: &Fact, whole: bool| -> BTreeSet<usize> {
            let held = |at: &usize| {
                self.heard.get(*at).is_some_and(|heard| {
                    heard.content && (heard.within(&fact.own) || (whole && heard.within(&fact.clause)))
                })
            };
            segment.words.iter().copied().filter(held).collect()
        };
        let ours = holds(best, false);
        // Another number takes it where all that speaks for this one speaks for that too, and more.
        let taken = without.iter().any(|(other, rival)| {
            let same = other.sentence == best.sentence;
            let covers = ours.is_subset(&holds(other, true));
            covers
                && if same {
                    near(other) > NEARER * near(best) && near(other) > 0.0
                } else {
                    *rival * CLAIM_SLACK > fit
                }
        });
        if taken { Err(Why::Number) } else { Ok(()) }
    }

    /// What a customer would hold us to must stand in what the segment is about, under no condition left out.
    fn promise_stands(&self, segment: &Segment, cue: Cue) -> Result<(), Why> {
        let conditional =
            self.read.cues.contains(&Cue::If) || self.read.cues.contains(&Cue::Only) || segment.counts;
        let own: Vec<usize> = segment
            .words
            .iter()
            .copied()
            .filter(|at| {
                self.read
                    .cue_words
                    .iter()
                    .any(|(of, from, length)| *of == cue && (*from..*from + *length).contains(at))
            })
            .collect();
        let mut about = self.about_without(segment, &WIDE, PROMISED, &own);
        if about.is_empty() {
            about = self.about(segment, &WIDE, PROMISED);
        }
        let best = about.first().map_or(0.0, |(.., fit)| *fit);
        let held = about.iter().any(|(fact, around, fit)| {
            let in_fact = fact.cues.iter().any(|have| cue.is_said_by(*have));
            let in_sentence = *fit >= 0.8 * best && around.cues.iter().any(|have| cue.is_said_by(*have));
            (in_fact || in_sentence)
                && !self.is_elsewhere(segment, around)
                && (conditional || !around.conditional || !cue.is_conditional())
        });
        if held { Ok(()) } else { Err(Why::Promise) }
    }

    /// What is denied must be denied there, what is allowed allowed.
    fn sign_stands(&self, segment: &Segment, lead_denies: bool) -> Result<(), Why> {
        let telling: Vec<&Heard> = segment
            .words
            .iter()
            .filter_map(|at| self.heard.get(*at))
            .filter(|heard| heard.content && !heard.like.is_empty())
            .collect();
        let heaviest = telling.iter().map(|heard| heard.weight).fold(0.0, f32::max);
        let denies = segment.denies || lead_denies;
        if heaviest == 0.0 || self.read.cues.contains(&Cue::Only) || (segment.supposes && denies) {
            return Ok(());
        }
        let about = self.about(segment, &NARROW, ABOUT);
        let free = |cues: &HashSet<Cue>| cues.contains(&Cue::Free) || cues.contains(&Cue::Spared);
        let agrees = |fact: &Fact, around: &Around| {
            fact.neutral || fact.denies == denies || (free(&segment.around) && free(&around.cues))
        };
        let heavy: Vec<&Heard> =
            telling.into_iter().filter(|heard| heard.weight >= HEAVY * heaviest).collect();
        let holds = |fact: &Fact, around: &Around| {
            heavy.iter().any(|heard| {
                heard.within(&fact.clause) || heard.within(&around.words) || heard.within(&around.heading)
            })
        };
        // What is spoken of only to deny it cannot be allowed.
        let denied = |heard: &&Heard| {
            let mut owners = self.facts().filter(|(fact, _)| heard.surest(&fact.own) >= 0.8).peekable();
            owners.peek().is_some() && owners.all(|(fact, around)| !agrees(fact, around))
        };
        // Where the verb stands last, it may stand elsewhere too; elsewhere it is told from no noun.
        let verb = matches!(self.read.lang, Some("fa" | "tr"))
            .then(|| {
                segment.words.iter().rev().find_map(|at| self.heard.get(*at).filter(|heard| heard.content))
            })
            .flatten();
        let mut nouns = heavy.iter().filter(|heard| verb.is_none_or(|verb| !std::ptr::eq(**heard, verb)));
        let flipped = if verb.is_some() { nouns.any(denied) } else { nouns.all(denied) };
        if !denies && flipped {
            return Err(Why::Negation);
        }
        let any = about.iter().any(|(fact, around, _)| agrees(fact, around) && holds(fact, around));
        let against = about.iter().any(|(fact, around, _)| !agrees(fact, around));
        if any || !against { Ok(()) } else { Err(Why::Negation) }
    }
}
