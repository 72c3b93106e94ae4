//! What a message asks: its content words with their weights.

use std::{collections::HashSet, sync::LazyLock};

use super::{
    Frequencies,
    section::Section,
    words::{Asked, COUNTRY, Words},
};
use crate::{
    concepts,
    form::{Form, Wanted},
    normalize::fold,
    stopwords, tokens,
};

/// Words that ask how much, how long, how many: a sentence with a number is the likelier answer.
const QUANTITY: &str = "
كم قديش أديش بكم شحال شكد متى امتى ايمتى إيمتى چقدر چند کی چندروزه مدة مدت ساعت kaç süre kadar durata ora ore time duration zaman quanto quanti quante quando how when many much long often";

/// Verbs and nouns of asking, having and doing: too common in questions to be their matter, yet no stop words of
/// an index, where they may matter. They help where they stand in a passage, and do no harm where not.
const SOFT: &str = "
تقبل نقبل سياسة سياستكم شروط عادة بيصير بصير صار يصير بقدر اقدر أقدر نقدر فيني تعملوا بتعملوا بتوفروا بتقبلوا تقبلون عندكو اعرف أعرف بعرف بعملها اعمل أعمل بعمل نعمل سوي أسوي اسوي نعرف
أفعل افعل أجد اجد ألاقي الاقي لاقي بلاقي يجي ييجي بيجي إجا اجا اخد أخد باخد بتاخدوا بتاخذوا ياخد ياخذ بدها بدهم لحتى لحد ولحد وقت وقتي اسأل أسأل بسأل استفسر
متاحة متاح متوفرة المتاحة المتوفرة
خلال لازم تقام يقع تقع كنت بتعرف بتعرفوا ممكن بخلي اخلي أخلي زبط بزبط رايح رح شخص مني الي مدة أتوقف يلزم تبيعون بتبيعوا تبيعوا بيع توفرون لديكم يوجد هناك
حد الحد أقصى اقصى حداکثر سقف می‌زند می‌شود می‌دهد می‌گیرد می‌رود می‌کشد می‌ماند می‌مانم می‌توان روزه
üst sınır limit limiti limite massimo maximum max
سیاست قوانین شرایط ضوابط سیاستتون
ظرف می‌پذیرید قبول معمولا کار می‌آید بیاید می‌آیند پیدا بدهم بدهید بگیرم می‌گیرید بپرسم بدانم می‌خواستم خواستم می‌دهید می‌گذارید کنه چیزی می‌فروشید میفروشید فروش دارین موجوده برسه وقت کسی
kadar gelir geliyor gelirse yapılır alabilir alırım alırsam alabilirim oluyor bulurum buluyorum bulabilirim yapayım yapacağım yapmam bilmek öğrenmek sormak verdikten verdim
mevcut
içinde zarfında kabul ediyorsunuz politika politikası politikanız koşulları kuralları şartları genelde istiyorum satıyor satıyorsunuz satılıyor yapıyor yapıyorsunuz varsa yoksa ederim edeyim hangileri çıktı
politica politiche condizioni regole
disponibili disponibile
entro dentro senza accettate accettare accetta normalmente ci vuole vogliono volevo sapere funziona possibile succede trovo arriva serve dire bisogna riesco vendete avete vende faccio
اليوم أمس امس بكرا غدا الان حاليا هسا اشي غير دينار دنانير دينارا ليرة
امروز دیروز دیشب فردا الان دوست دینار تومان خودم خودمان مانده مدتی وقتی جایی
bugün dün yarın şimdi kendim kendimiz şey lira dinar alımda sırasında çıkarken
vado va vai andare andata andato tengo tenere farvi farmi farlo fatto fatta dato passare io oggi ieri domani ora adesso qualcosa mettere prendere venire viene fino volta dinari
gave given now was way going go goes went put said day today yesterday tomorrow bring brings within without accept accepted accepts policy policies terms rules conditions usually normally another one two thing back dinars dinar soon
possible work works find happen happens come came take takes make give tell know sell offer fast quickly quick wondering wonder ask anything something thing available
";

