//! Words that a name follows, or that follow a name.

use crate::redact::phrase::Phrases;
use std::sync::LazyLock;

/// What a phrase says of the words beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hint {
    /// A name follows, however it is written.
    Sure,
    /// A name follows, if it looks like one.
    Maybe,
    /// A form of address; a name follows.
    Title,
    /// A form of address; a name stands before, or follows.
    Around,
    /// A name stands before.
    Behind,
    /// A name stands before, in small letters too where it has two words.
    Named,
    /// A field of a form: a name up to the end of the line.
    Field,
    /// The end of a letter: a name on the line below.
    Closing,
    /// Asks for a name; what answers it is one.
    Asks,
}

const ROWS: [(Hint, &str); 9] = [
    (
        Hint::Sure,
        "mr|mrs|ms|sig|sig ra|signor|signora|signorina|dott|my name is|my name s|the name is|name is|name s|my full name is|my names|call me|under the name|under the name of|in the name of|\
         name of|maiden name is|last name is|first name is|surname is|correct it to|change it to mr|registered to|addressed to|signed by|\
         اسمي|إسمي|اسمي هو|اسمي الكامل|أنا اسمي|انا اسمي|باسم|على اسم|بإسم|معك|معاك|معكم|معكي|يحكي معك|بحكي معك|اسم الزبون|اسم العميل|اسم المستلم|\
         اسم صاحب الطلب|اخوك|اخوكم|اختك|اختكم|المرسل|المستلم|كنيتي|اسم عائلتي|عائلتي|\
         اسمم|اسمم هست|اسم من|نام من|نامم|نام بنده|به نام|به اسم|بنام|اسم بنده|اسم کاملم|نام کامل من|نام گیرنده|گیرنده|فامیلی من|فامیلیم|\
         adım|benim adım|ismim|benim ismim|adım soyadım|soyadım|alıcı|adıma değil|ismi|\
         mi chiamo|il mio nome è|il mio nome e|mio nome è|a nome di|a nome|intestato a|intestata a|a nome della signora|a nome del signor|di nome|\
         il mio cognome è|il cognome è|destinatario",
    ),
    (
        Hint::Maybe,
        "i am|i m|im|this is|here is|speaking is|speak to|speak with|talk to|talked to|spoke with|spoke to|said|told|hi|hello|hey|\
         dear|husband|wife|son|daughter|brother|sister|mother|father|friend|colleague|add|heard|\
         أنا|انا|أنا المهندس|هون|هنا|أخوي|أخي|اخوي|اختي|أختي|ابني|بنتي|زوجي|زوجتي|مرتي|جوزي|أمي|والدي|والدتي|ابوي|صديقي|صاحبي|مرحبا|اهلا|يا|تحكي مع|حكيت مع|من طرف|\
         من|منم|بنده|اینجانب|همسرم|شوهرم|خانمم|پسرم|دخترم|برادرم|خواهرم|پدرم|مادرم|دوستم|سلام|\
         ben|benim|merhaba|selam|eşim|kocam|karım|oğlum|kızım|kardeşim|ablam|abim|annem|babam|arkadaşım|sevgili|\
         sono|io sono|qui|qui è|parla|sono il signor|mio marito|mia moglie|mio figlio|mia figlia|mio fratello|mia sorella|mia madre|mio padre|\
         ciao|caro|cara|gentile|salve|buongiorno",
    ),
    (
        Hint::Title,
        "miss|mister|madam|sir|dr|doctor|prof|professor|engineer|eng|\
         السيد|السيدة|سيد|سيدة|الآنسة|آنسة|الأستاذ|الأستاذة|أستاذ|أستاذة|استاذ|الدكتور|الدكتورة|دكتور|دكتورة|المهندس|المهندسة|الحاج|الحاجة|الشيخ|\
         أبو|ابو|أم|السيد المحترم|\
         آقای|اقای|سرکار خانم|جناب آقای|جناب|دکتر|مهندس|حاج|استاد|خانمِ|\
         sayın|bay|bayan|sn|doktor|\
         signore|dott ssa|dottor|dottore|dottoressa|avv|avvocato|ing|geom|prof ssa|egregio|gent ma",
    ),
    (
        Hint::Around,
        "خانم|خانوم|آقا|اقا|hanım|hanim|bey|beyefendi|hanımefendi|efendi|abi|abla|جان|خان|بيك|بك|أفندي",
    ),
    (
        Hint::Behind,
        "here|speaking|lives|beyin|hanımın|beye|hanıma|beyden|hanımdan|هستم|هستیم|صحبت میکنم|صحبت می کنم|\
         speaking here|al telefono|all apparecchio",
    ),
    (Hint::Named, "adına|isimli|adında|ismiyle|adıyla|adlı"),
    (
        Hint::Field,
        "name|full name|first name|last name|surname|customer name|recipient|directed by|الاسم|الإسم|الاسم الكامل|اسم المستلم|الاسم الثلاثي|الاسم الرباعي|\
         نام|نام و نام خانوادگی|نام خانوادگی|ad soyad|adı soyadı|ad|soyad|isim|isim soyisim|alıcı adı|nome|cognome|nome e cognome|\
         nome completo|nominativo",
    ),
    (
        Hint::Closing,
        "thanks|thank you|many thanks|regards|best regards|kind regards|best|cheers|sincerely|yours|yours sincerely|warm regards|\
         شكرا|شكرا لكم|شكرا جزيلا|مع الشكر|تحياتي|مع تحياتي|مع خالص التحية|وشكرا|خالص الشكر|مع التحية|\
         ممنون|با تشکر|باتشکر|با احترام|متشکرم|سپاس|با سپاس|ارادتمند|تشکر|\
         teşekkürler|saygılar|saygılarımla|iyi günler|sevgiler|teşekkür ederim|iyi çalışmalar|kolay gelsin|selamlar|\
         grazie|grazie mille|cordiali saluti|distinti saluti|saluti|un saluto|cordialmente|buona giornata|a presto",
    ),
    (
        Hint::Asks,
        "your name|your full name|your last name|your first name|your surname|اسمك|اسم حضرتك|الاسم الكريم|اسمك الكامل|اسمك الكريم|شو اسمك|ما اسمك|\
         اسم شما|نام شما|اسمتون|نامتان|اسمتان|اسم شریف|نام شریف|adınız|isminiz|adınız soyadınız|adınız nedir|isminiz nedir|\
         il suo nome|il tuo nome|come si chiama|come ti chiami|nome e cognome per favore",
    ),
];

pub(super) static HINTS: LazyLock<Phrases<Hint>> = LazyLock::new(|| Phrases::of(&ROWS));

/// Parts of names that are no names by themselves.
pub(super) fn is_particle(word: &str) -> bool {
    matches!(
        word,
        "al" | "el"
            | "bin"
            | "ibn"
            | "bint"
            | "abu"
            | "abd"
            | "umm"
            | "ben"
            | "di"
            | "de"
            | "del"
            | "della"
            | "dello"
            | "dell"
            | "dal"
            | "degli"
            | "dei"
            | "d"
            | "da"
            | "la"
            | "lo"
            | "van"
            | "von"
            | "der"
            | "den"
            | "o"
            | "mc"
            | "mac"
            | "st"
            | "ابن"
            | "بن"
            | "بنت"
            | "ابو"
            | "ام"
            | "عبد"
            | "ال"
            | "امير"
            | "نور"
            | "سيد"
            | "مير"
    )
}
