//! The topic gate: what a shop's chat is asked for that no shop does. The widget is no free chatbot.
//!
//! Rules name what is asked for; the passages have the last word. A bakery's recipe, a translator's price list and a
//! card with a poem on it are their business: what the rule saw, they speak of.

use super::phrases::List;
use crate::{stem, stopwords, tokens};
use std::{collections::HashSet, sync::LazyLock};

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Topic {
    /// Poems, stories, jokes, essays.
    Writing,
    /// Programs and what is wrong with them.
    Code,
    /// Translating a text.
    Translation,
    /// Mathematics and homework.
    Homework,
    /// Capitals, presidents, inventors, weather, football.
    Knowledge,
    /// Alarms, timers, music, lights: what a speaker at home does.
    Device,
    /// An order, return or delivery of another shop.
    OtherShop,
}

impl Topic {
    /// The word for decision records.
    pub fn word(self) -> &'static str {
        match self {
            Self::Writing => "writing",
            Self::Code => "code",
            Self::Translation => "translation",
            Self::Homework => "homework",
            Self::Knowledge => "knowledge",
            Self::Device => "device",
            Self::OtherShop => "other_shop",
        }
    }
}

/// A request that is no shop's, with the words by which it was told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OffTopic {
    pub topic: Topic,
    told_by: Vec<String>,
}

const WRITING: &str = "
    write _ poem; write _ poems; write _ song; write _ essay; write _ haiku; write _ limerick; write _ short story; write me a story; write a story; compose _ poem; \
    tell _ joke; tell _ jokes; tell me a story; tell us a story; poem about; story about a; essay on; essay about; rap about; song lyrics; make me laugh; \
    اكتب _ قصيده; اكتب _ قصه; اكتب _ شعر; اكتب _ اغنيه; اكتب _ مقال; اكتبلي _ قصيده; اكتبلي _ قصه; اكتبلي _ شعر; اكتبلي _ اغنيه; اكتب لي موضوع; الف _ قصيده; \
    قصيده عن; موضوع تعبير; احكيلي _ نكته; احكي _ نكته; احك _ نكته; قلي نكته; قول _ نكته; قولي نكته; قل لي نكته; نكته مضحكه; احكيلي قصه; احكي لي قصه; \
    شعر _ بنويس*; شعري _ بنويس*; شعري _ بگو*; شعر بگو*; يك شعر; داستان _ بنويس*; داستاني _ بنويس*; داستان _ تعريف كن*; انشا*; جوك _ بگو*; جوك _ تعريف*; لطيفه _ بگو*; \
    لطيفه _ تعريف*; ترانه _ بنويس*; مقاله _ بنويس*; شعري درباره; داستاني درباره; \
    siir _ yaz*; siir yaz*; hikaye _ yaz*; hikaye yaz*; fikra _ anlat*; fikra anlat*; masal _ anlat*; masal anlat*; espri yap*; kompozisyon _ yaz*; kompozisyon yaz*; \
    makale yaz*; makale _ yaz*; sarki sozu; sarki yaz*; siir oku*; \
    scriv* _ poesia; scriv* _ poesie; scriv* _ racconto; scriv* _ storia; scriv* _ canzone; scriv* _ saggio; scriv* _ filastrocca; poesia su*; racconta* _ barzelletta; \
    racconta* _ storia; racconta* _ favola; dimmi _ barzelletta; tema su*; fammi ridere";

const CODE: &str = "
    write me code; write some code; write code; python code; python script; python function; python program; in python; javascript function; javascript code; in javascript; \
    java program; c program; in c++; sql query; sql statement; regular expression; regex; html page; css code; debug this code; debug my code; fix this code; fix my code; \
    sorting algorithm; stack overflow error; react component; bash script; \
    كود بايثون; بلغه بايثون; برنامج بايثون; سكريبت بايثون; بايثون; جافا سكريبت; جافاسكريبت; بلغه جافا; استعلام sql; خوارزميه; صحح الكود; صحح هذا الكود; لغه برمجه; \
    كد پايتون; با پايتون; پايتون; جاوااسكريپت; جاوا اسكريپت; برنامه نويسي; كوئري sql; الگوريتم; زبان برنامه*; \
    python kod*; python ile; python dilinde; python fonksiyon*; javascript kod*; javascript ile; sql sorgu*; kodumu duzelt*; bu kodu duzelt*; algoritma*; html sayfa*; bash betig*; \
    codice python; script python; funzione python; funzione javascript; codice javascript; programma in; query sql; espressione regolare; algoritmo di; correggi questo codice; pagina html";

