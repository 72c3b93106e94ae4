//! What may be shown of an answer that is still being written.
//!
//! A customer acts on what they read, also when it disappears a second later. So an answer is shown sentence by
//! sentence, each only when it is complete and the passages support it; after the first that they don't, nothing.

use super::{
    clean::{NO_ANSWER, clean},
    redact::Redactor,
    token,
};
use std::time::{Duration, Instant};
use text::{evidence, sentence};

/// Pieces come no closer together than this.
const PACE: Duration = Duration::from_millis(50);

pub(super) struct Gate<'a> {
    passages: &'a [String],
    redactor: &'a Redactor,
    /// What was shown, with tokens.
    shown: String,
    shut: bool,
    looked: Option<Instant>,
}

impl<'a> Gate<'a> {
    pub fn new(passages: &'a [String], redactor: &'a Redactor) -> Self {
        Self { passages, redactor, shown: String::new(), shut: false, looked: None }
    }

    /// The next piece to be shown, given all that the model has written so far.
    pub fn next(&mut self, raw: &str, now: Instant) -> Option<String> {
        if self.shut || self.looked.is_some_and(|before| now.duration_since(before) < PACE) {
            return None;
        }
        self.looked = Some(now);
        let text = clean(raw).text;
        if text.contains(NO_ANSWER) || !text.starts_with(&self.shown) {
            self.shut = true;
            return None;
        }
        let passages: Vec<&str> = self.passages.iter().map(String::as_str).collect();
        let mut sentences = sentence::sentences(&text);
        // The last one may go on.
        sentences.pop();
        let mut end = self.shown.len();
        for range in sentences.into_iter().filter(|range| range.end > self.shown.len()) {
            let sentence = text.get(range.clone()).unwrap_or_default();
            let claims = self.redactor.claims(sentence);
            if self.redactor.invents(sentence) || evidence::supported(&claims, &passages).is_err() {
                self.shut = true;
                break;
            }
            // What ends a sentence may stand inside a token that is not whole yet.
            if token::is_open(sentence) {
                break;
            }
            end = range.end;
        }
        let piece = text.get(self.shown.len()..end).filter(|piece| !piece.is_empty())?.to_owned();
        self.shown.push_str(&piece);
        Some(self.redactor.restore(&piece))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Everything shown while `raw` grows character by character.
    fn shown(raw: &str, passages: &[&str], redactor: &Redactor) -> String {
        let passages: Vec<String> = passages.iter().map(|p| (*p).to_owned()).collect();
        let mut gate = Gate::new(&passages, redactor);
        let start = Instant::now();
        let mut out = String::new();
        for (turn, (at, c)) in raw.char_indices().enumerate() {
            let now = start + PACE * u32::try_from(turn).unwrap_or_default();
            let so_far = raw.get(..at + c.len_utf8()).unwrap_or_default();
            out.push_str(&gate.next(so_far, now).unwrap_or_default());
        }
        out
    }

    #[test]
    fn sentences_are_shown_whole_and_supported_ones_only() {
        let passages = ["Delivery takes 2 days. It costs 3 JD."];
        let none = Redactor::default();
        let raw =
            "<think>hm 99.</think>Delivery takes 2 days [1]. It costs 3 JD. Refunds take 45 days. Bye. End";
        assert_eq!(shown(raw, &passages, &none), "Delivery takes 2 days. It costs 3 JD.");
        assert_eq!(
            shown("It takes 2 days. NO_ANSWER. More. And more.", &passages, &none),
            "It takes 2 days."
        );
        assert_eq!(shown("NO_ANSWER", &passages, &none), "");
    }

    #[test]
    fn tokens_are_shown_as_what_they_stand_for() {
        let mut redactor = Redactor::default();
        redactor.redact("my address is lina@mail.example");
        assert_eq!(shown("We wrote to [EMAIL_1]. Good", &[], &redactor), "We wrote to lina@mail.example.");
    }

    #[test]
    fn a_token_is_shown_whole_or_not_at_all_and_an_invented_one_never() {
        let mut redactor = Redactor::default();
        redactor.redact("my number is 079 123 4567");
        let said = |raw: &str| shown(raw, &[], &redactor);
        assert_eq!(said("We call [Phone No. 1]. Soon. Bye"), "We call 079 123 4567. Soon.");
        assert_eq!(said("We call 【PHONE_١】. Good. Bye"), "We call 079 123 4567. Good.");
        assert_eq!(said("Yes. We call [PHONE_2]. Good. Bye"), "Yes.");
        assert_eq!(said("Yes. Dear [Name]. Good. Bye"), "Yes.");
    }

    #[test]
    fn the_shops_own_number_is_checked_as_it_stands_in_the_passage() {
        let mut redactor = Redactor::default();
        let passages = ["Call 06 500 1234."];
        redactor.redact_own(passages[0]);
        redactor.redact_own("Fax of another page: 06 500 9999.");
        assert_eq!(shown("Call [PHONE_1]. Good. Bye", &passages, &redactor), "Call 06 500 1234. Good.");
        assert_eq!(shown("Call [PHONE_2]. Good. Bye", &passages, &redactor), "");
    }

    #[test]
    fn pieces_keep_their_distance() {
        let passages = [];
        let redactor = Redactor::default();
        let mut gate = Gate::new(&passages, &redactor);
        let start = Instant::now();
        assert_eq!(gate.next("Yes. We", start).as_deref(), Some("Yes."));
        assert_eq!(gate.next("Yes. We do. Also", start + PACE / 2), None);
        assert_eq!(gate.next("Yes. We do. Also", start + PACE).as_deref(), Some(" We do."));
    }
}
