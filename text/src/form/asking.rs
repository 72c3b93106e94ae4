//! The words by which the form of a question is known, in the five languages.

use std::sync::LazyLock;

use crate::tokens;

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
const WHEN_OF_DAY: &str = "what time|which hours|until when|saat kaç|saat kaça|saat kaçta|saat kaçtan|kaçta|kaçtan|che ora|che ore|che orari|che orario|quali orari|
    چه ساعتی|ساعت چند|تا ساعت|چه ساعت|أي ساعة|اي ساعة|الساعة كم|كم الساعة|لأي ساعة|من كم لكم";
const HOW: &str = "how|nasıl|come|in che modo|چطور|چگونه|چطوری|چجوری|چه جوری|كيف|شلون|إزاي|ازاي|كيفاش|كيفية|طريقة|روش|شیوه|yolu|modo";
const WHAT_TO_DO: &str = "what can i do|what do i do|what should i do|what shall i do|what to do|what now|
    cosa posso fare|cosa faccio|cosa devo fare|che faccio|che cosa faccio|che devo fare|cosa fare|come faccio|
    ne yapmalıyım|ne yapabilirim|ne yapayım|ne yapacağım|ne yapmam|ne yapmak|
    چه کار کنم|چکار کنم|چیکار کنم|چه کنم|چه کاری|باید چه|شو أعمل|شو بعمل|شو اسوي|ماذا أفعل|ايش اسوي|وش اسوي|شسوي|أعمل إيه|اعمل ايه|شنو اسوي|شنو ندير|اش ندير";
const WHERE: &str = "where|nerede|neredesiniz|nereden|nerde|neresi|dove|dov|کجا|کجاست|کجایید|أين|اين|وين|فين|وينكم|فينكم|وينه|وينها|فينه";
/// A time by its name: "return period".
const PERIOD: &str = "period|time|times|deadline|time limit|window|مدة|مهلة|فترة|مهلت|مدت|زمان|süresi|süre|süreleri|tempi|tempo|termini|termine|durata";
/// What a shop allows, which is mostly until when.
const POLICY: &str = "policy|policies|terms|rules|conditions|politika|politikası|politikanız|politikaniz|koşulları|kuralları|şartları|
    politica|politiche|condizioni|regole|termini|سياسة|سياستكم|شروط|قوانين|سیاست|سیاستتون|قوانین|شرایط|ضوابط";
/// A heading of the steps of something that stands above it.
const STEPS: &str = "step|steps|step by step|adımlar|adım adım|passaggi|passo passo|procedura|گام|گامها|گام‌ها|مراحل|خطوات|الخطوات|خطوة";
/// With "back": to return something.
const SEND: &str = "send|sending|give|bring|ship|mail|take it|take them";
const NOT: &str = "not|cannot|can't|cant|never|non|mai|değil|yok|نیست|نیستند|ندارد|نداریم|لا|لم|لن|ليس|ليست|مش|مو|مب|ماكو|مافي";
/// A heading with one of these tells of a case, and denies nothing: "If nobody is at home".
const CASE: &str = "if|when|until|unless|while|se|quando|finché|eğer|iken|kadar|yoksa|olmazsa|اگر|وقتی|تا|إذا|اذا|لو|عندما|قبل|حتى";
/// Days by name or nearness: with "open" they ask for hours.
const DAYS: &str = "now|şimdi|adesso|ora|الآن|هلا|هلأ|هسا|الحين|دلوقتي|دابا|الان|today|tomorrow|sunday|monday|tuesday|wednesday|thursday|friday|saturday|sundays|mondays|fridays|saturdays|weekend|holiday|holidays|
    bugün|yarın|pazar|pazartesi|salı|çarşamba|perşembe|cuma|cumartesi|
    oggi|domani|domenica|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|
    امروز|فردا|شنبه|یکشنبه|دوشنبه|سه‌شنبه|چهارشنبه|پنجشنبه|پنج‌شنبه|جمعه|جمعه‌ها|
    اليوم|بكرا|بكره|غدا|الأحد|الاثنين|الإثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت";

/// What a folded, [`spaced`] question is searched for.
pub(super) struct Asking {
    pub(super) how_much: Vec<String>,
    pub(super) charge: Vec<String>,
    pub(super) how_long: Vec<String>,
    pub(super) how_often: Vec<String>,
    pub(super) of_day: Vec<String>,
    pub(super) how: Vec<String>,
    pub(super) send: Vec<String>,
    pub(super) steps: Vec<String>,
    pub(super) period: Vec<String>,
    pub(super) policy: Vec<String>,
    pub(super) to_do: Vec<String>,
    pub(super) place: Vec<String>,
    pub(super) not: Vec<String>,
    pub(super) days: Vec<String>,
    pub(super) case: Vec<String>,
}

pub(super) static ASKING: LazyLock<Asking> = LazyLock::new(|| {
    let read = |list: &str| list.split('|').map(|phrase| spaced(phrase.trim())).collect();
    Asking {
        how_much: read(HOW_MUCH),
        charge: read(CHARGE),
        how_long: read(HOW_LONG),
        how_often: read(HOW_OFTEN),
        of_day: read(WHEN_OF_DAY),
        how: read(HOW),
        send: read(SEND),
        steps: read(STEPS),
        period: read(PERIOD),
        policy: read(POLICY),
        to_do: read(WHAT_TO_DO),
        place: read(WHERE),
        not: read(NOT),
        days: read(DAYS),
        case: read(CASE),
    }
});

/// The folded words with a space on either side of each.
pub(super) fn spaced(text: &str) -> String {
    let words: Vec<String> = tokens::words(text).into_iter().map(|word| word.text).collect();
    format!(" {} ", words.join(" "))
}
