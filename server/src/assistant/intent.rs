//! What a message wants, as far as that needs no knowledge: a person, to complain, to greet, to thank.

use text::{intent, tokens};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Intent {
    Person,
    Complaint,
    Greeting,
    Thanks,
    Question,
}

/// Yes and fine, which accept an offer or end a matter.
const YES: &str = "
نعم اه آه أيوه ايوه أيوا ايوا اي بلى أكيد اكيد تمام ماشي طيب اوكي أوكي ياريت موافق موافقه حولني لو سمحت سمحتي من فضلك حاضر
بله آره اره باشه حتما حتماً لطفا لطفاً خوبه اوکی ممنون مرسی
evet olur tamam tabii tabi lütfen peki elbette aktar aktarın
sì si certo certamente va bene perfetto volentieri grazie d'accordo sicuro
yes yeah yep yup sure ok okay okey please fine alright great do it";

/// What the message wants. `offered`: a person was offered just before, so "yes" is the wish for one.
pub(super) fn read(message: &str, offered: bool) -> Intent {
    let agrees = agrees(message);
    if intent::wants_human(message) || (offered && agrees) {
        Intent::Person
    } else if intent::complaint(message) {
        Intent::Complaint
    } else if intent::thanks(message) || agrees {
        Intent::Thanks
    } else if intent::greeting(message) {
        Intent::Greeting
    } else {
        Intent::Question
    }
}

/// Whether the message says yes and nothing else.
fn agrees(message: &str) -> bool {
    let words = tokens::words(message);
    let yes: Vec<String> = tokens::words(YES).into_iter().map(|word| word.text).collect();
    (1..=4).contains(&words.len()) && words.iter().all(|word| yes.contains(&word.text))
}

/// The lines of a burst that hold a matter, without the greeting in front of each: "hello", "how long does
/// delivery take?" are one question. The whole message where nothing else is left.
pub(super) fn matters(message: &str) -> Vec<String> {
    let lines: Vec<String> = message
        .lines()
        .map(without_greeting)
        .filter(|line| tokens::words(line).len() > 1 || !(intent::thanks(line) || agrees(line)))
        .filter(|line| !line.is_empty())
        .collect();
    if lines.is_empty() { vec![message.trim().to_owned()] } else { lines }
}

/// The questions of those lines, each by itself: one line may ask two.
pub(super) fn questions(lines: &[String], lang: &str) -> Vec<String> {
    lines.iter().flat_map(|line| text::extractive::questions(line, Some(lang))).collect()
}

/// The line without greetings at its beginning.
fn without_greeting(line: &str) -> String {
    let words: Vec<&str> = line.split_whitespace().collect();
    let greeting = (1..=words.len().min(6))
        .rev()
        .find(|&count| words.get(..count).is_some_and(|first| intent::greeting(&first.join(" "))));
    let rest = words.get(greeting.unwrap_or(0)..).unwrap_or_default().join(" ");
    rest.trim_start_matches(|c: char| matches!(c, ',' | '،' | '.' | '!' | '-' | ':') || c.is_whitespace())
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_yes_after_the_offer_is_the_wish_for_a_person() {
        for yes in ["نعم", "اه لو سمحت", "بله لطفا", "Evet, lütfen", "Sì, grazie", "yes please", "OK"]
        {
            assert_eq!(read(yes, true), Intent::Person, "{yes}");
            assert_eq!(read(yes, false), Intent::Thanks, "{yes}");
        }
        assert_eq!(read("yes but how long does it take?", true), Intent::Question);
    }

    #[test]
    fn complaints_are_told_from_questions() {
        for text in [
            "هاي أسوأ خدمة شفتها بحياتي",
            "می‌خواهم شکایت کنم",
            "Bu tam bir rezalet",
            "È una vergogna!",
            "I want to complain",
        ] {
            assert_eq!(read(text, false), Intent::Complaint, "{text}");
        }
        for text in [
            "قديش بياخد التوصيل؟",
            "هزینه نصب گلدان چقدر است؟",
            "kargo ne zaman gelir?",
            "quanto costa la spedizione?",
            "my plant arrived broken, what now?",
            "the worst of winter is over, may I repot?",
        ] {
            assert_eq!(read(text, false), Intent::Question, "{text}");
        }
    }

    #[test]
    fn asking_for_a_person_comes_before_everything() {
        assert_eq!(read("this is unacceptable, let me talk to a human", false), Intent::Person);
        assert_eq!(read("مرحبا", false), Intent::Greeting);
        assert_eq!(read("شكرا كتير", true), Intent::Thanks);
    }

    #[test]
    fn greetings_are_taken_off_the_matter() {
        assert_eq!(matters("مرحبا\nقديش بياخد التوصيل؟"), ["قديش بياخد التوصيل؟"]);
        assert_eq!(matters("Hello, how long does delivery take?"), ["how long does delivery take?"]);
        assert_eq!(matters("hi\nyes"), ["hi\nyes"]);
        assert_eq!(matters("ciao"), ["ciao"]);
        assert_eq!(matters("one?\ntwo and three?").len(), 2);
    }
}
