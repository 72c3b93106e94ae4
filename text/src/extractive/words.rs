//! The words of a piece of text in the forms in which they are compared with a question's.

use std::{collections::HashSet, sync::LazyLock};

use crate::{concepts, highlight::dice, normalize, stem, stopwords, tokens};

/// Words that are alike in spelling only ([`dice`] of their 4-grams) count from here on.
const ALIKE: f32 = 0.55;

/// The concept of the names of countries.
pub(super) const COUNTRY: &str = "country";
/// With a country they say what holds for all others: "only in Jordan".
const ONLY: &str = "only solely exclusively solo soltanto esclusivamente unicamente yalnız yalnızca sadece فقط حصرا حصريا تنها";

static ONLY_SET: LazyLock<HashSet<String>> =
    LazyLock::new(|| ONLY.split_whitespace().map(normalize::fold).collect());

/// A question's content word.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    pub(super) text: String,
    pub(super) stem: String,
    pub(super) concepts: Vec<&'static str>,
    pub(super) grams: HashSet<String>,
    pub(super) core: Option<String>,
    pub(super) weight: f32,
}

impl Asked {
    /// A word, folded, of weight 1.
    pub(super) fn new(word: &str, lang: Option<&str>) -> Self {
        let text = number(word);
        Self {
            concepts: concepts::of(word, lang),
            grams: tokens::grams(&text).into_iter().collect(),
            core: core(&text, lang),
            stem: stem::stem(&text, lang),
            text,
            weight: 1.0,
        }
    }

    /// No word, but a concept that another word asks for.
    pub(super) fn meaning(concept: &'static str, weight: f32) -> Self {
        Self {
            text: String::new(),
            stem: String::new(),
            concepts: vec![concept],
            grams: HashSet::new(),
            core: None,
            weight,
        }
    }
}

/// What a piece of text holds.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    forms: HashSet<String>,
    cores: HashSet<String>,
    concepts: HashSet<&'static str>,
    grams: Vec<(String, HashSet<String>)>,
}

impl Words {
    /// `lang` is the language of the passage.
    pub(super) fn read(text: &str, lang: Option<&str>) -> Self {
        let mut read = Self::default();
        let words = tokens::words(text);
        let abroad = limits_country(&words, lang);
        read.concepts.extend(concepts::of_pairs(&words).into_iter().map(|(_, concept)| concept));
        for word in words {
            if stopwords::is_stop(&word.text, lang) {
                continue;
            }
            let concepts = concepts::of(&word.text, lang).into_iter();
            read.concepts.extend(concepts.filter(|concept| *concept != COUNTRY));
            read.grams.push((word.text.clone(), tokens::grams(&word.text).into_iter().collect()));
            read.forms.insert(stem::stem(&word.text, lang));
            read.cores.extend(core(&word.text, lang));
            read.forms.insert(number(&word.text));
        }
        if abroad {
            read.concepts.extend([COUNTRY, "international"]);
        }
        read
    }

    pub(super) fn join<'a>(all: impl IntoIterator<Item = &'a Self>) -> Self {
        let mut joined = Self::default();
        for words in all {
            joined.forms.extend(words.forms.iter().cloned());
            joined.cores.extend(words.cores.iter().cloned());
            joined.concepts.extend(&words.concepts);
            joined.grams.extend(words.grams.iter().cloned());
        }
        joined
    }

    /// How surely a word stands here: 1 for the word or its stem, less for a synonym or a like spelling.
    pub(super) fn hold(&self, word: &Asked) -> f32 {
        if self.forms.contains(&word.text) || self.forms.contains(&word.stem) {
            return 1.0;
        }
        if word.concepts.iter().any(|concept| self.concepts.contains(concept)) {
            return 0.85;
        }
        if word.core.as_ref().is_some_and(|core| self.cores.contains(core)) {
            return 0.8;
        }
        if word.text.chars().count() < 4 || word.text.starts_with(|c: char| c.is_ascii_digit()) {
            return 0.0;
        }
        let alike = self.grams.iter().map(|(_, grams)| dice(grams, &word.grams)).fold(0.0, f32::max);
        if alike >= ALIKE { alike } else { 0.0 }
    }
}

/// Whether a text says of a country that there is no other. Who asks for another is answered by that, and by no
/// text that only names some country.
fn limits_country(words: &[tokens::Word], lang: Option<&str>) -> bool {
    words.iter().any(|word| ONLY_SET.contains(&word.text))
        && words.iter().any(|word| concepts::of(&word.text, lang).contains(&COUNTRY))
}

/// An Arabic word without all that may be written together with it: بتحتفظوا, نحتفظ and يحتفظ meet in حتفظ,
/// بمحادثاتي and المحادثات in محادث.
pub(super) fn core(word: &str, lang: Option<&str>) -> Option<String> {
    if lang != Some("ar") || !word.chars().all(normalize::is_arabic) {
        return None;
    }
    let mut rest = word;
    for particles in [&["و", "ف"][..], &["بال", "عال", "لل", "ال", "ب", "ل"], &["ي", "ت", "ن", "ا"]]
    {
        let shorter = particles.iter().find_map(|particle| rest.strip_prefix(particle));
        rest = shorter.filter(|shorter| shorter.chars().count() >= 3).unwrap_or(rest);
    }
    for endings in [&["هم", "كم", "نا", "ها", "ني", "ه", "ي", "ك"][..], &["ات", "ون", "وا", "ين", "ه", "ت"]]
    {
        let shorter = endings.iter().find_map(|ending| rest.strip_suffix(ending));
        rest = shorter.filter(|shorter| shorter.chars().count() >= 3).unwrap_or(rest);
    }
    (rest.chars().count() >= 3).then(|| rest.to_owned())
}

/// A number without the separators of its thousands, and with its word in digits; another word as it is.
pub(super) fn number(word: &str) -> String {
    let grouped = word.split(['.', ',', '٬', '٫']).skip(1).all(|group| group.chars().count() == 3);
    if word.starts_with(|c: char| c.is_ascii_digit()) && grouped {
        return word.chars().filter(char::is_ascii_digit).collect();
    }
    normalize::fold(word)
}
