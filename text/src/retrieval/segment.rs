//! A block of passages with their postings, made once and never changed.

use super::{
    terms::{Term, push_varint, take_varint, unpack},
    vectors,
};

/// The most passages of a segment: what one question adds up for them stays in the processor's nearest cache,
/// and taking one out writes no more than this anew.
pub(super) const MOST: usize = 8192;

/// Bits of a sort key that hold the passage's place and the count.
const PLACE_BITS: u32 = 13;
const COUNT_BITS: u32 = 32 - PLACE_BITS;
const MOST_COUNT: u32 = (1 << COUNT_BITS) - 1;

/// One passage as it comes into the index.
#[derive(Clone, Debug, Default)]
pub struct Entry {
    pub chunk: u128,
    pub document: u128,
    /// What [`super::terms::pack`] made.
    pub terms: Vec<u8>,
    /// What [`super::vectors::quantize`] made; empty where the passage has none.
    pub vector: Vec<i8>,
}

/// Passages that are searched together.
#[derive(Debug, Default)]
pub(super) struct Segment {
    chunks: Vec<u128>,
    documents: Vec<u128>,
    lengths: Vec<u32>,
    /// Sum of `lengths`.
    total: u64,
    /// The terms of these passages, ascending, and where the postings of each begin.
    terms: Vec<Term>,
    starts: Vec<u32>,
    /// How many passages have each.
    holders: Vec<u16>,
    /// Of each term: distance to the passage before, doubled; odd where a count above 1 follows.
    postings: Vec<u8>,
    /// `dimension` numbers a passage, or none at all.
    vectors: Vec<i8>,
    norms: Vec<f32>,
    dimension: usize,
}

impl Segment {
    /// Of at most [`MOST`] passages; those beyond are left out.
    pub(super) fn build(entries: Vec<Entry>) -> Self {
        let mut segment = Self::default();
        let mut keys: Vec<u64> = Vec::new();
        segment.dimension = entries.first().map_or(0, |entry| entry.vector.len());
        if entries.iter().any(|entry| entry.vector.len() != segment.dimension) {
            segment.dimension = 0;
        }
        for (place, entry) in entries.into_iter().take(MOST).enumerate() {
            let (length, terms) = unpack(&entry.terms);
            keys.extend(terms.into_iter().map(|(term, count)| key(term, place, count)));
            segment.push(entry.chunk, entry.document, length, &entry.vector);
        }
        segment.post(keys);
        segment
    }

    /// The passages of several segments in one, without those of some documents.
    pub(super) fn merge(parts: &[&Self], gone: impl Fn(u128) -> bool) -> Self {
        let mut segment = Self::default();
        let mut keys: Vec<u64> = Vec::new();
        segment.dimension = parts.first().map_or(0, |part| part.dimension);
        if parts.iter().any(|part| part.dimension != segment.dimension) {
            segment.dimension = 0;
        }
        for part in parts {
            // Where each passage goes.
            let mut places: Vec<Option<usize>> = Vec::with_capacity(part.chunks.len());
            for (at, ((chunk, document), length)) in
                part.chunks.iter().zip(&part.documents).zip(&part.lengths).enumerate()
            {
                if gone(*document) || segment.chunks.len() >= MOST {
                    places.push(None);
                    continue;
                }
                places.push(Some(segment.chunks.len()));
                segment.push(*chunk, *document, *length, part.vector(at));
            }
            for (at, term) in part.terms.iter().enumerate() {
                for (passage, count) in part.run(at) {
                    if let Some(Some(place)) = places.get(passage) {
                        keys.push(key(*term, *place, count));
                    }
                }
            }
        }
        segment.post(keys);
        segment
    }

    fn push(&mut self, chunk: u128, document: u128, length: u32, vector: &[i8]) {
        self.chunks.push(chunk);
        self.documents.push(document);
        self.lengths.push(length);
        self.total += u64::from(length);
        if self.dimension > 0 {
            self.vectors.extend_from_slice(vector);
            self.norms.push(vectors::norm(vector));
        }
    }

