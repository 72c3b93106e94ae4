//! A text as sentences, clauses and segments, each with its words, claims and cues.

use super::{
    claim::{Claim, claims},
    cue::{Cue, cues},
    limits::{Limit, limits},
    number::is_money_sign,
};
use crate::tokens;
use std::collections::HashSet;

/// The smallest part: what stands between commas, or between "and" and "and".
#[derive(Clone, Debug, Default)]
pub(super) struct Segment {
    /// Places in the sentence's words.
    pub words: Vec<usize>,
    /// Each claim with the place of its first word.
    pub claims: Vec<(Claim, usize)>,
    pub cues: HashSet<Cue>,
    /// Words that narrow or widen it.
    pub limits: HashSet<Limit>,
    /// The clause in which it stands, by number.
    pub clause: usize,
    /// Whether its clause denies.
    pub denies: bool,
    /// How often it is denied: twice is not once.
    pub denials: usize,
    /// Whether its clause supposes.
    pub supposes: bool,
    /// Cues of its clause.
    pub around: HashSet<Cue>,
    /// Whether its clause claims a number.
    pub counts: bool,
}

/// Words of a subject at most.
const SUBJECT: usize = 3;

/// Words of a clause that is none by itself.
const FRAGMENT: usize = 5;

/// A sentence, a row or an item.
#[derive(Clone, Debug)]
pub(super) struct Sentence {
    pub lang: Option<&'static str>,
    pub words: Vec<tokens::Word>,
    pub segments: Vec<Segment>,
    pub cues: HashSet<Cue>,
    /// Each cue with the place of its first word and how many it takes.
    pub cue_words: Vec<(Cue, usize, usize)>,
    pub limits: Vec<(Limit, usize)>,
    /// Each claim with its written form.
    pub claims: Vec<(Claim, String)>,
}

impl Sentence {
    pub(super) fn read(text: &str, lang: Option<&'static str>) -> Self {
        let words = tokens::words(text);
        let places = cues(&words, lang);
        let mut sentence = Self {
            lang,
            segments: Vec::new(),
            cues: places.iter().map(|(cue, ..)| *cue).collect(),
            claims: Vec::new(),
            limits: limits(&words, &places, lang),
            cue_words: places.clone(),
            words,
        };
        let mut before = false;
        for (clause, (from, to)) in clauses(text, &sentence.words).into_iter().enumerate() {
            let within =
                |at: usize| sentence.words.get(at).is_some_and(|word| word.start >= from && word.end <= to);
            let around: HashSet<Cue> =
                places.iter().filter(|(_, at, _)| within(*at)).map(|(cue, ..)| *cue).collect();
            let long = (0..sentence.words.len()).filter(|at| within(*at)).count();
            // "cannot be sold, passed on or paid out": what follows a comma goes on with it.
            let goes_on = before
                && long <= FRAGMENT
                && text.get(from..).is_some_and(|rest| rest.starts_with([',', '،', ':']));
            let denies = around.iter().any(|cue| cue.denies()) || goes_on;
            before = denies && !around.contains(&Cue::If);
            let nots = |cue: &Cue| matches!(cue, Cue::Not | Cue::Never);
            let denials = places.iter().filter(|(cue, at, _)| nots(cue) && within(*at)).count();
            let denials = if denials == 0 && goes_on { 1 } else { denials };
            let supposes = around.contains(&Cue::If);
            let counts = claims(text.get(from..to).unwrap_or_default())
                .iter()
                .any(|(claim, _)| matches!(claim, Claim::Number { .. }));
            let first =
                places.iter().filter(|(cue, at, _)| cue.denies() && within(*at)).map(|(_, at, _)| *at).min();
            let mut segments: Vec<Segment> = Vec::new();
            for (start, end) in parts(text, &sentence.words, from, to) {
                let inside = |at: usize| {
                    sentence.words.get(at).is_some_and(|word| word.start >= start && word.end <= end)
                };
                let words: Vec<usize> = (0..sentence.words.len()).filter(|at| inside(*at)).collect();
                let own: Vec<(Claim, String)> = claims(text.get(start..end).unwrap_or_default());
                let cues = places.iter().filter(|(_, at, _)| inside(*at)).map(|(cue, ..)| *cue).collect();
                // "Use soft water and do not boil it" denies the second only; "cut flowers and gift cards cannot be returned"
                // both. Where the verb stands last it denies all before it.
                let last = words.last().copied().unwrap_or_default();
                let whole = words.len() > SUBJECT && matches!(lang, Some("en" | "it" | "ar"));
                let denies = denies && !(whole && first.is_some_and(|first| last < first));
                segments.push(Segment {
                    claims: placed(own, &words, &sentence.words),
                    limits: sentence
                        .limits
                        .iter()
                        .filter(|(_, at)| words.contains(at))
                        .map(|(limit, _)| *limit)
                        .collect(),
                    words,
                    cues,
                    clause,
                    denies,
                    denials: if denies { denials } else { 0 },
                    supposes,
                    around: around.clone(),
                    counts,
                });
            }
            sentence.segments.extend(segments);
        }
        sentence.claims = claims(text);
        sentence.units_over_segments();
        sentence
    }

