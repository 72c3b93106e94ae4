//! What can be known about a message without a model: it asks for a person, it only greets, it only thanks.

use crate::{normalize::fold, tokens};

/// Words for a person who answers, by prefix of the folded word.
const PERSON: &str = "
موظف موظفه انسان شخص حدا حد ادمي بشر بشري بني_ادم ممثل مندوب مشرف مدير وكيل خدمه_العملاء خدمه_الزباين خدمه_الزبائن الدعم الدعم_الفني
کارشناس اپراتور پشتیبان پشتیبانی آدم انسان مسئول کارمند
temsilci temsilciye temsilciyle insan insanla yetkili yetkiliyle görevli operatör canlı_destek müşteri_hizmetleri birisiyle biriyle
operatore operatrice persona umano umana addetto consulente assistente_umano responsabile qualcuno
human person agent representative operator someone advisor real_person live_person supervisor manager staff";

/// Wishing to speak, be connected or be handed over.
const SPEAK: &str = "
احكي أحكي اتحدث اتكلم أتكلم اكلم كلمني احاكي حكي احاچي نهضر نحكي التواصل اتواصل تواصل تحويل حولني حولوني حوليني تحولني وصلني وصلوني اوصلني يرد
يحكي يكلمني التحدث مكالمه الحديث
صحبت حرف وصل ارتباط تماس گفتگو گفت‌وگو بدید
bağla bağlan bağlar bağlayın bağlanmak konuşmak konuşabilir konuşayım görüşmek görüşebilir aktar aktarın yönlendir ulaşmak
parlare parlo parlarci contattare passami passatemi mettimi mettetemi collegami chattare comunicare
talk speak chat connect transfer contact reach";

/// Enough alone: the whole wish in one phrase.
const PHRASES: &[&str] = &[
    "بدي موظف",
    "بدي حدا",
    "بدي شخص",
    "اريد موظف",
    "ابغى موظف",
    "ابي موظف",
    "عايز موظف",
    "عاوز موظف",
    "حولني",
    "حولوني",
    "خدمة العملاء",
    "خدمة الزبائن",
    "بغيت موظف",
    "اريد انسان",
    "بدي انسان",
    "موظف لو سمحت",
    "مش روبوت",
    "مو روبوت",
    "کارشناس می‌خوام",
    "کارشناس میخوام",
    "اپراتور می‌خوام",
    "به کارشناس وصل",
    "به اپراتور وصل",
    "پشتیبان انسانی",
    "اپراتور انسانی",
    "canlı destek",
    "müşteri temsilcisi",
    "gerçek bir insan",
    "gerçek insan",
    "temsilci istiyorum",
    "yetkili istiyorum",
    "müşteri hizmetleri",
    "operatore umano",
    "persona reale",
    "persona vera",
    "voglio un operatore",
    "servizio clienti",
    "essere umano",
    "un umano",
    "real person",
    "real human",
    "human agent",
    "live agent",
    "live chat agent",
    "human please",
    "agent please",
    "customer service please",
    "speak to a person",
    "not a bot",
    "not a robot",
    "need a human",
    "want a human",
    "customer service representative",
    "a human being",
];

/// Messages that are nothing but such a word.
const ALONE: &str = "موظف انسان بشر کارشناس اپراتور temsilci insan operatör operatore umano human agent operator representative";

/// "No person wanted", "are you a person?": what looks like the wish and is not.
const NOT: &[&str] = &[
    "لا اريد موظف",
    "ما بدي موظف",
    "مش بدي موظف",
    "temsilci istemiyorum",
    "non voglio un operatore",
    "don't want",
    "do not want",
    "are you a human",
    "are you human",
    "are you a real person",
    "are you a person",
    "انت انسان",
    "هل انت موظف",
    "sei umano",
    "sei una persona",
    "insan mısın",
];

