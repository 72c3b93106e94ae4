//! Sentences.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

/// Abbreviations whose full stop ends no sentence, folded.
const ABBREVIATIONS: &[&str] = &[
    "mr", "mrs", "ms", "dr", "prof", "sig", "sigg", "dott", "ing", "avv", "no", "nr", "vs", "etc", "ecc",
    "ca", "art", "pag", "tel", "st", "jr", "inc", "ltd", "co", "e.g", "i.e", "approx", "max", "min", "örn",
    "sn", "bkz", "vb", "cad", "sok", "mah",
];

/// The sentences of `text` as byte ranges: ascending, not touching white space at either end, never empty.
///
/// UAX #29 §5 (which knows ؟ and ۔), with a line break as an end, and without the ends it sees after
/// abbreviations, initials (د. أحمد) and list numbers (`1. …`). Everything that is not white space is covered.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut open: Option<usize> = None;
    for (start, piece) in text.split_sentence_bound_indices() {
        let from = open.take().unwrap_or(start);
        let end = start + piece.len();
        if !piece.ends_with(['\n', '\r', '\u{2028}', '\u{2029}', '\u{85}'])
            && goes_on(piece)
            && end < text.len()
        {
            open = Some(from);
            continue;
        }
        push(&mut found, text, from..end);
    }
    if let Some(from) = open {
        push(&mut found, text, from..text.len());
    }
    found
}

fn push(found: &mut Vec<Range<usize>>, text: &str, range: Range<usize>) {
    let Some(whole) = text.get(range.clone()) else { return };
    let start = range.start + (whole.len() - whole.trim_start().len());
    let end = range.end - (whole.len() - whole.trim_end().len());
    if start < end {
        found.push(start..end);
    }
}

/// Whether the piece's last full stop belongs to its last word.
fn goes_on(piece: &str) -> bool {
    let Some(head) = piece.trim_end().strip_suffix('.') else { return false };
    let last =
        head.rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '"' | '«')).next().unwrap_or_default();
    let folded = crate::normalize::fold(last);
    let letters = folded.chars().count();
    let number = !folded.is_empty() && folded.chars().all(|c| c.is_ascii_digit());
    let initial = letters == 1 && folded.chars().all(char::is_alphabetic);
    initial || (number && letters <= 2 && head.trim() == last) || ABBREVIATIONS.contains(&folded.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cut(text: &str) -> Vec<&str> {
        sentences(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn sentences_end_where_readers_stop() {
        assert_eq!(cut("كم السعر؟ السعر 5.5 دنانير. شكرا"), ["كم السعر؟", "السعر 5.5 دنانير.", "شكرا"]);
        assert_eq!(cut("یہ ایک ہے۔ دوم"), ["یہ ایک ہے۔", "دوم"]);
        assert_eq!(cut("د. أحمد هنا. نعم"), ["د. أحمد هنا.", "نعم"]);
        assert_eq!(cut("Dr. Rossi arriva. Bene!"), ["Dr. Rossi arriva.", "Bene!"]);
        assert_eq!(cut("1. Cut it.\n2. Water it."), ["1. Cut it.", "2. Water it."]);
        assert_eq!(cut("one\ntwo"), ["one", "two"]);
        assert_eq!(cut("Item no. 5 is late."), ["Item no. 5 is late."]);
    }

    proptest! {
        #[test]
        fn everything_but_white_space_is_covered_once(text in "[\\PC\\n]{0,120}|[a-zA-Z. \\n؟]{0,80}") {
            let mut last = 0;
            for range in sentences(&text) {
                prop_assert!(text[last..range.start].trim().is_empty());
                prop_assert!(range.start < range.end);
                last = range.end;
            }
            prop_assert!(text[last..].trim().is_empty());
        }
    }
}
