use super::terms::{Term, hash};
use crate::{concepts, language, stem, stopwords, tokens};
use std::collections::BTreeMap;

/// What is indexed of a passage, with counts: of its title, heading and text
/// `w:` the light stem of each word, `g:` the character 4-grams of those that are no stop words, `c:` the support
/// concepts they stand for, `b:` each two neighbouring stems; and once more, apart, `tw:` and `tg:` of title and
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
                ReadWord { stem: stem::stem(&word.text, lang), stop, grams, text: word.text }
            })
            .collect();
        Self { words, concepts: found }
    }
}