    /// "3 or 5 days" was cut between the number and what it counts: the whole sentence knows.
    fn units_over_segments(&mut self) {
        let whole = self.claims.clone();
        for (claim, _) in self.segments.iter_mut().flat_map(|segment| &mut segment.claims) {
            if let Claim::Number { readings, .. } = &*claim
                && claim.is_bare()
                && let Some((known, _)) = whole.iter().find(|(known, _)| {
                    matches!(known, Claim::Number { readings: other, .. } if other == readings)
                        && !known.is_bare()
                })
            {
                *claim = known.clone();
            }
        }
    }
}

/// The claims of a segment with the places of their words; several that are written alike take turns.
fn placed(claims: Vec<(Claim, String)>, segment: &[usize], words: &[tokens::Word]) -> Vec<(Claim, usize)> {
    let first = segment.first().copied().unwrap_or_default();
    let mut from = first;
    claims
        .into_iter()
        .map(|(claim, written)| {
            let head: String = written.chars().take_while(|c| c.is_alphanumeric()).collect();
            let is = |at: &usize| {
                words.get(*at).is_some_and(|word| !head.is_empty() && word.text.starts_with(&head))
            };
            let place = segment.iter().copied().filter(|at| *at >= from).find(is);
            let place = place.or_else(|| segment.iter().copied().find(is)).unwrap_or(first);
            from = place + 1;
            (claim, place)
        })
        .collect()
}

/// The clauses of a text: between strong marks and before words that turn against what was said.
fn clauses(text: &str, words: &[tokens::Word]) -> Vec<(usize, usize)> {
    const TURNS: [&str; 15] = [
        "but",
        "while",
        "لكن",
        "ولكن",
        "لكنها",
        "اما",
        "ولي",
        "ama",
        "ancak",
        "ma",
        "mentre",
        "fakat",
        "otherwise",
        "بينما",
        "however",
    ];
    let mut cuts: Vec<usize> =
        words.iter().filter(|word| TURNS.contains(&word.text.as_str())).map(|word| word.start).collect();
    let mark = |(at, c): (usize, char)| {
        let between_digits = digit_before(text, at) && digit_behind(text, at + c.len_utf8());
        let is = matches!(c, ',' | '،' | ';' | '؛' | ':' | '|' | '—' | '(' | ')' | '\n');
        (is && !between_digits).then_some(at)
    };
    cuts.extend(text.char_indices().filter_map(mark));
    between(text, 0, text.len(), cuts)
}

/// The parts of a clause that "and" and "or" join.
fn parts(text: &str, words: &[tokens::Word], from: usize, to: usize) -> Vec<(usize, usize)> {
    const JOINS: [&str; 10] = ["and", "or", "و", "او", "يا", "ve", "veya", "e", "ed", "o"];
    // Arabic words whose own first letter looks like the prefix that joins.
    const ROOTS: [&str; 27] = [
        "وصل", "ورش", "ورد", "وزن", "وقت", "وضع", "واحد", "وجد", "ورق", "وقف", "وعد", "ولد", "وظف", "وكيل",
        "وصول", "وجه", "وجبه", "وحد", "ودي", "والد", "واسع", "وافق", "واتس", "واجه", "ويزا", "ويب", "وين",
    ];
    let joined = |word: &&tokens::Word| {
        (JOINS.contains(&word.text.as_str()) && text.get(word.start..word.end) != Some("è"))
            || word.text.strip_prefix('و').is_some_and(|rest| {
                rest.chars().count() >= 3 && !ROOTS.iter().any(|root| word.text.starts_with(root))
            })
    };
    let inside = |word: &&tokens::Word| word.start >= from && word.end <= to;
    let cuts = words.iter().filter(inside).filter(joined).map(|word| word.start).collect();
    between(text, from, to, cuts)
}

fn between(text: &str, from: usize, to: usize, mut cuts: Vec<usize>) -> Vec<(usize, usize)> {
    cuts.sort_unstable();
    cuts.dedup();
    let starts = std::iter::once(from).chain(cuts.iter().copied());
    let ends = cuts.iter().copied().chain([to]);
    starts
        .zip(ends)
        .filter(|(start, end)| {
            text.get(*start..*end)
                .is_some_and(|part| part.chars().any(|c| c.is_alphanumeric() || is_money_sign(c)))
        })
        .collect()
}

fn digit_before(text: &str, at: usize) -> bool {
    text.get(..at).and_then(|text| text.chars().next_back()).is_some_and(char::is_numeric)
}

fn digit_behind(text: &str, at: usize) -> bool {
    text.get(at..).and_then(|text| text.chars().next()).is_some_and(char::is_numeric)
}
