//! Messages about a person's patience: a complaint said so, anger, an accusation, a grievance cried out.

mod words;

use std::{collections::HashSet, sync::LazyLock};

use super::{asks, spaced};
use crate::{normalize::fold, sentence};
use words::{ACCUSING, ANGER, ANGRY_PHRASES, COMPLAINTS, GRIEVANCES, NEVER_CAME, NO_COMPLAINT};

/// A shorter beginning must be the whole word.
const INFLECTED_FROM: usize = 4;

/// The tables, folded once.
struct Complaining {
    said: Vec<String>,
    denied: Vec<String>,
    anger: HashSet<String>,
    accusing: HashSet<String>,
    grievances: HashSet<String>,
    never_came: Vec<String>,
}

static COMPLAINING: LazyLock<Complaining> = LazyLock::new(|| {
    let phrases = |list: &[&str]| list.iter().map(|phrase| spaced(phrase)).collect::<Vec<_>>();
    let words = |list: &str| list.split_whitespace().map(fold).collect();
    Complaining {
        said: [phrases(COMPLAINTS), phrases(ANGRY_PHRASES)].concat(),
        denied: phrases(NO_COMPLAINT),
        anger: words(ANGER),
        accusing: words(ACCUSING),
        grievances: words(GRIEVANCES),
        never_came: phrases(NEVER_CAME),
    }
});

/// Whether the message complains about the business: about a person's patience, not about a damaged parcel.
///
/// "My parcel arrived broken" tells of trouble that the knowledge may help with, and so does any question;
/// the same with an exclamation mark wants to be heard by a person.
pub fn complaint(text: &str) -> bool {
    let tables = &*COMPLAINING;
    let said = spaced(text);
    let says = |phrases: &[String]| phrases.iter().any(|phrase| said.contains(phrase));
    if says(&tables.denied) {
        return false;
    }
    if says(&tables.said) || has(&said, &tables.anger) {
        return true;
    }
    !asks(text) && (has(&said, &tables.accusing) || cries_out(text))
}

/// Whether a sentence with a grievance ends in an exclamation.
fn cries_out(text: &str) -> bool {
    sentence::sentences(text).into_iter().filter_map(|range| text.get(range)).any(|sentence| {
        let said = spaced(sentence);
        sentence.contains('!')
            && (has(&said, &COMPLAINING.grievances)
                || COMPLAINING.never_came.iter().any(|phrase| {
                    said.contains(phrase)
                    // "and it did not come", where "and" is a letter of the word
                    || said.contains(&format!(" و{}", phrase.trim_start()))
                }))
    })
}

