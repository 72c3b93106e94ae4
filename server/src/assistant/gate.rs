//! What may be shown of an answer that is still being written.
//!
//! A customer acts on what they read, also when it disappears a second later. So an answer is shown sentence by
//! sentence, each only when it is complete and judged: as it was written, or in the passages' words in its place. What
//! is stored in the end is judged by the same function, so that it begins with what was shown.

use super::{
    clean::{NO_ANSWER, clean},
    redact::Redactor,
    token,
};
use std::time::{Duration, Instant};
use text::{evidence::Admitted, sentence};

/// Pieces come no closer together than this.
const PACE: Duration = Duration::from_millis(50);

/// Says what of an answer may be said, as far as it was written.
pub(super) type Judge<'a> = dyn Fn(&str) -> Admitted + Sync + 'a;

pub(super) struct Gate<'a> {
    judge: &'a Judge<'a>,
    redactor: &'a Redactor,
    /// How much was judged: sentences come rarely, letters often.
    judged: usize,
    /// What was shown, with tokens.
    shown: String,
    shut: bool,
    looked: Option<Instant>,
}

impl<'a> Gate<'a> {
    pub fn new(judge: &'a Judge<'a>, redactor: &'a Redactor) -> Self {
        Self { judge, redactor, judged: 0, shown: String::new(), shut: false, looked: None }
    }

    /// The next piece to be shown, given all that the model has written so far.
    pub fn next(&mut self, raw: &str, now: Instant) -> Option<String> {
        if self.shut || self.looked.is_some_and(|before| now.duration_since(before) < PACE) {
            return None;
        }
        self.looked = Some(now);
        let text = clean(raw).text;
        if text.contains(NO_ANSWER) {
            self.shut = true;
            return None;
        }
        let mut sentences = sentence::sentences(&text);
        // The last one may go on, and what ends a sentence may stand inside a token that is not whole yet.
        sentences.pop();
        let open = |range: &std::ops::Range<usize>| text.get(range.clone()).is_none_or(token::is_open);
        let end = sentences.iter().take_while(|range| !open(range)).last().map_or(0, |range| range.end);
        if end <= self.judged {
            return None;
        }
        self.judged = end;
        let admitted = (self.judge)(text.get(..end)?);
        let piece = admitted.so_far().strip_prefix(self.shown.as_str());
        self.shut = admitted.ended || piece.is_none();
        let piece = piece.filter(|piece| !piece.is_empty())?.to_owned();
        self.shown.push_str(&piece);
        Some(self.redactor.restore(&piece))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assistant::evidence::admit;
    use text::evidence::Evidence;

    /// Everything shown while `raw` grows character by character.
    fn shown(raw: &str, passages: &[&str], redactor: &Redactor) -> String {
        let evidence = Evidence::of(passages);
        let judge = |text: &str| admit(&evidence, text, "", "en", redactor);
        let mut gate = Gate::new(&judge, redactor);
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
        let passages = ["We write to customers."];
        assert_eq!(
            shown("We write to [EMAIL_1]. Good", &passages, &redactor),
            "We write to lina@mail.example."
        );
    }

    #[test]
    fn a_token_is_shown_whole_or_not_at_all_and_an_invented_one_never() {
        let mut redactor = Redactor::default();
        redactor.redact("my number is 079 123 4567");
        let said = |raw: &str| shown(raw, &["We call customers."], &redactor);
        assert_eq!(said("We call [Phone No. 1]. Soon. Bye"), "We call 079 123 4567. Soon.");
        assert_eq!(said("We call 【PHONE_١】. Good. Bye"), "We call 079 123 4567. Good.");
        assert_eq!(said("Hello. We call [PHONE_2]. Good. Bye"), "Hello. Good.");
        assert_eq!(said("Hello. Dear [Name]. Good. Bye"), "Hello. Good.");
    }

    #[test]
    fn the_shops_own_number_is_checked_as_it_stands_in_the_passage() {
        let mut redactor = Redactor::default();
        let passages = ["Call 06 500 1234."];
        redactor.redact_own(passages[0]);
        redactor.redact_own("Fax of another page: 06 500 9999.");
        assert_eq!(shown("Call [PHONE_1]. Good. Bye", &passages, &redactor), "Call 06 500 1234. Good.");
        assert_eq!(shown("Call [PHONE_2]. Good. Bye", &passages, &redactor), "Call 06 500 1234. Good.");
    }

    #[test]
    fn pieces_keep_their_distance() {
        let (evidence, redactor) = (Evidence::of(&[]), Redactor::default());
        let judge = |text: &str| admit(&evidence, text, "", "en", &redactor);
        let mut gate = Gate::new(&judge, &redactor);
        let start = Instant::now();
        assert_eq!(gate.next("Hello. We", start).as_deref(), Some("Hello."));
        assert_eq!(gate.next("Hello. Sorry. Also", start + PACE / 2), None);
        assert_eq!(gate.next("Hello. Sorry. Also", start + PACE).as_deref(), Some(" Sorry."));
    }
}
