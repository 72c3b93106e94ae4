use super::{
    question::Asked,
    segment::{Entry, MOST, Run, Segment},
    terms::Term,
    vectors,
};
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

/// Okapi BM25's usual constants: how soon repetition stops to count, how much length does.
const K1: f32 = 1.2;
const B: f32 = 0.75;

/// One tenant's passages for search. It holds hashes, numbers and ids, never text, so it can be dropped and made
/// again at any time.
///
/// It is made of segments that never change: a document more or less makes one segment anew and shares the others
/// with the index before, so that a question is never kept waiting for more than that.
#[derive(Clone, Debug, Default)]
pub struct Index {
    segments: Vec<Arc<Segment>>,
    passages: usize,
    mean_length: f32,
}

/// A passage that was found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Match {
    pub chunk: u128,
    /// By words: BM25 over what a passage with all the question's terms could have, 0 to 1. By vectors: the cosine.
    pub score: f32,
    place: Place,
}

/// Where a passage stands in the index that found it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Place {
    segment: usize,
    passage: usize,
}

#[cfg(test)]
impl Match {
    /// One that stands nowhere.
    pub(super) fn new(chunk: u128, score: f32) -> Self {
        Self { chunk, score, place: Place::default() }
    }
}

impl Index {
    /// Of these passages.
    pub fn build(entries: impl IntoIterator<Item = Entry>) -> Self {
        Self::default().with(entries, &HashSet::new())
    }

    /// This index without some documents and with some passages more. Nothing of the documents stays.
    #[must_use]
    pub fn with(&self, added: impl IntoIterator<Item = Entry>, gone: &HashSet<u128>) -> Self {
        let mut segments: Vec<Arc<Segment>> = Vec::new();
        for segment in &self.segments {
            if !segment.documents().iter().any(|document| gone.contains(document)) {
                segments.push(Arc::clone(segment));
                continue;
            }
            let rest = Segment::merge(&[segment], |document| gone.contains(&document));
            if rest.len() > 0 {
                segments.push(Arc::new(rest));
            }
        }
        let mut added = added.into_iter().peekable();
        while added.peek().is_some() {
            segments.push(Arc::new(Segment::build(added.by_ref().take(MOST).collect())));
        }
        segments.sort_by_key(|segment| std::cmp::Reverse(segment.len()));
        let passages: usize = segments.iter().map(|segment| segment.len()).sum();
        let total: u64 = segments.iter().map(|segment| segment.total()).sum();
        let mean_length = (total as f32 / passages.max(1) as f32).max(1.0);
        Self { segments: tidied(segments), passages, mean_length }
    }

    /// Bytes that it takes, roughly.
    pub fn weight(&self) -> usize {
        self.segments.iter().map(|segment| segment.weight()).sum::<usize>() + 64
    }

    /// How many passages there are.
    pub fn passages(&self) -> usize {
        self.passages
    }

    /// How many passages have a term.
    pub fn holders(&self, term: Term) -> usize {
        self.segments.iter().filter_map(|segment| segment.find(term).map(|at| segment.holders(at))).sum()
    }

    /// Each document with a passage in it, and the least of its passages' ids: where that is another, the document
    /// was made anew.
    pub fn documents(&self) -> HashMap<u128, u128> {
        let mut documents: HashMap<u128, u128> = HashMap::new();
        for segment in &self.segments {
            for (document, chunk) in segment.documents().iter().zip(segment.chunks()) {
                let least = documents.entry(*document).or_insert(*chunk);
                *least = (*least).min(*chunk);
            }
        }
        documents
    }

