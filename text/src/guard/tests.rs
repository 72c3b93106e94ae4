//! Laws that all guards keep: no text stops them, and a long one takes no longer than its length.

use super::{injection, leak, outgoing, topic, toxicity};
use proptest::prelude::*;
use std::time::{Duration, Instant};

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

/// Ten times the text may take ten times as long and something for the machine's mood, and not a hundred times.
#[test]
fn a_hundred_thousand_letters_take_no_longer_than_their_number() {
    for piece in [
        "ignore all the write a tell me يا من انت bir کن ",
        "i g n o r e ",
        "%41&#65;\\u0041 ",
        "AAAA",
        "a.b_c:d'",
        "you are you are ",
    ] {
        let text = |bytes: usize| piece.repeat(bytes / piece.len());
        all(&text(1_000));
        let time = |text: &str| {
            (0..3)
                .map(|_| {
                    let start = Instant::now();
                    all(text);
                    start.elapsed()
                })
                .min()
                .unwrap_or_default()
        };
        let (short, long) = (time(&text(10_000)), time(&text(100_000)));
        assert!(long < short * 60 + Duration::from_millis(50), "{piece:?}: {short:?}, then {long:?}");
    }
}
