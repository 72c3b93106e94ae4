//! What the form of a question asks for beside its words: a price, a duration, a way to do something, a place.
//!
//! "How much is shipping?" and "how long is shipping?" share all their matter. Which of two sections answers
//! shows in what stands there: an amount of money, or a number of days.

mod value;

use std::sync::LazyLock;

use crate::{concepts, stopwords, tokens};

pub(crate) use value::Wanted;

/// What a question's form says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Form {
    pub(crate) wanted: Option<Wanted>,
    /// Concepts that no word names, but the words together: "where is my order" is about tracking.
    pub(crate) meanings: Vec<&'static str>,
    /// The concepts of the words that mean it together; alone each says less.
    pub(crate) through: Vec<&'static str>,
    pub(crate) negative: bool,
}

const HOW_MUCH: &str = "how much|ne kadar|kaça|kaç para|kaç lira|kaç tl|kaç dinar|quanto|quanta|چقدر|چه قدر|چنده|چند تومان|چند دینار|
    كم|قديش|أديش|قداش|بكم|بقديش|بقداش|شكد|شقد|شحال|بشحال|بكام|كام";
/// With a word of how much: what is asked for as a fee.
const CHARGE: &str = "charge|بتاخدوا|بتاخذوا|تاخذون|تاخدون|alıyorsunuz|می‌گیرید|میگیرید|prendete|chiedete";
const HOW_LONG: &str = "how long|how many days|how many hours|how many weeks|how many months|how soon|when|
    ne zaman|kaç gün|kaç günde|kaç günün|kaç saat|kaç hafta|kaç ay|kaç iş günü|ne kadar sürede|ne kadar süre|
    quando|quanto tempo|quanti giorni|quante ore|quante settimane|quanti mesi|entro quanto|in quanto|fra quanto|quanto ci vuole|
    کی|تا کی|چه زمانی|چه وقت|چه موقع|چند روز|چند روزه|چند ساعت|چند هفته|چند ماه|چند وقت|چقدر طول|چقدر زمان|
    متى|امتى|إمتى|ايمتى|إيمتى|امته|إمته|شوكت|وقتاش|فوقاش|وقتيش|كم يوم|كم ساعة|كم اسبوع|كم شهر|كم وقت|كم مدة|كم المدة|قديش وقت|قديش مدة";
const HOW_OFTEN: &str =
    "how often|how many times|ogni quanto|ogni quanti|quante volte|ne sıklıkla|ne sıklıkta|kaç günde bir|
    هر چند|چند بار|چند وقت یک بار|كل كم|كل قديش|كل شكد|كم مرة|قديش مرة";
const WHEN_OF_DAY: &str = "what time|which hours|until when|saat kaç|saat kaça|saat kaçta|saat kaçtan|che ora|che ore|che orari|che orario|quali orari|
    چه ساعتی|ساعت چند|تا ساعت|چه ساعت|أي ساعة|اي ساعة|الساعة كم|كم الساعة|لأي ساعة|من كم لكم";
const HOW: &str = "how|nasıl|come|in che modo|چطور|چگونه|چطوری|چجوری|چه جوری|كيف|شلون|إزاي|ازاي|كيفاش|كيفية|طريقة|روش|شیوه|yolu|modo";
const WHAT_TO_DO: &str = "what can i do|what do i do|what should i do|what shall i do|what to do|what now|
    cosa posso fare|cosa faccio|cosa devo fare|che faccio|che cosa faccio|che devo fare|cosa fare|come faccio|
    ne yapmalıyım|ne yapabilirim|ne yapayım|ne yapacağım|ne yapmam|ne yapmak|
    چه کار کنم|چکار کنم|چیکار کنم|چه کنم|چه کاری|باید چه|شو أعمل|شو بعمل|شو اسوي|ماذا أفعل|ايش اسوي|وش اسوي|شسوي|أعمل إيه|اعمل ايه|شنو اسوي|شنو ندير|اش ندير";
