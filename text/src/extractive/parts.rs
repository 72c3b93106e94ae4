//! The questions of a message.

use std::{collections::HashSet, sync::LazyLock};

use super::question::{is_empty, is_soft};
use crate::{intent, normalize::fold, sentence, tokens};

/// The questions of a message, each with what it needs of the sentences before it; at least one piece.
///
/// Retrieval finds more when it is asked for each of them alone.
pub fn questions(message: &str, lang: Option<&str>) -> Vec<String> {
    let pieces: Vec<(&str, bool)> = sentence::sentences(message)
        .into_iter()
        .filter_map(|range| message.get(range))
        .flat_map(|piece| apart(piece, lang))
        .filter(|(piece, _)| !intent::greeting(piece) && !intent::thanks(piece))
        .collect();
    let content = |piece: &str| content(piece, lang);
    let mut found: Vec<String> = Vec::new();
    let mut before = String::new();
    for (piece, parted) in &pieces {
        let asks = piece.ends_with(['?', '؟']) || *parted;
        if !before.is_empty() {
            before.push(' ');
        }
        before.push_str(piece);
        if *parted {
            before.push(if matches!(lang, Some("ar" | "fa")) { '؟' } else { '?' });
        }
        if !asks {
            continue;
        }
        match found.last_mut() {
            // "And up to how much?" asks on.
            Some(last) if content(&before) == 0 => {
                last.push(' ');
                last.push_str(&before);
            }
            _ => found.push(before.clone()),
        }
        before.clear();
    }
    if found.is_empty() {
        found.push(if before.is_empty() { message.to_owned() } else { before });
    }
    found
}

/// How many words of a matter a piece has.
fn content(piece: &str, lang: Option<&str>) -> usize {
    let words = tokens::words(piece);
    words.iter().filter(|word| !is_empty(&word.text, lang) && !is_soft(&word.text, lang)).count()
}

/// Words that join two questions in one sentence, as they stand before the second.
const JOINTS: [&str; 8] = [" and ", " ve ", " e ", " و ", "، و", " و", ", ", "، "];
/// Words with which a question begins, folded below.
const BEGINNINGS: &str = "how what when where which who do does can is are could may
    ne nasıl kaç nerede hangi kaça come quanto quanti quanta quante quando dove quale quali cosa
    چقدر چطور چگونه کی چند کجا آیا کدام كم كيف متى وين أين اين هل شو قديش إيمتى ايمتى امتى شلون ازاي بكم ليش";

static BEGINNING_SET: LazyLock<HashSet<String>> =
    LazyLock::new(|| BEGINNINGS.split_whitespace().map(fold).collect());

/// A sentence that asks two things in two: "When do you open and where is your shop?". Each with whether it was parted
/// from what follows.
fn apart<'m>(piece: &'m str, lang: Option<&str>) -> Vec<(&'m str, bool)> {
    let asks = |text: &str| {
        let first = tokens::words(text).into_iter().next();
        first.is_some_and(|word| BEGINNING_SET.contains(&word.text))
    };
    let parted = JOINTS.iter().find_map(|joint| {
        piece.match_indices(joint).find_map(|(at, _)| {
            let (before, after) = (piece.get(..at)?.trim(), piece.get(at + joint.len()..)?.trim());
            let two = asks(after) && content(before, lang) > 0 && content(after, lang) > 0;
            (two && says_question(before)).then_some((before, after))
        })
    });
    match parted.filter(|_| piece.ends_with(['?', '؟'])) {
        Some((before, after)) => vec![(before, true), (after, false)],
        None => vec![(piece, false)],
    }
}

/// Whether a question word stands in it.
fn says_question(text: &str) -> bool {
    tokens::words(text).iter().any(|word| {
        BEGINNING_SET.contains(&word.text)
            || matches!(word.text.as_str(), "mi" | "mu" | "musunuz" | "misiniz")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_questions_of_one_sentence_are_told_apart() {
        for (message, lang, parts) in [
            (
                "When do you open and where is your shop?",
                "en",
                vec!["When do you open?", "where is your shop?"],
            ),
            (
                "Quanto costa la consegna e dove avete il negozio?",
                "it",
                vec!["Quanto costa la consegna?", "dove avete il negozio?"],
            ),
            ("Kargo ne kadar ve nasıl öderim?", "tr", vec!["Kargo ne kadar?", "nasıl öderim?"]),
            ("كم سعر التوصيل وكيف بقدر أدفع؟", "ar", vec!["كم سعر التوصيل؟", "كيف بقدر أدفع؟"]),
            (
                "هزینهٔ ارسال چقدر است و چطور پرداخت کنم؟",
                "fa",
                vec!["هزینهٔ ارسال چقدر است؟", "چطور پرداخت کنم؟"],
            ),
            // Nothing but a pronoun on one side: one question.
            (
                "How much is shipping and how long does it take?",
                "en",
                vec!["How much is shipping and how long does it take?"],
            ),
            ("Do you sell mint and basil?", "en", vec!["Do you sell mint and basil?"]),
            ("كم سعر النعناع والريحان؟", "ar", vec!["كم سعر النعناع والريحان؟"]),
        ] {
            assert_eq!(questions(message, Some(lang)), parts, "{message}");
        }
    }

    #[test]
    fn a_question_takes_along_what_was_said_before_it() {
        assert_eq!(
            questions("I bought a fern. Can I return it? Where is your shop?", Some("en")),
            ["I bought a fern. Can I return it?", "Where is your shop?"]
        );
        assert_eq!(questions("Hello! my pot broke", Some("en")), ["my pot broke"]);
    }
}
