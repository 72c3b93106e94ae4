//! A passage's terms, as the `chunks.terms` column keeps them: numbers, not words.
//!
//! ```text
//! length (varint): terms with repetitions · per term, ascending: hash (8, little endian) · count (varint)
//! ```

use std::collections::BTreeMap;

/// A term as the index knows it: a hash.
pub(super) type Term = u64;

/// The terms of a text with their counts.
pub(super) fn count(text: &str, lang: Option<&str>) -> BTreeMap<Term, u32> {
    let mut counts = BTreeMap::new();
    for term in text::tokens::terms(text, lang) {
        *counts.entry(self::term(&term)).or_default() += 1;
    }
    counts
}

/// One term as the index knows it.
pub(super) fn term(text: &str) -> Term {
    fnv1a(text.as_bytes())
}

/// FNV-1a, 64 bit, with a last mix (splitmix64).
fn fnv1a(bytes: &[u8]) -> u64 {
    let mut hash = bytes.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    });
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}

/// Packs counted terms for the column.
pub(super) fn pack(counts: &BTreeMap<Term, u32>) -> Vec<u8> {
    let mut out = Vec::with_capacity(counts.len() * 9 + 5);
    push_varint(&mut out, counts.values().sum());
    for (term, count) in counts {
        out.extend_from_slice(&term.to_le_bytes());
        push_varint(&mut out, *count);
    }
    out
}

/// Length and terms of a packed column; what does not fit the form ends it.
pub(super) fn unpack(packed: &[u8]) -> (u32, Vec<(Term, u32)>) {
    let mut rest = packed;
    let length = take_varint(&mut rest).unwrap_or_default();
    let mut terms = Vec::with_capacity(rest.len() / 9);
    while let Some((term, after)) = rest.split_first_chunk::<8>() {
        rest = after;
        let Some(count) = take_varint(&mut rest) else { break };
        terms.push((u64::from_le_bytes(*term), count));
    }
    (length, terms)
}

fn push_varint(out: &mut Vec<u8>, mut value: u32) {
    while value >= 0x80 {
        out.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

fn take_varint(rest: &mut &[u8]) -> Option<u32> {
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
    fn words_are_not_in_the_column() {
        let counts = count("delivery takes three days", Some("en"));
        assert!(counts.len() > 4 && !pack(&counts).windows(8).any(|part| part == b"delivery"));
    }

    proptest! {
        #[test]
        fn what_is_packed_comes_back(counts in proptest::collection::btree_map(any::<u64>(), 1..100_000_u32, 0..50)) {
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