/// Courtesies of opening that carry nothing at all.
const FILLER: &str = "
أسئلة سؤالين استفسارين مرحبا مراحب هلا أهلا اهلين سلام يعطيكم يعطيك العافية صباح مساء الخير الله لوسمحت لوسمحتوا معلش بليز يسعدكم
سوالی سؤالی پرسش سلام وقت بخیر خسته ممنون عزیز دوستان
soru sorum sorular merhaba selam ye ya nin den dan in günler iyi günaydın kolaygelsin pardon rica
ciao salve buongiorno buonasera domanda domande grazie scusate
hi hello hey quick question questions thanks please sorry";

/// With one of these a country is where something should go; else each is itself alone.
const SENT: [&str; 3] = ["delivery", "order", "arrive"];
/// The concept of the words for anything sold.
const GOODS: &str = "item";
/// What is left of their weight beside other words.
const ANY_GOODS: f32 = 0.4;
/// How much a soft word weighs beside a word of the matter.
const SOFT_WEIGHT: f32 = 0.08;
/// What is left of the weight of words that mean another together.
const THROUGH: f32 = 0.6;
/// How much what the form means weighs beside the words themselves.
const MEANT_WEIGHT: f32 = 0.8;
/// A spoken verb that stands nowhere says less than a noun that stands nowhere.
const VERB_WEIGHT: f32 = 0.45;
/// A word counts as standing in a text from here on.
const HELD: f32 = 0.5;
/// ... and surely, not by its spelling alone, from here on.
const SURE: f32 = 0.8;

fn set(list: &str) -> HashSet<String> {
    list.split_whitespace().map(fold).collect()
}

static SOFT_SET: LazyLock<HashSet<String>> = LazyLock::new(|| set(SOFT));
static FILLER_SET: LazyLock<HashSet<String>> = LazyLock::new(|| set(FILLER));
static QUANTITY_SET: LazyLock<HashSet<String>> = LazyLock::new(|| set(QUANTITY));
/// A question as it is compared with sections.
pub(super) struct Question {
    words: Vec<Asked>,
    /// All that it says.
    text: Words,
    /// Whether it asks how much, how long, how many, when.
    pub(super) wants_number: bool,
    /// What its form asks for.
    pub(super) form: Form,
}