const TRANSLATION: &str = "
    translate this; translate the following; translate these; translate it; translate my; translate into; translate to; translate _ into; translate _ to english; translate _ to french; \
    translate _ to arabic; translate _ to spanish; how do you say; how do i say; what does _ mean in; \
    ترجم _ الي; ترجملي; ترجمي _ الي; ترجم هذا; ترجم هذه; ترجم لي; ترجم النص; ترجم الجمله; ممكن تترجم*; كيف اقول _ بال*; كيف نقول; شو يعني _ بالانجليزي; \
    ترجمه كن*; ترجمه كنيد; به انگليسي ترجمه; به عربي ترجمه; به فارسي ترجمه; به فرانسه ترجمه; به انگليسي چه ميشود; به انگليسي چي ميشه; \
    ingilizceye cevir*; turkceye cevir*; arapcaya cevir*; almancaya cevir*; fransizcaya cevir*; bu metni cevir*; su metni cevir*; su cumleyi cevir*; bu cumleyi cevir*; cevirisini yap*; \
    ingilizcesi ne*; traduci*; traduc* _ in inglese; traduc* _ in italiano; traduc* _ in francese; tradurre questo; tradurre _ testo; mi traduc*; come si dice";

const HOMEWORK: &str = "
    my homework; math homework; homework about; homework on; school assignment; solve _ equation; solve for x; solve this math; math problem; maths problem; integral of; derivative of; square root of; \
    multiplied by; what is _ divided by; pythagor*; \
    واجب _ الرياضيات; واجبي المدرسي; الواجب المدرسي; واجب المدرسه; حل _ المعادله; حل _ معادله; حللي _ مساله; حل _ المساله الرياضيه; الجذر التربيعي; مشتقه الداله; تكامل الداله; مساله رياضيات; \
    تكليف _ مدرسه; تكليف رياضي; تكليف رياضيم; مشق شب; تمرين رياضي; مسئله رياضي; مساله رياضي; معادله _ حل كن*; انتگرال; جذر عدد; مشتق تابع; \
    odevim*; odevimi; matematik odev*; denklem* _ coz*; denklemi coz*; karekok*; integral*; turevi*; matematik sorusu*; matematik problemi*; carpimi kac*; \
    compiti di; i miei compiti; risolv* _ equazione; equazione; radice quadrata; derivata di; integrale di; problema di matematica; esercizio di matematica; moltiplicato per";

const KNOWLEDGE: &str = "
    capital of; president of; prime minister of; king of; who won the; world cup; who invented; who discovered; who painted; who wrote the book; who wrote romeo; when was _ born; \
    world war; population of; meaning of life; photosynthesis; quantum; theory of relativity; how far is the moon; largest planet; tallest mountain; longest river; bitcoin; stock market; \
    football match; premier league; champions league; weather today; weather tomorrow; the weather be; the weather like; weather forecast; what s the weather; how s the weather; will it rain; going to rain; temperature outside; horoscope; lottery numbers; recipe for; \
    movie showtimes; what movies; what is the news; latest news; \
    ما هي عاصمه; ما عاصمه; شو عاصمه; ايش عاصمه; وش عاصمه; رئيس جمهوريه; رئيس وزراء; رئيس امريكا; مين فاز; من فاز; كاس العالم; عدد سكان; مين اخترع; من اخترع; من اكتشف; مين اكتشف; معني الحياه; \
    الحرب العالميه; اعلي جبل; اطول نهر; اكبر كوكب; طقس اليوم; حاله الطقس; الطقس اليوم; الطقس بكره; الطقس غدا; كيف الطقس; كيف الجو; درجه حراره الجو; حراره الجو; هل ستمطر; سعر الذهب اليوم; بيتكوين; \
    سعر الدولار; طريقه عمل; وصفه طبخ; كيف اطبخ; حظك اليوم; برج العقرب; برج الحمل; دوري الابطال; مباراه اليوم; اخر الاخبار; \
    پايتخت _ كجا*; پايتخت _ چيست; پايتخت كشور; پايتخت فرانسه; رئيس جمهور*; نخست وزير; جام جهاني; جمعيت كشور; چه كسي _ اختراع; چه كسي _ كشف; كي _ اختراع كرد; معني زندگي; جنگ جهاني; \
    هواي فردا; هواي امروز; هوا چطور*; هوا چگونه; وضعيت هوا; فردا باران; قيمت دلار; قيمت بيت كوين; بيت كوين; طرز تهيه; فال امروز; فال حافظ; طالع بيني; ليگ قهرمانان; بلندترين كوه; بزرگترين سياره; \
    baskenti; cumhurbaskani; basbakani; dunya kupasi; nufusu ka*; nufusu ne*; kim icat etti; kim kesfetti; icat eden; hayatin anlami; dunya savasi; en yuksek dag*; en uzun nehir*; en buyuk gezegen*; \
    hava durumu*; hava nasil; yagmur yagacak; kar yagacak; hava kac derece; dolar kac; dolar kuru; bitcoin; yemek tarifi; nasil pisirilir; burc yorumu; maci kim kazandi; sampiyonlar ligi; son dakika haber*; \
    capitale del*; capitale di; capitale dell*; capitale della; presidente della repubblica; presidente degli; re di; chi ha vinto; chi ha inventato; chi ha scoperto; chi ha dipinto; campionato mondiale; coppa del mondo; \
    quanti abitanti; senso della vita; guerra mondiale; montagna piu alta; fiume piu lungo; pianeta piu grande; che tempo fa; che tempo fara; previsioni del tempo; il meteo; piovera; prezzo del bitcoin; bitcoin; ricetta per; ricetta del*; \
    come si cucina; oroscopo; champions league; ultime notizie";

