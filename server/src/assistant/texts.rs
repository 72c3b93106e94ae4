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
    /// `{question}` is the one that stays open; ends with the offer.
    partly: String,
    /// The offer of a person, with which `partly` and `dont_know` end.
    offer: String,
    pub dont_know: String,
    pub asked_for_person: String,
    pub no_answer: String,
    pub complaint: String,
    pub trouble: String,
    pub busy: String,
    pub off: String,
    /// What is asked is none of the business.
    pub out_of_scope: String,
    /// Said to whoever is rude, before a person takes over.
    pub calm: String,
}

impl Texts {
    pub fn greeting(&self, name: &str) -> String {
        self.greeting.replace("{name}", name)
    }

    pub fn partly(&self, question: &str) -> String {
        self.partly.replace("{question}", question)
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

/// Whether a message of the assistant ends with the offer of a person, in any language.
pub(super) fn offers_person(message: &str) -> bool {
    TEXTS.iter().any(|(_, texts)| !texts.offer.is_empty() && message.trim_end().ends_with(&texts.offer))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A language that has two ways to say "you" keeps to one, the one that the chat window uses as well.
    #[test]
    fn nobody_is_addressed_in_two_ways() {
        let strangers: [(&str, &[&str]); 4] = [
            ("it", &["vuole", "lei", "la metta", "la passo", "suo", "sua", "salve", "scriva"]),
            ("tr", &["sen", "seni", "sana", "senin", "ister misin", "yaz"]),
            ("fa", &["تو", "تو را", "می‌خواهی", "داشتی", "بنویس"]),
            ("ar", &["حضرتك", "سيادتكم", "لكم", "يمكنكم", "رسالتكم"]),
        ];
        let own = [
            include_str!("../../texts/it.json"),
            include_str!("../../texts/tr.json"),
            include_str!("../../texts/fa.json"),
            include_str!("../../texts/ar.json"),
        ];
        let window = [
            include_str!("../../../widget/texts/it.json"),
            include_str!("../../../widget/texts/tr.json"),
            include_str!("../../../widget/texts/fa.json"),
            include_str!("../../../widget/texts/ar.json"),
        ];
        for (((lang, other), own), window) in strangers.into_iter().zip(own).zip(window) {
            let spaced = |text: &str| {
                format!(
                    " {} ",
                    text.to_lowercase()
                        .split(|c: char| !c.is_alphabetic() && c != '\u{200c}')
                        .collect::<Vec<_>>()
                        .join(" ")
                )
            };
            let said = spaced(own) + &spaced(window);
            for words in other {
                assert!(!said.contains(&format!(" {words} ")), "{lang} says {words:?} too");
            }
        }
    }

    #[test]
    fn every_language_has_every_sentence_in_its_own_words() {
        for (lang, texts) in TEXTS.iter() {
            assert_ne!(*texts, Texts::default(), "{lang} does not parse");
            let greeting = texts.greeting("Nour");
            assert!(greeting.contains("Nour") && !greeting.contains('{'), "{lang}");
            let partly = texts.partly("X");
            assert!(partly.contains('X') && !partly.contains('{'), "{lang}");
            assert!(offers_person(&partly) && offers_person(&texts.dont_know), "{lang}");
            assert!(!offers_person(&texts.busy), "{lang}");
            let said = [
                &greeting,
                &texts.thanks,
                &texts.quoted,
                &texts.offer,
                &texts.dont_know,
                &texts.asked_for_person,
                &texts.no_answer,
                &texts.complaint,
                &texts.trouble,
                &texts.busy,
                &texts.off,
                &texts.out_of_scope,
                &texts.calm,
            ];
            for sentence in said {
                assert!(!sentence.trim().is_empty(), "{lang}");
                // Checked without a hint, so a sentence left in English is found.
                assert_eq!(text::language::detect(sentence, None), Some(*lang), "{sentence}");
            }
        }
    }
}
