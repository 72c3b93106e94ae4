//! Which language a message is in. Which Arabic: [`dialect`](crate::dialect).
//!
//! Support messages are short, so function words and letters decide first; whatlang's trigrams speak only where
//! those are silent and the text is long enough for statistics.

use std::{collections::HashMap, sync::LazyLock};

use whatlang::{Detector, Lang};

use crate::{
    normalize::{fold, is_arabic},
    stopwords, tokens,
};

const LANGS: [&str; 5] = ["ar", "fa", "tr", "it", "en"];

/// Words of everyday support that belong to one language and to no stop list.
const TYPICAL: [(&str, &str); 5] = [
    ("ar", "طلب الطلب طلبي توصيل التوصيل شحن موظف خدمة سعر كيف فاتورة يعطيكم العافية رقم يوم أيام"),
    ("fa", "سفارش سفارشم ارسال قیمت هزینه تحویل پشتیبانی انسان صحبت روز زمان"),
    ("tr", "kargo kargom sipariş siparişim iade iadesi ürün fiyat ücret zaman gelir gelecek geldi teslimat temsilci müşteri
            ödeme yapabilir gün günü adres telefon bağlan görüşmek nakit çiçek bitki saat kaçta kapıda"),
    ("it", "ordine spedizione spedizioni consegna reso resi rimborso prezzo costa quanto pagare pagamento pacco arriva arrivato
            operatore parlare assistenza orari orario negozio giorni garanzia fattura sconto pianta piante buonasera"),
    ("en", "order orders delivery shipping return returns refund price cost payment pay track tracking long take days ship
            agent human talk speak help support store hours warranty discount invoice account password plant plants"),
];

static WORDS: LazyLock<HashMap<String, Vec<&'static str>>> = LazyLock::new(|| {
    let mut words: HashMap<String, Vec<&'static str>> = HashMap::new();
    for (lang, list) in TYPICAL {
        for word in list.split_whitespace() {
            words.entry(fold(word)).or_default().push(lang);
        }
    }
    words
});

/// Words that all five write in Latin letters: no evidence for any.
const INTERNATIONAL: [&str; 12] =
    ["ok", "okay", "info", "email", "mail", "sms", "pdf", "whatsapp", "no", "app", "online", "web"];

/// The supported language of a BCP 47 tag: `ar-JO` is `ar`; `None` for any other language.
pub fn known(tag: &str) -> Option<&'static str> {
    let primary = tag.split(['-', '_']).next()?;
    LANGS.into_iter().find(|lang| primary.eq_ignore_ascii_case(lang))
}

/// The languages that have a code of two letters (ISO 639-1).
const CODES: &str = "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv \
    dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is \
    it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my \
    na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn \
    so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu";

/// Whether `tag` has the form of a BCP 47 tag, and begins with a language of two letters that there is or with one of
/// three.
pub fn is_tag(tag: &str) -> bool {
    let mut subtags = tag.split('-');
    let language = subtags.next().unwrap_or_default();
    let exists = match language.len() {
        2 => CODES.split(' ').any(|code| code.eq_ignore_ascii_case(language)),
        3 => language.bytes().all(|b| b.is_ascii_alphabetic()),
        _ => false,
    };
    exists
        && subtags.all(|s| (1..=8).contains(&s.len()) && s.bytes().all(|b| b.is_ascii_alphanumeric()))
        && tag.len() <= 35
}

/// The language of `text`: one of `ar`, `fa`, `tr`, `it`, `en`.
///
/// `hint` (a BCP 47 tag: what the visitor wrote before, or the page's language) decides where the text itself
/// does not: "ok", a number, an emoji, a language outside the five. Without either, `None`.
pub fn detect(text: &str, hint: Option<&str>) -> Option<&'static str> {
    let hint = hint.and_then(known);
    let (mut arabic, mut latin) = (0_u32, 0_u32);
    for c in text.chars().filter(|c| c.is_alphabetic()) {
        if is_arabic(c) {
            arabic += 1;
        } else if c < '\u{250}' || ('\u{1E00}'..'\u{1F00}').contains(&c) {
            latin += 1;
        }
    }
    // Brand names and addresses are Latin in Arabic messages; Arabic letters in Latin ones are quotations.
    match (arabic, latin) {
        (0, 0) => hint,
        _ if arabic * 2 >= latin => Some(arabic_or_persian(text, hint)),
        _ => latin_language(text, hint),
    }
}

