//! Words that an answer needs beside the matters of [`crate::concepts`]: small verbs, measures, days, things of a shop.
//!
//! Only for judging answers against passages of another language or another wording. Retrieval does not see it: a
//! bridge between "send" and "write" would find too much there.

use crate::normalize::fold;
use std::{collections::HashMap, sync::LazyLock};

/// A meaning: its words in Arabic, Persian, Turkish, Italian, English. `*` ends a beginning.
const ROWS: &[(&str, [&str; 5])] = &[
    ("working", ["عمل", "كاري", "is", "lavorativ*", "working business"]),
    (
        "day",
        [
            "يوم ايام يوما يومين يومي يوما",
            "روز روزه روزها",
            "gun gunu gunluk gunde gunun gundur gunler gunleri",
            "giorn*",
            "day days",
        ],
    ),
    ("hour", ["ساعه ساعات ساعتين", "ساعت ساعته", "saat saatlik saatte saati", "ora ore", "hour hours"]),
    ("week", ["اسبوع اسبوعين اسابيع", "هفته", "hafta*", "settiman*", "week weeks"]),
    (
        "month",
        ["شهر اشهر شهور شهرا شهرين", "ماه ماهه", "ay ayda aylik ayin ayi", "mese mesi", "month months"],
    ),
    ("year", ["سنه سنوات سنتين عام سنين", "سال ساله", "yil*", "anno anni", "year years"]),
    ("morning", ["صباح صباحا", "صبح بامداد", "sabah*", "mattin*", "morning"]),
    ("evening", ["مساء عصر عصرا", "عصر شب", "aksam*", "sera serale", "evening"]),
    ("saturday", ["السبت سبت", "شنبه", "cumartesi*", "sabato", "saturday saturdays"]),
    ("sunday", ["الاحد احد", "يكشنبه", "pazar pazarlari", "domenica", "sunday sundays"]),
    ("thursday", ["الخميس", "پنجشنبه پنجشنبهها", "persembe*", "giovedi", "thursday thursdays"]),
    ("friday", ["الجمعه", "جمعه جمعهها", "cuma cumalari", "venerdi", "friday fridays"]),
    ("holiday", ["العطل عطله عطل", "تعطيلات", "tatil*", "festiv*", "holiday holidays"]),
    (
        "send",
        [
            "ارسل نرسل ابعث ترسل ارسال راسلنا ارسلناها نرسلها وابعث",
            "بفرستيد ميفرستيم ارسال بفرستم فرستاد*",
            "gonder* yolla*",
            "mand* invia* spedi* rimand*",
            "send sends sent sending write",
        ],
    ),
    ("write", ["اكتب تكتب راسلنا", "بنويسيد نوشت*", "yaz*", "scriv*", "write"]),
    ("call", ["اتصل نتصل يتصل", "تماس", "ara arar arariz arayin aramak", "chiam*", "call calls phone"]),
    (
        "driver",
        [
            "السائق سائق السواق مندوب المندوب",
            "راننده پيك",
            "surucu* kurye*",
            "autist* corrier*",
            "driver courier",
        ],
    ),
    ("door", ["باب الباب", "در دم", "kapi*", "porta cancello", "door gate"]),
    ("floor", ["الطابق طابق", "طبقه", "kat kata kati", "piano", "floor"]),
    ("bank", ["بنك البنك بنكك بنكيه البنكي بنكي", "بانك بانكي", "banka*", "banca bancar*", "bank"]),
    ("wire", ["حواله الحواله بحواله", "حواله", "havale*", "bonifico", "transfer"]),
    ("accept", ["نقبل تقبل", "ميپذيريم پذير*", "kabul", "accett*", "accept accepted take"]),
    (
        "include",
        [
            "تشمل شامله يشمل يغطي شامل",
            "شامل بر",
            "dahil* icer* giren gir*",
            "comprend* compres* includ*",
            "include includes included including",
        ],
    ),
    ("tax", ["ضريبه الضريبه الضريبي", "ماليات", "vergi*", "impost* fiscal*", "tax"]),
    ("invoice", ["فاتوره فواتير الفواتير", "فاكتور*", "fatura*", "fattur*", "invoice invoices"]),
    ("law", ["قانون", "قانون", "yasa*", "legge", "law"]),
    ("amount", ["المبلغ مبلغ", "مبلغ", "tutar*", "importo", "amount"]),
    ("coupon", ["قسيمه كوبون بقسيمه", "كوپن كد", "kupon*", "coupon buon*", "coupon voucher"]),
    ("condition", ["حاله الحاله حالته", "وضعيت", "durum*", "stato", "status"]),
    (
        "packaging",
        [
            "عبوتها عبوته التغليف تغليف",
            "بستهبندي",
            "ambalaj* paket*",
            "confezion* imball*",
            "packaging wrapping wrapped wrap packing",
        ],
    ),
    ("original", ["الاصليه اصلي اصليه", "اصلي", "ozgun orijinal", "original*", "original"]),
    (
        "used",
        [
            "مستعمله مستعمل استعمال استعمالها",
            "استفاده استفادهنشده",
            "kullan*",
            "usat* usar*",
            "used unused use",
        ],
    ),
    ("tool", ["الادوات ادوات", "ابزار ابزارها", "alet*", "attrezz*", "tool tools"]),
    ("soil", ["التربه تربه", "خاك", "toprak* toprag*", "terriccio terra", "soil"]),
    ("bag", ["اكياس كيس", "كيسه", "torba*", "sacch* bust*", "bag bags packet packets"]),
    (
        "flower",
        [
            "الازهار ازهار زهور باقات الباقات باقه",
            "گل گلهاي دستهگل",
            "cicek* buket*",
            "fior* mazz*",
            "flower flowers bouquet bouquets",
        ],
    ),
    ("photo", ["صوره صور الصور صورتين", "عكس عكسي", "fotograf*", "foto", "photo photos"]),
    ("problem", ["خطا مشكله", "مشكل نقص", "sorun* kusur*", "problem* difett*", "problem fault faults"]),
    ("mistake", ["خطا الخطا", "اشتباه", "hata*", "errore", "mistake"]),
    (
        "whole",
        [
            "كامل كاملا كامله كله",
            "تمام كل",
            "tam tamami* butun",
            "inter* complet* tutta",
            "whole full complete",
        ],
    ),
    ("new", ["جديد جديده بديل البديل", "تازه جديد جايگزين", "yeni*", "nuov* sostitut*", "new replacement"]),
    (
        "replace",
        [
            "نستبدل استبدال يستبدل تستبدل",
            "عوض تعويض",
            "degis*",
            "sostitu* cambi*",
            "replace replaced exchange exchanged change",
        ],
    ),
    ("healthy", ["صحه سليم", "سلامت سالم", "saglik* saglig*", "salute", "health healthy"]),
    (
        "cover",
        [
            "مكفول مشمول مشموله مكفوله يشمله",
            "ضمانت پوشش",
            "guvence* kapsam*",
            "copert* garantit*",
            "covered cover coverage",
        ],
    ),
    (
        "answer",
        ["يجيب يجيبك نرد جواب يجيب", "پاسخ", "yanit*", "rispond* rispost*", "answer answers answered reply"],
    ),
    ("gardener", ["مزارع المزارعون", "باغبان", "bahcivan*", "giardinier*", "gardener gardeners"]),
    ("garden", ["حديقه حديقتك الحدائق", "باغچه", "bahce*", "giardin*", "garden"]),
    ("balcony", ["شرفه شرفتك الشرفه", "بالكن", "balkon*", "balcon*", "balcony"]),
    ("visit", ["زياره الزياره", "بازديد", "ziyaret*", "visit*", "visit visits"]),
    ("children", ["الاطفال اطفال طفل", "كودكان كودك", "cocuk*", "bambin*", "children child kids kid"]),
    ("person", ["شخص شخصا اشخاص", "نفر كسي", "kisi* kimse", "person*", "person people somebody someone"]),
    ("adult", ["بالغ", "بزرگسال", "yetiskin*", "adult*", "adult"]),
    ("book", ["الحجز حجز", "رزرو", "yer_ayir* rezervasyon*", "prenot*", "book booking"]),
    ("wrap", ["نغلف تغليف", "كادوپيچي", "paket*", "confezion*", "wrap wrapping"]),
    ("card", ["بطاقه البطاقه بطاقات", "كارت", "kart*", "carta carte buono buoni biglietto", "card cards"]),
    ("gift", ["هديه الهدايا الهديه هدايا", "هديه كادو", "hediye*", "regal*", "gift gifts"]),
    ("valid", ["صالحه صالح صلاحيه", "اعتبار مهلت", "gecerli*", "vale valid*", "valid validity"]),
    (
        "order",
        [
            "طلب الطلب طلبات طلبك الطلبات",
            "سفارش سفارشها",
            "siparis*",
            "ordin*",
            "order orders ordering ordered",
        ],
    ),
    ("point", ["نقطه نقاط النقاط", "امتياز امتيازها", "puan*", "punt*", "point points"]),
    ("level", ["مستوي المستوي", "سطح", "seviye*", "livell*", "level"]),
    ("street", ["شارع", "خيابان", "sokak* sokag* cadde*", "via", "street"]),
    ("shop", ["المتجر متجرنا متجر", "فروشگاه", "magaza*", "negozio bottega", "shop store"]),
    ("email", ["بريد البريد ايميل", "ايميل", "eposta* posta*", "mail email", "mail email e-mail"]),
    ("number", ["رقم الرقم رقمنا", "شماره", "numara*", "numero", "number"]),
    (
        "open",
        ["مفتوح يفتح افتح فاتح", "باز", "acik* acigiz ac acin acilis", "apert* apri", "open opens opened"],
    ),
    ("close", ["مغلق نغلق يغلق", "بسته تعطيل", "kapali* kapaliyiz", "chius*", "closed close"]),
    (
        "choose",
        [
            "اختر تختار اخترت تختاره",
            "انتخاب بزنيد",
            "sec secin secer* secebil* secip",
            "scegl* sceg*",
            "choose chosen pick select",
        ],
    ),
    ("press", ["اضغط بضغطه", "فشار", "basin dokunus*", "tocco premi*", "press tap"]),
    ("settings", ["الاعدادات", "تنظيمات", "ayarlar*", "impostazioni", "settings"]),
    ("account", ["حساب حسابك الحساب", "حساب", "hesa*", "conto account", "account"]),
    ("delete", ["حذف يحذف", "حذف پاك", "sil siliyor silin*", "elimin* cancell*", "delete deleted deleting"]),
    (
        "keep",
        ["نحتفظ تحتفظ احتفظ", "نگه", "sakl* tut*", "conserv* teniamo tieni", "keep kept hold store stored"],
    ),
    ("sell", ["نبيع تباع", "ميفروشيم نميفروشيم فروخت", "sat satmi* satil* sati*", "vend*", "sell sold"]),
    ("data", ["البيانات بيانات", "داده دادهها", "veri*", "dati", "data"]),
    ("deduct", ["يخصم تخصم", "كم كسر", "dusul*", "dedott* togliamo scalat*", "deducted deduct"]),
    ("expire", ["تنتهي ينتهي", "از_بين", "silinir silinmez dolar", "scad*", "expire expires"]),
    ("earn", ["تكسب كسبها", "كسب ميگيريد", "kazan*", "guadagn* prendi", "earn earned"]),
    ("begin", ["يبدا بدا نبدا", "آغاز شروع", "basla*", "inizi* avvi*", "start starts begin begun"]),
    (
        "arrive",
        [
            "يصل يصلك تصل وصل بيوصلك بوصلك",
            "ميرسد رسيدن برسد",
            "gelir ulas* elinizde",
            "arriv*",
            "arrive arrives reach reaches",
        ],
    ),
    (
        "last",
        [
            "يستغرق تستغرق بياخد تستمر مدتها مده",
            "طول ميكشد",
            "surer surec*",
            "dura durano richiede vogliono ci_vuole",
            "take takes last lasts long",
        ],
    ),
    (
        "cost",
        [
            "يكلف تكلفته تكلفه سعرها بسعر سعر رسوم",
            "هزينه قيمت",
            "ucret* tutar fiyat*",
            "cost* prezz*",
            "cost costs price charge charges fee fees",
        ],
    ),
    ("city", ["المدن مدينتك مدينه", "شهر شهرها شهرهاي", "sehir* sehr*", "citta", "city cities"]),
    ("jordan", ["الاردن الاردني اردنيه", "اردن", "urdun*", "giordan*", "jordan jordanian"]),
    ("inside", ["داخل", "داخل", "icin icine icinde", "dentro", "inside within"]),
    (
        "additional",
        [
            "اضافيه اضافي نضيف يضيف",
            "اضافه",
            "eklen* ekler*",
            "aggiung* supplement*",
            "add adds additional extra added",
        ],
    ),
    (
        "possible",
        ["يمكن يمكنك ممكن بتقدر", "ميتوانيد توانيد ميشود ممكن", "mumkun", "possibile puoi", "possible can"],
    ),
    ("sale", ["بيع المبيعات", "فروش", "satis*", "vendit*", "sale sales"]),
    ("material", ["مواد المواد", "مواد", "malzeme*", "material*", "material materials"]),
    ("workmanship", ["التصنيع صناعه", "ساخت", "iscilik", "lavorazion*", "workmanship"]),
    ("irrigation", ["الري", "آبياري", "sulama", "irrigazion*", "irrigation"]),
    ("piece", ["قطع القطع قطعه", "قطعات قطعه تكههاي", "parca*", "pezz* part*", "part parts piece pieces"]),
    ("potted", ["حوض الاحواض حوضه", "گلداني گلدان گلدانها", "saksi*", "vaso vasi", "pot pots potted"]),
    ("name", ["اسم المستعار", "نام", "ad adi adini isim", "nome alias", "name alias"]),
    ("buy", ["الشراء شراء", "خريد", "satin", "acquist*", "purchase checkout buy"]),
    ("check", ["نفحص", "بررسي", "kontrol*", "controll*", "check checked"]),
    ("cash", ["نقدا كاش نقود النقود", "نقد نقدي", "nakit nakde paraya", "contant*", "cash"]),
    (
        "receive",
        [
            "استلام التسليم تسليم المستلم",
            "تحويل دريافت",
            "teslim*",
            "consegna ricev*",
            "delivery receive received",
        ],
    ),
    ("today", ["اليوم", "امروز", "bugun*", "oggi", "today"]),
    ("size", ["بمقاس حجم", "اندازه", "boy boyu boyut*", "misura", "size"]),
    ("expensive_wide", ["عرض عرضها", "پهناي پهن پهنتر", "genis*", "largh*", "wide wider width"]),
    ("tall", ["طول طولها", "بلند بلندتر", "boyu uzun*", "alt* alte", "tall taller height"]),
    ("separate", ["خاصه", "جداگانه", "ayri", "a_parte", "separate"]),
    ("vehicle", ["سياره", "خودروي خودرو", "arac*", "furgone auto", "van car vehicle"]),
    ("lead", ["العنوان عنوان", "نشاني آدرس", "adres*", "indirizz*", "address"]),
    ("try", ["نحاول محاولتين", "دوباره", "dene* yeniden", "riprov* tentativ*", "try again attempts"]),
    ("nursery", ["المشتل", "گلخانه", "fidanlik* fidanlig*", "vivaio", "nursery"]),
    ("need", ["مضطر لازم", "لازم", "gerek*", "dev* serve", "need have must"]),
    ("animal_child_damage", ["الصقيع صقيع", "يخزدگي", "don dona", "gelo", "frost"]),
    ("wear", ["اهتراء", "فرسودگي", "asinma", "usura", "wear"]),
    ("printed", ["اليد بخط", "دستنويس دست", "elle", "mano", "hand handwritten"]),
    ("ramadan", ["رمضان", "رمضان", "ramazan*", "ramadan", "ramadan"]),
    ("advance", ["قبل", "پيش", "once oncesine onceden", "prima anticipo", "before advance ahead"]),
    ("after", ["بعد بعدها", "پس سپس", "sonra*", "dopo poi", "after then later"]),
    ("first", ["اول", "نخستين اول", "ilk", "prim*", "first"]),
    ("half", ["نصف", "نصف نيم", "yari* yarim", "meta mezz*", "half"]),
    ("guest", ["كضيف ضيف", "مهمان", "misafir*", "ospit*", "guest"]),
    (
        "bring",
        [
            "احضار احضرته احضره تحضره",
            "آوردن بياوريد بياور* آوريد",
            "getir*",
            "portar* porti porta",
            "bring bringing",
        ],
    ),
    ("instalment", ["قسط اقساط", "قسط", "taksit*", "rat*", "instalment instalments"]),
];