impl Question {
    pub(super) fn read<'s>(
        question: &str,
        form: Form,
        lang: Option<&str>,
        frequencies: &Frequencies,
        sections: impl Iterator<Item = &'s Section> + Clone,
    ) -> Self {
        let read = tokens::words(question);
        let pairs = concepts::of_pairs(&read);
        let sent =
            read.iter().flat_map(|word| concepts::of(&word.text, lang)).any(|named| SENT.contains(&named));
        let mut words: Vec<Asked> = Vec::new();
        for (at, word) in read.iter().enumerate() {
            let paired = pairs.iter().any(|(with, _)| *with == at);
            if is_empty(&word.text, lang) && !paired {
                continue;
            }
            let mut word = Asked::new(&word.text, lang);
            if words.iter().any(|have| have.stem == word.stem) {
                continue;
            }
            word.concepts.extend(pairs.iter().filter(|(with, _)| *with == at).map(|(_, concept)| *concept));
            if !sent {
                word.concepts.retain(|concept| *concept != COUNTRY);
            }
            word.weight = weight(&word, lang, frequencies, sections.clone(), paired);
            if word.concepts.iter().any(|concept| form.through.contains(concept)) {
                word.weight *= THROUGH;
            }
            if form.wanted == Some(Wanted::Phone) && word.concepts.contains(&"number") {
                // The number itself is what is wanted, not the word.
                word.weight = 0.0;
            }
            words.push(word);
        }
        // "The item" is whatever is sold: beside another word it says nothing of the matter.
        // "How many days" asks by its form; the answer may count in hours.
        let counted = form.wanted == Some(Wanted::Duration);
        let goods = |word: &Asked| {
            word.concepts == [GOODS] || (counted && word.concepts == [Wanted::Duration.concept()])
        };
        if words.iter().any(|word| word.weight > SOFT_WEIGHT && !goods(word)) {
            for word in words.iter_mut().filter(|word| goods(word)) {
                word.weight *= ANY_GOODS;
            }
        }
        let any = |set: &HashSet<String>| read.iter().any(|word| set.contains(&word.text));
        let alone = words.is_empty();
        for meaning in &form.meanings {
            words.push(Asked::meaning(meaning, if alone { 1.0 } else { MEANT_WEIGHT }));
        }
        if let Some(concept) = form.wanted.filter(|wanted| *wanted != Wanted::Steps).map(Wanted::concept)
            && !words.is_empty()
            && !words.iter().any(|word| word.concepts.contains(&concept))
        {
            words.push(Asked::meaning(concept, SOFT_WEIGHT));
        }
        Self { wants_number: any(&QUANTITY_SET), text: Words::read(question, lang), words, form }
    }

    /// The weighted share of the question's words that stand in `text`.
    pub(super) fn covered(&self, text: &Words) -> f32 {
        let total: f32 = self.words.iter().map(|word| word.weight).sum();
        let held: f32 = self.words.iter().map(|word| word.weight * text.hold(word)).sum();
        held / total.max(f32::EPSILON)
    }

    /// The same where either text may hold a word: a row says little without the heading of its table.
    pub(super) fn covered_with(&self, text: &Words, context: &Words) -> f32 {
        let total: f32 = self.words.iter().map(|word| word.weight).sum();
        let hold = |word| text.hold(word).max(context.hold(word));
        let held: f32 = self.words.iter().map(|word| word.weight * hold(word)).sum();
        held / total.max(f32::EPSILON)
    }

    /// How much of the question names a row of a table under headings that say `above`.
    ///
    /// What the form wants names none ("opening hours" is not the row that says "closed"), nor does a word of the
    /// headings that the row only resembles.
    pub(super) fn names(&self, row: &Words, above: &Words) -> f32 {
        let wanted = self.form.wanted.filter(|wanted| *wanted == Wanted::Clock).map(Wanted::concept);
        let beside = |word: &&Asked| !wanted.is_some_and(|wanted| word.concepts.contains(&wanted));
        let words = || self.words.iter().filter(beside);
        let hold = |word: &Asked| {
            let held = row.hold(word);
            if held < SURE && above.hold(word) >= SURE { 0.0 } else { held }
        };
        let total: f32 = words().map(|word| word.weight).sum();
        let held: f32 = words().map(|word| word.weight * hold(word)).sum();
        held / total.max(f32::EPSILON)
    }

    /// How surely the word that weighs most stands in `text`.
    pub(super) fn key(&self, text: &Words) -> f32 {
        let key = self.words.iter().max_by(|a, b| a.weight.total_cmp(&b.weight));
        key.map_or(0.0, |word| text.hold(word))
    }

    /// The share of a heading's words that the question says too.
    pub(super) fn says(&self, heading: &[Asked]) -> f32 {
        let meant = |word: &Asked| {
            let form = self.form.wanted.map(Wanted::concept);
            let mut meant = self.form.meanings.iter().copied().chain(form);
            f32::from(u8::from(meant.any(|meaning| word.concepts.contains(&meaning))))
        };
        let said: f32 = heading.iter().map(|word| self.text.hold(word).max(meant(word))).sum();
        said / heading.len().max(1) as f32
    }

    /// How many words of the matter stand in `text`.
    pub(super) fn held(&self, text: &Words) -> usize {
        self.matter().filter(|word| text.hold(word) >= HELD).count()
    }

    fn matter(&self) -> impl Iterator<Item = &Asked> {
        self.words.iter().filter(|word| word.weight > SOFT_WEIGHT && !word.text.is_empty())
    }

    /// Whether a text that covers so much of the question is about its matter.
    pub(super) fn enough(&self, coverage: f32, text: &Words, least: f32) -> bool {
        let matter = self.matter().count();
        let held = self.held(text);
        match matter {
            // "Where are you?" has no word of the matter, but one that the form means.
            0 => !self.form.meanings.is_empty() && coverage >= least.max(0.6),
            // One word is a thin thread: it must stand there, and nearly nothing else be asked.
            1 => held == 1 && coverage >= least.max(0.6),
            _ => held >= 2 && coverage >= least,
        }
    }
}

