//! Words that a customer would hold us to, or that turn a sentence round, in the five languages.

use crate::{normalize::fold, tokens::Word};
use std::sync::LazyLock;

/// What a word or a phrase does to a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Cue {
    Refund,
    Free,
    /// Free, told by what is not taken: "nothing is charged".
    Spared,
    Warranty,
    Discount,
    Compensation,
    AnyTime,
    Today,
    Send,
    Double,
    Half,
    Always,
    Never,
    EvenIf,
    Unlimited,
    RoundTheClock,
    /// Not used yet.
    Unused,
    TooLittle,
    /// Holds a word that denies and denies nothing: "no matter", "no problem".
    Filler,
    /// Denies what it stands with.
    Not,
    /// Holds only under a condition.
    If,
    /// Neither denies nor allows more.
    Only,
}

impl Cue {
    /// Whether a passage must say it too.
    pub(super) fn binds(self) -> bool {
        !matches!(self, Self::Not | Self::If | Self::Only | Self::Filler)
    }

    /// Whether `other` of a passage says the same.
    pub(super) fn is_said_by(self, other: Self) -> bool {
        let free = |cue| matches!(cue, Self::Free | Self::Spared);
        self == other || (free(self) && free(other))
    }

    /// Whether it denies what stands with it.
    pub(super) fn denies(self) -> bool {
        matches!(self, Self::Not | Self::Never | Self::Spared)
    }

    /// Whether leaving a condition out makes it false.
    pub(super) fn is_conditional(self) -> bool {
        matches!(
            self,
            Self::Refund
                | Self::Free
                | Self::Spared
                | Self::Compensation
                | Self::AnyTime
                | Self::Always
                | Self::Send
        )
    }
}

