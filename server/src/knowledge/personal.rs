//! Personal data in a document: where it stands, and the document without it.

use extract::Document;
use std::{collections::BTreeMap, ops::Range};
use text::redact::{self, Known};

/// What stands in a masked value's place, in every language.
const MASK: &str = "•••";
/// The name of all kinds together.
pub(super) const ALL: &str = "all";

/// Where personal data stands in a text: its kind and its bytes, in order.
pub(super) fn find(text: &str) -> Vec<(String, Range<usize>)> {
    let found = redact::find(text, &Known::default()).into_iter();
    found.map(|found| (found.kind.word().to_ascii_lowercase(), found.range)).collect()
}

/// How often each kind stands in a document.
pub(super) fn count(document: &Document) -> BTreeMap<String, u32> {
    let mut counts = BTreeMap::new();
    for (kind, _) in document.blocks.iter().flat_map(|block| find(&block.text)) {
        *counts.entry(kind).or_default() += 1;
    }
    counts
}

/// Masks what is of one of these kinds, in the text and in the title that the document gives itself.
pub(super) fn mask(document: &mut Document, kinds: &[String]) {
    if kinds.is_empty() {
        return;
    }
    for text in document.blocks.iter_mut().map(|block| &mut block.text).chain(document.title.as_mut()) {
        *text = masked(text, kinds);
    }
}

fn masked(text: &str, kinds: &[String]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut copied = 0;
    for (kind, range) in find(text) {
        if kinds.iter().any(|chosen| *chosen == kind || chosen == ALL) && range.start >= copied {
            out.push_str(text.get(copied..range.start).unwrap_or_default());
            out.push_str(MASK);
            copied = range.end;
        }
    }
    out.push_str(text.get(copied..).unwrap_or_default());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_chosen_is_masked_and_the_rest_stays() {
        let text = "Ask lina@mail.example or call ٠٧٩١٢٣٤٥٦٧ before 17:30.";
        let chosen =
            |kinds: &[&str]| masked(text, &kinds.iter().map(|k| (*k).to_owned()).collect::<Vec<_>>());
        assert_eq!(chosen(&["email"]), "Ask ••• or call ٠٧٩١٢٣٤٥٦٧ before 17:30.");
        assert_eq!(chosen(&["phone"]), "Ask lina@mail.example or call ••• before 17:30.");
        assert_eq!(chosen(&[ALL]), "Ask ••• or call ••• before 17:30.");
        assert_eq!(chosen(&["iban", "card"]), text);
    }
}