fn arabic_or_persian(text: &str, hint: Option<&'static str>) -> &'static str {
    let mut score = 0.0_f32; // above zero is Persian
    for c in text.chars() {
        score += match c {
            'پ' | 'ژ' => 1.5,
            'چ' | 'گ' => 1.0, // also in Iraqi and Moroccan spelling
            'ک' | 'ی' | '\u{06F0}'..='\u{06F9}' => 0.6,
            'ة' | 'ى' | 'إ' | 'أ' => -0.8,
            'ك' | 'ي' => -0.3,
            'ذ' | 'ض' | 'ظ' | 'ث' | 'ص' | 'ط' | 'ح' | 'ع' | 'ق' => -0.12,
            _ => 0.0,
        };
    }
    for word in tokens::words(text) {
        let (ar, fa) = (evidence(&word.text, "ar"), evidence(&word.text, "fa"));
        score += 1.5 * (fa - ar);
        if word.text.chars().count() > 3 && word.text.starts_with("ال") {
            score -= 0.7;
        }
    }
    match hint {
        Some("fa") => score += 0.3,
        Some("ar") => score -= 0.3,
        _ => {}
    }
    if score > 0.0 { "fa" } else { "ar" }
}

fn evidence(word: &str, lang: &str) -> f32 {
    let typical = WORDS.get(word).is_some_and(|langs| langs.contains(&lang));
    if typical || stopwords::belongs_to(word, lang) { 1.0 } else { 0.0 }
}

fn latin_language(text: &str, hint: Option<&'static str>) -> Option<&'static str> {
    let prose = without_codes(text);
    let text = prose.as_str();
    let mut scores = [("tr", 0.0_f32), ("it", 0.0), ("en", 0.0)];
    let words = tokens::words(text);
    for word in words.iter().filter(|word| !INTERNATIONAL.contains(&word.text.as_str())) {
        let found: Vec<usize> = (0..3)
            .filter(|&at| scores.get(at).is_some_and(|(lang, _)| evidence(&word.text, lang) > 0.0))
            .collect();
        for &at in &found {
            if let Some((_, score)) = scores.get_mut(at) {
                // A word of two languages is half the evidence; single letters are nobody's.
                *score += if word.text.len() == 1 { 0.2 } else { 1.0 } / found.len() as f32;
            }
        }
    }
    let [tr, it, _] = &mut scores;
    for c in text.chars() {
        tr.1 += match c {
            'ı' | 'ş' | 'ğ' | 'İ' | 'Ş' | 'Ğ' => 1.5,
            'ö' | 'ü' | 'ç' | 'Ö' | 'Ü' | 'Ç' => 0.5,
            _ => 0.0,
        };
        it.1 += if matches!(c, 'à' | 'è' | 'ì' | 'ò' | 'ù' | 'È') { 0.8 } else { 0.0 };
    }
    let strongest = scores.iter().map(|(_, score)| *score).fold(0.0, f32::max);
    let statistics = Detector::new().detect(text).filter(|_| text.chars().count() >= 12);
    if let Some(info) = statistics {
        let lang = match info.lang() {
            Lang::Tur => Some("tr"),
            Lang::Ita => Some("it"),
            Lang::Eng => Some("en"),
            _ => None,
        };
        match lang {
            Some(lang) => add(&mut scores, lang, 1.5 * info.confidence() as f32),
            // Surely another language, and no more than an accidental word of ours in it.
            None if info.is_reliable() && strongest < 0.25 * words.len() as f32 => return hint,
            None => {}
        }
    }
    if let Some(hint) = hint {
        add(&mut scores, hint, 0.4);
    }
    let best = scores.iter().copied().max_by(|a, b| a.1.total_cmp(&b.1)).filter(|(_, score)| *score > 0.3);
    best.map(|(lang, _)| lang).or(hint)
}

/// The text without what is written alike in every language: `m2-down`, `NB-1042`, addresses.
fn without_codes(text: &str) -> String {
    let is_code = |chunk: &&str| {
        let coded = chunk.chars().any(|c| c.is_ascii_digit()) && chunk.chars().any(char::is_alphabetic);
        coded || chunk.contains('@') || chunk.contains("://")
    };
    text.split_whitespace().filter(|chunk| !is_code(chunk)).collect::<Vec<_>>().join(" ")
}

fn add(scores: &mut [(&str, f32); 3], lang: &str, amount: f32) {
    for (of, score) in scores.iter_mut().filter(|(of, _)| *of == lang) {
        debug_assert_eq!(*of, lang);
        *score += amount;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn language_tags_are_told_from_other_words() {
        for tag in ["ar", "ar-JO", "zh-Hant-TW", "ckb"] {
            assert!(is_tag(tag), "{tag}");
        }
        for word in ["", "a", "arabic language", "ar_JO", "ar-", "عربي", "en-toolongsubtag", "xx", "123"]
        {
            assert!(!is_tag(word), "{word}");
        }
    }

    #[test]
    fn short_messages_are_recognised() {
        for (text, lang) in [
            ("ciao", "it"),
            ("kargo ne zaman gelir", "tr"),
            ("merhaba", "tr"),
            ("Hello!", "en"),
            ("شكرا", "ar"),
            ("سلام", "fa"),
            ("quanto costa la spedizione?", "it"),
            ("iade süresi kaç gün?", "tr"),
            ("how long does delivery take", "en"),
            ("قديش بياخد التوصيل؟", "ar"),
            ("هزینه ارسال چقدر است؟", "fa"),
            ("سفارش من کجاست", "fa"),
            ("وين طلبي", "ar"),
            ("Siparişim nerede?", "tr"),
            ("vorrei restituire un prodotto", "it"),
            ("where is my order", "en"),
            ("ميتونم سفارش رو لغو كنم؟", "fa"),
            ("شلون اقدر ارجع الطلب", "ar"),
            ("طلبي من Nabta وصل مكسور", "ar"),
            ("Kapıda ödeme var mı", "tr"),
            ("siparis iptal etmek istiyorum", "tr"),
            ("grazie mille", "it"),
        ] {
            assert_eq!(detect(text, None), Some(lang), "{text}");
        }
    }

    #[test]
    fn the_hint_decides_where_the_text_does_not() {
        assert_eq!(detect("ok", Some("tr-TR")), Some("tr"));
        assert_eq!(detect("12345", Some("ar-JO")), Some("ar"));
        assert_eq!(detect("👍", None), None);
        assert_eq!(detect("m2-down", Some("tr")), Some("tr"));
        assert_eq!(detect("order-7@shop.example", Some("it")), Some("it"));
        assert_eq!(
            detect("Bonjour, je voudrais savoir comment retourner mes achats", Some("it")),
            Some("it")
        );
        assert_eq!(detect("quanto costa la spedizione?", Some("en")), Some("it"));
        assert_eq!(detect("hola", Some("de")), None);
    }
}
