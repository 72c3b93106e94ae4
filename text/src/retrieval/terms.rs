//! A passage's terms as they are stored: numbers, not words.
//!
//! ```text
//! 0 · 2 · length (varint): terms with repetitions · per term, ascending: distance from the last (varint) · count (varint)
//! ```
//!
//! Rows of before have neither the 0 nor the 2, and each term in 8 bytes with its count behind; they are read too.

use std::collections::BTreeMap;

/// A term as the index knows it: a hash. Of a million different terms one in some 4 000 shares its number with another.
pub type Term = u32;

/// What a packed row begins with: no row of before with a term in it has length 0.
const FORM: [u8; 2] = [0, 2];

/// One term, as "w:" and a stem are.
pub fn term(text: &str) -> Term {
    hash("", text)
}

/// The term of a kind and a text, without putting them together first.
pub(super) fn hash(kind: &str, text: &str) -> Term {
    (fnv1a(kind.as_bytes(), text.as_bytes()) & u64::from(u32::MAX)) as u32
}

/// FNV-1a, 64 bit (draft-eastlake-fnv), with a final mix (splitmix64).
fn fnv1a(kind: &[u8], text: &[u8]) -> u64 {
    let mut hash = kind.iter().chain(text).fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    });
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}

/// Packs counted terms.
pub fn pack(counts: &BTreeMap<Term, u32>) -> Vec<u8> {
    let mut out = Vec::with_capacity(counts.len() * 5 + 7);
    out.extend_from_slice(&FORM);
    push_varint(&mut out, counts.values().fold(0, |sum, count| sum.saturating_add(*count)));
    let mut last = 0;
    for (term, count) in counts {
        push_varint(&mut out, term - last);
        push_varint(&mut out, *count);
        last = *term;
    }
    out
}

/// Length and terms of a packed row; what does not fit the form ends it.
pub fn unpack(packed: &[u8]) -> (u32, Vec<(Term, u32)>) {
    let Some(mut rest) = packed.strip_prefix(&FORM) else { return unpack_wide(packed) };
    let length = take_varint(&mut rest).unwrap_or_default();
    let mut terms = Vec::with_capacity(rest.len() / 5);
    let mut last: Term = 0;
    while let Some(distance) = take_varint(&mut rest) {
        let (Some(term), Some(count)) = (last.checked_add(distance), take_varint(&mut rest)) else { break };
        terms.push((term, count));
        last = term;
    }
    (length, terms)
}

/// The form of before: the same hashes with twice the bits.
fn unpack_wide(packed: &[u8]) -> (u32, Vec<(Term, u32)>) {
    let mut rest = packed;
    let length = take_varint(&mut rest).unwrap_or_default();
    let mut terms = Vec::with_capacity(rest.len() / 9);
    while let Some((term, after)) = rest.split_first_chunk::<8>() {
        rest = after;
        let Some(count) = take_varint(&mut rest) else { break };
        terms.push(((u64::from_le_bytes(*term) & u64::from(u32::MAX)) as u32, count));
    }
    (length, terms)
}

pub(super) fn push_varint(out: &mut Vec<u8>, mut value: u32) {
    while value >= 0x80 {
        out.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

pub(super) fn take_varint(rest: &mut &[u8]) -> Option<u32> {
    let mut value = 0_u32;
    for shift in (0..35).step_by(7) {
        let (byte, after) = rest.split_first()?;
        *rest = after;
        value |= u32::from(byte & 0x7f).checked_shl(shift)?;
        if byte & 0x80 == 0 {
            return Some(value);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_are_not_in_a_row() {
        let counts = crate::retrieval::passage_terms("", None, "delivery takes three days", Some("en"));
        assert!(counts.len() > 4 && !pack(&counts).windows(8).any(|part| part == b"delivery"));
    }

    #[test]
    fn rows_of_before_are_read() {
        let mut row = vec![3];
        for (word, count) in [("w:order", 2), ("w:late", 1)] {
            row.extend_from_slice(&fnv1a(&[], word.as_bytes()).to_le_bytes());
            row.push(count);
        }
        assert_eq!(unpack(&row), (3, vec![(term("w:order"), 2), (term("w:late"), 1)]));
        assert_eq!(unpack(&[0]), (0, vec![]));
    }

    proptest! {
        #[test]
        fn what_is_packed_comes_back(counts in proptest::collection::btree_map(any::<u32>(), 1..100_000_u32, 0..50)) {
            let (length, terms) = unpack(&pack(&counts));
            prop_assert_eq!(length, counts.values().sum::<u32>());
            prop_assert_eq!(terms, counts.into_iter().collect::<Vec<_>>());
        }

        #[test]
        fn any_bytes_are_survived(bytes in proptest::collection::vec(any::<u8>(), 0..100)) {
            unpack(&bytes);
        }
    }
}
