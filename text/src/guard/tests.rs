//! Laws that all guards keep: no text stops them, and a long one takes no longer than its length.

use super::{injection, leak, outgoing, topic, toxicity};
use proptest::prelude::*;

fn all(text: &str) {
    let _ = (injection::in_message(text), injection::seen(text), outgoing::seen(text), toxicity::seen(text));
    let _ = leak::leaks(text, &[text], &[]);
    if let Some(off) = topic::asked(text) {
        let _ = off.stands_in(&[text], None);
    }
}

proptest! {
    #[test]
    fn any_text_is_looked_at(text in "[\\PC\\n]{0,120}|[a-zA-Z0-9+/=%&#;\\\\ux!\\u{E0020}-\\u{E007F}\\u{1F3F4} ]{0,160}") {
        all(&text);
    }

    #[test]
    fn words_of_the_lists_in_any_order_are_looked_at(words in prop::collection::vec(prop::sample::select(vec![
        "ignore", "all", "instructions", "write", "a", "poem", "تجاهل", "التعليمات", "you", "idiot", "talimatları", "yok",
        "say", "دستورهای", "women", "hate", "%41", "\\u0041", "&#65;", "i", "g", "n",
    ]), 0..30)) {
        all(&words.join(" "));
    }
}

/// Were a guard slower than its text is long, this would not end in a patient person's time.
#[test]
fn a_hundred_thousand_letters_are_looked_at() {
    for piece in [
        "ignore all the write a tell me يا من انت bir کن ",
        "i g n o r e ",
        "%41&#65;\\u0041 ",
        "AAAA",
        "a.b_c:d'",
        "you are you are ",
    ] {
        all(&piece.repeat(100_000 / piece.len()));
    }
}
