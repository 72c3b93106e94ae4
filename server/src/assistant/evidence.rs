//! What of a model's answer is said, and why.

use super::redact::Redactor;
use text::evidence::{Admitted, Evidence, Verdict};

/// Judges a model's answer, whole or as far as it was written, by the passages that it was given.
pub(super) fn admit(
    evidence: &Evidence,
    answer: &str,
    question: &str,
    lang: &str,
    redactor: &Redactor,
) -> Admitted {
    // A token that stands for nothing is an invention like any other.
    let plain = |sentence: &str| (!redactor.invents(sentence)).then(|| redactor.claims(sentence));
    evidence.admit(answer, question, Some(lang), &plain)
}

/// The reason that a decision records of an answer of which something is said: `supported`, or what became of the
/// sentences that were not and what was seen in the first of them (`quoted_in_part/number`).
pub(super) fn reason(admitted: &Admitted) -> String {
    if admitted.why.is_none() {
        return "supported".to_owned();
    }
    let any = |is: fn(&Verdict) -> bool| admitted.marks.iter().any(|mark| is(&mark.verdict));
    let quoted = any(|verdict| matches!(verdict, Verdict::Quoted(..)));
    let supported = any(|verdict| matches!(verdict, Verdict::Supported(_)));
    let word = match (quoted, supported) {
        (true, true) => "quoted_in_part",
        (true, false) => "quoted_instead",
        _ => "supported_in_part",
    };
    because(word, admitted)
}

/// A reason with what was seen in the first sentence that was not said as it was written.
pub(super) fn because(reason: &str, admitted: &Admitted) -> String {
    admitted.why.map_or_else(|| reason.to_owned(), |why| format!("{reason}/{}", why.word()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHOP: [&str; 2] = [
        "Shipping\nDelivery inside Amman takes 1 to 2 working days and costs 3 JD.",
        "Returns\nYou can return plants within 14 days. Write to help@nabta.example.",
    ];

    fn judged(answer: &str) -> (Option<String>, String) {
        let admitted = admit(&Evidence::of(&SHOP), answer, "", "en", &Redactor::default());
        (admitted.said().map(str::to_owned), reason(&admitted))
    }

    #[test]
    fn what_is_supported_is_said_as_it_was_written() {
        for answer in
            ["Delivery takes 1 to 2 working days inside Amman.", "You can return plants within 14 days."]
        {
            assert_eq!(judged(answer), (Some(answer.to_owned()), "supported".to_owned()));
        }
    }

    #[test]
    fn what_is_not_is_quoted_or_left_out() {
        let delivery = "Delivery inside Amman takes 1 to 2 working days and costs 3 JD.".to_owned();
        assert_eq!(
            judged("Delivery takes 5 days."),
            (Some(delivery.clone()), "quoted_instead/number".to_owned())
        );
        assert_eq!(
            judged("Delivery takes 5 days. You can return plants within 14 days."),
            (Some(delivery + " You can return plants within 14 days."), "quoted_in_part/number".to_owned())
        );
        assert_eq!(
            judged("You can return plants within 14 days. Our bicycles shine."),
            (Some("You can return plants within 14 days.".to_owned()), "supported_in_part/words".to_owned())
        );
        assert_eq!(judged("The moon is made of cheese.").0, None);
        assert_eq!(judged("Hello! How can I help?").0, None);
    }

    #[test]
    fn a_token_that_stands_for_nothing_is_left_out() {
        let (said, reason) = judged("Dear [NAME_7], hello. You can return plants within 14 days.");
        assert_eq!(said.as_deref(), Some("You can return plants within 14 days."));
        assert_eq!(reason, "supported_in_part/token");
    }
}
