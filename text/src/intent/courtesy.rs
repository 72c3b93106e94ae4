//! Messages that are nothing but courtesy: a greeting, thanks, praise, a leave, a smile.

mod words;

use std::{collections::HashSet, sync::LazyLock};

use super::{asks, spaced};
use crate::normalize::fold;
use words::{AROUND, CLOSINGS, FILLERS, GREETINGS, SMILES, THANKS, WAVES};

/// The tables, folded once; phrases with the longest first.
struct Courtesy {
    greetings: Vec<String>,
    endings: Vec<String>,
    all: Vec<String>,
    fillers: HashSet<String>,
    around: HashSet<String>,
}

static COURTESY: LazyLock<Courtesy> = LazyLock::new(|| {
    let phrases = |lists: &[&[&str]]| {
        let mut phrases: Vec<String> = lists.iter().flat_map(|list| list.iter()).map(|p| spaced(p)).collect();
        phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.len()));
        phrases
    };
    let words = |list: &str| list.split_whitespace().map(fold).collect::<HashSet<_>>();
    Courtesy {
        greetings: phrases(&[GREETINGS]),
        endings: phrases(&[THANKS, CLOSINGS]),
        all: phrases(&[GREETINGS, THANKS, CLOSINGS]),
        fillers: words(FILLERS),
        around: words(FILLERS).union(&words(AROUND)).cloned().collect(),
    }
});

/// Whether the message only greets.
pub fn greeting(text: &str) -> bool {
    only(text, &COURTESY.greetings, &COURTESY.fillers) || pictures(text, WAVES)
}

/// Whether the message only thanks, praises or takes leave (a greeting beside it does not matter).
pub fn thanks(text: &str) -> bool {
    let said = spaced(text);
    if !COURTESY.endings.iter().any(|phrase| said.contains(phrase)) {
        return pictures(text, SMILES);
    }
    if asks(text) {
        // "How are you?" beside the thanks asks for nothing; any word more might.
        return only(text, &COURTESY.all, &COURTESY.fillers)
            && !only(text, &COURTESY.endings, &COURTESY.fillers);
    }
    only(text, &COURTESY.all, &COURTESY.around)
}

/// Whether phrases (the longest first) and the words that may stand beside them are all there is.
fn only(text: &str, phrases: &[String], beside: &HashSet<String>) -> bool {
    let mut left = spaced(text);
    let mut found = false;
    for phrase in phrases {
        while let Some(at) = left.find(phrase.as_str()) {
            left.replace_range(at..at + phrase.len(), " ");
            found = true;
        }
    }
    found && left.split_whitespace().all(|word| beside.contains(word))
}

/// Whether the message is nothing but such pictures.
fn pictures(text: &str, wanted: &str) -> bool {
    let mut seen = text.chars().filter(|c| !c.is_whitespace() && !is_modifier(*c)).peekable();
    seen.peek().is_some() && seen.all(|c| wanted.contains(c))
}