    /// Writes the postings from their keys, in any order.
    fn post(&mut self, mut keys: Vec<u64>) {
        keys.sort_unstable();
        for run in keys.chunk_by(|a, b| a >> 32 == b >> 32) {
            let Some(first) = run.first() else { continue };
            self.terms.push((first >> 32) as Term);
            self.starts.push(u32::try_from(self.postings.len()).unwrap_or(u32::MAX));
            self.holders.push(u16::try_from(run.len()).unwrap_or(u16::MAX));
            let mut last = 0;
            for key in run {
                let place = (key >> COUNT_BITS) as u32 & ((1 << PLACE_BITS) - 1);
                let count = *key as u32 & MOST_COUNT;
                push_varint(&mut self.postings, ((place - last) << 1) | u32::from(count > 1));
                if count > 1 {
                    push_varint(&mut self.postings, count);
                }
                last = place;
            }
        }
        self.chunks.shrink_to_fit();
        self.documents.shrink_to_fit();
        self.lengths.shrink_to_fit();
        self.terms.shrink_to_fit();
        self.starts.shrink_to_fit();
        self.holders.shrink_to_fit();
        self.postings.shrink_to_fit();
        self.vectors.shrink_to_fit();
    }

    /// How many passages it has.
    pub(super) fn len(&self) -> usize {
        self.chunks.len()
    }

    /// The terms of all its passages, with repetitions.
    pub(super) fn total(&self) -> u64 {
        self.total
    }

    /// Bytes that it takes.
    pub(super) fn weight(&self) -> usize {
        self.chunks.len() * 40 + self.terms.len() * 10 + self.postings.len() + self.vectors.len() + 256
    }

    pub(super) fn chunks(&self) -> &[u128] {
        &self.chunks
    }

    pub(super) fn documents(&self) -> &[u128] {
        &self.documents
    }

    pub(super) fn lengths(&self) -> &[u32] {
        &self.lengths
    }

    /// The numbers of a passage's vector; none where it has none.
    fn vector(&self, at: usize) -> &[i8] {
        self.vectors.get(at * self.dimension..(at + 1) * self.dimension).unwrap_or_default()
    }

    /// The vector of a passage, with its length; none where it has none, or one of zeros.
    pub(super) fn vector_of(&self, at: usize) -> Option<(&[i8], f32)> {
        let norm = self.norms.get(at).copied().filter(|norm| *norm > 0.0)?;
        Some((self.vector(at), norm))
    }

    /// The vectors of all passages, each with its length; none where there are none.
    pub(super) fn vectors(&self) -> impl Iterator<Item = (&[i8], f32)> {
        self.vectors.chunks_exact(self.dimension.max(1)).zip(self.norms.iter().copied())
    }

    /// How many passages have the term at a place.
    pub(super) fn holders(&self, at: usize) -> usize {
        self.holders.get(at).map_or(0, |holders| usize::from(*holders))
    }

    /// Where a term stands among the terms.
    pub(super) fn find(&self, term: Term) -> Option<usize> {
        self.terms.binary_search(&term).ok()
    }

    /// The passages that have the term at a place, ascending, with its count in each.
    pub(super) fn run(&self, at: usize) -> Run<'_> {
        let start = self.starts.get(at).map_or(usize::MAX, |start| *start as usize);
        let end = self.starts.get(at + 1).map_or(self.postings.len(), |end| *end as usize);
        Run { rest: self.postings.get(start..end).unwrap_or_default(), passage: 0 }
    }
}

fn key(term: Term, place: usize, count: u32) -> u64 {
    (u64::from(term) << 32) | ((place as u64) << COUNT_BITS) | u64::from(count.clamp(1, MOST_COUNT))
}

/// A term's postings: places and counts.
#[derive(Clone, Debug)]
pub(super) struct Run<'a> {
    rest: &'a [u8],
    passage: usize,
}

impl Iterator for Run<'_> {
    type Item = (usize, u32);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        let step = match self.rest.split_first() {
            // Most steps are one byte.
            Some((byte, after)) if *byte < 0x80 => {
                self.rest = after;
                u32::from(*byte)
            }
            _ => take_varint(&mut self.rest)?,
        };
        self.passage += (step >> 1) as usize;
        let count = if step & 1 == 0 { 1 } else { take_varint(&mut self.rest)? };
        Some((self.passage, count))
    }
}