/// Phrases by `;`; `*` ends a beginning. What stands first is taken first: "free of charge" before "no charge".
const CUES: [(Cue, &str); 23] = [
    (Cue::Not, "دون رسوم التوصيل; بدون رسوم التوصيل"),
    (
        Cue::EvenIf,
        "even if; even when; even without; حتي لو; حتي وان; حتى لو; حتی اگر; حتي اگر; olsa bile; olsa da; bile olsa; anche se; anche usat*; anche senza",
    ),
    (
        Cue::Filler,
        "no matter; no problem; no longer need*; لم يعد لازما; artik gerek*; non e piu necess*; non serve piu; ديگر لازم نيست; not only; no worries; لا مشكله; لا باس; لا تقلق; ولا يهمك; مشكلي نيست; نگران نباشيد; sorun degil; merak etmeyin; \
         nessun problema; non preoccupart*; non solo; qualunque sia",
    ),
    (
        Cue::Unused,
        "unused; not used; not been used; never used; غير مستعمل*; غير مستخدم*; استفاده نشده; استفادهنشده*; kullanilmamis*; non usat*; non sono usati; \
         non e usat*; mai usat*",
    ),
    (
        Cue::TooLittle,
        "too little; not enough; قله الماء; ماء قليل; الماء القليل; كم آبي; آب كم; cok az; az su; troppo poc*; troppa poc*; poca acqua",
    ),
    (
        Cue::Free,
        "free of charge; free; no charge; no fee; no cost; at no cost; without charge; without any fee; costs nothing; no extra cost; \
         no charge at all; مجانا; مجاني; مجانيه; ببلاش; بلاش; بدون رسوم; دون رسوم; بدون اي رسوم; دون اي رسوم; من دون اي رسوم; بلا رسوم; \
         رايگان; مجاني; بدون هزينه; بي هزينه; بدون هيچ هزينه*; ucretsiz*; bedava*; hicbir ucret*; bir maliyeti yoktur; maliyeti yok*; \
         gratis; gratuit*; gratuitamente; senza cost*; senza alcun costo; senza spese; senza alcun addebito; senza addebit*; senza supplemento; nessun costo",
    ),
    (
        Cue::Spared,
        "nothing is charged; nothing is taken; costs you nothing; cost you nothing; pay nothing; charges no fee; is not charged; \
         لا تتحمل اي تكلفه; لن تدفع شيئا; فلا يخصم شيء; لا يخصم شيء; لا يخصم اي; لا تدفع شيئا; \
         پولي كم نميشود; پولي گرفته نميشود; هزينه ندارد; هزينهاي ندارد; كارمزدي نميگيرد; \
         ucret alinmaz; ucret alinmiyor; ucret almaz; para cekilmez; hicbir sey odemez*; hizmet bedeli almaz; \
         non costa nulla; non ti costa nulla; non viene addebitato nulla; non ti viene addebitato nulla; non aggiunge nulla; non paghi nulla",
    ),
    (
        Cue::AnyTime,
        "any time; anytime; whenever you; no questions asked; without giving a reason; في اي وقت; باي وقت; اي وقت; وقت ما; \
         هر وقت; هر زمان*; در هر زمان; istediginiz zaman; dilediginiz zaman; her zaman iptal; in qualsiasi momento; quando vuoi; \
         sempre possibile; senza domande; sorgusuz*; دون سؤال; بيپرسش; تحت اي ظرف",
    ),
    (
        Cue::RoundTheClock,
        "24/7; 7/24; around the clock; round the clock; at any hour; day and night; علي مدار الساعه; طوال اليوم; في اي ساعه; 24 ساعه; \
         شبانهروزي; در هر ساعتي; gece gunduz; her saat; 24 saat acik; a qualsiasi ora; giorno e notte; 24 ore su 24",
    ),
    (
        Cue::Unlimited,
        "unlimited; no limit; lifetime; for life; as often as; as many as you; بلا حدود; غير محدود; مدي الحياه; نامحدود; مادامالعمر; \
         هر چند بار; sinirsiz*; omur boyu; limitsiz; illimitat*; a vita; tutte le volte; quante volte vuoi",
    ),
    (Cue::Never, "never; ابدا; مطلقا; هرگز; هيچوقت; هيچ وقت; hicbir zaman; asla; hic dolmaz; mai"),
    (
        Cue::Always,
        "always; in every case; in all cases; in any case; every time; دائما; دايما; في كل الاحوال; في جميع الاحوال; هميشه; در هر حال; \
         her zaman; daima; her durumda; sempre; in ogni caso; comunque",
    ),
    (
        Cue::Double,
        "double*; twice the; twice as; two times; triple; ضعف; ضعفي; مضاعف*; نضاعف; اضاعف; دو برابر; دوبرابر; سه برابر; iki kati*; cift kat; \
         raddoppi*; il doppio; doppi*; triplo; due volte tanto",
    ),
    (Cue::Half, "half; نصف; نص; ونصف; بنصف; نيم; نصفي; yarisi*; yarim; yari; meta; mezz*"),
    (
        Cue::Compensation,
        "compensat*; for the trouble; as an apology; as a gift; تعويض*; نعوضك; ونعوضك; نهديك; هديه منا; ونعطيك; خسارت; جبران; هديه ميگيريد; هديه ميدهيم; \
         tazminat*; telafi; hediye ederiz; hediye ediyoruz; risarcim*; indennizz*; ti regaliamo; regaliamo; in omaggio; ringraziamento; \
         thank you; thank-you; هديه شكر; tesekkur payi*; credit of; we credit",
    ),
    (
        Cue::Refund,
        "refund*; money back; reimburs*; give you back; pay you back; half of the price back; استرداد; نسترد; تسترد; يسترد; نرد; رددنا; ترد; يرد; \
         المبلغ كاملا; نرجع لك; ترجع فلوس*; بازپرداخت; پولتان را برمي*; پول را برمي*; پولتون; برميگردانيم; برنميگرد*; برميگرد*; \
         para iade*; iade edilir; iade edilmez; iade ederiz; iade ediyoruz; iade ettim; geri ode*; paraniz*; iade 1; iadesi; \
         rimbors*; restituiamo; ti ridiamo; accreditiamo",
    ),
    (
        Cue::Warranty,
        "guarant*; warrant*; covered; ضمان; الضمان; مكفول*; كفاله; نضمن; مضمون; مشمول*; ضمانت; گارانتي; تضمين; پوشش; \
         garanti*; guvence*; garanzi*; garantit*; copert*",
    ),
    (
        Cue::Discount,
        "discount*; % off; coupon*; voucher; promo code; code free*; خصم; خصومات; تخفيض*; كوبون; قسيمه; بقسيمه; تخفيف*; كوپن; كد; \
         indirim*; kupon*; sconto; sconti; coupon; codice sconto",
    ),
    (
        Cue::Today,
        "today; same day; the same day; within minutes; اليوم نفسه; بنفس اليوم; اليوم; امروز; همانروز; همان روز; bugun*; ayni gun; oggi; in giornata; \
         giorno stesso; in pochi minuti",
    ),
    (
        Cue::Send,
        "a courier with; come to your home; to your home for; send a new; نبعتلك; راح نبعت; ويزورك; يزورك; \
         به خانهتان ميآيد; يكي ديگر ميفرستيم; evinize gelir; yenisini; a casa tua; te ne mandiamo",
    ),
    (
        Cue::Only,
        "only; just; solely; فقط; الا; تنها; yalniz*; sadece; solo; soltanto; solamente; a meno che; unless",
    ),
    (
        Cue::If,
        "if; when; once you; once the; unless; as long as; provided; while the; in case; اذا; لو; ما دام*; ما دامت; بشرط; عند; ان لم; \
         اگر; اگه; وقتي; چنانچه; به شرط; تا وقتي; eger; durumunda; takdirde; iken; se; quando; qualora; purche; finche; a patto",
    ),
    (
        Cue::Not,
        "not; no; nor; n't; cannot; can't; without; except; excluded; excluding; exclude; apart from; neither; none; nothing; unable; closed; non; unfortunately; \
         لا; ولا; فلا; لم; ولم; لن; ولن; ليس; ليست; لست; لسنا; غير; وغير; بدون; وبدون; دون; عدم; ممنوع; مغلق; مستثن*; ما عدا; باستثناء; مش; مو; بلا; \
         نه; نيست; نيستند; نيستيم; ندارد; نداريم; ندارند; نداره; نبايد; نباشد; نشده; نشود; نكنيد; ندهيد; بدون; بي; جز; غير; بسته است; بسته ايم; تعطيل*; نبود; نميتوان; \
         degil*; yok; yoktur; hayir; haric; disinda; disi; kapali*; olmadan; \
         non; ne; nessun*; niente; nulla; esclus*; tranne; chius*; senza",
    ),
];

