//! What two answers to a question differ in, and which of them is right.

use super::store::{Case, NewResult, Result, Side};
use crate::assistant::Trialled;
use api::{Document, DocumentId, LabCase, LabKind, Outcome};
use std::collections::HashSet;
use text::{
    normalize::{ascii_digit, fold},
    stem::stem,
    stopwords::is_stop,
    tokens::words,
};

/// The share of an expected answer's words that a right one has.
const ENOUGH: f32 = 0.6;

/// A question with both of its answers.
pub(super) struct Pair {
    pub case: Case,
    pub before: Trialled,
    /// `None` where nothing is changed.
    pub after: Option<Trialled>,
}

impl Pair {
    /// The documents on which the answers stand; one may come twice.
    pub fn documents(&self) -> impl Iterator<Item = DocumentId> + '_ {
        self.before.documents.iter().chain(self.after.iter().flat_map(|after| &after.documents)).copied()
    }
}

/// What came of a question. `titles` are the documents that are named; `published` is called so once it is published.
pub(super) fn judged(pair: Pair, titles: &[Document], published: Option<(DocumentId, &str)>) -> NewResult {
    let Pair { case, before, after } = pair;
    let called = |id: DocumentId, published: Option<(DocumentId, &str)>| match published {
        Some((of, title)) if of == id => Some(title.to_owned()),
        _ => titles.iter().find(|document| document.id == id).map(|document| document.title.clone()),
    };
    let side = |answer: &Trialled, published| Side {
        body: answer.body.clone(),
        outcome: answer.outcome,
        reason: answer.reason.clone(),
        documents: answer.documents.clone(),
        right: right(
            &case.case,
            answer,
            &answer.documents.iter().filter_map(|id| called(*id, published)).collect::<Vec<_>>(),
        ),
    };
    let kind = after.as_ref().map_or_else(
        || if stopped(&before) { LabKind::NotTried } else { LabKind::Same },
        |after| kind(&before, after),
    );
    let after = after.as_ref().map_or_else(|| side(&before, None), |after| side(after, published));
    let before = side(&before, None);
    let mut documents: Vec<DocumentId> = before.documents.iter().chain(&after.documents).copied().collect();
    documents.sort_unstable();
    documents.dedup();
    NewResult {
        place: case.place,
        kind,
        lang: case.lang,
        dialect: case.dialect,
        documents,
        result: Result { case: case.case, before, after },
    }
}

/// Whether an answer stands: with sources, or a courtesy.
pub(super) fn answers(outcome: Outcome) -> bool {
    match outcome {
        Outcome::Answered | Outcome::Courtesy | Outcome::Drafted => true,
        Outcome::Refused | Outcome::HandedOff => false,
    }
}

/// Whether the model or the money was the reason that there is no answer.
fn stopped(answer: &Trialled) -> bool {
    let reason = answer.reason.as_deref().unwrap_or_default();
    matches!(reason.split('/').next(), Some("provider_error" | "budget"))
}

fn kind(before: &Trialled, after: &Trialled) -> LabKind {
    if stopped(before) || stopped(after) {
        return LabKind::NotTried;
    }
    match (answers(before.outcome), answers(after.outcome)) {
        (true, false) => LabKind::NewRefusal,
        (false, true) => LabKind::NewlyAnswered,
        (true, true) if before.documents.iter().any(|id| !after.documents.contains(id)) => {
            LabKind::LostSource
        }
        _ if before.body != after.body => LabKind::Changed,
        _ => LabKind::Same,
    }
}

/// Whether an answer stands on the document that it should, and says what it should; `None` where neither is said.
fn right(case: &LabCase, answer: &Trialled, titles: &[String]) -> Option<bool> {
    let document = case.document.as_deref().map(|wanted| {
        let wanted = fold(wanted.trim());
        titles.iter().any(|title| fold(title.trim()) == wanted)
    });
    let said = answer.body.as_deref().filter(|_| answers(answer.outcome)).unwrap_or_default();
    let words = case.answer.as_deref().map(|wanted| says(said, wanted, case.lang.as_deref()));
    match (document, words) {
        (None, None) => None,
        (document, words) => Some(document.unwrap_or(true) && words.unwrap_or(true)),
    }
}

/// Whether a text says the same as another, as far as words go: all of its numbers, and most of its other words.
fn says(said: &str, wanted: &str, lang: Option<&str>) -> bool {
    let terms = |text: &str| -> HashSet<String> {
        let all = words(text).into_iter().filter(|word| !is_stop(&word.text, lang));
        all.map(|word| stem(&word.text.chars().map(ascii_digit).collect::<String>(), lang)).collect()
    };
    let (said, wanted) = (terms(said), terms(wanted));
    let is_number = |term: &&String| term.chars().any(|c| c.is_ascii_digit());
    if wanted.iter().filter(is_number).any(|number| !said.contains(number)) {
        return false;
    }
    let had = wanted.iter().filter(|term| said.contains(*term)).count();
    had as f32 >= ENOUGH * wanted.len() as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(outcome: Outcome, body: &str, documents: &[u128]) -> Trialled {
        let reason = Some("quoted".to_owned());
        let documents = documents.iter().map(|id| DocumentId(uuid::Uuid::from_u128(*id))).collect();
        Trialled { body: Some(body.to_owned()), outcome, reason, documents }
    }

    #[test]
    fn the_first_that_holds_is_told() {
        let before = answer(Outcome::Answered, "two days", &[1, 2]);
        let refused = answer(Outcome::Refused, "I don't know", &[]);
        let kind_of = |after: &Trialled| kind(&before, after);
        assert_eq!(kind_of(&refused), LabKind::NewRefusal);
        assert_eq!(kind(&refused, &before), LabKind::NewlyAnswered);
        assert_eq!(kind(&refused, &answer(Outcome::Refused, "I do not", &[])), LabKind::Changed);
        assert_eq!(kind_of(&answer(Outcome::Answered, "two days", &[2, 3])), LabKind::LostSource);
        assert_eq!(kind_of(&answer(Outcome::Answered, "2 days", &[1, 2, 3])), LabKind::Changed);
        assert_eq!(kind_of(&answer(Outcome::Answered, "two days", &[1, 2])), LabKind::Same);
        let failed = Trialled { reason: Some("provider_error/429".into()), ..refused };
        assert_eq!(kind_of(&failed), LabKind::NotTried);
    }

    #[test]
    fn a_right_answer_has_the_numbers_and_most_of_the_words() {
        assert!(says("Delivery inside Amman takes ٢ days.", "Delivery takes 2 days", Some("en")));
        assert!(!says("Delivery inside Amman takes 3 days.", "Delivery takes 2 days", Some("en")));
        assert!(!says("Plants are green.", "Delivery is free in Amman", Some("en")));
    }

    #[test]
    fn what_is_expected_is_asked_of_both_answer_and_document() {
        let case = |answer: Option<&str>, document: Option<&str>| LabCase {
            answer: answer.map(str::to_owned),
            document: document.map(str::to_owned),
            ..LabCase::default()
        };
        let said = answer(Outcome::Answered, "Delivery takes two days.", &[1]);
        let titles = ["Shipping".to_owned()];
        assert_eq!(right(&case(None, None), &said, &titles), None);
        assert_eq!(right(&case(Some("two days"), Some("shipping ")), &said, &titles), Some(true));
        assert_eq!(right(&case(Some("two days"), Some("Returns")), &said, &titles), Some(false));
        let refused = answer(Outcome::Refused, "I don't know about two days.", &[]);
        assert_eq!(right(&case(Some("two days"), None), &refused, &[]), Some(false));
    }
}
