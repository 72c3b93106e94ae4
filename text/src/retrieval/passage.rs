use super::terms::{Term, hash};
use crate::{concepts, language, stem, stopwords, tokens};
use std::collections::BTreeMap;

/// What is indexed of a passage, with counts: of its title, heading and text
/// `w:` the light stem of each word, `g:` the character 4-grams of those that are no stop words, `r:` the consonants
/// of Arabic ones, `c:` the support concepts they stand for, `b:` each two neighbouring stems; and once more, apart, `tw:` and `tg:` of title and
/// heading alone, since what a passage is called tells what it is about.
///
/// `lang` is a BCP 47 tag; without it the language of the text is detected.
pub fn passage_terms(
    title: &str,
    heading: Option<&str>,
    text: &str,
    lang: Option<&str>,
) -> BTreeMap<Term, u32> {
    let lang = lang.and_then(language::known).or_else(|| language::detect(text, None));
    let heading = heading.unwrap_or_default();
    let mut counts = BTreeMap::new();
    let mut add = |term: Term| {
        counts.entry(term).and_modify(|count: &mut u32| *count = count.saturating_add(1)).or_insert(1);
    };
    let read = Read::new(&format!("{title}\n{heading}\n{text}"), lang);
    for concept in &read.concepts {
        add(hash("c:", concept));
    }
    for pair in read.words.windows(2) {
        let [first, second] = pair else { continue };
        add(bigram(&first.stem, &second.stem));
    }
    for word in &read.words {
        add(hash("w:", &word.stem));
        word.grams.iter().for_each(|gram| add(hash("g:", gram)));
        if let Some(root) = &word.root {
            add(hash("r:", root));
        }
    }
    for word in Read::new(&format!("{title}\n{heading}"), lang).words {
        add(hash("tw:", &word.stem));
        word.grams.iter().for_each(|gram| add(hash("tg:", gram)));
    }
    counts
}

/// Two stems that stand side by side.
pub(super) fn bigram(first: &str, second: &str) -> Term {
    hash("b:", &format!("{first} {second}"))
}

/// A text taken apart.
pub(super) struct Read {
    pub words: Vec<ReadWord>,
    /// Support concepts, with repetitions.
    pub concepts: Vec<&'static str>,
}

/// A word of it.
pub(super) struct ReadWord {
    /// Folded.
    pub text: String,
    pub stem: String,
    pub stop: bool,
    /// None of a stop word.
    pub grams: Vec<String>,
    /// Its [`root`], of Arabic that says something.
    pub root: Option<String>,
}

impl Read {
    pub(super) fn new(text: &str, lang: Option<&str>) -> Self {
        let words = tokens::words(text);
        let mut pairs = concepts::of_pairs(&words);
        pairs.dedup_by_key(|(_, concept)| *concept);
        let mut found: Vec<&'static str> = pairs.into_iter().map(|(_, concept)| concept).collect();
        let words = words
            .into_iter()
            .map(|word| {
                let stop = stopwords::is_stop(&word.text, lang);
                if !stop {
                    found.extend(concepts::of(&word.text, lang));
                }
                let grams = if stop { vec![] } else { tokens::grams(&word.text) };
                let stem = stem::stem(&word.text, lang);
                let root = if stop || lang != Some("ar") { None } else { root(&stem) };
                ReadWord { stem, stop, grams, root, text: word.text }
            })
            .collect();
        Self { words, concepts: found }
    }
}

/// The consonants of an Arabic stem: a broken plural has its singular's (جهاز and أجهزة), and dialects differ from the
/// standard language in vowels more than in them. Not of fewer than three: they stand for too many words.
fn root(stem: &str) -> Option<String> {
    let consonants: String =
        stem.chars().filter(|c| !matches!(c, 'ا' | 'و' | 'ي' | 'ى' | 'ء' | 'ة')).collect();
    (consonants.chars().count() >= 3).then_some(consonants)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plural_has_the_consonants_of_its_singular() {
        let roots = |text: &str, lang: &str| -> Vec<Option<String>> {
            Read::new(text, Some(lang)).words.into_iter().map(|word| word.root).collect()
        };
        assert_eq!(roots("كتاب", "ar"), roots("كتب", "ar"));
        assert_eq!(roots("صندوق", "ar"), roots("صناديق", "ar"));
        assert!(roots("كتاب", "ar")[0].is_some());
        // Two say too little, stop words nothing, and Persian builds its words otherwise.
        assert_eq!(roots("باب", "ar"), [None]);
        assert_eq!(roots("من", "ar"), [None]);
        assert_eq!(roots("کتاب", "fa"), [None]);
    }
}
