//! Lines into one text, and what the ends of lines tell.

use std::collections::HashSet;

/// Appends a line; a word that was parted at the line's end becomes whole.
pub(super) fn join(text: &mut String, line: &str, compounds: &HashSet<String>) {
    let parted = text.ends_with(['-', '\u{2010}'])
        && text.chars().rev().nth(1).is_some_and(char::is_lowercase)
        && line.chars().next().is_some_and(char::is_lowercase);
    if parted {
        let start = text.split_whitespace().next_back().unwrap_or_default();
        let end = line.split_whitespace().next().unwrap_or_default();
        if !compounds.contains(&trimmed(&format!("{start}{end}").to_lowercase())) {
            text.pop();
        }
    } else if !text.is_empty() && !line.is_empty() && !ends_address(text, line) && !ends_code(text, line) {
        text.push(' ');
    }
    text.push_str(line);
}

/// A web address broken at a slash goes on without a space.
fn ends_address(text: &str, line: &str) -> bool {
    let last = text.split_whitespace().next_back().unwrap_or_default();
    last.contains("://") && last.ends_with('/') && line.starts_with(|c: char| c.is_ascii_lowercase())
}

/// A code or a range broken at its hyphen or dash ("NB-2026-" and "00417", "5–" and "7") goes on too, with it.
fn ends_code(text: &str, line: &str) -> bool {
    let mut before = text.chars().rev();
    let mark = before.next();
    let inside = before.next().is_some_and(|c| c.is_numeric() || c.is_uppercase());
    let goes_on = line.chars().next().is_some_and(char::is_numeric);
    inside && goes_on && matches!(mark, Some('-' | '\u{2010}' | '\u{2011}' | '–'))
}

pub(super) fn ends_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(['"', '”', '»', ')', '’', ']']);
    text.ends_with(['.', '!', '?', '؟', '۔', '…'])
}

/// Whether a line begins with a number or letter of an ordered list.
pub(super) fn is_numbered(text: &str) -> bool {
    let text = text.trim_start();
    let Some(end) = text.find(['.', ')', '-']) else { return false };
    let (number, rest) = text.split_at(end);
    let digits = number.chars().count() <= 2 && !number.is_empty() && number.chars().all(char::is_numeric);
    let mut rest = rest.chars();
    rest.next();
    digits && rest.next().is_some_and(char::is_whitespace) && rest.any(char::is_alphabetic)
}

/// Whether a word has a hyphen that is its own.
pub(super) fn is_compound(word: &str) -> bool {
    word.trim_end_matches(|c: char| !c.is_alphanumeric()).contains('-')
}

/// A word without the punctuation around it.
pub(super) fn trimmed(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parted_words_become_whole_and_compounds_keep_their_hyphen() {
        let compounds = HashSet::from(["self-service".to_owned()]);
        let mut text = "a deliv-".to_owned();
        join(&mut text, "ery by self-", &compounds);
        join(&mut text, "service", &compounds);
        assert_eq!(text, "a delivery by self-service");
    }

    #[test]
    fn codes_and_ranges_keep_their_hyphen() {
        for (line, next, whole) in [
            ("invoice NB-2026-", "00417)", "invoice NB-2026-00417)"),
            ("within 5–", "7 days", "within 5–7 days"),
            ("card NB-", "204/A", "card NB-204/A"),
            ("from 5 –", "7 days", "from 5 – 7 days"),
        ] {
            let mut text = line.to_owned();
            join(&mut text, next, &HashSet::new());
            assert_eq!(text, whole);
        }
    }

    #[test]
    fn numbers_of_lists_are_told_from_other_numbers() {
        assert!(is_numbered("1. Open the page"));
        assert!(is_numbered("٢) افتح الصفحة"));
        assert!(!is_numbered("14.5 kg of soil"));
        assert!(!is_numbered("2024. was a good year"));
    }
}