const LANGS: [&str; 5] = ["ar", "fa", "tr", "it", "en"];

type Lists = (HashMap<(usize, String), Vec<&'static str>>, Vec<(usize, String, &'static str)>);

static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    let mut lists = Lists::default();
    for (name, words) in ROWS {
        for (lang, list) in words.iter().enumerate() {
            for word in list.split_whitespace() {
                match word.strip_suffix('*') {
                    Some(start) => lists.1.push((lang, fold(start), name)),
                    None => lists.0.entry((lang, fold(word))).or_default().push(name),
                }
            }
        }
    }
    lists
});

/// The meanings of a folded word.
pub(super) fn of(word: &str, lang: Option<&str>) -> Vec<&'static str> {
    let Some(place) = LANGS.iter().position(|own| Some(*own) == lang) else { return Vec::new() };
    let mut found = Vec::new();
    let mut forms = vec![word];
    if lang == Some("ar") {
        let bare = word.strip_prefix(['و', 'ب', 'ل', 'ف']).filter(|rest| rest.chars().count() >= 3);
        forms.extend(bare);
        forms.extend(word.strip_prefix("ال"));
        forms.extend(bare.and_then(|bare| bare.strip_prefix("ال")));
    }
    for form in forms {
        found.extend(LISTS.0.get(&(place, form.to_owned())).into_iter().flatten().copied());
        let begins = |(lang, start, _): &&(usize, String, &'static str)| {
            *lang == place && form.starts_with(start.as_str())
        };
        found.extend(LISTS.1.iter().filter(begins).map(|(.., name)| *name));
    }
    found.sort_unstable();
    found.dedup();
    found
}
