//! What a model wrote, without what is not the answer: its thinking and its source marks.

use text::normalize::ascii_digit;

/// The word by which a model says that the passages don't hold the answer.
pub(super) const NO_ANSWER: &str = "NO_ANSWER";
/// More than this is no chat answer.
const MOST_CHARS: usize = 6_000;

/// A model's text, cleaned.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Clean {
    pub text: String,
    /// The passages it names, by number from 1, in the order named, each once.
    pub cited: Vec<usize>,
}

/// Cleans a text, whole or still growing: what is cleaned of a beginning is the beginning of what is cleaned.
pub(super) fn clean(raw: &str) -> Clean {
    let mut clean = Clean::default();
    let visible = without_thinking(raw);
    let mut rest = visible.as_str();
    while let Some(at) = rest.find(['[', '【']) {
        let (before, from) = rest.split_at(at);
        clean.text.push_str(before);
        match mark(from) {
            Some((numbers, length)) => {
                let kept = clean.text.trim_end_matches([' ', '\u{A0}']).len();
                clean.text.truncate(kept);
                for number in numbers {
                    if !clean.cited.contains(&number) {
                        clean.cited.push(number);
                    }
                }
                rest = from.get(length..).unwrap_or_default();
            }
            None => {
                let bracket = from.chars().next().map_or(0, char::len_utf8);
                clean.text.push_str(from.get(..bracket).unwrap_or_default());
                rest = from.get(bracket..).unwrap_or_default();
            }
        }
    }
    clean.text.push_str(rest);
    clean.text = clean.text.trim().to_owned();
    clean
}

/// The numbers of `[1]`, `[2, 3]`, `【4】` and how many bytes the mark has.
fn mark(from: &str) -> Option<(Vec<usize>, usize)> {
    let close = if from.starts_with('[') { ']' } else { '】' };
    let open = from.chars().next()?.len_utf8();
    let end = from.find(close)?;
    let inner: String = from.get(open..end)?.chars().map(ascii_digit).collect();
    let numbers = inner
        .split([',', '،', ';', ' '])
        .filter(|part| !part.is_empty())
        .map(|part| part.parse::<usize>().ok().filter(|number| (1..=99).contains(number)))
        .collect::<Option<Vec<usize>>>()?;
    (!numbers.is_empty()).then_some((numbers, end + close.len_utf8()))
}

/// Without `<think>…</think>`; a block that is still open hides the rest, a lone end hides what is before it.
fn without_thinking(raw: &str) -> String {
    const BLOCKS: [(&str, &str); 2] = [("<think>", "</think>"), ("<thinking>", "</thinking>")];
    let mut text = raw.to_owned();
    for (open, close) in BLOCKS {
        loop {
            match (text.find(open), text.find(close)) {
                (Some(from), Some(to)) if from < to => text.replace_range(from..to + close.len(), ""),
                (_, Some(to)) => text.replace_range(..to + close.len(), ""),
                (Some(from), None) => text.truncate(from),
                (None, None) => break,
            }
        }
    }
    text
}

/// Whether a cleaned text can't be an answer: nothing, no words, far too much, or the same over and over.
pub(super) fn is_nonsense(answer: &str) -> bool {
    let words: Vec<&str> = answer.split_whitespace().collect();
    let different: std::collections::HashSet<&str> = words.iter().copied().collect();
    !answer.chars().any(char::is_alphabetic)
        || answer.chars().count() > MOST_CHARS
        || answer.contains('\u{FFFD}')
        || (words.len() >= 40 && different.len() * 8 < words.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn thinking_and_marks_go_and_sources_stay() {
        let raw = "<think>they ask [9]\nabout 12 days</think>\nالتوصيل خلال يومين [1][٢]. مجاني فوق 30 دينارًا 【3】 [1, 4].";
        let clean = clean(raw);
        assert_eq!(clean.text, "التوصيل خلال يومين. مجاني فوق 30 دينارًا.");
        assert_eq!(clean.cited, [1, 2, 3, 4]);
    }

    #[test]
    fn what_is_no_mark_stays() {
        for text in ["see [our page] and [EMAIL_1]", "a [b", "x [] y", "[1234] pots", "[0]"] {
            assert_eq!(clean(text), Clean { text: text.into(), cited: vec![] });
        }
        assert_eq!(clean("<think>never closed").text, "");
        assert_eq!(clean("no start</think>The answer.").text, "The answer.");
    }

    #[test]
    fn nonsense_is_known() {
        for text in
            ["", "…", "12345", "\u{FFFD}\u{FFFD} what", &"buy now ".repeat(60), &"word ".repeat(2_000)]
        {
            assert!(is_nonsense(text), "{text:.20}");
        }
        assert!(!is_nonsense("نعم، خلال يومين."));
    }

    proptest! {
        #[test]
        fn anything_can_be_cleaned(raw in "[\\PC\\n<>/\\[\\]【】1]{0,120}", tag in 0..3_usize) {
            let raw = raw + ["", "<think>", "</think>"].get(tag).copied().unwrap_or_default();
            let text = clean(&raw).text;
            prop_assert!(!text.contains("<think>") && !text.contains("</think>"));
            prop_assert_eq!(text.trim(), text.as_str());
        }
    }
}