/// Whether a word begins as one of the table, behind an article too.
fn has(said: &str, beginnings: &HashSet<String>) -> bool {
    said.split_whitespace().any(|word| {
        let bare =
            word.strip_prefix("ال").filter(|rest| rest.chars().count() >= INFLECTED_FROM).unwrap_or(word);
        beginnings.contains(bare)
            || bare
                .char_indices()
                .skip(INFLECTED_FROM)
                .filter_map(|(at, _)| bare.get(..at))
                .any(|start| beginnings.contains(start))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anger_without_a_question_is_a_complaint() {
        let angry: [(&str, &[&str]); 6] = [
            (
                "ar",
                &[
                    "أنا غاضب جداً من خدمتكم",
                    "هذا غير مقبول أبداً",
                    "الطلب متأخر أسبوع!",
                    "وصل الحوض مكسور!!",
                    "لم يصل طلبي حتى الآن!",
                    "أنتم محتالون",
                    "حسبي الله ونعم الوكيل فيكم",
                    "أنا مستاءة من هذا التأخير",
                    "خدمة سيئة جدا",
                    "هذه مهزلة",
                ],
            ),
            (
                "dialects",
                &[
                    "والله معصب منكم",
                    "إنتو نصابين",
                    "صار أسبوع وما وصل إشي!",
                    "ضحكتوا علي",
                    "حرام عليكم، النبتة ميتة",
                    "زهقت وأنا بستنى",
                    "الأوردر موصلش لحد دلوقتي!",
                    "انا متنرفز جدا",
                    "هاي آخر مرة بطلب من عندكم",
                    "الطلبية ما جات، شفارة",
                    "مقهور من هالتعامل",
                ],
            ),
            (
                "fa",
                &[
                    "خیلی عصبانی‌ام، کلاهبردارید!",
                    "عصبانیم از دستتون",
                    "شما کلاهبردار هستید",
                    "سفارشم ده روزه نرسیده!",
                    "گلدان شکسته رسید!",
                    "دزدید همه‌تان",
                    "پولمو خوردید",
                    "خجالت بکشید",
                    "واقعاً افتضاحه",
                    "اعصابم خرد شد",
                    "هنوز نیومده! مسخره کردید",
                ],
            ),
            (
                "tr",
                &[
                    "Çok kızgınım, siparişim 5 gündür gelmedi!",
                    "Siparişim hâlâ gelmedi!",
                    "Saksı kırık geldi!!",
                    "Dolandırıcısınız",
                    "Bu ne rezillik",
                    "Öfkeliyim, böyle hizmet olmaz",
                    "Sinirlendim artık",
                    "Yazıklar olsun size",
                    "Kargo bir hafta gecikti!",
                    "Sahtekarlar",
                    "Yeter artık, bıktım",
                ],
            ),
            (
                "it",
                &[
                    "Il pacco è arrivato rotto, sono furioso!",
                    "Sono furiosa con voi",
                    "Siete dei ladri",
                    "Mi avete truffato",
                    "Il pacco non è arrivato!",
                    "Pianta morta e vaso rotto!",
                    "Sono stufa, è una presa in giro",
                    "Servizio vergognoso",
                    "Non ne posso più",
                    "Ordine in ritardo di dieci giorni!!!",
                    "Che schifo, mai più",
                ],
            ),
            (
                "en",
                &[
                    "I'm furious, the parcel is late",
                    "You scammed me",
                    "This is fraud",
                    "My order never came!",
                    "The pot is broken again!!",
                    "Shame on you",
                    "I am disgusted by your service",
                    "So frustrated with this shop",
                    "You are thieves",
                    "My parcel is ten days late!",
                    "Where is my order? I am furious",
                ],
            ),
        ];
        let mut missed = Vec::new();
        for (tongue, texts) in angry {
            assert!(texts.len() >= 10, "{tongue}");
            missed.extend(texts.iter().filter(|text| !complaint(text)).map(|text| (tongue, text)));
        }
        assert!(missed.is_empty(), "{missed:?}");
    }

    #[test]
    fn trouble_and_questions_are_none() {
        let calm: [(&str, &[&str]); 5] = [
            (
                "ar",
                &[
                    "وصلني الحوض مكسور",
                    "شو أعمل إذا وصل الطرد مكسور؟",
                    "مرحبا! الطلب متأخر",
                    "النبتة ماتت، شو أعمل؟",
                    "في عندكم حماية من الاحتيال بالبطاقات",
                    "لو تأخر الطلب شو بصير؟",
                    "شكراً! وصل الطلب",
                    "ما زعلت منكم",
                    "بدي أرجع حوض ناقص قطعة",
                ],
            ),
            (
                "fa",
                &[
                    "گلدانم شکسته رسید",
                    "اگر گلدان شکسته برسد چه کار کنم؟",
                    "سلام! سفارشم دیر شده",
                    "سفارشم نرسید، چه کنم؟",
                    "ممنون! بسته رسید",
                    "عصبانی نیستم",
                    "دیر برسد پول برمی‌گردد؟",
                    "گیاه خشک شده است",
                ],
            ),
            (
                "tr",
                &[
                    "Saksı kırık geldi",
                    "Saksı kırık gelirse ne yaparım?",
                    "Merhaba! Siparişim gecikti",
                    "Siparişim gelmedi, ne yapmalıyım?",
                    "Kızgın değilim",
                    "Teşekkürler! Kargo geldi",
                    "Paketten bir ürün eksik çıktı",
                    "Sahte ürün satıyor musunuz?",
                ],
            ),
            (
                "it",
                &[
                    "Il vaso è arrivato rotto",
                    "Cosa faccio se il vaso arriva rotto?",
                    "Buongiorno! Il mio ordine è in ritardo",
                    "La pianta è morta, cosa posso fare!?",
                    "Grazie! Il pacco è arrivato",
                    "Non sono arrabbiato",
                    "Mi manca il codice del buono",
                    "Il pacco è in ritardo, come faccio?",
                ],
            ),
            (
                "en",
                &[
                    "The pot came broken",
                    "What do I do if my parcel arrives broken?",
                    "Hello! My order is late",
                    "My plant is dead, what now?!",
                    "How do you protect cards from fraud?",
                    "Thanks! The parcel came",
                    "My pot is damaged. Can I return it?",
                    "I am not angry",
                    "Is the late delivery free?",
                ],
            ),
        ];
        let mut wrong = Vec::new();
        for (lang, texts) in calm {
            assert!(texts.len() >= 8, "{lang}");
            wrong.extend(texts.iter().filter(|text| complaint(text)).map(|text| (lang, text)));
        }
        assert!(wrong.is_empty(), "{wrong:?}");
    }
}
