//! A small bridge between words for the same thing in customer support: dialect and standard, and the five
//! languages among each other.
//!
//! Each row is one concept. A word belongs to it when its folded form or its stem stands in the row, so rows
//! list the words as people write them, inflected where the stem alone would not meet. Ambiguous words stay
//! out: a wrong bridge makes a wrong answer look supported. The rows are our own vocabulary.

mod dialect;
mod rows;

use self::{dialect::DIALECT, rows::ROWS};
use std::{collections::HashMap, sync::LazyLock};

use crate::{
    normalize::{fold, is_arabic},
    stem::stem,
    tokens::Word,
};

/// A row and the language in which a word is listed there.
type Listed = (usize, &'static str);

static INDEX: LazyLock<HashMap<String, Vec<Listed>>> = LazyLock::new(|| {
    let mut index: HashMap<String, Vec<Listed>> = HashMap::new();
    let mut add = |form: String, at: Listed| {
        let rows = index.entry(form).or_default();
        if !rows.contains(&at) {
            rows.push(at);
        }
    };
    for (at, row) in ROWS.iter().enumerate() {
        for (lang, words) in row.words {
            for word in words.split_whitespace().filter(|word| !word.contains('_')) {
                let word = fold(word);
                add(stem(&word, Some(lang)), (at, lang));
                add(word, (at, lang));
            }
        }
    }
    index
});

/// Names of two words (كلمة_السر).
static PAIRS: LazyLock<HashMap<String, Vec<usize>>> = LazyLock::new(|| {
    let mut index: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, row) in ROWS.iter().enumerate() {
        for (_, words) in row.words {
            for pair in words.split_whitespace().filter(|word| word.contains('_')) {
                index.entry(fold(&pair.replace('_', " "))).or_default().push(at);
            }
        }
    }
    index
});

/// The Turkish words of the rows alone.
static TURKISH: LazyLock<HashMap<String, Vec<usize>>> = LazyLock::new(|| {
    let mut index: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, row) in ROWS.iter().enumerate() {
        for (_, words) in row.words.iter().filter(|(lang, _)| *lang == "tr") {
            for word in words.split_whitespace().filter(|word| !word.contains('_')) {
                index.entry(fold(word)).or_default().push(at);
            }
        }
    }
    index
});

static STANDARD: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    DIALECT.iter().map(|(spoken, standard)| (fold(spoken), (*standard).to_owned())).collect()
});

/// A Turkish word of a row this long or longer is known with any ending behind it.
const LONG_STEM: usize = 5;

/// The names of the concepts a folded word stands for, in `lang` where known.
pub fn of(word: &str, lang: Option<&str>) -> Vec<&'static str> {
    let stemmed = stem(word, lang);
    // Words of one language may mean another thing in the next: Italian furniture (mobili) is no mobile phone, and
    // who hires (استخدام) in Persian uses in Arabic.
    let arabic = word.starts_with(is_arabic);
    let own = lang.filter(|lang| matches!(*lang, "ar" | "fa") == arabic);
    let spoken = |(_, listed): &&Listed| own.is_none_or(|lang| lang == *listed);
    let mut rows: Vec<usize> = Vec::new();
    for form in [word, stemmed.as_str()] {
        rows.extend(INDEX.get(form).into_iter().flatten().filter(spoken).map(|(at, _)| *at));
    }
    if rows.is_empty() {
        let prefixed = unprefixed(word, lang).into_iter().flatten().filter(spoken).map(|(at, _)| *at);
        rows = prefixed.chain(unsuffixed(word, lang).into_iter().flatten().copied()).collect();
    }
    rows.sort_unstable();
    rows.dedup();
    rows.iter().filter_map(|&at| ROWS.get(at)).map(|row| row.name).collect()
}

/// The concepts that two neighbouring words name together, each with the place of either word.
pub fn of_pairs(words: &[Word]) -> Vec<(usize, &'static str)> {
    let mut found = Vec::new();
    for (at, pair) in words.windows(2).enumerate() {
        let [first, second] = pair else { continue };
        let rows = PAIRS.get(&format!("{} {}", first.text, second.text)).into_iter().flatten();
        for row in rows.filter_map(|&row| ROWS.get(row)) {
            found.extend([(at, row.name), (at + 1, row.name)]);
        }
    }
    found
}

/// The concepts of each word of a text; two words that name one together name no other.
pub fn by_word(words: &[Word], lang: Option<&str>) -> Vec<Vec<&'static str>> {
    let pairs = of_pairs(words);
    let own = |(at, word): (usize, &Word)| {
        let paired: Vec<&'static str> =
            pairs.iter().filter(|(with, _)| *with == at).map(|(_, concept)| *concept).collect();
        if paired.is_empty() { of(&word.text, lang) } else { paired }
    };
    words.iter().enumerate().map(own).collect()
}

/// The rows of an Arabic word behind the particles that are written together with it.
fn unprefixed(word: &str, lang: Option<&str>) -> Option<&'static Vec<Listed>> {
    if lang == Some("fa") {
        return None;
    }
    ["و", "ب", "ل", "ف", "ك", "ع"].iter().find_map(|particle| {
        let rest = word.strip_prefix(particle).filter(|rest| rest.chars().count() >= 3)?;
        INDEX.get(rest).or_else(|| INDEX.get(&stem(rest, lang)))
    })
}

/// The rows of the longest beginning of a Turkish word: endings are many and follow each other.
fn unsuffixed(word: &str, lang: Option<&str>) -> Option<&'static Vec<usize>> {
    if lang != Some("tr") {
        return None;
    }
    let ends: Vec<usize> = word.char_indices().map(|(at, _)| at).skip(LONG_STEM).collect();
    ends.into_iter().rev().find_map(|end| TURKISH.get(word.get(..end)?))
}

/// The first three words of a concept in `lang`, as people write them.
pub fn words(concept: &str, lang: &str) -> Vec<String> {
    ROWS.iter()
        .filter(|row| row.name == concept)
        .flat_map(|row| row.words)
        .filter(|(of, _)| *of == lang)
        .flat_map(|(_, words)| words.split_whitespace().take(3))
        .map(|word| word.replace('_', " "))
        .collect()
}

/// What the standard language says for a folded word of a dialect.
pub fn standard(word: &str) -> Option<&'static str> {
    STANDARD.get(word).map(String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_meet_in_a_concept() {
        for (word, lang) in [
            ("التوصيل", "ar"),
            ("شحن", "ar"),
            ("ارسال", "fa"),
            ("kargom", "tr"),
            ("spedizione", "it"),
            ("shipping", "en"),
        ] {
            assert!(of(&fold(word), Some(lang)).contains(&"delivery"), "{word}");
        }
        assert!(of(&fold("فكرة"), Some("ar")).is_empty());
    }

    #[test]
    fn two_words_name_another_thing_than_each() {
        let named = |text: &str, lang| by_word(&crate::tokens::words(text), Some(lang));
        assert_eq!(named("para iadesi", "tr"), [["refund"], ["refund"]]);
        assert_eq!(named("iade", "tr"), [["return"]]);
        assert_eq!(named("پس بدم", "fa"), [["return"], ["return"]]);
    }

    #[test]
    fn every_row_speaks_five_languages() {
        for row in ROWS {
            for (lang, _) in row.words {
                assert!(!words(row.name, lang).is_empty(), "{} has no word in {lang}", row.name);
            }
        }
    }
}
