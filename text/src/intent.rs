//! What can be known about a message without a model: it asks for a person, it only greets, it only thanks.

mod complaint;
mod courtesy;
mod person;
mod wish;

use crate::{normalize::fold, tokens};
use complaint::{COMPLAINTS, NO_COMPLAINT};
use courtesy::{FILLERS, GREETINGS, THANKS};
use person::{NOT, PERSON, PERSON_EXACT, PHRASES, SPEAK};

/// Whether the message asks for a person instead of the assistant.
pub fn wants_human(text: &str) -> bool {
    let cut = tokens::words(text);
    let words: Vec<&str> = cut.iter().map(|word| word.text.as_str()).collect();
    let joined = format!(" {} ", words.join(" "));
    let says = |phrase: &str| {
        let phrase = spaced(phrase);
        joined.contains(phrase.trim_end())
    };
    if NOT.iter().any(|phrase| says(phrase)) {
        return false;
    }
    if PHRASES.iter().any(|phrase| says(phrase)) || wish::alone(&cut) || wish::wished(text, &cut) {
        return true;
    }
    // Near each other: "كيف أتواصل" far from "شخص" is another question.
    let places = |list: &str| -> Vec<usize> {
        let wanted: Vec<String> = list.split_whitespace().map(|word| fold(&word.replace('_', " "))).collect();
        (0..words.len())
            .filter(|&at| words.get(at).is_some_and(|word| is_in(word, words.get(at + 1).copied(), &wanted)))
            .collect()
    };
    let exact: Vec<String> = PERSON_EXACT.split_whitespace().map(fold).collect();
    let mut people = places(PERSON);
    people.extend(
        (0..words.len())
            .filter(|&at| words.get(at).is_some_and(|word| exact.iter().any(|exact| exact == word))),
    );
    places(SPEAK).into_iter().any(|verb| people.iter().any(|person| verb.abs_diff(*person) <= 4))
}

/// Whether a word (or it and the next) stands in the list, bare or behind the article and clitics, or inflected.
fn is_in(word: &str, next: Option<&str>, wanted: &[String]) -> bool {
    let bare = ["بال", "لل", "ال", "ب", "ل", "و", "مع"]
        .iter()
        .find_map(|clitic| word.strip_prefix(clitic).filter(|rest| rest.chars().count() >= 3))
        .unwrap_or(word);
    wanted.iter().any(|want| match want.split_once(' ') {
        Some((first, second)) => {
            (word == first || bare == first) && next.is_some_and(|next| next.starts_with(second))
        }
        None => {
            word == want
                || bare == want
                || (want.chars().count() >= 5
                    && (word.starts_with(want.as_str()) || bare.starts_with(want.as_str())))
        }
    })
}

/// Whether the message complains about the business: about a person's patience, not about a damaged parcel.
pub fn complaint(text: &str) -> bool {
    let joined = spaced(text);
    let says = |phrase: &&&str| joined.contains(&spaced(phrase));
    !NO_COMPLAINT.iter().any(|phrase| says(&phrase)) && COMPLAINTS.iter().any(|phrase| says(&phrase))
}

/// Whether the message only greets.
pub fn greeting(text: &str) -> bool {
    only(text, GREETINGS)
}

/// Whether the message only thanks (a greeting beside it does not matter).
pub fn thanks(text: &str) -> bool {
    let all: Vec<&str> = THANKS.iter().chain(GREETINGS).copied().collect();
    only(text, &all) && {
        let joined = spaced(text);
        THANKS.iter().any(|phrase| joined.contains(&spaced(phrase)))
    }
}

fn only(text: &str, phrases: &[&str]) -> bool {
    let mut left = spaced(text);
    if left.trim().is_empty() {
        return false;
    }
    let mut found = false;
    let mut longest: Vec<String> = phrases.iter().map(|phrase| spaced(phrase)).collect();
    longest.sort_by_key(|phrase| std::cmp::Reverse(phrase.len()));
    for phrase in longest {
        while let Some(at) = left.find(&phrase) {
            left.replace_range(at..at + phrase.len(), " ");
            found = true;
        }
    }
    found && left.split_whitespace().all(|word| FILLERS.split_whitespace().any(|filler| fold(filler) == word))
}

