//! Language as pure functions: folding, words, stems, detection, chunks, evidence, quoting.
//!
//! Nothing here does I/O, keeps state or asks the clock, so every law is tested with proptest and an index
//! written on one machine is read on another. Five languages are first-class (ar, fa, tr, it, en); text in any
//! other is folded and cut into words and character 4-grams, which is enough to find it again.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice))]

pub mod chunk;
pub mod cluster;
pub mod concepts;
pub mod dialect;
pub mod embed;
pub mod evidence;
pub mod expand;
pub mod extractive;
mod form;
pub mod guard;
pub mod highlight;
pub mod intent;
pub mod language;
pub mod normalize;
pub mod redact;
pub mod retrieval;
pub mod sentence;
pub mod stem;
pub mod stopwords;
pub mod tokens;