/// Words in a row; those that end openly are beginnings.
pub(super) struct Phrase<T> {
    pub cue: T,
    words: Vec<(String, bool)>,
}

/// The phrases of a list.
pub(super) fn phrases<T: Copy>(cue: T, list: &str) -> impl Iterator<Item = Phrase<T>> {
    let of = |text: &str| {
        let words = text.split_whitespace().map(|word| {
            let start = word.strip_suffix('*');
            (fold(start.unwrap_or(word)), start.is_some())
        });
        words.collect()
    };
    list.split(';').map(move |text| Phrase { cue, words: of(text.trim()) })
}

impl<T> Phrase<T> {
    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether the words are it; `own` says whether a form belongs to the language.
    pub(super) fn is(&self, window: &[Word], own: &dyn Fn(&str) -> bool) -> bool {
        self.words.len() == window.len()
            && self.words.iter().zip(window).all(|((form, start), word)| {
                let is = |text: &str| if *start { text.starts_with(form.as_str()) } else { text == form };
                own(form)
                    && (is(&word.text)
                        || (form.chars().count() >= 3
                            && word.text.strip_prefix(['و', 'ف', 'ب', 'ل']).is_some_and(is)))
            })
    }
}

static PHRASES: LazyLock<Vec<Phrase<Cue>>> =
    LazyLock::new(|| CUES.iter().flat_map(|(cue, list)| phrases(*cue, list)).collect());

/// The cues of a row of words, each with the place of its first word and its length.
pub(super) fn cues(words: &[Word], lang: Option<&str>) -> Vec<(Cue, usize, usize)> {
    let mut found: Vec<(Cue, usize, usize)> = Vec::new();
    let mut taken = vec![false; words.len()];
    for phrase in PHRASES.iter() {
        for (at, window) in words.windows(phrase.words.len().max(1)).enumerate() {
            let free = taken.iter().skip(at).take(window.len()).all(|taken| !taken);
            if free && phrase.is(window, &|form| is_of(form, lang)) {
                taken.iter_mut().skip(at).take(window.len()).for_each(|taken| *taken = true);
                found.push((phrase.cue, at, window.len()));
            }
        }
    }
    let endings = words.iter().enumerate().filter(|(at, _)| taken.get(*at) == Some(&false));
    found.extend(endings.filter_map(|(at, word)| {
        let cue = if denies(&word.text, words, at, lang) {
            Cue::Not
        } else if lang == Some("tr") && supposes(&word.text) {
            Cue::If
        } else {
            return None;
        };
        Some((cue, at, 1))
    }));
    found
}