    /// The best `limit` passages for a question's terms, best first. Those of documents for which `hidden` holds are
    /// not among them, and take nobody's place.
    pub fn find(&self, question: &[Asked], hidden: &dyn Fn(u128) -> bool, limit: usize) -> Vec<Match> {
        let total = self.passages as f32;
        let mut ideal = 0.0;
        // Each term's rarity, and where it stands in each segment.
        let mut rows: Vec<(f32, bool, Vec<Option<usize>>)> = Vec::with_capacity(question.len());
        for asked in question {
            let places: Vec<Option<usize>> =
                self.segments.iter().map(|segment| segment.find(asked.term)).collect();
            let holders: usize = self
                .segments
                .iter()
                .zip(&places)
                .filter_map(|(s, place)| place.map(|at| s.holders(at)))
                .sum();
            let holders = holders as f32;
            let rarity = asked.weight * (1.0 + (total - holders + 0.5) / (holders + 0.5)).ln();
            // A term that no passage has counts fully against all of them.
            ideal += rarity;
            rows.push((rarity, asked.by_length, places));
        }
        let mut best = Best::new(limit);
        let mut scores = Vec::new();
        let mut lengths = Lengths::default();
        for (at, segment) in self.segments.iter().enumerate() {
            scores.clear();
            scores.resize(segment.len(), 0.0_f32);
            lengths.read(segment.lengths(), self.mean_length);
            for (rarity, by_length, places) in &rows {
                let Some(Some(place)) = places.get(at) else { continue };
                let run = segment.run(*place);
                if *by_length {
                    lengths.add(*rarity, run, &mut scores);
                } else {
                    add(*rarity, run, &mut scores);
                }
            }
            for (passage, score) in scores.iter().enumerate() {
                best.offer(*score, at, segment, passage, hidden);
            }
        }
        let ideal = ideal.max(f32::MIN_POSITIVE);
        best.into_sorted().into_iter().map(|m| Match { score: (m.score / ideal).min(1.0), ..m }).collect()
    }

    /// The `limit` passages whose vectors are nearest to one of [`super::quantize`], nearest first; none where
    /// the passages' are of another length. Exact: every vector is compared. Hidden as in [`Index::find`].
    pub fn near(&self, vector: &[i8], hidden: &dyn Fn(u128) -> bool, limit: usize) -> Vec<Match> {
        let mut best = Best::new(limit);
        let norm = vectors::norm(vector);
        if norm == 0.0 {
            return vec![];
        }
        let vector = vectors::widen(vector);
        for (at, segment) in self.segments.iter().enumerate() {
            for (passage, (own, own_norm)) in segment.vectors().enumerate() {
                if own.len() == vector.len() && own_norm > 0.0 {
                    let cosine = vectors::dot(own, &vector) as f32 / (norm * own_norm);
                    best.offer(cosine, at, segment, passage, hidden);
                }
            }
        }
        best.into_sorted()
    }

    /// The same of a few passages that were found here.
    pub fn near_among(&self, found: &[Match], vector: &[i8], limit: usize) -> Vec<Match> {
        let norm = vectors::norm(vector);
        if norm == 0.0 {
            return vec![];
        }
        let vector = vectors::widen(vector);
        let mut near: Vec<Match> = found
            .iter()
            .filter_map(|m| {
                let (own, own_norm) = self.segments.get(m.place.segment)?.vector_of(m.place.passage)?;
                let cosine = vectors::dot(own, &vector) as f32 / (norm * own_norm);
                (own.len() == vector.len() && cosine > 0.0).then_some(Match { score: cosine, ..*m })
            })
            .collect();
        sort(&mut near);
        near.truncate(limit);
        near
    }
}

/// What a passage's length does to its counts, for all passages of a segment.
#[derive(Default)]
struct Lengths {
    norms: Vec<f32>,
    /// What a term that stands there once is worth: most do.
    once: Vec<f32>,
}

impl Lengths {
    fn read(&mut self, lengths: &[u32], mean: f32) {
        self.norms.clear();
        self.norms.extend(lengths.iter().map(|length| K1 * (1.0 - B + B * *length as f32 / mean)));
        self.once.clear();
        self.once.extend(self.norms.iter().map(|norm| (K1 + 1.0) / (1.0 + norm)));
    }