const WHERE: &str = "where|nerede|neredesiniz|nereden|nerde|neresi|dove|dov|کجا|کجاست|کجایید|أين|اين|وين|فين|وينكم|فينكم|وينه|وينها|فينه";
const NOT: &str = "not|cannot|can't|cant|never|non|mai|değil|yok|نیست|نیستند|ندارد|نداریم|لا|لم|لن|ليس|ليست|مش|مو|مب|ماكو|مافي";
/// A heading with one of these tells of a case, and denies nothing: "If nobody is at home".
const CASE: &str = "if|when|until|unless|while|se|quando|finché|eğer|iken|kadar|yoksa|olmazsa|اگر|وقتی|تا|إذا|اذا|لو|عندما|قبل|حتى";
/// Days by name or nearness: with "open" they ask for hours.
const DAYS: &str = "today|tomorrow|sunday|monday|tuesday|wednesday|thursday|friday|saturday|sundays|mondays|fridays|saturdays|weekend|holiday|holidays|
    bugün|yarın|pazar|pazartesi|salı|çarşamba|perşembe|cuma|cumartesi|
    oggi|domani|domenica|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|
    امروز|فردا|شنبه|یکشنبه|دوشنبه|سه‌شنبه|چهارشنبه|پنجشنبه|پنج‌شنبه|جمعه|جمعه‌ها|
    اليوم|بكرا|بكره|غدا|الأحد|الاثنين|الإثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت";

struct Asking {
    how_much: Vec<String>,
    charge: Vec<String>,
    how_long: Vec<String>,
    how_often: Vec<String>,
    of_day: Vec<String>,
    how: Vec<String>,
    to_do: Vec<String>,
    place: Vec<String>,
    not: Vec<String>,
    days: Vec<String>,
    case: Vec<String>,
}

static ASKING: LazyLock<Asking> = LazyLock::new(|| {
    let read = |list: &str| list.split('|').map(|phrase| spaced(phrase.trim())).collect();
    Asking {
        how_much: read(HOW_MUCH),
        charge: read(CHARGE),
        how_long: read(HOW_LONG),
        how_often: read(HOW_OFTEN),
        of_day: read(WHEN_OF_DAY),
        how: read(HOW),
        to_do: read(WHAT_TO_DO),
        place: read(WHERE),
        not: read(NOT),
        days: read(DAYS),
        case: read(CASE),
    }
});

impl Form {
    /// Reads a question.
    pub(crate) fn read(question: &str, lang: Option<&str>) -> Self {
        let said = spaced(question);
        let any = |phrases: &[String]| phrases.iter().any(|phrase| said.contains(phrase.as_str()));
        let words = tokens::words(question);
        let named: Vec<&str> = words.iter().flat_map(|word| concepts::of(&word.text, lang)).collect();
        let about = |concept: &str| named.contains(&concept);
        let (much, long, often) = (any(&ASKING.how_much), any(&ASKING.how_long), any(&ASKING.how_often));
        let place = any(&ASKING.place);
        let wanted = if often {
            Some(Wanted::Duration)
        } else if any(&ASKING.of_day) || (about("hours") && (long || any(&ASKING.days))) {
            Some(Wanted::Clock)
        } else if (much && any(&ASKING.charge)) || about("price") && !said.contains(" quanto ci vuole ") {
            Some(Wanted::Price)
        } else if long || (much && about("duration")) {
            Some(Wanted::Duration)
        } else if much {
            Some(Wanted::Price)
        } else if about("phone") {
            Some(Wanted::Phone)
        } else if place && !about("order") && !about("parcel") {
            Some(Wanted::Place)
        } else if any(&ASKING.how) || any(&ASKING.to_do) {
            Some(Wanted::Steps)
        } else {
            None
        };
        let bare = words
            .iter()
            .all(|word| stopwords::is_stop(&word.text, lang) || any_is(&ASKING.place, &word.text));
        let mut meanings = Vec::new();
        let mut mean = |concept: &'static str, when: bool| {
            if when && !about(concept) && !meanings.contains(&concept) {
                meanings.push(concept);
            }
        };
        let sent = about("order") || about("parcel");
        let back = about("money") && (about("return") || said.contains(" back "));
        mean("track", place && (sent || about("delivery")) && !about("number"));
        mean("refund", back);
        mean("address", place && bare);
        // Folding makes one word of öldü (it died) and oldu (it became), which is a stop word.
        let lower = question.to_lowercase();
        let died = lang == Some("tr") && ["öldü", "ölmüş", "ölüyor"].iter().any(|died| lower.contains(died));
        mean("die", died);
        // Who asks what to do about a loss asks who makes it good.
        mean("warranty", (died || about("die")) && any(&ASKING.to_do));
        mean(
            "delivery",
            wanted == Some(Wanted::Duration)
                && (sent || about("arrive"))
                && (about("arrive") || about("duration"))
                && !back
                && !about("refund"),
        );
        let through = if meanings.iter().any(|meaning| matches!(*meaning, "track" | "refund" | "delivery")) {
            ["order", "parcel", "arrive", "money", "return"].to_vec()
        } else {
            Vec::new()
        };
        Self { wanted, meanings, through, negative: is_negative(question) }
    }
}

