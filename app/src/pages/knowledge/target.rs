//! Links to a passage: `/knowledge/<document>?page=3&quote=…` or `#<passage>`.

use crate::client::encode;
use api::{ChunkId, DocumentId, DocumentPassage};

/// Enough of a passage to find it again.
const QUOTE_CHARS: usize = 60;

/// The address of a document at a passage that is known by its words.
pub fn address(document: DocumentId, page: Option<u32>, quote: &str) -> String {
    let quote: String = quote.chars().take(QUOTE_CHARS).collect();
    let page = page.map(|page| format!("page={page}&")).unwrap_or_default();
    format!("/knowledge/{document}?{page}quote={}", encode(quote.trim()))
}

/// The passage that an address means: named after `#`, else the one with these words (on that page
/// first), else the page's first.
pub fn find(
    passages: &[DocumentPassage],
    hash: &str,
    page: Option<u32>,
    quote: Option<&str>,
) -> Option<ChunkId> {
    let named = hash.trim_start_matches('#').trim_start_matches("passage-").parse::<ChunkId>().ok();
    if let Some(passage) = passages.iter().find(|passage| Some(passage.id) == named) {
        return Some(passage.id);
    }
    let on_page = |passage: &&DocumentPassage| page.is_some() && passage.page == page;
    let quote = quote.map(squeezed).filter(|quote| !quote.is_empty());
    let with_words = |passage: &&DocumentPassage| {
        quote.as_ref().is_some_and(|quote| squeezed(&passage.text).contains(quote.as_str()))
    };
    passages
        .iter()
        .find(|passage| on_page(passage) && with_words(passage))
        .or_else(|| passages.iter().find(with_words))
        .or_else(|| passages.iter().find(on_page))
        .map(|passage| passage.id)
}

/// The words alone: how they were broken into lines does not matter.
fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn passage(n: u128, page: u32, text: &str) -> DocumentPassage {
        DocumentPassage {
            id: ChunkId(uuid::Uuid::from_u128(n)),
            ordinal: u32::try_from(n).unwrap(),
            page: Some(page),
            heading: None,
            text: text.into(),
        }
    }

    fn found(hash: &str, page: Option<u32>, quote: Option<&str>) -> Option<u128> {
        let all = [
            passage(1, 1, "Delivery takes\ntwo days."),
            passage(2, 2, "Returns are free."),
            passage(3, 2, "Delivery takes two days in Irbid."),
        ];
        find(&all, hash, page, quote).map(|id| id.0.as_u128())
    }

    #[test]
    fn words_are_looked_for_on_the_named_page_first() {
        assert_eq!(found("", None, Some("Delivery takes two")), Some(1));
        assert_eq!(found("", Some(2), Some("Delivery takes two")), Some(3));
        assert_eq!(found("", Some(1), Some("Returns are")), Some(2));
    }

    #[test]
    fn a_page_alone_is_its_first_passage_and_an_unknown_target_none() {
        assert_eq!(found("", Some(2), None), Some(2));
        assert_eq!(found("", Some(9), Some("nothing like it")), None);
        assert_eq!(found("", None, Some("  ")), None);
    }

    #[test]
    fn a_named_passage_wins() {
        let hash = format!("#passage-{}", uuid::Uuid::from_u128(2));
        assert_eq!(found(&hash, Some(1), None), Some(2));
    }
}
