//! What the assistant says without a model, in the customers' five languages.

use serde::Deserialize;
use std::sync::LazyLock;

/// One language's sentences. Each stands alone as a message, `quoted` leads a quotation in.
#[derive(Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Texts {
    /// `{name}` is the assistant's.
    greeting: String,
    pub thanks: String,
    pub quoted: String,
    pub partly: String,
    pub dont_know: String,
    pub asked_for_person: String,
    pub no_answer: String,
    pub complaint: String,
    pub trouble: String,
    pub busy: String,
    pub off: String,
}

impl Texts {
    pub fn greeting(&self, name: &str) -> String {
        self.greeting.replace("{name}", name)
    }
}

static TEXTS: LazyLock<[(&str, Texts); 5]> = LazyLock::new(|| {
    let read = |json| serde_json::from_str(json).unwrap_or_default();
    [
        ("en", read(include_str!("../../texts/en.json"))),
        ("ar", read(include_str!("../../texts/ar.json"))),
        ("fa", read(include_str!("../../texts/fa.json"))),
        ("tr", read(include_str!("../../texts/tr.json"))),
        ("it", read(include_str!("../../texts/it.json"))),
    ]
});

/// The sentences of a language; English for one that has none.
pub(super) fn of(lang: &str) -> &'static Texts {
    let [(_, english), ..] = &*TEXTS;
    TEXTS.iter().find(|(known, _)| *known == lang).map_or(english, |(_, texts)| texts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_every_sentence_in_its_own_words() {
        for (lang, texts) in TEXTS.iter() {
            assert_ne!(*texts, Texts::default(), "{lang} does not parse");
            let greeting = texts.greeting("Nour");
            assert!(greeting.contains("Nour") && !greeting.contains('{'), "{lang}");
            let said = [
                &greeting,
                &texts.thanks,
                &texts.quoted,
                &texts.partly,
                &texts.dont_know,
                &texts.asked_for_person,
                &texts.no_answer,
                &texts.complaint,
                &texts.trouble,
                &texts.busy,
                &texts.off,
            ];
            for sentence in said {
                assert!(!sentence.trim().is_empty(), "{lang}");
                // Checked without a hint, so a sentence left in English is found.
                assert_eq!(text::language::detect(sentence, None), Some(*lang), "{sentence}");
            }
        }
    }
}