const GREETINGS: &[&str] = &[
    "السلام عليكم ورحمة الله وبركاته",
    "السلام عليكم ورحمة الله",
    "السلام عليكم",
    "سلام عليكم",
    "وعليكم السلام",
    "مرحبا بكم",
    "مرحبا",
    "مرحبتين",
    "اهلا وسهلا",
    "اهلين",
    "اهلا",
    "هلا والله",
    "هلا",
    "هاي",
    "صباح الخير",
    "صباح النور",
    "مساء الخير",
    "مساء النور",
    "يعطيكم العافية",
    "يعطيك العافية",
    "كيفك",
    "كيفكم",
    "كيف الحال",
    "كيف حالك",
    "شلونكم",
    "شلونك",
    "ازيك",
    "ازيكم",
    "يا جماعة",
    "الله يعطيك العافية",
    "تحية طيبة",
    "سلام",
    "درود",
    "وقت بخیر",
    "روز بخیر",
    "صبح بخیر",
    "عصر بخیر",
    "شب بخیر",
    "خسته نباشید",
    "حالتون چطوره",
    "خوبید",
    "merhabalar",
    "merhaba",
    "selamlar",
    "selam",
    "günaydın",
    "iyi günler",
    "iyi akşamlar",
    "iyi geceler",
    "kolay gelsin",
    "nasılsınız",
    "nasılsın",
    "hayırlı günler",
    "buongiorno",
    "buon giorno",
    "buonasera",
    "buona sera",
    "buon pomeriggio",
    "ciao",
    "salve",
    "come va",
    "come stai",
    "a tutti",
    "good morning",
    "good afternoon",
    "good evening",
    "hello there",
    "hello",
    "hi there",
    "hi",
    "hey there",
    "hey",
    "hiya",
    "how are you",
    "greetings",
    "everyone",
    "team",
];

const THANKS: &[&str] = &[
    "شكرا جزيلا",
    "شكرا كثيرا",
    "شكرا كتير",
    "شكرا لك",
    "شكرا لكم",
    "الف شكر",
    "شكرا",
    "مشكور",
    "مشكوره",
    "مشكورين",
    "يسلمو",
    "يسلموا",
    "يسلم ايديك",
    "تسلم",
    "تسلمي",
    "متشكر",
    "مشكورين",
    "ممنونك",
    "ممنون",
    "ممنونم",
    "مرسي",
    "مرسی",
    "يعطيك العافية",
    "يعطيكم العافية",
    "الله يعطيك العافية",
    "جزاك الله خير",
    "كتر خيرك",
    "خیلی ممنون",
    "سپاس",
    "سپاسگزارم",
    "متشکرم",
    "تشکر",
    "دستتون درد نکنه",
    "لطف کردید",
    "çok teşekkür ederim",
    "çok teşekkürler",
    "teşekkür ederim",
    "teşekkür ederiz",
    "teşekkürler",
    "teşekkür",
    "sağ olun",
    "sağolun",
    "sağol",
    "eyvallah",
    "çok sağ olun",
    "elinize sağlık",
    "grazie mille",
    "mille grazie",
    "grazie tante",
    "molte grazie",
    "ti ringrazio",
    "la ringrazio",
    "vi ringrazio",
    "grazie",
    "gentilissimo",
    "gentilissima",
    "thank you very much",
    "thank you so much",
    "thank you",
    "thanks a lot",
    "many thanks",
    "thanks",
    "thx",
    "ty",
    "cheers",
    "much appreciated",
];

/// What may stand beside a greeting or thanks without adding a matter.
const FILLERS: &str = "
يا اخي اختي استاذ استاذه حبيبي عزيزي كتير كثير جدا والله تمام اوكي ok okay okey تمم جزيلا لك لكم الك الكم دوستان عزیز خیلی خب باشه جان
çok tamam peki hocam efendim bey hanım arkadaşlar bene perfetto ottimo va tutto molto per l aiuto tante so much very for your the help great
perfect all again sir madam على عالمساعده المساعده yardımınız için و e and ve بابت کمکتون";

