//! The built-in embedder: hashed words, stems, concepts and character n-grams. No download, no model, the same
//! vector on every machine.
//!
//! It knows spelling, not meaning; what it adds to lexical search is tolerance of typing errors, of unknown
//! endings and, through [`crate::concepts`], a little of synonyms and other languages.

use std::collections::BTreeMap;

use crate::{concepts, language, stem, stopwords, tokens};

/// Length of the vectors of [`embed`].
pub const EMBED_DIM: usize = 384;

/// Name stored beside each vector. A change of features must change it, and so must a change of
/// [`crate::retrieval::passage_terms`]: what is stored of a passage under another name is made anew.
pub const EMBED_MODEL: &str = "builtin-ngram-3";

const WORD: f32 = 0.7;
const STEM: f32 = 1.2;
const CONCEPT: f32 = 1.5;
const GRAMS: [(usize, f32); 1] = [(4, 0.35)];

/// The vector of `text`: signed feature hashing into [`EMBED_DIM`] dimensions, sublinear term frequency,
/// L2 norm 1. A text without words of its own (empty, only stop words) falls back to all its words, and is the
/// zero vector only where it has none.
pub fn embed(text: &str) -> Vec<f32> {
    let lang = language::detect(text, None);
    let all = tokens::words(text);
    let content: Vec<&str> =
        all.iter().map(|word| word.text.as_str()).filter(|word| !stopwords::is_stop(word, lang)).collect();
    let words =
        if content.is_empty() { all.iter().map(|word| word.text.as_str()).collect() } else { content };

    // Ordered, so that sums come out the same to the last bit everywhere.
    let mut features: BTreeMap<String, (f32, f32)> = BTreeMap::new();
    let mut add = |feature: String, weight: f32| features.entry(feature).or_insert((0.0, weight)).0 += 1.0;
    for word in words {
        add(format!("w:{word}"), WORD);
        add(format!("s:{}", stem::stem(word, lang)), STEM);
        for concept in concepts::of(word, lang) {
            add(format!("c:{concept}"), CONCEPT);
        }
        let marked: Vec<char> =
            std::iter::once('_').chain(word.chars()).chain(std::iter::once('_')).collect();
        for (length, weight) in GRAMS {
            for gram in marked.windows(length) {
                add(format!("{length}:{}", gram.iter().collect::<String>()), weight);
            }
        }
    }
    let mut vector = vec![0.0_f32; EMBED_DIM];
    for (feature, (count, weight)) in features {
        let hash = fnv1a(feature.as_bytes());
        let sign = if hash >> 63 == 0 { 1.0 } else { -1.0 };
        let slot = usize::try_from(hash % EMBED_DIM as u64).unwrap_or_default();
        if let Some(value) = vector.get_mut(slot) {
            *value += sign * weight * (1.0 + count.ln());
        }
    }
    let norm = vector.iter().map(|value| value * value).sum::<f32>().sqrt();
    if norm > 0.0 {
        vector.iter_mut().for_each(|value| *value /= norm);
    }
    vector
}

/// FNV-1a, 64 bit (draft-eastlake-fnv), with a final mix (splitmix64): FNV's high bits alone are too even for signs.
fn fnv1a(bytes: &[u8]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in bytes {
        hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cosine(a: &str, b: &str) -> f32 {
        embed(a).iter().zip(embed(b)).map(|(a, b)| a * b).sum()
    }

    #[test]
    fn near_texts_are_nearer_than_far_ones() {
        assert!(
            cosine("مدة التوصيل في عمان", "قديش بياخد التوصيل؟")
                > cosine("مدة التوصيل في عمان", "كيف أسقي الصبار")
        );
        assert!(
            cosine("How long does shipping take?", "Spedizione e consegna")
                > cosine("How long does shipping take?", "Cura delle rose")
        );
        assert!(cosine("sipariş iptali", "siparisimi iptal edin") > 0.3);
    }

    #[test]
    fn vectors_are_the_same_everywhere() {
        // A change here makes stored vectors stale: EMBED_MODEL must change with it.
        let filled: Vec<usize> = (0..EMBED_DIM).filter(|&at| embed("ok")[at] != 0.0).collect();
        assert_eq!(filled, FILLED);
    }
    const FILLED: [usize; 3] = [43, 87, 223];

    proptest! {
        #[test]
        fn vectors_have_length_one_or_nothing_in_them(text in "[\\PC\\n]{0,80}") {
            let vector = embed(&text);
            prop_assert_eq!(vector.len(), EMBED_DIM);
            let norm: f32 = vector.iter().map(|value| value * value).sum::<f32>().sqrt();
            prop_assert!((norm - 1.0).abs() < 1e-4 || (norm == 0.0 && tokens::words(&text).is_empty()), "{norm}");
            prop_assert_eq!(&embed(&text), &vector);
        }
    }
}