/// The folded words with a space on either side of each.
fn spaced(text: &str) -> String {
    let words: Vec<String> = tokens::words(text).into_iter().map(|word| word.text).collect();
    format!(" {} ", words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_wish_for_a_person_is_heard() {
        for text in [
            "بدي احكي مع موظف",
            "ممكن أحكي مع حدا؟",
            "عايز اكلم خدمة العملاء",
            "ابغى اتواصل مع موظف لو سمحت",
            "أريد التحدث إلى شخص حقيقي",
            "حولني على موظف",
            "می‌خواهم با یک انسان صحبت کنم",
            "به اپراتور وصل کنید",
            "میشه با کارشناس صحبت کنم؟",
            "temsilciye bağlan",
            "Bir insanla konuşmak istiyorum",
            "müşteri temsilcisi ile görüşmek istiyorum",
            "vorrei parlare con un operatore",
            "Posso parlare con una persona?",
            "passami un operatore",
            "I want to talk to a human",
            "can I speak with an agent please",
            "AGENT",
            "connect me to a representative",
            "real person please",
        ] {
            assert!(wants_human(text), "{text}");
        }
    }

    #[test]
    fn a_question_is_not_a_wish_for_a_person() {
        for text in [
            "قديش سعر التوصيل لشخص واحد",
            "كم عدد الموظفين عندكم",
            "are you a human?",
            "how do I contact you?",
            "which person receives the parcel?",
            "kargo ne zaman gelir",
            "quanto costa per persona?",
            "I don't want to talk to an agent",
            "هزینه ارسال چقدر است",
            "contact details",
            "",
        ] {
            assert!(!wants_human(text), "{text}");
        }
    }

    #[test]
    fn greetings_and_thanks_stand_alone() {
        for text in [
            "مرحبا",
            "السلام عليكم",
            "Hello!",
            "hi there 👋",
            "Merhaba, iyi günler",
            "ciao a tutti",
            "سلام وقت بخیر",
            "صباح الخير كيفكم",
        ] {
            assert!(greeting(text), "{text}");
            assert!(!thanks(text), "{text}");
        }
        for text in [
            "شكرا كتير",
            "Grazie mille!",
            "teşekkürler",
            "ok thanks",
            "خیلی ممنون",
            "يسلمو",
            "Thanks so much for your help",
        ] {
            assert!(thanks(text), "{text}");
        }
        for text in ["مرحبا وين طلبي", "hello, where is my order", "thanks but where is it", "", "👋"]
        {
            assert!(!greeting(text) && !thanks(text), "{text}");
        }
    }

    #[test]
    fn complaints_are_told_from_trouble() {
        for text in [
            "هذا غير مقبول، أريد تقديم شكوى",
            "والله زهقت، ما حدا برد علي",
            "می‌خواهم شکایت کنم",
            "این بدترین خدمات است",
            "Bu rezalet! Şikayet edeceğim",
            "Hizmetinizden memnun değilim",
            "È una vergogna, siete dei truffatori",
            "Voglio fare un reclamo",
            "This is unacceptable, I am so disappointed",
            "I'd like to make a complaint",
            "هاي أسوأ خدمة شفتها بحياتي",
            "This is a scam, I was ripped off",
        ] {
            assert!(complaint(text), "{text}");
        }
        for text in [
            "وصلتني النبتة مكسورة",
            "قديش بياخد التوصيل؟",
            "بسته‌ام دیر رسیده",
            "Siparişim gecikti, ne yapmalıyım?",
            "Il vaso è arrivato rotto",
            "My plant is broken, what now?",
            "What is the worst time to water?",
            "the worst of winter is over, may I repot?",
            "هزینه نصب گلدان چقدر است؟",
            "ما أسوأ وقت للسقي؟",
            "No complaints, thanks",
            "",
        ] {
            assert!(!complaint(text), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_message_gets_an_answer(text in "[\\PC\\n]{0,120}") {
            let _ = (wants_human(&text), greeting(&text), thanks(&text));
        }
    }
}
