//! Turkish: endings are cut one after the other from the right, as they were put on.
//!
//! Folding has made one letter of ı and i, u and ü, so one form stands for each harmony pair. It has made one of
//! s and ş too: endings in s (iade-si) are left, since sipariş-i would lose its last letter to them.

use super::cut;

const ENDINGS: &[&str] = &[
    "abilir", "ebilir", "lerin", "larin", "leri", "lari", "acak", "ecek", "iyor", "uyor", "imiz", "umuz",
    "iniz", "unuz", "ndan", "nden", "ler", "lar", "nin", "nun", "dan", "den", "tan", "ten", "nda", "nde",
    "mak", "mek", "yla", "yle", "dir", "dur", "tir", "tur", "mis", "mus", "miz", "muz", "niz", "nuz", "yor",
    "in", "un", "im", "um", "da", "de", "ta", "te", "ya", "ye", "na", "ne", "yi", "yu", "ni", "nu", "la",
    "le", "di", "du", "ti", "tu", "ki", "ca", "ce",
];

/// The light stem of a folded Turkish word.
pub(super) fn stem(word: &str) -> String {
    let mut rest = word;
    for _ in 0..5 {
        let shorter = cut(rest, ENDINGS, 3).filter(|shorter| has_vowel(shorter));
        match shorter.or_else(|| cut(rest, &["i", "u"], 3)) {
            Some(shorter) => rest = shorter,
            None => break,
        }
    }
    rest = cut(rest, &["a", "e", "m"], 4).unwrap_or(rest);
    // kitap, kitabı: the last consonant softens before a vowel.
    let hardened = |soft: &str, hard: &str| {
        rest.strip_suffix(soft).filter(|head| head.chars().count() >= 3).map(|head| format!("{head}{hard}"))
    };
    hardened("b", "p")
        .or_else(|| hardened("d", "t"))
        .or_else(|| hardened("g", "k"))
        .unwrap_or_else(|| rest.to_owned())
}

fn has_vowel(word: &str) -> bool {
    word.contains(['a', 'e', 'i', 'o', 'u'])
}
