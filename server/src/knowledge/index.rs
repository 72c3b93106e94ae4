use super::terms::{Term, unpack};
use api::{ChunkId, DocumentId};
use std::collections::{BTreeMap, HashMap, HashSet};

/// Okapi BM25's usual constants: how soon repetition stops to count, how much length does.
const K1: f32 = 1.2;
const B: f32 = 0.75;

/// One tenant's passages for search by words. It holds hashes and ids, never text, so it can be
/// dropped and made again at any time.
#[derive(Debug, Default)]
pub(super) struct Index {
    /// The `knowledge_versions` row that it was read at.
    pub(super) version: i64,
    chunks: Vec<ChunkId>,
    /// Whose each passage is.
    documents: Vec<DocumentId>,
    lengths: Vec<f32>,
    mean_length: f32,
    /// Where each term's run of `postings` begins and ends.
    runs: HashMap<Term, (u32, u32)>,
    postings: Vec<Posting>,
}

#[derive(Clone, Copy, Debug)]
struct Posting {
    chunk: u32,
    count: u32,
}

/// A passage that shares words with the question.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Match {
    pub(super) chunk: ChunkId,
    /// BM25 over what a passage with all the question's terms could have: 0 to 1.
    pub(super) score: f32,
}

impl Index {
    /// Builds from chunk ids, their documents and their packed terms.
    pub(super) fn build(
        version: i64,
        rows: impl IntoIterator<Item = (ChunkId, DocumentId, Vec<u8>)>,
    ) -> Self {
        let mut index = Self { version, ..Self::default() };
        let mut found: Vec<(Term, Posting)> = Vec::new();
        for (id, document, packed) in rows {
            let chunk = u32::try_from(index.chunks.len()).unwrap_or(u32::MAX);
            let (length, terms) = unpack(&packed);
            index.chunks.push(id);
            index.documents.push(document);
            index.lengths.push(length as f32);
            found.extend(terms.into_iter().map(|(term, count)| (term, Posting { chunk, count })));
        }
        found.sort_unstable_by_key(|(term, posting)| (*term, posting.chunk));
        for run in found.chunk_by(|a, b| a.0 == b.0) {
            let start = index.postings.len() as u32;
            index.postings.extend(run.iter().map(|(_, posting)| *posting));
            if let Some((term, _)) = run.first() {
                index.runs.insert(*term, (start, index.postings.len() as u32));
            }
        }
        index.postings.shrink_to_fit();
        index.mean_length = (index.lengths.iter().sum::<f32>() / index.lengths.len().max(1) as f32).max(1.0);
        index
    }

    /// Bytes that it takes, roughly.
    pub(super) fn weight(&self) -> usize {
        self.chunks.len() * 36 + self.postings.len() * 8 + self.runs.len() * 24 + 256
    }

    /// The best `limit` passages for a question's terms, each with its weight; best first. Those of `hidden`
    /// documents are not among them, and take nobody's place.
    pub(super) fn find(
        &self,
        question: &BTreeMap<Term, f32>,
        hidden: &HashSet<DocumentId>,
        limit: usize,
    ) -> Vec<Match> {
        let mut scores: HashMap<u32, f32> = HashMap::new();
        let mut ideal = 0.0;
        let total = self.chunks.len() as f32;
        for (term, weight) in question {
            let run = self.run(*term);
            let holders = run.len() as f32;
            let rarity = weight * (1.0 + (total - holders + 0.5) / (holders + 0.5)).ln();
            // A term that no passage has counts fully against all of them.
            ideal += rarity;
            for posting in run {
                let length =
                    self.lengths.get(posting.chunk as usize).copied().unwrap_or_default() / self.mean_length;
                let count = posting.count as f32;
                let share = count * (K1 + 1.0) / (count + K1 * (1.0 - B + B * length));
                *scores.entry(posting.chunk).or_default() += rarity * share;
            }
        }
        let mut best: Vec<Match> = scores
            .into_iter()
            .filter_map(|(chunk, score)| {
                if hidden.contains(self.documents.get(chunk as usize)?) {
                    return None;
                }
                let chunk = *self.chunks.get(chunk as usize)?;
                Some(Match { chunk, score: (score / ideal.max(f32::MIN_POSITIVE)).min(1.0) })
            })
            .collect();
        // By id where equal, so that the same question has the same answer.
        best.sort_unstable_by(|a, b| b.score.total_cmp(&a.score).then(a.chunk.cmp(&b.chunk)));
        best.truncate(limit);
        best
    }

    /// How many passages there are.
    pub(super) fn passages(&self) -> usize {
        self.chunks.len()
    }

    /// How many passages have a term.
    pub(super) fn holders(&self, term: Term) -> usize {
        self.run(term).len()
    }

    fn run(&self, term: Term) -> &[Posting] {
        let Some((start, end)) = self.runs.get(&term) else { return &[] };
        self.postings.get(*start as usize..*end as usize).unwrap_or_default()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::super::terms::{count, pack};
    use super::*;

    const TEXTS: [&str; 4] = [
        "Delivery in Amman takes one to two days.",
        "Pay by card, by transfer, or in cash when the parcel arrives.",
        "Water cactuses once a month in winter.",
        "Returns are free of charge within fourteen days.",
    ];

    fn index() -> (Index, Vec<ChunkId>) {
        let ids: Vec<ChunkId> = TEXTS.iter().map(|_| ChunkId(uuid::Uuid::now_v7())).collect();
        let rows: Vec<_> = ids
            .iter()
            .zip(TEXTS)
            .map(|(id, text)| (*id, DocumentId(id.0), pack(&count(text, Some("en")))))
            .collect();
        (Index::build(7, rows), ids)
    }

    fn ask(question: &str) -> BTreeMap<Term, f32> {
        count(question, Some("en")).into_keys().map(|term| (term, 1.0)).collect()
    }

    #[test]
    fn the_right_passage_comes_first_and_scores_are_shares() {
        let (index, ids) = index();
        for (question, at) in
            [("how often to water a cactus", 2), ("how long is delivery", 0), ("can I pay cash", 1)]
        {
            let found = index.find(&ask(question), &HashSet::new(), 10);
            assert_eq!(found.first().unwrap().chunk, ids[at], "{question}");
            assert!(found.iter().all(|m| (0.0..=1.0).contains(&m.score)));
            assert!(found.is_sorted_by(|a, b| a.score >= b.score));
        }
        assert!(index.find(&ask("zzz qqq"), &HashSet::new(), 10).is_empty());
        assert!(Index::default().find(&ask("delivery"), &HashSet::new(), 10).is_empty());
    }

    #[test]
    fn a_hidden_document_takes_nobodys_place() {
        let (index, _) = index();
        let all = index.find(&ask("delivery in days"), &HashSet::new(), 10);
        let hidden = HashSet::from([DocumentId(all[0].chunk.0)]);
        assert_eq!(index.find(&ask("delivery in days"), &hidden, 1), all[1..2]);
    }

    #[test]
    fn a_word_more_that_no_passage_has_lowers_the_score() {
        let (index, _) = index();
        let (plain, odd) = (
            index.find(&ask("delivery"), &HashSet::new(), 1),
            index.find(&ask("delivery of submarines"), &HashSet::new(), 1),
        );
        assert!(plain[0].score > odd[0].score);
    }
}