/// A joiner, a skin's colour or the choice of a picture's style.
fn is_modifier(c: char) -> bool {
    matches!(c, '\u{200D}' | '\u{FE0E}' | '\u{FE0F}' | '\u{1F3FB}'..='\u{1F3FF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_of_nothing_but_courtesy_is_courtesy() {
        let courtesies: [(&str, &[&str]); 9] = [
            (
                "Levantine",
                &[
                    "يسلمو كتير، الله يعطيكم العافية",
                    "تسلم يا غالي",
                    "مرحبا كيفكم اليوم",
                    "مرحبا كيفكم اليوم؟",
                    "يسلمو إيديكم، ساعدتوني كتير",
                    "الله يخليكم ❤️",
                    "ممنونك كتير والله",
                    "تمام شكراً إلك",
                    "يعطيك ألف عافية",
                    "حلو كتير، شكرا",
                    "هلا وغلا، شو أخباركم؟",
                ],
            ),
            (
                "Gulf",
                &[
                    "ما قصرتوا والله",
                    "كفو، ما قصرت",
                    "مشكورين على المساعدة",
                    "الله يحفظكم",
                    "حياكم الله",
                    "شلونكم اليوم",
                    "هلا والله وش أخباركم",
                    "الله يعافيكم",
                    "جزاكم الله خير",
                    "في أمان الله",
                ],
            ),
            (
                "Egyptian",
                &[
                    "متشكر جدا يا باشا",
                    "ربنا يخليك",
                    "تسلم إيدك",
                    "ألف شكر ليكم، شكرا",
                    "ازيكم عاملين ايه",
                    "صباح الفل",
                    "ميرسي أوي",
                    "شكرا على سرعة الرد",
                    "زي الفل",
                    "تصبحوا على خير",
                ],
            ),
            (
                "Iraqi, Maghrebi",
                &[
                    "عاشت ايدك",
                    "رحم الله والديك",
                    "شكرا بزاف",
                    "عيشك",
                    "صحيت",
                    "واش راكم",
                    "لاباس عليكم",
                    "شلونك اليوم",
                    "ممنونين منكم",
                    "يرحم والديك، تهلا",
                ],
            ),
            (
                "ar",
                &[
                    "شكراً جزيلاً لكم على المساعدة",
                    "بارك الله فيكم",
                    "إلى اللقاء",
                    "مع السلامة",
                    "خدمة ممتازة، شكرا لكم",
                    "رائع!",
                    "السلام عليكم، كيف حالك؟",
                    "شكرا، كان مفيدا جدا",
                    "جزاكم الله خيراً",
                    "أنتم رائعون 🌹",
                ],
            ),
            (
                "fa",
                &[
                    "دمتون گرم",
                    "دمت گرم، خیلی کمک کردید",
                    "دست شما درد نکنه",
                    "خیلی ممنونم از شما",
                    "عالی بود، مرسی",
                    "خداحافظ",
                    "سلام، حال شما چطور است؟",
                    "سلام و درود",
                    "فوق‌العاده بود 🙏",
                    "ممنون بابت راهنمایی",
                    "قربان شما، روز خوش",
                    "زنده باشید",
                ],
            ),
            (
                "tr",
                &[
                    "Çok teşekkür ederim, harikasınız!",
                    "Elinize sağlık",
                    "görüşürüz",
                    "Hoşça kalın",
                    "Süper, sağ olun",
                    "Merhaba, nasılsınız?",
                    "Yardımınız için teşekkürler",
                    "Allah razı olsun",
                    "mükemmel 👏",
                    "İyi çalışmalar, kolay gelsin",
                    "Çok yardımcı oldunuz",
                ],
            ),
            (
                "it",
                &[
                    "Grazie di cuore, siete fantastici",
                    "arrivederci",
                    "Ciao, come state?",
                    "gentilissimi, grazie",
                    "Perfetto, grazie mille per l'aiuto",
                    "Molto utile, grazie!",
                    "bravissimi",
                    "Buona giornata a tutti",
                    "ottimo servizio",
                    "Grazie della risposta veloce, a presto",
                    "sei stato molto utile",
                ],
            ),
            (
                "en",
                &[
                    "thanks, that was helpful",
                    "thank you so much, you're great",
                    "bye",
                    "Great, thanks for your quick answer!",
                    "You guys are the best",
                    "have a nice day",
                    "hello, how are you today?",
                    "that's all, thank you",
                    "awesome 😀",
                    "👍",
                    "🙏🏽",
                    "No thanks, bye bye :)",
                    "Got it, cheers",
                ],
            ),
        ];
        let mut missed = Vec::new();
        for (tongue, texts) in courtesies {
            assert!(texts.len() >= 10, "{tongue}");
            missed.extend(
                texts.iter().filter(|text| !greeting(text) && !thanks(text)).map(|text| (tongue, text)),
            );
        }
        assert!(missed.is_empty(), "{missed:?}");
    }

    #[test]
    fn a_matter_beside_it_is_none() {
        let matters: [(&str, &[&str]); 5] = [
            (
                "ar",
                &[
                    "شكرا، بس وين طلبي؟",
                    "مرحبا اليوم بتوصلوا؟",
                    "يسلمو، قديش التوصيل",
                    "تسلموا بس الحوض مكسور",
                    "رائع، وكم السعر؟",
                    "مش مفيد",
                    "ما ساعدتوني",
                    "حلو بس غالي كتير السعر",
                    "الله يعطيكم العافية متى بتفتحوا",
                ],
            ),
            (
                "fa",
                &[
                    "ممنون، ولی سفارشم کجاست؟",
                    "سلام، ارسال چند روز طول می‌کشد؟",
                    "عالی، قیمتش چند است؟",
                    "مفید نبود",
                    "مرسی، ساعت کار چیست",
                    "دمتون گرم، آدرس مغازه؟",
                    "خوب نبود",
                    "سلام گلدان دارید",
                ],
            ),
            (
                "tr",
                &[
                    "Teşekkürler ama siparişim nerede?",
                    "Merhaba kargo ne kadar",
                    "Harika, peki iade?",
                    "Hiç yardımcı olmadınız",
                    "süper ama pahalı",
                    "Sağ olun, kaç gün sürer",
                    "Çok iyi bir saksı arıyorum",
                    "Selam, bitkim öldü",
                ],
            ),
            (
                "it",
                &[
                    "Grazie, ma dov'è il mio ordine?",
                    "Ciao, quanto costa la consegna",
                    "Perfetto, e i resi?",
                    "Non è stato utile",
                    "Ottimo vaso, lo avete in blu",
                    "Buongiorno, vorrei un rimborso",
                    "bravi, ma il pacco è rotto",
                    "grazie, quando aprite",
                ],
            ),
            (
                "en",
                &[
                    "thanks but where is it",
                    "that was not helpful",
                    "great, how much is it?",
                    "Is it the best?",
                    "thanks, what is all this",
                    "hello, do you deliver today",
                    "nice pots, how big are they",
                    "bye bye plant: it died",
                    "is it good",
                    "🚚",
                    "thanks?",
                ],
            ),
        ];
        let mut wrong = Vec::new();
        for (lang, texts) in matters {
            assert!(texts.len() >= 8, "{lang}");
            wrong.extend(texts.iter().filter(|text| greeting(text) || thanks(text)).map(|text| (lang, text)));
        }
        assert!(wrong.is_empty(), "{wrong:?}");
    }
}
