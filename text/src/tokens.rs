//! Words, index terms and search words.

use unicode_segmentation::UnicodeSegmentation;

use crate::{concepts, language, normalize, stem, stopwords};

/// Character length of the grams in [`terms`].
const GRAM: usize = 4;

/// One word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Folded: see [`normalize::fold`].
    pub text: String,
    /// Byte offset of its first character in the original.
    pub start: usize,
    /// Byte offset just after its last character in the original.
    pub end: usize,
}

/// The words of `text` in order: UAX #29 §4, cut further at apostrophes, dots and underscores between letters
/// (`dell'ordine`, `Ankara'dan`, `shop.example`); numbers keep their separators.
pub fn words(text: &str) -> Vec<Word> {
    let mut found = Vec::new();
    for (start, segment) in text.unicode_word_indices() {
        let numeric =
            segment.starts_with(|c: char| c.is_numeric()) && segment.ends_with(|c: char| c.is_numeric());
        if numeric {
            push(&mut found, segment, start);
            continue;
        }
        let mut at = start;
        for piece in segment.split_inclusive(is_joint) {
            push(&mut found, piece.trim_end_matches(is_joint), at);
            at += piece.len();
        }
    }
    found
}

fn push(found: &mut Vec<Word>, piece: &str, start: usize) {
    let text = normalize::fold(piece);
    if !text.is_empty() {
        found.push(Word { text, start, end: start + piece.len() });
    }
}

fn is_joint(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '.' | '_' | ':' | '·' | '\u{FF07}' | '\u{2024}' | '\u{FF0E}')
}

/// What is indexed and asked lexically, with repetitions (term frequency), stop words left out:
/// `w:` the light stem of each word, `g:` the character 4-grams of the folded word between boundary marks
/// (`_order_`; a shorter word whole), `c:` the support concept it stands for ([`concepts::of`]), which is what
/// lets a question in dialect or another language meet the document.
///
/// `lang` is a BCP 47 tag; without it the language of `text` is detected.
pub fn terms(text: &str, lang: Option<&str>) -> Vec<String> {
    let lang = lang.and_then(language::known).or_else(|| language::detect(text, None));
    let words = words(text);
    let mut found = Vec::new();
    let mut pairs = concepts::of_pairs(&words);
    pairs.dedup_by_key(|(_, concept)| *concept);
    found.extend(pairs.into_iter().map(|(_, concept)| format!("c:{concept}")));
    for word in words {
        if stopwords::is_stop(&word.text, lang) {
            continue;
        }
        found.push(format!("w:{}", stem::stem(&word.text, lang)));
        found.extend(grams(&word.text).into_iter().map(|gram| format!("g:{gram}")));
        found.extend(concepts::of(&word.text, lang).into_iter().map(|concept| format!("c:{concept}")));
    }
    found
}

/// Folded words and their possible stems for exact word search (a blind index): each once, stop words kept,
/// in order of first appearance. Index and query may disagree on the language, hence the stems of all five.
pub fn search_words(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    for word in search_groups(text).into_iter().flatten() {
        if seen.insert(word.clone()) {
            found.push(word);
        }
    }
    found
}

/// For each word of a query the alternatives, any of which may stand in [`search_words`] of a message.
///
/// A message matches when every group has an alternative in it: "orders" then finds "order".
pub fn search_groups(query: &str) -> Vec<Vec<String>> {
    words(query)
        .into_iter()
        .map(|word| {
            let mut group = stem::stems(&word.text);
            group.insert(0, word.text);
            group
        })
        .collect()
}

/// The character 4-grams of a folded word between boundary marks; a word too short for two, whole.
pub(crate) fn grams(word: &str) -> Vec<String> {
    let marked: Vec<char> = std::iter::once('_').chain(word.chars()).chain(std::iter::once('_')).collect();
    if marked.len() <= GRAM {
        return vec![marked.into_iter().collect()];
    }
    marked.windows(GRAM).map(|gram| gram.iter().collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_are_cut_where_languages_join_them() {
        let texts: Vec<String> = words("Dell'ordine, Ankara’dan 1.250,50 TL; shop.example")
            .into_iter()
            .map(|word| word.text)
            .collect();
        assert_eq!(texts, ["dell", "ordine", "ankara", "dan", "1.250,50", "tl", "shop", "example"]);
    }

    #[test]
    fn terms_meet_across_forms_and_tongues() {
        let shared = |a: &str, la: &str, b: &str, lb: &str| {
            let have = terms(b, Some(lb));
            terms(a, Some(la)).into_iter().filter(|term| have.contains(term)).count()
        };
        assert!(shared("siparişlerim", "tr", "sipariş", "tr") > 2);
        assert!(shared("الطلبات", "ar", "طلبك", "ar-JO") > 1);
        assert!(terms("spedizione", Some("it")).contains(&"c:delivery".to_owned()));
        assert!(terms("والشحن", Some("ar")).contains(&"c:delivery".to_owned()));
        assert!(terms("what is the", Some("en")).is_empty());
        assert_eq!(terms("TV", Some("en")), ["w:tv", "g:_tv_"]);
    }

    #[test]
    fn a_search_finds_the_other_number_of_a_noun() {
        let message = search_words("Where is my order?");
        assert!(search_groups("orders").iter().all(|group| group.iter().any(|word| message.contains(word))));
        assert!(
            !search_groups("invoice").iter().all(|group| group.iter().any(|word| message.contains(word)))
        );
    }

    proptest! {
        #[test]
        fn offsets_hold_the_word(text in "[\\PC\\n]{0,80}") {
            let mut last = 0;
            for word in words(&text) {
                prop_assert!(word.start >= last && word.end > word.start);
                last = word.end;
                prop_assert_eq!(normalize::fold(&text[word.start..word.end]), word.text);
            }
        }

        #[test]
        fn search_words_do_not_repeat(text in "[a-zA-Z ğşüİ]{0,60}") {
            let words = search_words(&text);
            let mut once = words.clone();
            once.sort();
            once.dedup();
            prop_assert_eq!(once.len(), words.len());
        }
    }
}