    /// Adds a term's share to the passages that have it.
    fn add(&self, rarity: f32, run: Run, scores: &mut [f32]) {
        for (passage, count) in run {
            let (Some(score), Some(once)) = (scores.get_mut(passage), self.once.get(passage)) else {
                continue;
            };
            let worth = if count == 1 {
                *once
            } else {
                let norm = self.norms.get(passage).copied().unwrap_or(K1);
                count as f32 * (K1 + 1.0) / (count as f32 + norm)
            };
            *score += rarity * worth;
        }
    }
}

/// The same for what stands in titles, whatever the passage's length.
fn add(rarity: f32, run: Run, scores: &mut [f32]) {
    for (passage, count) in run {
        let Some(score) = scores.get_mut(passage) else { continue };
        *score += rarity * (count as f32 * (K1 + 1.0) / (count as f32 + K1));
    }
}

/// Puts small segments together, so that there are few however many documents came one by one: each is at least
/// twice as large as the next, or as large as they get. Largest first, before and after.
fn tidied(segments: Vec<Arc<Segment>>) -> Vec<Arc<Segment>> {
    let mut tidy: Vec<Arc<Segment>> = Vec::with_capacity(segments.len());
    for mut next in segments {
        while let Some(last) = tidy.last() {
            if last.len() >= 2 * next.len() || last.len() + next.len() > MOST {
                break;
            }
            next = Arc::new(Segment::merge(&[last, &next], |_| false));
            tidy.pop();
        }
        tidy.push(next);
    }
    tidy
}

/// Best first; by id where equal, so that the same question has the same answer.
fn sort(found: &mut [Match]) {
    found.sort_unstable_by(|a, b| b.score.total_cmp(&a.score).then(a.chunk.cmp(&b.chunk)));
}

/// The best so far of many that are offered.
struct Best {
    limit: usize,
    least: f32,
    found: Vec<Match>,
}

impl Best {
    fn new(limit: usize) -> Self {
        Self { limit, least: 0.0, found: Vec::with_capacity(4 * limit) }
    }

    /// Takes one in if it may be among the best; nothing that scores 0 is.
    #[inline]
    fn offer(
        &mut self,
        score: f32,
        at: usize,
        segment: &Segment,
        passage: usize,
        hidden: &dyn Fn(u128) -> bool,
    ) {
        if score <= 0.0 || score < self.least || self.limit == 0 {
            return;
        }
        let (Some(chunk), Some(document)) = (segment.chunks().get(passage), segment.documents().get(passage))
        else {
            return;
        };
        if hidden(*document) {
            return;
        }
        self.found.push(Match { chunk: *chunk, score, place: Place { segment: at, passage } });
        if self.found.len() >= 4 * self.limit {
            self.cut();
        }
    }

    fn cut(&mut self) {
        sort(&mut self.found);
        self.found.truncate(self.limit);
        if self.found.len() == self.limit {
            self.least = self.found.last().map_or(0.0, |m| m.score);
        }
    }

