//! What of a text is looked at: its Arabic words, their neighbours, the pieces that they are made of, and which
//! regions' everyday words (`words.tsv`) are among them. The list carries over what was learnt of one such word to
//! the others, those included that no training text has.

use std::{collections::HashMap, iter, mem, sync::LazyLock};

use unicode_normalization::UnicodeNormalization;

/// Lengths of the pieces of a word, boundary marks included. Two letters say more about the topic than about the
/// region: with them, every source left out of training was recognised worse.
const PIECES: std::ops::RangeInclusive<u8> = 3..=5;

/// Most words that are looked at: a dialect shows itself long before, and a page of text stays cheap.
const WORDS: usize = 400;

/// Lowest bits of a hash, which say what was hashed.
const KIND: u32 = 0b111;

/// The hashes of what stands in `text`, each once, ascending. Empty where no Arabic word stands in it.
pub fn features(text: &str) -> Vec<u32> {
    let words = words(text);
    let mut found = Vec::with_capacity(words.len() * 20);
    let mut before = "^";
    let mut marked = false;
    for word in &words {
        found.push(hash(0, [word, ""]));
        found.push(hash(1, [before, word]));
        pieces(word, &mut found);
        before = word;
        if let Some(labels) = marker(word) {
            marked |= labels != "msa";
            found.push(hash(2, [labels, ""]));
        }
    }
    if !marked && !words.is_empty() {
        found.push(hash(2, ["", ""]));
    }
    if !words.is_empty() {
        found.push(hash(1, [before, "$"]));
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// The labels whose everyday word `word` is, if it is one; a leading "and" or "so" is not part of it.
fn marker(word: &str) -> Option<&'static str> {
    let bare = || word.strip_prefix(['و', 'ف']).filter(|rest| rest.chars().count() >= 2);
    MARKERS.get(word).or_else(|| MARKERS.get(bare()?)).copied()
}

static MARKERS: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| {
    let lines = include_str!("words.tsv").lines().filter_map(|line| line.split_once('\t'));
    lines.flat_map(|(labels, list)| words(list).into_iter().map(move |word| (word, labels))).collect()
});

/// What was hashed: 0 a word, 1 a pair of words, 2 whose listed words there are, else a piece of so many characters.
pub fn kind(feature: u32) -> u32 {
    feature & KIND
}

/// The pieces of `<word>`.
fn pieces(word: &str, found: &mut Vec<u32>) {
    let marked: Vec<char> = iter::once('<').chain(word.chars()).chain(iter::once('>')).collect();
    let mut piece = String::with_capacity(12);
    for length in PIECES {
        for window in marked.windows(usize::from(length)) {
            piece.clear();
            piece.extend(window);
            found.push(hash(length, [&piece, ""]));
        }
    }
}

/// The Arabic words of `text`, in a form of their own.
///
/// Not [`normalize::fold`](crate::normalize::fold): that makes one word of what Persian and Arabic keyboards
/// write; here گ and چ stay, since an Iraqi's and a Moroccan's spelling is evidence. Spelling that depends on care
/// and not on region (hamza, ى and ي, ة and ه, vowel marks, tatweel, stretched letters) is levelled.
fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let (mut last, mut run) = (' ', 0_u32);
    for c in text.nfkc().chain(iter::once(' ')) {
        match level(c) {
            Level::Letter(letter) => {
                run = if letter == last { run.saturating_add(1) } else { 0 };
                last = letter;
                if run < 2 {
                    word.push(letter);
                }
            }
            Level::Nothing => {}
            Level::Break => {
                last = ' ';
                if !word.is_empty() {
                    words.push(mem::take(&mut word));
                    if words.len() == WORDS {
                        break;
                    }
                }
            }
        }
    }
    words
}

enum Level {
    Letter(char),
    /// Decoration: the word goes on as if it were not there.
    Nothing,
    Break,
}

fn level(c: char) -> Level {
    match c {
        'آ' | 'أ' | 'إ' | 'ٱ' => Level::Letter('ا'),
        'ى' | 'ی' | 'ئ' => Level::Letter('ي'),
        'ؤ' => Level::Letter('و'),
        'ة' => Level::Letter('ه'),
        'ک' => Level::Letter('ك'),
        'ڤ' => Level::Letter('ف'),
        'ڨ' | 'ڭ' => Level::Letter('گ'),
        'ء' | '\u{0640}' | '\u{064B}'..='\u{065F}' | '\u{0670}' => Level::Nothing,
        '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' => {
            Level::Nothing
        }
        '\u{0621}'..='\u{064A}' | '\u{0671}'..='\u{06D3}' => Level::Letter(c),
        _ => Level::Break,
    }
}

/// FNV-1a, 32 bit (draft-eastlake-fnv), mixed at the end (MurmurHash3's finaliser), the kind in its lowest bits.
/// Part of the weights' format: a change makes them stale.
fn hash(kind: u8, parts: [&str; 2]) -> u32 {
    let bytes = parts.iter().flat_map(|part| part.bytes().chain(iter::once(0xFF)));
    let mut hash = 0x811c_9dc5_u32;
    for byte in iter::once(kind).chain(bytes) {
        hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    }
    hash = (hash ^ (hash >> 16)).wrapping_mul(0x85eb_ca6b);
    hash = (hash ^ (hash >> 13)).wrapping_mul(0xc2b2_ae35);
    (hash ^ (hash >> 16)) & !KIND | u32::from(kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelling_by_care_is_levelled_and_by_region_is_kept() {
        assert_eq!(words("أَهلاً وسهـــلاً"), ["اهلا", "وسهلا"]);
        assert_eq!(words("حلووووة #ماذا_لو"), ["حلووه", "ماذا", "لو"]);
        assert_eq!(words("ﻻ شئ"), ["لا", "شي"]);
        assert_ne!(words("گلت"), words("كلت"));
        assert_eq!(words("order 12 ١٢ 👍"), Vec::<String>::new());
    }

    #[test]
    fn hashes_are_the_same_everywhere() {
        // A change here makes the shipped weights stale: train again.
        assert_eq!(features("شو"), EXPECTED);
        assert!(features("شو").iter().all(|feature| [0, 1, 2, 3, 4].contains(&kind(*feature))));
    }
    const EXPECTED: [u32; 7] =
        [909523409, 1021995137, 1294335011, 1336667472, 1613445794, 3035588819, 3583018884];
}
