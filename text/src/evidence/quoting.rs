//! The passages' own sentences in the place of one that was not confirmed.

use super::{beside::Beside, claim::Claim, facts::Around, heard::Heard, number::is_money_sign};

/// What may be said instead of a sentence: a sentence, a row with its column's names, a list under its lead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Quote {
    pub passage: usize,
    pub text: String,
}

impl Quote {
    /// As a sentence among others: a row ends like one, an item alone is none.
    pub(super) fn said(&self) -> String {
        if self.text.contains('\n') {
            return self.text.clone();
        }
        let text = self.text.trim_start_matches(['•', ' ']);
        let ended = text.ends_with(|c: char| {
            !c.is_alphanumeric() && !matches!(c, ')' | '»' | '"' | '%') && !is_money_sign(c)
        });
        if ended { text.to_owned() } else { format!("{text}.") }
    }
}

/// Least share of a sentence's weight that a quotation holds, ...
const FITS: f32 = 0.2;
/// ... that each further one of the same passage adds, ...
const ADDS: f32 = 0.15;
/// ... and of another.
const ADDS_ELSEWHERE: f32 = 0.3;
/// Quotations of one sentence at most.
const QUOTES: usize = 3;
/// What a number tells that stands there.
const CLAIM: f32 = 0.6;
/// What a telephone number or an address tells: there are no two of them.
const ADDRESS: f32 = 2.0;

/// What the words of the question and of the sentence before tell beside its own.
const CONTEXT: f32 = 0.2;
/// What was quoted before is preferred where it fits almost as well.
const SAID: f32 = 1.25;

impl Beside<'_> {
    /// The quotations that hold most of what a sentence is about, by their places in [`Facts::quotes`], best first.
    /// `said` were quoted before.
    pub(super) fn quotes(&self, said: &[usize]) -> Vec<usize> {
        let facts = self.facts;
        let content: Vec<&Heard> = self.heard.iter().filter(|heard| heard.content).collect();
        let claims: Vec<&Claim> = self.read.claims.iter().map(|(claim, _)| claim).collect();
        let all: f32 = content
            .iter()
            .map(|heard| heard.weight * if heard.like.is_empty() { heard.missing } else { 1.0 })
            .sum();
        let mut open: Vec<bool> = vec![true; content.len() + claims.len()];
        let mut chosen: Vec<usize> = Vec::new();
        while chosen.len() < QUOTES {
            let worth = |around: &Around| -> (f32, f32) {
                let level = |heard: &Heard| {
                    heard
                        .surest(&around.words)
                        .max(0.8 * heard.surest(&around.lead))
                        .max(0.35 * heard.surest(&around.heading))
                };
                let words =
                    content.iter().zip(&open).map(|(heard, open)| (level(heard) * heard.weight, *open));
                let numbers = claims.iter().zip(open.iter().skip(content.len())).map(|(claim, open)| {
                    (
                        if around.claims.iter().any(|have| have.supports(claim)) {
                            tells(claim)
                        } else {
                            0.0
                        },
                        *open,
                    )
                });
                let before: f32 = self
                    .before
                    .iter()
                    .filter(|heard| heard.content)
                    .map(|heard| CONTEXT * level(heard) * heard.weight)
                    .sum();
                words.chain(numbers).fold((before, 0.0), |(whole, new), (worth, open)| {
                    (whole + worth, if open { new + worth } else { new })
                })
            };
            let best = facts
                .sentences
                .iter()
                .filter_map(|around| around.quote.map(|quote| (quote, around, worth(around))))
                .filter(|(quote, ..)| !chosen.contains(quote))
                .max_by(|a, b| {
                    let of = |(quote, _, (whole, new)): &(usize, &Around, (f32, f32))| {
                        (new + 0.6 * whole) * if said.contains(quote) { SAID } else { 1.0 }
                    };
                    of(a).total_cmp(&of(b))
                });
            let Some((quote, around, (_, new))) = best else { break };
            let same = chosen
                .iter()
                .filter_map(|at| facts.quotes.get(*at))
                .any(|quote| quote.passage == around.passage);
            let least = match (chosen.is_empty(), same) {
                (true, _) => FITS,
                (_, true) => ADDS,
                _ => ADDS_ELSEWHERE,
            };
            if new <= 0.0 || new < least * all {
                break;
            }
            chosen.push(quote);
            for (at, heard) in content.iter().enumerate() {
                if (heard.within(&around.words) || heard.within(&around.lead))
                    && let Some(open) = open.get_mut(at)
                {
                    *open = false;
                }
            }
            for (at, claim) in claims.iter().enumerate() {
                if around.claims.iter().any(|have| have.supports(claim))
                    && let Some(open) = open.get_mut(content.len() + at)
                {
                    *open = false;
                }
            }
        }
        chosen
    }
}

fn tells(claim: &Claim) -> f32 {
    if matches!(claim, Claim::Phone(_) | Claim::Link(_) | Claim::Mail(_)) { ADDRESS } else { CLAIM }
}