const DEVICE: &str = "
    set an alarm; set a timer; set alarm; set my alarm; cancel my alarm; cancel the alarm; delete _ alarm; snooze; wake me up; remind me to; set a reminder; create a reminder; delete _ reminder; play some music; play _ song; play _ playlist; \
    play _ album; play music; turn on the light*; turn off the light*; show my alarms; show _ reminders; add _ to my playlist; \
    ضبط _ منبه; اضبط _ منبه; اضبط المنبه; شغل المنبه; الغ _ المنبه; الغي _ منبه; المنبهات; منبه الساعه; شغل _ موسيقي; شغل _ اغنيه; شغل _ اغاني; اضبط مؤقت; ذكرني ان; اضافه تذكير; التذكيرات; اطفئ الانوار; \
    زنگ هشدار; زنگ ساعت; ساعت _ كوك كن*; آهنگ _ پخش*; موسيقي پخش*; موسيقي _ پخش*; تايمر _ تنظيم*; يادآوري _ تنظيم*; چراغ _ روشن كن*; چراغ _ خاموش كن*; \
    alarm kur*; alarm _ kur*; alarmi kur*; alarmi iptal*; alarmlari*; alarmlarim*; muzik cal*; muzik _ cal*; sarki cal*; sarkisini cal*; calma listesi*; hatirlatici*; hatirlatma*; zamanlayici*; isigi ac*; isiklari *; beni uyandir*; \
    imposta _ sveglia; imposta la sveglia; imposta _ timer; metti _ sveglia; cancella _ sveglia; annulla _ sveglia; le sveglie; mie sveglie; metti _ musica; riproduci; metti _ canzone; imposta _ promemoria; crea _ promemoria; aggiungi _ promemoria; miei promemoria; i promemoria; ricordami di; accendi la luce; \
    spegni la luce; svegliami";

const SHOPS: &str = "
    amazon ebay alibaba aliexpress temu shein walmart zalando ikea trendyol hepsiburada digikala namshi noon \
    امازون نون شي ان علي اكسبرس تيمو ديجيكالا ديجي كالا ترنديول";

/// What is spoken of with another shop's name where it is about that shop, and not about a price that one saw there.
const OF_SHOP: [&str; 15] = [
    "{} order*",
    "{} return*",
    "{} refund*",
    "{} parcel",
    "{} customer service",
    "{} account",
    "{} prime",
    "order from {}",
    "ordered _ from {}",
    "bought _ from {}",
    "طلبي من {}",
    "طلبيتي من {}",
    "سفارشم از {}",
    "{} siparisim*",
    "ordine {}",
];

/// Verbs by which anything may be asked for: no passage is about them.
const ASKING: &str = "
    write tell make solve show fix debug set play turn cancel delete add create compose translate will going what who when how
    اكتب اكتبلي احكي احكيلي احك قول قولي قلي قل حل الف شغل اضبط صحح اقول نقول
    بنويس بنويسيد بگو بگوييد كن كنيد حل پخش تعريف يك روشن خاموش
    yaz yazar yazin yazabilir anlat oku coz cal kur yap duzelt cevir ac iptal
    scrivi scrivimi scrivere racconta raccontami dimmi risolvi imposta metti fammi cancella annulla";

static LISTS: LazyLock<Vec<(Topic, List)>> = LazyLock::new(|| {
    let shops: Vec<String> = SHOPS
        .split_whitespace()
        .flat_map(|shop| OF_SHOP.iter().map(move |phrase| phrase.replace("{}", shop)))
        .collect();
    vec![
        (Topic::Writing, List::new(WRITING)),
        (Topic::Code, List::new(CODE)),
        (Topic::Translation, List::new(TRANSLATION)),
        (Topic::Homework, List::new(HOMEWORK)),
        (Topic::Device, List::new(DEVICE)),
        (Topic::Knowledge, List::new(KNOWLEDGE)),
        (Topic::OtherShop, List::new(&shops.join(";"))),
    ]
});

