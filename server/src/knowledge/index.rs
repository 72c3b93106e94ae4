use super::store::IndexRow;
use api::{ChunkId, DocumentId};
use std::collections::{HashMap, HashSet};
use text::retrieval::{self, Entry};

/// One tenant's passages for search, as they stood at a version. It holds hashes, numbers and ids, never text, so
/// it can be dropped and made again at any time.
#[derive(Clone, Debug, Default)]
pub(super) struct Index {
    /// The `knowledge_versions` row that it was read at.
    pub(super) version: i64,
    pub(super) passages: retrieval::Index,
    /// Whether every passage has a vector of the model in use; else search is by words until they are made.
    pub(super) complete: bool,
    /// Each document's first passage: where that is another now, the document was made anew.
    firsts: HashMap<DocumentId, ChunkId>,
}

impl Index {
    /// Of these passages.
    pub(super) fn build(version: i64, rows: Vec<IndexRow>) -> Self {
        let empty = Self { complete: true, ..Self::default() };
        empty.with(version, rows, &HashSet::new())
    }

    /// This index without the passages of some documents, and with some more.
    pub(super) fn with(&self, version: i64, rows: Vec<IndexRow>, gone: &HashSet<DocumentId>) -> Self {
        let mut firsts = self.firsts.clone();
        firsts.retain(|document, _| !gone.contains(document));
        firsts.extend(rows.iter().filter(|row| row.ordinal == 0).map(|row| (row.document, row.chunk)));
        let complete = self.complete && rows.iter().all(|row| row.vector.is_some());
        let entries = rows.into_iter().map(|row| Entry {
            chunk: row.chunk.0.as_u128(),
            document: row.document.0.as_u128(),
            terms: row.terms,
            vector: row.vector.map(|vector| retrieval::quantize(&vector)).unwrap_or_default(),
        });
        let gone: HashSet<u128> = gone.iter().map(|document| document.0.as_u128()).collect();
        Self { version, passages: self.passages.with(entries, &gone), complete, firsts }
    }

    /// Bytes that it takes, roughly.
    pub(super) fn weight(&self) -> usize {
        self.passages.weight() + self.firsts.len() * 48
    }

    /// What is to be read again for the documents to be these, each with its first passage, and what is to go.
    pub(super) fn differing(
        &self,
        now: &HashMap<DocumentId, ChunkId>,
    ) -> (Vec<DocumentId>, HashSet<DocumentId>) {
        let stale: Vec<DocumentId> = now
            .iter()
            .filter(|(document, first)| self.firsts.get(document) != Some(first))
            .map(|(document, _)| *document)
            .collect();
        let gone = self.firsts.keys().filter(|document| !now.contains_key(document)).copied();
        let gone = gone.chain(stale.iter().copied()).collect();
        (stale, gone)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use text::retrieval::{ask, passage_terms, terms::pack};

    fn row(document: DocumentId, text: &str) -> IndexRow {
        IndexRow {
            chunk: ChunkId(uuid::Uuid::now_v7()),
            document,
            ordinal: 0,
            terms: pack(&passage_terms("", None, text, Some("en"))),
            vector: Some(text::embed::embed(text)),
        }
    }

    #[test]
    fn a_document_more_or_less_is_all_that_changes() {
        let ids = [1, 2, 3].map(|_| DocumentId(uuid::Uuid::now_v7()));
        let rows = [
            row(ids[0], "Delivery in Amman takes one day."),
            row(ids[1], "Water cactuses once a month."),
            row(ids[2], "Returns are free."),
        ];
        let chunks: Vec<ChunkId> = rows.iter().map(|row| row.chunk).collect();
        let [first, second, third] = rows;
        let index = Index::build(1, vec![first, second]);
        let now = HashMap::from([(ids[0], chunks[0]), (ids[2], chunks[2])]);
        let (stale, gone) = index.differing(&now);
        assert_eq!((stale, &gone), (vec![ids[2]], &HashSet::from([ids[1], ids[2]])));
        let index = index.with(2, vec![third], &gone);
        let found = |question: &str| {
            let found = index.passages.find(&ask(question, Some("en")), &|_| false, 5);
            found.first().map(|found| ChunkId(uuid::Uuid::from_u128(found.chunk)))
        };
        assert_eq!(found("free returns"), Some(chunks[2]));
        assert_eq!(found("delivery to Amman"), Some(chunks[0]));
        assert_eq!(found("watering a cactus"), None);
        assert_eq!((index.version, index.passages.passages(), index.complete), (2, 2, true));
        assert_eq!(index.differing(&now), (vec![], HashSet::new()));
    }
}