fn any_is(phrases: &[String], word: &str) -> bool {
    phrases.iter().any(|phrase| phrase.trim() == word)
}

/// Whether a heading or a question denies: "What cannot be cancelled", "Geri alamadıklarımız".
pub(crate) fn is_negative(text: &str) -> bool {
    let said = spaced(text);
    if ASKING.case.iter().any(|phrase| said.contains(phrase.as_str())) {
        return false;
    }
    ASKING.not.iter().any(|phrase| said.contains(phrase.as_str()))
        || said.split(' ').any(|word| {
            let turkish =
                ["emeyen", "amayan", "meyen", "mayan", "amadik", "emedik", "emez", "amaz", "ilmaz", "ilmez"];
            let persian = ["نمي"];
            (word.chars().count() > 6 && turkish.iter().any(|part| word.contains(part)))
                || persian.iter().any(|start| word.starts_with(start))
        })
}

/// Whether a heading promises a way to do something: "How to return something".
pub(crate) fn says_how(heading: &str) -> bool {
    let said = spaced(heading);
    ASKING.how.iter().any(|phrase| said.contains(phrase.as_str()))
}

/// The folded words with a space on either side of each.
fn spaced(text: &str) -> String {
    let words: Vec<String> = tokens::words(text).into_iter().map(|word| word.text).collect();
    format!(" {} ", words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(question: &str, lang: &str) -> Option<Wanted> {
        Form::read(question, Some(lang)).wanted
    }

    #[test]
    fn the_form_tells_what_is_wanted() {
        for (question, lang, want) in [
            ("How much is shipping?", "en", Wanted::Price),
            ("How long does shipping take?", "en", Wanted::Duration),
            ("How often should I feed a fern?", "en", Wanted::Duration),
            ("How do I return a pot?", "en", Wanted::Steps),
            ("Where are you?", "en", Wanted::Place),
            ("What time do you open?", "en", Wanted::Clock),
            ("What is your phone number?", "en", Wanted::Phone),
            ("Kargo ne kadar?", "tr", Wanted::Price),
            ("Kargo ne kadar sürer?", "tr", Wanted::Duration),
            ("İade nasıl yapılır?", "tr", Wanted::Steps),
            ("Quanto costa la consegna?", "it", Wanted::Price),
            ("Quanto tempo ci vuole?", "it", Wanted::Duration),
            ("A che ora aprite?", "it", Wanted::Clock),
            ("هزینهٔ ارسال چقدر است؟", "fa", Wanted::Price),
            ("ارسال چند روز طول می‌کشد؟", "fa", Wanted::Duration),
            ("چطور پرداخت کنم؟", "fa", Wanted::Steps),
            ("قديش سعر التوصيل؟", "ar", Wanted::Price),
            ("كم يوم بياخد التوصيل؟", "ar", Wanted::Duration),
            ("شلون أدفع؟", "ar", Wanted::Steps),
            ("وين محلكم؟", "ar", Wanted::Place),
        ] {
            assert_eq!(wanted(question, lang), Some(want), "{question}");
        }
        assert_eq!(wanted("Do you have gift cards?", "en"), None);
    }

    #[test]
    fn words_mean_more_together() {
        let meanings = |question: &str, lang| Form::read(question, Some(lang)).meanings;
        for (question, lang, meaning) in [
            ("Where is my order?", "en", "track"),
            ("وين طلبي؟", "ar", "track"),
            ("Siparişim nerede?", "tr", "track"),
            ("Dove siete?", "it", "address"),
            ("When does my parcel arrive?", "en", "delivery"),
        ] {
            assert_eq!(meanings(question, lang), [meaning], "{question}");
        }
        assert!(meanings("Where do you buy your soil?", "en").is_empty());
    }

    #[test]
    fn a_heading_may_deny() {
        for heading in [
            "What cannot be cancelled",
            "İptal edilemeyenler",
            "Che cosa non si può annullare",
            "ما لا يمكن إلغاؤه",
            "چه چیزی پس گرفته نمی‌شود",
        ] {
            assert!(is_negative(heading), "{heading}");
        }
        for heading in [
            "How to return something",
            "Nasıl iade edilir?",
            "Come restituire",
            "طريقة الإرجاع",
            "روش مرجوع کردن",
        ] {
            assert!(!is_negative(heading), "{heading}");
        }
    }
}
