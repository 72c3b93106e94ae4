//! Questions of a few words, and neighbouring matters that share most of theirs.

use super::*;

const SHOP: [&str; 9] = [
    "Returns › Pots\nReturn them within 14 days of delivery, unused.",
    "Returns › How to return something\n1. Open My orders and press Return.\n2. Bring the item to our shop.",
    "When you get your money back\nWe check a returned item within 2 working days of receiving it.",
    "When you get your money back › How long a refund takes\nYou paid by | Time\nCard | 5–7 days\nCliQ | 1–2 days\nCash on delivery | 3 days",
    "Repotting\nA plant needs a new pot when roots grow out. The best months are March and April.",
    "Repotting › Steps\n1. Water the day before.\n2. Tap the pot and slide the plant out.",
    "Repotting › We do it for you\nBring it to the shop: we repot pots up to 30 cm wide for 4 JOD each.",
    "Delivery\nWe deliver inside Jordan only, from Saturday to Thursday between 10:00 and 20:00.",
    "Contact › Shop\nDay | Shop\nSaturday–Wednesday | 9:00–19:00\nThursday | 9:00–21:00\nFriday | closed",
];

fn ask(question: &str, lang: &str, texts: &[&str]) -> String {
    let passages: Vec<Candidate> = texts.iter().map(|text| Candidate { text, score: 1.0 }).collect();
    answer(question, &passages, lang).map(|quoted| quoted.text).unwrap_or_default()
}

#[test]
fn a_few_words_find_their_section() {
    for (question, part) in [
        ("return period", "14 days"),
        ("What is your return policy?", "14 days"),
        ("how many days do I have to return an item", "14 days"),
        ("how do I return an item?", "press Return"),
        ("how long does a refund take?", "5–7 days"),
        ("how do I repot?", "slide the plant out"),
        ("when should I repot?", "March and April"),
    ] {
        let quoted = ask(question, "en", &SHOP);
        assert!(quoted.contains(part), "{question}: {quoted:?}");
    }
}

#[test]
fn opening_hours_are_the_whole_table() {
    for question in ["opening hours", "are you open now?", "when do you open?"] {
        let quoted = ask(question, "en", &SHOP);
        assert!(quoted.contains("9:00–19:00") && quoted.contains("closed"), "{question}: {quoted:?}");
    }
    let friday = ask("are you open on Friday?", "en", &SHOP);
    assert_eq!(friday, "Day: Friday, Shop: closed");
}

#[test]
fn returning_is_told_from_refunding() {
    let texts = [
        "Para iadesi › İade ne kadar sürer?\nÖdeme | Süre\nKart | 5–7 iş günü\nHavale | 3–5 iş günü\nCliQ | 1–2 iş günü",
        "İade ve değişim › Saksılar\nTeslimattan sonra 14 gün içinde iade edebilirsiniz.",
    ];
    for (question, part) in [
        ("İade süresi kaç gün?", "14 gün"),
        ("Kaç gün içinde iade edebilirim?", "14 gün"),
        ("iade politikanız nedir", "14 gün"),
        ("Para iadesi kaç gün sürer?", "5–7"),
        ("Param ne zaman iade edilir?", "5–7"),
    ] {
        let quoted = ask(question, "tr", &texts);
        assert!(quoted.contains(part), "{question}: {quoted:?}");
    }
}

#[test]
fn one_country_alone_answers_for_all_others() {
    for question in ["do you ship to Saudi?", "delivery to Germany", "do you deliver abroad?"] {
        let quoted = ask(question, "en", &SHOP);
        assert!(quoted.contains("inside Jordan only"), "{question}: {quoted:?}");
    }
    // A country that is only named says nothing of another.
    let named = ["Delivery\nWe deliver to Turkey within 5 days.", "Contact\nOur office is in Jordan."];
    assert_eq!(ask("do you deliver to Germany?", "en", &named), "");
    assert_eq!(ask("do you have plants from Italy?", "en", &SHOP), "");
}

#[test]
fn a_row_is_not_named_by_what_resembles_the_heading() {
    let table = "بازپرداخت › بازپرداخت چقدر طول می‌کشد؟\nروش | زمان\nکارت | ۵ تا ۷ روز\nپرداخت در محل | ۱ تا ۲ روز\nحواله | ۳ تا ۵ روز";
    let quoted = ask("بازپرداخت چند روز طول می‌کشد؟", "fa", &[table]);
    assert!(quoted.contains("۵ تا ۷ روز") && quoted.contains("۳ تا ۵ روز"), "{quoted:?}");
}

#[test]
fn a_word_for_any_goods_weighs_little() {
    let texts = [
        "بطاقات الهدايا\nتصل كأي غرض آخر. البطاقة صالحة 24 شهرا. لا تستبدل ولا ترجع.",
        "الإرجاع والاستبدال › الأحواض\nيمكن إرجاعها خلال 14 يوما من التسليم، غير مستعملة.",
        "العنوان\nالمتجر في شارع الكرمة.",
        "طرق الدفع\nنقبل فيزا وماستركارد.",
        "السقاية\nاسق النبتة كل 3 أيام.",
        "الورشات\nكل سبت الساعة 11:00.",
    ];
    let quoted = ask("كم يوم معي لأرجع المنتج؟", "ar", &texts);
    assert!(quoted.contains("14 يوما"), "{quoted:?}");
}