/// Whether a form is one of the language: "ne" denies in Italian and asks in Turkish.
fn is_of(form: &str, lang: Option<&str>) -> bool {
    match form {
        "ne" | "se" | "mai" | "solo" | "oggi" => lang == Some("it"),
        "no" | "once" => lang == Some("en"),
        "non" => lang != Some("tr"),
        "نه" | "بي" | "جز" | "كد" | "نيم" | "وقتي" => lang == Some("fa"),
        "نص" | "عند" | "لو" | "مو" | "دون" | "حالا" | "ترد" | "يرد" => {
            lang == Some("ar")
        }
        _ => true,
    }
}

/// Endings and beginnings of verbs that deny.
fn denies(word: &str, words: &[Word], at: usize, lang: Option<&str>) -> bool {
    match lang {
        // don't, isn't: words are cut at the apostrophe.
        Some("en") => {
            word == "t"
                && at
                    .checked_sub(1)
                    .and_then(|at| words.get(at))
                    .is_some_and(|before| before.text.ends_with('n'))
        }
        Some("fa") => {
            word.contains("نمي")
                || (word.starts_with("ن") && word.ends_with("نشده"))
                || word.ends_with("نشده")
        }
        Some("tr") => {
            const ENDINGS: [&str; 36] = [
                "maz",
                "mez",
                "mazsiniz",
                "mezsiniz",
                "mayiz",
                "meyiz",
                "miyor",
                "muyor",
                "miyoruz",
                "muyoruz",
                "miyorum",
                "miyorsunuz",
                "mamis",
                "memis",
                "madi",
                "medi",
                "madik",
                "medik",
                "mayacak",
                "meyecek",
                "madan",
                "meden",
                "mam",
                "mem",
                "mayan",
                "meyen",
                "maziz",
                "meziz",
                "mazlar",
                "mezler",
                "mamistir",
                "memistir",
                "mayin",
                "meyin",
                "mamali",
                "memeli",
            ];
            word.chars().count() >= 5
                && (ENDINGS.iter().any(|ending| word.ends_with(ending))
                    || word.contains("amadik")
                    || word.contains("emedik")
                    || word.contains("meyen")
                    || word.contains("mayan"))
        }
        _ => false,
    }
}

/// Turkish conditions are endings: seçerse, bizdeyse, yoksa.
fn supposes(word: &str) -> bool {
    const ENDINGS: [&str; 12] = [
        "rsa", "rse", "rsaniz", "rseniz", "ysa", "yse", "ysaniz", "yseniz", "disa", "dise", "diyseniz", "ksa",
    ];
    word.chars().count() >= 5 && ENDINGS.iter().any(|ending| word.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokens::words;

    fn of(text: &str, lang: &str) -> Vec<Cue> {
        cues(&words(text), Some(lang)).into_iter().map(|(cue, ..)| cue).collect()
    }

    #[test]
    fn what_is_promised_and_denied_is_heard_in_five_languages() {
        for (text, lang) in [
            ("That is free of charge", "en"),
            ("التوصيل مجاني", "ar"),
            ("ارسال رایگان است", "fa"),
            ("Teslimat ücretsizdir", "tr"),
            ("La consegna è gratuita", "it"),
        ] {
            assert!(of(text, lang).contains(&Cue::Free), "{text}");
            assert!(!of(text, lang).contains(&Cue::Not), "{text}");
        }
        for (text, lang) in [
            ("You can't return it", "en"),
            ("لا يمكن إرجاعه", "ar"),
            ("پس گرفته نمی‌شود", "fa"),
            ("İade edilemez", "tr"),
            ("Non si può rendere", "it"),
        ] {
            assert!(of(text, lang).contains(&Cue::Not), "{text}");
        }
    }
}
