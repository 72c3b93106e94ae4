//! Finding passages: what is stored of each, what is asked, how both are compared.
//!
//! The server keeps an [`Index`] of each tenant's passages in memory and asks it with [`search`]; the benchmark
//! asks the same function. Nothing here knows a text once it is indexed: terms are hashes, vectors are numbers.
//! `docs/models/retrieval.md` has the figures and what does not work.

mod asked;
mod index;
mod passage;
mod question;
mod rank;
mod segment;
pub mod terms;
mod vectors;

pub use index::{Index, Match};
pub use passage::passage_terms;
pub use question::{Asked, ask};
pub use rank::{Ranked, fuse, in_language};
pub use segment::Entry;
pub use vectors::quantize;

/// How many candidates each leg brings to the fusion.
const CANDIDATES: usize = 50;

/// Among how many passages that words brought the nearest are looked for.
const DEEP: usize = 4 * CANDIDATES;

/// The passages that fit a question best, best first: those by words and those by vectors, fused. Documents for
/// which `hidden` holds bring none, and take nobody's place. `vector` is one of [`quantize`], or empty for words only.
///
/// What vectors alone bring stands behind all that words brought ([`fuse`]); so where words bring enough, vectors
/// are compared among those only, not all of a hundred thousand.
pub fn search(
    index: &Index,
    question: &[Asked],
    vector: &[i8],
    hidden: &dyn Fn(u128) -> bool,
) -> Vec<Ranked> {
    let mut words = index.find(question, hidden, DEEP);
    let vectors = if words.len() < CANDIDATES {
        index.near(vector, hidden, CANDIDATES)
    } else {
        index.near_among(&words, vector, CANDIDATES)
    };
    words.truncate(CANDIDATES);
    fuse(&words, &vectors)
}
