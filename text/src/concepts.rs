//! A small bridge between words for the same thing in customer support: dialect and standard, and the five
//! languages among each other.
//!
//! Each row is one concept. A word belongs to it when its folded form or its stem stands in the row, so rows
//! list the words as people write them, inflected where the stem alone would not meet. Ambiguous words stay
//! out: a wrong bridge makes a wrong answer look supported. The rows are our own vocabulary.

use std::{collections::HashMap, sync::LazyLock};

use crate::{normalize::fold, stem::stem};

/// One concept: its name and its words by language.
struct Row {
    name: &'static str,
    words: [(&'static str, &'static str); 5],
}

const fn row(
    name: &'static str,
    ar: &'static str,
    fa: &'static str,
    tr: &'static str,
    it: &'static str,
    en: &'static str,
) -> Row {
    Row { name, words: [("ar", ar), ("fa", fa), ("tr", tr), ("it", it), ("en", en)] }
}

const ROWS: &[Row] = &[
    row(
        "delivery",
        "توصيل شحن تسليم يوصل بوصل توصل توصلني يوصلني تشحنوا شحنة يتوصل التوصيل الشحن",
        "ارسال تحویل حمل پست پیک می‌رسد میرسه می‌فرستید",
        "kargo teslimat gönderim teslim gönderi kargosu nakliye kargoyu kargoya",
        "spedizione consegna recapito spedite spedire consegnate consegnare",
        "delivery shipping dispatch deliver delivered ship shipped shipment",
    ),
    row(
        "return",
        "إرجاع ترجيع مرتجع ارجع رجع مرتجعات ترجع نرجع",
        "مرجوعی بازگشت عودت مرجوع پس‌دادن برگرداندن برگشت",
        "iade geri iadesi iadeler iadem",
        "reso restituire restituzione resi rendere rimandare restituisco",
        "return returned",
    ),
    row(
        "refund",
        "استرداد استرجاع تعويض استرجع",
        "بازپرداخت استرداد عودت_وجه",
        "geri_ödeme para_iadesi iade",
        "rimborso rimborsi rimborsare rimborsato rimborsate",
        "refund refunds refunded reimbursement reimburse",
    ),
    row(
        "price",
        "سعر تكلفة رسوم اسعار بكم ثمن كلفة يكلف بتكلف تكلف أجور اجرة",
        "قیمت هزینه نرخ مبلغ",
        "fiyat ücret bedel fiyatlar ücreti ücretli tutar",
        "prezzo costo tariffa costa costano",
        "price cost fee pricing charge",
    ),
    row(
        "duration",
        "مدة يستغرق وقت بياخد بياخذ تستغرق بيستغرق ياخذ ياخد يوم أيام ساعة ساعات أسبوع أسابيع شهر أشهر سنة",
        "مدت زمان روز طول می‌کشد میکشه روزه ساعت هفته سال",
        "süre gün zaman süresi sürer sürüyor günde günü günlük saat hafta ay ayda yıl",
        "tempo durata giorni giorno impiega ora ore settimana mese mesi anno",
        "duration time days takes hours week weeks month months year",
    ),
    row(
        "payment",
        "دفع سداد ادفع اسدد بدفع",
        "پرداخت پرداختی بپردازم",
        "ödeme ödemek ödeyebilirim ödeyebilir",
        "pagamento pagamenti pagare pago pagato",
        "payment payments pay paying paid",
    ),
    row(
        "card",
        "بطاقة فيزا كرت بطاقات كارت",
        "کارت کارتم",
        "kart kartı kartla kartım",
        "carta carte",
        "card cards visa mastercard",
    ),
    row(
        "cash",
        "كاش نقدا نقداً نقدي الاستلام كاش",
        "نقد نقدی",
        "nakit kapıda",
        "contanti contrassegno",
        "cash cod",
    ),
    row(
        "order",
        "طلب طلبية طلبات طلبيتي اوردر اطلب",
        "سفارش سفارشم سفارش‌ها",
        "sipariş siparişler siparişim",
        "ordine ordini ordinare ordinato",
        "order ordered",
    ),
    row(
        "cancel",
        "إلغاء الغي كنسل اكنسل بلغي",
        "لغو کنسل لغوش",
        "iptal iptali",
        "annullare annullamento annullo disdire disdetta cancellare",
        "cancel cancellation cancelled canceled cancelling",
    ),
    row(
        "exchange",
        "استبدال تبديل ابدل أستبدل",
        "تعویض عوض",
        "değişim değiştirme değiştirmek değiştirebilir",
        "cambio cambiare sostituzione sostituire",
        "exchange replace replacement swap",
    ),
    row(
        "hours",
        "دوام الدوام ساعات_العمل تفتحوا بتفتحوا فاتحين مواعيد المواعيد تسكروا بتسكروا",
        "ساعات_کاری باز تعطیل",
        "saatleri mesai açık açılış kapanış",
        "orari orario apertura aperti aperto chiusura",
        "hours opening closing open",
    ),
    row(
        "address",
        "عنوان موقع فرع موقعكم مكانكم محلكم فروع",
        "آدرس نشانی شعبه مکان",
        "adres adresi adresiniz konum şube şubeniz mağaza",
        "indirizzo sede negozio punto_vendita",
        "address location branch store shop",
    ),
    row(
        "phone",
        "هاتف تلفون موبايل تليفون جوال",
        "تلفن موبایل شماره_تماس",
        "telefon telefonu numaranız",
        "telefono cellulare numero_di_telefono",
        "phone telephone mobile",
    ),
    row(
        "warranty",
        "ضمان كفالة مكفول",
        "ضمانت گارانتی",
        "garanti garantisi garantili",
        "garanzia garanzie",
        "warranty guarantee",
    ),
    row(
        "discount",
        "خصم تخفيض عروض خصومات تخفيضات تنزيلات كوبون",
        "تخفیف تخفیف‌ها کوپن",
        "indirim indirimi kupon kampanya",
        "sconto sconti offerta offerte promozione coupon",
        "discount coupon promo sale",
    ),
    row(
        "password",
        "كلمة_السر كلمة_المرور باسورد الباسورد الرقم_السري",
        "رمز رمز_عبور پسورد گذرواژه",
        "şifre şifremi şifresi parola",
        "password parola",
        "password passcode",
    ),
    row(
        "account",
        "حساب حسابي الحساب",
        "حساب حسابم اکانت",
        "hesap hesabım hesabı",
        "account profilo",
        "account profile",
    ),
    row(
        "invoice",
        "فاتورة الفاتورة فواتير",
        "فاکتور صورتحساب",
        "fatura faturası faturam",
        "fattura fatture ricevuta",
        "invoice invoices receipt bill",
    ),
    row(
        "damaged",
        "مكسور مكسورة تالف تالفة خربان خربانة معطوب متضرر خراب وصلني_مكسور ذبلانة ميتة",
        "شکسته خراب معیوب آسیب",
        "kırık hasarlı bozuk arızalı",
        "danneggiato danneggiata danneggiati rotto rotta difettoso difettosa",
        "damaged broken defective faulty",
    ),
    row(
        "track",
        "تتبع التتبع اتتبع أتتبع تعقب",
        "پیگیری رهگیری ردیابی",
        "takip takibi",
        "tracciare tracciamento tracking",
        "track tracking",
    ),
    row(
        "free",
        "مجاني مجانا ببلاش بلاش",
        "رایگان مجانی",
        "ücretsiz bedava",
        "gratis gratuito gratuita gratuitamente",
        "free",
    ),
    row(
        "plant",
        "نبات نبتة نباتات النباتات زرعة زريعة شتلة شتلات",
        "گیاه گیاهان گلدان",
        "bitki bitkiler bitkilerim fidan",
        "pianta piante",
        "plant plants seedling",
    ),
    row(
        "water",
        "سقي السقي ري الري اسقي أسقي ماء مي المي",
        "آب آبیاری",
        "su sulama sulamak sulamalıyım",
        "acqua annaffiare annaffio innaffiare irrigazione",
        "water watering irrigation",
    ),
    row(
        "privacy",
        "خصوصية الخصوصية بياناتي بيانات",
        "حریم_خصوصی داده داده‌ها",
        "gizlilik kişisel_veri veri verilerim",
        "privacy riservatezza dati",
        "privacy data",
    ),
    row(
        "money",
        "مصاري فلوس فلوسي مصارياتي نقود المال دراهم",
        "پول پولم",
        "para paramı param",
        "soldi denaro",
        "money",
    ),
    row(
        "late",
        "تاخر تأخر تأخير التأخير متاخر متأخر اتأخر تأخرت",
        "تأخیر دیر",
        "gecikme gecikti geç",
        "ritardo tardi",
        "late delay delayed",
    ),
    row(
        "international",
        "دولي الخارج خارج_الاردن برا",
        "خارج بین‌المللی",
        "yurtdışı uluslararası yurtdışına",
        "estero internazionale internazionali",
        "abroad international overseas worldwide",
    ),
];