/// Whether a word carries nothing: a stop word, also behind a conjunction, or a courtesy.
pub(super) fn is_empty(word: &str, lang: Option<&str>) -> bool {
    let stops = |word: &str| stopwords::is_stop(word, lang) || FILLER_SET.contains(word);
    stops(word)
        || ["و", "ف", "ل", "ب"].iter().any(|particle| {
            word.strip_prefix(particle).is_some_and(|rest| rest.chars().count() >= 2 && stops(rest))
        })
}

/// A word weighs by its rarity in the collection; one that stands nowhere weighs as the rarest.
fn weight<'s>(
    word: &Asked,
    lang: Option<&str>,
    frequencies: &Frequencies,
    mut sections: impl Iterator<Item = &'s Section>,
    paired: bool,
) -> f32 {
    let of = |term: String| (frequencies.of)(&term);
    let own = of(format!("w:{}", word.stem));
    let meant = word.concepts.iter().map(|concept| of(format!("c:{concept}"))).max().unwrap_or_default();
    if is_soft(&word.text, lang) && !paired {
        return SOFT_WEIGHT;
    }
    let known = if own > 0 { own.max(meant) } else { meant };
    if known == 0 {
        // Spelled otherwise, it may still stand in what was found.
        let alike = sections.any(|section| section.whole().hold(word) >= HELD);
        return if alike {
            0.7
        } else if is_verb(&word.text, lang) {
            VERB_WEIGHT
        } else {
            1.0
        };
    }
    let total = frequencies.passages.max(1) as f32;
    ((1.0 + total / known as f32).ln() / (1.0 + total).ln()).clamp(0.25, 1.0)
}

/// Beginnings of the Turkish verbs of having and doing.
const TURKISH_LIGHT: [&str; 20] = [
    "yapab", "yapar", "yapti", "yapil", "verebil", "verir", "alabil", "alir", "gelip", "geliy", "gelir",
    "edebil", "ediyor", "ederi", "olabil", "bulab", "bulur", "istiy", "gerek", "dinar",
];

/// The Persian verbs of having and doing, their past and present stems.
const PERSIAN_LIGHT: [&str; 34] = [
    "کرد",
    "کن",
    "شد",
    "شو",
    "داشت",
    "دار",
    "داد",
    "ده",
    "گرفت",
    "گیر",
    "آمد",
    "آی",
    "رفت",
    "رو",
    "توان",
    "تون",
    "توانست",
    "خواه",
    "خواست",
    "گذاشت",
    "گذار",
    "آورد",
    "آور",
    "زد",
    "زن",
    "ماند",
    "مان",
    "گفت",
    "گوی",
    "بود",
    "باش",
    "خورد",
    "خور",
    "بین",
];

static PERSIAN_SET: LazyLock<HashSet<String>> =
    LazyLock::new(|| PERSIAN_LIGHT.iter().map(|stem| fold(stem)).collect());

/// Whether a word is one of [`SOFT`], or a form of a verb of having and doing.
pub(super) fn is_soft(word: &str, lang: Option<&str>) -> bool {
    if SOFT_SET.contains(word) {
        return true;
    }
    match lang {
        Some("tr") => TURKISH_LIGHT.iter().any(|start| word.starts_with(start)),
        Some("fa") => {
            let starts = ["نمي", "مي", "ب", "ن", ""];
            let ends = ["هام", "هاي", "هاند", "هايم", "هايد", "يم", "يد", "ند", "م", "ي", "د", "ه", ""];
            starts.iter().filter_map(|start| word.strip_prefix(start)).any(|rest| {
                ends.iter().filter_map(|end| rest.strip_suffix(end)).any(|stem| PERSIAN_SET.contains(stem))
            })
        }
        _ => false,
    }
}

/// Whether a word looks like a conjugated verb.
fn is_verb(word: &str, lang: Option<&str>) -> bool {
    let long = word.chars().count() >= 5;
    match lang {
        Some("ar") => long && ["بي", "بت", "بن", "مي"].iter().any(|prefix| word.starts_with(prefix)),
        Some("fa") => long && ["مي", "نمي", "بر"].iter().any(|prefix| word.starts_with(prefix)),
        Some("tr") => {
            word.contains("iyor")
                || ["abilir", "ebilir", "meli", "mali", "yim", "yim", "acak", "ecek", "elim"]
                    .iter()
                    .any(|end| word.contains(end))
        }
        _ => false,
    }
}