static ANY_ASKING: LazyLock<HashSet<String>> =
    LazyLock::new(|| tokens::words(ASKING).into_iter().map(|word| word.text).collect());

/// What is asked for that no shop does; `None` where nothing says so.
pub fn asked(text: &str) -> Option<OffTopic> {
    let words = tokens::words(text);
    if let Some((topic, at)) = LISTS.iter().find_map(|(topic, list)| Some((*topic, list.find(&words)?))) {
        let told = words.get(at).unwrap_or_default().iter().map(|word| word.text.clone());
        return Some(OffTopic { topic, told_by: told.collect() });
    }
    sum(text).then_some(OffTopic { topic: Topic::Homework, told_by: Vec::new() })
}

impl OffTopic {
    /// Whether the passages speak of it after all.
    pub fn stands_in(&self, passages: &[&str], lang: Option<&str>) -> bool {
        let says = |word: &&String| {
            word.chars().count() > 2 && !stopwords::is_stop(word, lang) && !ANY_ASKING.contains(*word)
        };
        let told: Vec<String> = self.told_by.iter().filter(says).map(|word| stem::stem(word, lang)).collect();
        !told.is_empty()
            && passages.iter().any(|passage| {
                let words: HashSet<String> = tokens::words(passage)
                    .iter()
                    .flat_map(|word| [stem::stem(&word.text, lang), word.text.clone()])
                    .collect();
                told.iter().all(|word| words.contains(word))
            })
    }
}

/// A sum and nothing else: `12*7=?`, `3x+5=20`.
fn sum(text: &str) -> bool {
    let text = crate::normalize::fold(text);
    let signs = text.chars().filter(|c| matches!(c, '*' | '×' | '÷' | '+' | '=' | '^')).count();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let others = text.chars().filter(|c| c.is_alphabetic()).count();
    signs > 0 && digits > 1 && others <= 2 && !text.trim_start().starts_with('+')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn topic(text: &str) -> Option<Topic> {
        asked(text).map(|off| off.topic)
    }

    #[test]
    fn what_no_shop_does_is_told() {
        for (text, wanted) in [
            ("Write me a poem about autumn", Topic::Writing),
            ("اكتبلي قصيدة عن القمر", Topic::Writing),
            ("یک شعر درباره پاییز بنویس", Topic::Writing),
            ("Bana kısa bir şiir yazar mısın", Topic::Writing),
            ("Raccontami una barzelletta", Topic::Writing),
            ("Give me a Python function that sorts a list", Topic::Code),
            ("Translate this into French: good morning", Topic::Translation),
            ("Şu cümleyi İngilizceye çevir: günaydın", Topic::Translation),
            ("12 * 7 = ?", Topic::Homework),
            ("What is the capital of France?", Topic::Knowledge),
            ("Che tempo fa domani a Roma?", Topic::Knowledge),
            ("Set an alarm for 5 pm", Topic::Device),
            ("Where is my Amazon order?", Topic::OtherShop),
        ] {
            assert_eq!(topic(text), Some(wanted), "{text}");
        }
    }

    #[test]
    fn what_a_shop_is_asked_is_no_matter_for_the_gate() {
        for text in [
            "Where do I write the discount code?",
            "وين اكتب كود الخصم؟",
            "کد تخفیف را کجا بنویسم؟",
            "İndirim kodunu nereye yazıyorum?",
            "Dove scrivo il codice sconto?",
            "Can you write a message on the card?",
            "I saw it cheaper on Amazon, do you match prices?",
            "هل التوصيل في محافظة العاصمة مجاني؟",
            "این گیاه برای آب و هوای گرم خوب است؟",
            "How tall is the olive tree?",
            "history of my orders please",
            "+962 79 000 0000",
            "order 4471 = delayed?",
            "",
        ] {
            assert_eq!(topic(text), None, "{text}");
        }
    }

    #[test]
    fn the_passages_have_the_last_word() {
        let poem = asked("Can you write a poem on the card?").unwrap();
        assert!(poem.stands_in(&["Gift cards\nWe print a poem of your choice on the card."], Some("en")));
        assert!(!poem.stands_in(&["Write to us at any time."], Some("en")));
        let sum = asked("12*7=").unwrap();
        assert!(!sum.stands_in(&["12 pieces, 7 JOD"], Some("en")));
    }
}
