//! Which words of a passage a query found.

use std::collections::HashSet;

use crate::{concepts, language, stem, stopwords, tokens};

/// Share of common 4-grams (Dice) from which two words count as the same one.
const ALIKE: f32 = 0.6;

/// The words of `text` that match a word of `query`, as half-open ranges in `char`s (Unicode scalar values, not
/// bytes, not UTF-16 units): ascending, not overlapping. A match is a common stem, a common support concept, or
/// mostly common 4-grams. Stop words of the query match nothing, unless it has no other words.
pub fn ranges(text: &str, query: &str) -> Vec<(usize, usize)> {
    let lang = language::detect(query, None);
    let mut wanted = tokens::words(query);
    if wanted.iter().any(|word| !stopwords::is_stop(&word.text, lang)) {
        wanted.retain(|word| !stopwords::is_stop(&word.text, lang));
    }
    let keys: HashSet<String> = wanted.iter().flat_map(|word| forms(&word.text, lang)).collect();
    let grams: Vec<HashSet<String>> =
        wanted.iter().map(|word| tokens::grams(&word.text).into_iter().collect()).collect();
    let text_lang = language::detect(text, lang);

    let mut found = Vec::new();
    let mut at = Counter::new(text);
    for word in tokens::words(text) {
        let hit = forms(&word.text, text_lang).iter().any(|form| keys.contains(form)) || {
            let own: HashSet<String> = tokens::grams(&word.text).into_iter().collect();
            grams.iter().any(|asked| dice(asked, &own) >= ALIKE)
        };
        if hit {
            found.push((at.chars(word.start), at.chars(word.end)));
        }
    }
    found
}

/// The words of `text` that an exact search for `query` finds ([`tokens::search_groups`]): as [`ranges`], without
/// what is merely alike.
pub fn exact(text: &str, query: &str) -> Vec<(usize, usize)> {
    let wanted: HashSet<String> = tokens::search_groups(query).into_iter().flatten().collect();
    let mut at = Counter::new(text);
    tokens::words(text)
        .into_iter()
        .filter(|word| {
            wanted.contains(&word.text) || stem::stems(&word.text).iter().any(|s| wanted.contains(s))
        })
        .map(|word| (at.chars(word.start), at.chars(word.end)))
        .collect()
}

/// Characters before an offset in bytes, asked for in ascending order.
struct Counter<'a> {
    text: &'a str,
    byte: usize,
    chars: usize,
}

impl<'a> Counter<'a> {
    const fn new(text: &'a str) -> Self {
        Self { text, byte: 0, chars: 0 }
    }

    fn chars(&mut self, at: usize) -> usize {
        self.chars += self.text.get(self.byte..at).map_or(0, |between| between.chars().count());
        self.byte = at;
        self.chars
    }
}

fn forms(word: &str, lang: Option<&str>) -> Vec<String> {
    let mut forms = vec![word.to_owned(), stem::stem(word, lang)];
    forms.extend(concepts::of(word, lang).into_iter().map(|concept| format!("c:{concept}")));
    forms
}

pub(crate) fn dice(a: &HashSet<String>, b: &HashSet<String>) -> f32 {
    2.0 * a.intersection(b).count() as f32 / (a.len() + b.len()).max(1) as f32
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn marked(text: &str, query: &str) -> Vec<String> {
        let chars: Vec<char> = text.chars().collect();
        ranges(text, query).into_iter().map(|(from, to)| chars[from..to].iter().collect()).collect()
    }

    #[test]
    fn stems_concepts_and_near_spellings_match() {
        assert_eq!(marked("مُدَّةُ التَّوصيل يومان", "قديش بياخد التوصيل؟"), ["مُدَّةُ", "التَّوصيل", "يومان"]);
        assert_eq!(
            marked("Orders are delivered 🚚 by orchid couriers", "my order and an orchids?"),
            ["Orders", "orchid"]
        );
        assert_eq!(marked("Siparişlerinizi takip edin", "siparisim"), ["Siparişlerinizi"]);
        assert!(marked("Nothing here", "the of").is_empty());
    }

    #[test]
    fn an_exact_search_marks_what_it_found_and_nothing_that_is_alike() {
        let marked = |text: &str, query: &str| -> Vec<String> {
            let chars: Vec<char> = text.chars().collect();
            exact(text, query).into_iter().map(|(from, to)| chars[from..to].iter().collect()).collect()
        };
        assert_eq!(marked("مُدَّةُ التَّوصيل 🚚 يومان", "التوصيل"), ["التَّوصيل"]);
        assert_eq!(marked("Two orders, then an orchid", "order"), ["orders"]);
        assert!(marked("Delivered in two days", "shipping").is_empty());
    }

    proptest! {
        #[test]
        fn ranges_ascend_inside_the_text(text in "[\\PC\\n]{0,80}", query in "\\PC{0,20}") {
            let length = text.chars().count();
            let mut last = 0;
            for (from, to) in ranges(&text, &query) {
                prop_assert!(last <= from && from < to && to <= length);
                last = to;
            }
        }

        #[test]
        fn a_word_finds_itself(word in "[a-z]{3,12}", around in "[A-Z ]{0,10}") {
            let text = format!("{around} {word} {around}");
            prop_assert!(!ranges(&text, &word).is_empty(), "{}", text);
        }
    }
}
