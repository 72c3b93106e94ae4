//! What the form of a question asks for beside its words: a price, a duration, a way to do something, a place.
//!
//! "How much is shipping?" and "how long is shipping?" share all their matter. Which of two sections answers
//! shows in what stands there: an amount of money, or a number of days.

mod asking;
mod value;

use crate::{concepts, stopwords, tokens};

use asking::{ASKING, spaced};
pub(crate) use value::Wanted;

/// What a question's form says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Form {
    pub(crate) wanted: Option<Wanted>,
    /// Concepts that no word names, but the words together: "where is my order" is about tracking.
    pub(crate) meanings: Vec<&'static str>,
    /// The concepts of the words that mean it together; alone each says less.
    pub(crate) through: Vec<&'static str>,
    /// Concepts of a neighbouring matter that is not asked about: who sends goods back asks for no money.
    pub(crate) strange: &'static [&'static str],
    /// What is asked about instead; a title of both is about either.
    pub(crate) instead: &'static [&'static str],
    /// Whether it asks for nothing but opening hours.
    pub(crate) hours: bool,
    pub(crate) negative: bool,
}

/// Matters that are allowed until some time.
const LIMITED: [&str; 6] = ["return", "refund", "exchange", "cancel", "warranty", "delivery"];
/// Who asks for one of these asks about money, whatever else is sent back.
const MONEY: [&str; 8] = ["refund", "money", "payment", "card", "cash", "bank", "transfer", "credit"];

impl Form {
    /// Reads a question.
    pub(crate) fn read(question: &str, lang: Option<&str>) -> Self {
        let said = spaced(question);
        let any = |phrases: &[String]| phrases.iter().any(|phrase| said.contains(phrase.as_str()));
        let words = tokens::words(question);
        let pairs = concepts::of_pairs(&words).into_iter().map(|(_, concept)| concept);
        let named: Vec<&str> =
            words.iter().flat_map(|word| concepts::of(&word.text, lang)).chain(pairs).collect();
        let about = |concept: &str| named.contains(&concept);
        let (much, long, often) = (any(&ASKING.how_much), any(&ASKING.how_long), any(&ASKING.how_often));
        let place = any(&ASKING.place);
        // Nothing but opening and closing, of the shop or its telephone.
        let hours = about("hours")
            && concepts::by_word(&words, lang).iter().zip(&words).all(|(named, word)| {
                let beside = ["hours", "duration", "shop", "address", "phone"];
                stopwords::is_stop(&word.text, lang)
                    || named.iter().any(|concept| beside.contains(concept))
                    || word.text.starts_with(|c: char| c.is_ascii_digit())
            });
        let wanted = if often {
            Some(Wanted::Duration)
        } else if any(&ASKING.of_day) || hours || (about("hours") && (long || any(&ASKING.days))) {
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
        } else if any(&ASKING.how) || any(&ASKING.to_do) || about("track") {
            Some(Wanted::Steps)
        } else if (any(&ASKING.period) || any(&ASKING.policy)) && LIMITED.iter().any(|limited| about(limited))
        {
            Some(Wanted::Duration)
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
        let sent_back = said.contains(" back ") && any(&ASKING.send) && !about("money");
        mean("return", sent_back);
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
        let goods = (about("return") || sent_back) && !MONEY.iter().any(|money| about(money));
        let paying = ["payment", "card", "cash"].iter().any(|paying| about(paying))
            && matches!(wanted, None | Some(Wanted::Steps))
            && !["refund", "return", "money", "cancel"].iter().any(|other| about(other));
        let (strange, instead): (&[&str], &[&str]) = if goods {
            (&["refund", "money"], &["return"])
        } else if paying {
            (&["refund"], &["payment", "card", "cash"])
        } else {
            (&[], &[])
        };
        Self { wanted, meanings, through, strange, instead, hours, negative: is_negative(question) }
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

/// Whether a heading promises a way to do something: "How to return something", "Steps", "Where to look".
pub(crate) fn says_how(heading: &str) -> bool {
    let said = spaced(heading);
    ASKING.how.iter().chain(&ASKING.steps).chain(&ASKING.place).any(|phrase| said.contains(phrase.as_str()))
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
        assert_eq!(wanted("the best time of year to repot", "en"), None);
    }

    #[test]
    fn a_few_words_have_a_form_too() {
        for (question, lang, want) in [
            ("return period", "en", Wanted::Duration),
            ("What is your return policy?", "en", Wanted::Duration),
            ("politica resi", "it", Wanted::Duration),
            ("iade politikanız nedir", "tr", Wanted::Duration),
            ("سیاست مرجوعی", "fa", Wanted::Duration),
            ("مدة الإرجاع", "ar", Wanted::Duration),
            ("opening hours", "en", Wanted::Clock),
            ("are you open now?", "en", Wanted::Clock),
            ("ساعت کار فروشگاه", "fa", Wanted::Clock),
            ("çalışma saatleri", "tr", Wanted::Clock),
            ("order tracking", "en", Wanted::Steps),
        ] {
            assert_eq!(wanted(question, lang), Some(want), "{question}");
        }
        assert_eq!(wanted("What is your policy on pets?", "en"), None);
    }

    #[test]
    fn who_returns_goods_asks_for_no_money() {
        let strange = |question: &str, lang| Form::read(question, Some(lang)).strange;
        for (question, lang) in [
            ("Kaç gün içinde iade edebilirim?", "tr"),
            ("Can I send it back?", "en"),
            ("چطوری پس بدم؟", "fa"),
            ("كم يوم معي لأرجع المنتج؟", "ar"),
        ] {
            assert_eq!(strange(question, lang), ["refund", "money"], "{question}");
        }
        for (question, lang) in [
            ("Karta para iadesi ne kadar sürer?", "tr"),
            ("When do I get my money back?", "en"),
            ("متى ترجعوا الفلوس؟", "ar"),
            ("Quanto dura il rimborso di un reso?", "it"),
        ] {
            assert!(strange(question, lang).is_empty(), "{question}");
        }
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