/// Whether the message asks for a person instead of the assistant.
pub fn wants_human(text: &str) -> bool {
    let words: Vec<String> = tokens::words(text).into_iter().map(|word| word.text).collect();
    let joined = format!(" {} ", words.join(" "));
    let says = |phrase: &str| {
        let phrase = spaced(phrase);
        joined.contains(phrase.trim_end())
    };
    if NOT.iter().any(|phrase| says(phrase)) {
        return false;
    }
    if PHRASES.iter().any(|phrase| says(phrase)) {
        return true;
    }
    if let [only] = words.as_slice() {
        return ALONE.split_whitespace().any(|word| fold(word) == *only);
    }
    // Near each other: "كيف أتواصل" far from "شخص" is another question.
    let places = |list: &str| -> Vec<usize> {
        let wanted: Vec<String> = list.split_whitespace().map(|word| fold(&word.replace('_', " "))).collect();
        (0..words.len())
            .filter(|&at| words.get(at).is_some_and(|word| is_in(word, words.get(at + 1), &wanted)))
            .collect()
    };
    let people = places(PERSON);
    places(SPEAK).into_iter().any(|verb| people.iter().any(|person| verb.abs_diff(*person) <= 4))
}

/// Whether a word (or it and the next) stands in the list, bare or behind the article and clitics, or inflected.
fn is_in(word: &str, next: Option<&String>, wanted: &[String]) -> bool {
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

/// Words and phrases with which people complain about the business.
const COMPLAINTS: &[&str] = &[
    "شكوى",
    "شكوتي",
    "اشتكي",
    "أشتكي",
    "بشتكي",
    "بدي اشتكي",
    "زعلان منكم",
    "زعلانة منكم",
    "معصب",
    "زفت",
    "نصابين",
    "نصب",
    "احتيال",
    "حرامية",
    "فضيحة",
    "عيب عليكم",
    "مش معقول",
    "مو معقول",
    "غير مقبول",
    "اسوأ خدمة",
    "أسوأ",
    "خدمة سيئة",
    "خدمتكم سيئة",
    "مستاء",
    "مستاءة",
    "خيبة امل",
    "بلا ذوق",
    "تعبت منكم",
    "زهقت",
    "طفح الكيل",
    "ما حدا برد",
    "محدش بيرد",
    "حماية المستهلك",
    "سأقاضيكم",
    "شکایت",
    "افتضاح",
    "کلاهبردار",
    "کلاهبرداری",
    "ناراضی",
    "ناراضیم",
    "عصبانی",
    "غیر قابل قبول",
    "بدترین",
    "خجالت بکشید",
    "مسخره",
    "خسته شدم از",
    "هیچکس جواب نمی‌دهد",
    "حمایت از مصرف کننده",
    "şikayet",
    "şikayetim",
    "şikayetçiyim",
    "şikayetçi",
    "rezalet",
    "rezillik",
    "dolandırıcı",
    "dolandırıcılık",
    "memnun değilim",
    "kabul edilemez",
    "berbat",
    "sinirliyim",
    "bıktım",
    "kimse cevap vermiyor",
    "tüketici hakem",
    "mağdur oldum",
    "reclamo",
    "lamentela",
    "lamentarmi",
    "vergogna",
    "vergognoso",
    "vergognosa",
    "truffa",
    "truffatori",
    "inaccettabile",
    "pessimo",
    "pessima",
    "schifo",
    "arrabbiato",
    "arrabbiata",
    "deluso",
    "delusa",
    "insoddisfatto",
    "insoddisfatta",
    "nessuno risponde",
    "il mio avvocato",
    "associazione consumatori",
    "complaint",
    "complain",
    "complaining",
    "unacceptable",
    "scam",
    "scammers",
    "ridiculous",
    "disgusting",
    "terrible service",
    "worst",
    "awful",
    "angry",
    "furious",
    "disappointed",
    "fed up",
    "nobody answers",
    "no one answers",
    "rip off",
    "ripoff",
    "my lawyer",
    "consumer protection",
];

/// Questions and courtesies that hold such a word without the anger.
const NO_COMPLAINT: &[&str] = &[
    "no complaint",
    "no complaints",
    "not complaining",
    "nessun reclamo",
    "şikayetim yok",
    "شکایتی ندارم",
    "ما عندي شكوى",
    "worst case",
    "worst time",
];

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
