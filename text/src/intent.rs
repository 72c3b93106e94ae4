//! What can be known about a message without a model: it asks for a person, it only greets, it only thanks.

mod complaint;
mod courtesy;
mod person;
mod wish;

use std::{collections::HashSet, sync::LazyLock};

use crate::{normalize::fold, tokens};
pub use complaint::complaint;
pub use courtesy::{greeting, thanks};
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

/// Words with which a clause asks even without its mark: "is it great" is no praise.
const ASKING: &str = "
is are was were am can could may do does did has had what how who where when why which
هل شو وين كيف متى ليش ايمتى امتى قديش اديش كم ازاي شلون ماذا لماذا ايش وش فين
آیا چرا چطور چگونه کجا چند چقدر چه کی اگر neden niçin nasıl nerede hangi ne kaç
come dove quando perché quale quanto quanti cosa se if لو اذا";

static ASKING_SET: LazyLock<HashSet<String>> =
    LazyLock::new(|| ASKING.split_whitespace().map(fold).collect());

/// Whether a clause of it asks, by its mark or its first word.
fn asks(text: &str) -> bool {
    text.contains(['?', '؟'])
        || text.split(['.', '!', ',', '،', ';', '؛', ':', '\n']).any(|clause| {
            let first = tokens::words(clause).into_iter().next();
            first.is_some_and(|word| ASKING_SET.contains(&word.text))
        })
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
        for text in ["مرحبا وين طلبي", "hello, where is my order", "thanks but where is it", "", "🚚"]
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