/// Everyday words of dialects and what the standard language says instead.
const DIALECT: &[(&str, &str)] = &[
    ("قديش", "كم"),
    ("أديش", "كم"),
    ("بدي", "أريد"),
    ("ابغى", "أريد"),
    ("عايز", "أريد"),
    ("عاوز", "أريد"),
    ("وين", "أين"),
    ("فين", "أين"),
    ("ليش", "لماذا"),
    ("ليه", "لماذا"),
    ("شو", "ماذا"),
    ("ايش", "ماذا"),
    ("وش", "ماذا"),
    ("شنو", "ماذا"),
    ("امتى", "متى"),
    ("إيمتى", "متى"),
    ("ازاي", "كيف"),
    ("شلون", "كيف"),
    ("كيفاش", "كيف"),
    ("علاش", "لماذا"),
    ("بياخد", "يستغرق"),
    ("بياخذ", "يستغرق"),
    ("هلا", "الآن"),
    ("هسا", "الآن"),
    ("دلوقتي", "الآن"),
    ("الحين", "الآن"),
    ("دابا", "الآن"),
    ("مصاري", "نقود"),
    ("فلوس", "نقود"),
    ("كويس", "جيد"),
    ("منيح", "جيد"),
    ("زين", "جيد"),
    ("خربان", "تالف"),
    ("بلاش", "مجانا"),
    ("ببلاش", "مجانا"),
    ("كتير", "كثير"),
    ("شغال", "يعمل"),
    ("بيشتغل", "يعمل"),
    ("بكرا", "غدا"),
    ("بكره", "غدا"),
    ("مبارح", "أمس"),
    ("امبارح", "أمس"),
    ("تليفون", "هاتف"),
    ("موبايل", "هاتف"),
    ("جوال", "هاتف"),
    ("رجعلي", "استرداد"),
    ("ترجيع", "إرجاع"),
    ("كرت", "بطاقة"),
    ("اشوف", "أرى"),
    ("شوف", "أرى"),
    ("احكي", "أتحدث"),
    ("اروح", "أذهب"),
    ("جيب", "أحضر"),
    ("لقيت", "وجدت"),
    ("ضايع", "مفقود"),
    ("ضاع", "فقد"),
];