    fn into_sorted(mut self) -> Vec<Match> {
        self.cut();
        self.found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::retrieval::{ask, passage_terms, quantize, terms::pack};
    use proptest::prelude::*;

    const TEXTS: [&str; 4] = [
        "Delivery in Amman takes one to two days.",
        "Pay by card, by transfer, or in cash when the parcel arrives.",
        "Water cactuses once a month in winter.",
        "Returns are free of charge within fourteen days.",
    ];

    fn entry(document: u128, chunk: u128, text: &str) -> Entry {
        let terms = pack(&passage_terms("", None, text, Some("en")));
        Entry { chunk, document, terms, vector: quantize(&crate::embed::embed(text)) }
    }

    fn index() -> Index {
        Index::build((0..).zip(TEXTS).map(|(at, text)| entry(at, at, text)))
    }

    fn found(index: &Index, question: &str) -> Vec<u128> {
        index.find(&ask(question, Some("en")), &|_| false, 10).into_iter().map(|found| found.chunk).collect()
    }

    #[test]
    fn the_right_passage_comes_first_and_scores_are_shares() {
        let index = index();
        for (question, at) in
            [("how often to water a cactus", 2), ("how long is delivery", 0), ("can I pay cash", 1)]
        {
            let found = index.find(&ask(question, Some("en")), &|_| false, 10);
            assert_eq!(found[0].chunk, at, "{question}");
            assert!(found.iter().all(|m| (0.0..=1.0).contains(&m.score)));
            assert!(found.is_sorted_by(|a, b| a.score >= b.score));
        }
        assert!(found(&index, "zzz qqq").is_empty());
        assert!(found(&Index::default(), "delivery").is_empty());
    }

    #[test]
    fn hidden_documents_take_nobodys_place() {
        let many = (0..50).map(|at| entry(at, at, "Delivery takes a day."));
        let index = Index::build(many.chain([entry(99, 99, "Delivery of plants to Aqaba takes longer.")]));
        let visible = index.find(&ask("delivery", Some("en")), &|document| document != 99, 1);
        assert_eq!(visible.iter().map(|m| m.chunk).collect::<Vec<_>>(), [99]);
        let vector = quantize(&crate::embed::embed("delivery"));
        let near = index.near(&vector, &|document| document != 99, 1);
        assert_eq!(near.iter().map(|m| m.chunk).collect::<Vec<_>>(), [99]);
    }

    #[test]
    fn the_nearest_of_a_few_are_the_nearest_of_all_that_are_among_them() {
        let index = index();
        let vector = quantize(&crate::embed::embed("Delivery in Amman, returns free of charge, pay by card"));
        let all = index.near(&vector, &|_| false, 10);
        let few = index.find(&ask("returns of parcels, in winter by card", Some("en")), &|_| false, 10);
        let among = index.near_among(&few, &vector, 10);
        let wanted: Vec<Match> =
            all.into_iter().filter(|m| few.iter().any(|few| few.chunk == m.chunk)).collect();
        assert_eq!(among, wanted);
        assert!(among.len() > 1, "{among:?} of {few:?}");
        assert_eq!(index.near_among(&few, &vector, 1), wanted[..1]);
        // A vector of another length or of zeros is near to nothing.
        assert!(
            index.near_among(&few, &[1, 2], 10).is_empty() && index.near(&[1, 2], &|_| false, 10).is_empty()
        );
        assert!(index.near_among(&few, &[0; 384], 10).is_empty());
    }

    #[test]
    fn a_word_more_that_no_passage_has_lowers_the_score() {
        let index = index();
        let best = |question| index.find(&ask(question, Some("en")), &|_| false, 1)[0].score;
        assert!(best("delivery") > best("delivery of submarines"));
    }

    proptest! {
        /// Whatever came and went: the index answers as one that was made of what is left at once, and holds
        /// nothing else.
        #[test]
        fn changes_come_to_the_same_as_a_new_index(steps in proptest::collection::vec((0..6_u128, 0..4_usize, any::<bool>()), 1..24)) {
            let mut index = Index::default();
            let mut left: std::collections::BTreeMap<u128, Entry> = std::collections::BTreeMap::new();
            for (at, (document, text, goes)) in (0_u128..).zip(steps) {
                if goes {
                    left.retain(|_, entry| entry.document != document);
                    index = index.with([], &HashSet::from([document]));
                } else {
                    let new = entry(document, at, TEXTS[text]);
                    left.insert(at, new.clone());
                    index = index.with([new], &HashSet::new());
                }
            }
            let anew = Index::build(left.into_values());
            prop_assert_eq!(index.passages(), anew.passages());
            prop_assert!(index.segments.len() <= 4);
            for question in ["delivery in winter", "pay for returns", "days"] {
                let mut both = [&index, &anew].map(|index| index.find(&ask(question, Some("en")), &|_| false, 50));
                for list in &mut both {
                    // Where it stands may differ.
                    list.iter_mut().for_each(|m| *m = Match::new(m.chunk, (m.score * 1e4).round()));
                    list.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.chunk.cmp(&b.chunk)));
                }
                prop_assert_eq!(&both[0], &both[1]);
            }
        }
    }
}