static INDEX: LazyLock<HashMap<String, Vec<usize>>> = LazyLock::new(|| {
    let mut index: HashMap<String, Vec<usize>> = HashMap::new();
    let mut add = |form: String, at: usize| {
        let rows = index.entry(form).or_default();
        if !rows.contains(&at) {
            rows.push(at);
        }
    };
    for (at, row) in ROWS.iter().enumerate() {
        for (lang, words) in row.words {
            // Names of several words (كلمة_السر) are listed for readers of the table and for expansion only.
            for word in words.split_whitespace().filter(|word| !word.contains('_')) {
                let word = fold(word);
                add(stem(&word, Some(lang)), at);
                add(word, at);
            }
        }
    }
    index
});

static STANDARD: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    DIALECT.iter().map(|(spoken, standard)| (fold(spoken), (*standard).to_owned())).collect()
});

/// The names of the concepts a folded word stands for, in `lang` where known.
pub fn of(word: &str, lang: Option<&str>) -> Vec<&'static str> {
    let stemmed = stem(word, lang);
    let mut rows: Vec<usize> = Vec::new();
    for form in [word, stemmed.as_str()] {
        rows.extend(INDEX.get(form).into_iter().flatten());
    }
    rows.sort_unstable();
    rows.dedup();
    rows.iter().filter_map(|&at| ROWS.get(at)).map(|row| row.name).collect()
}

/// The first three words of a concept in `lang`, as people write them.
pub fn words(concept: &str, lang: &str) -> Vec<String> {
    ROWS.iter()
        .filter(|row| row.name == concept)
        .flat_map(|row| row.words)
        .filter(|(of, _)| *of == lang)
        .flat_map(|(_, words)| words.split_whitespace().take(3))
        .map(|word| word.replace('_', " "))
        .collect()
}

/// What the standard language says for a folded word of a dialect.
pub fn standard(word: &str) -> Option<&'static str> {
    STANDARD.get(word).map(String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_meet_in_a_concept() {
        for (word, lang) in [
            ("التوصيل", "ar"),
            ("شحن", "ar"),
            ("ارسال", "fa"),
            ("kargom", "tr"),
            ("spedizione", "it"),
            ("shipping", "en"),
        ] {
            assert!(of(&fold(word), Some(lang)).contains(&"delivery"), "{word}");
        }
        assert!(of(&fold("شجرة"), Some("ar")).is_empty());
    }

    #[test]
    fn every_row_speaks_five_languages() {
        for row in ROWS {
            for (lang, _) in row.words {
                assert!(!words(row.name, lang).is_empty(), "{} has no word in {lang}", row.name);
            }
        }
    }
}
