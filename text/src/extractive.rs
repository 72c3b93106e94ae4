//! The answer without a model: the sentences of the passages that say what was asked, or nothing.
//!
//! Conservative on purpose: a customer who is told "I don't know" gets a person; one who is told something about
//! another matter leaves. A section answers when it holds most of the question's content, weighted by how rare
//! each word is *in the tenant's collection*: a word that stands nowhere there counts fully against the answer.
//! Which part of the section is quoted is another matter: all of it where that is short, else the rows, items or
//! sentences that tell the question's words apart from the rest of the section.

mod parts;
mod question;
mod quote;
mod section;
mod words;

use crate::{
    form::{Form, Wanted},
    language, normalize,
};
use question::Question;
use section::Section;

pub(crate) use section::row;
use words::Words;

pub use parts::questions;

/// One retrieved passage.
#[derive(Clone, Copy, Debug)]
pub struct Candidate<'a> {
    /// Its text; what the section is about stands first, on a line of its own: [`with_heading`].
    pub text: &'a str,
    /// Its retrieval score, any scale, higher is better. Candidates come best first.
    pub score: f32,
}

/// How often the terms of [`crate::tokens::terms`] stand in the tenant's collection.
#[derive(Clone, Copy)]
pub struct Frequencies<'a> {
    /// How many passages it holds.
    pub passages: usize,
    /// How many of them hold a term.
    pub of: &'a dyn Fn(&str) -> usize,
}

/// A quotation that answers.
#[derive(Clone, Debug, PartialEq)]
pub struct Quoted {
    /// Index of the candidate it is from.
    pub passage: usize,
    /// Further candidates, where several questions were answered at once.
    pub also: Vec<usize>,
    /// Sentences and list items as they stand there; rows of a table with their headings (`City: Aqaba, …`).
    pub text: String,
    /// Share of the question's content, weighted by rarity, that the section covers: 0 to 1.
    pub coverage: f32,
}

/// Least share of the question that the section must cover.
const COVERAGE: f32 = 0.4;
/// What counts beside coverage when sections compare: what the best sentence covers by itself, ...
const SENTENCE: f32 = 0.2;
/// ... what the headings cover, ...
const HEADINGS: f32 = 0.35;
/// ... what the document's title covers, ...
const TITLE: f32 = 0.2;
/// ... what stands below the headings, ...
const BODY: f32 = 0.15;
/// ... whether it says the question's rarest word, ...
const KEY: f32 = 0.2;
/// ... how much of the nearest heading the question says, ...
const NAMED: f32 = 0.2;
/// ... whether what the question's form wants stands there, ...
const VALUE: f32 = 0.4;
/// ... whether the heading denies what is asked about, ...
const DENIES: f32 = 0.25;
/// ... whether it is the table of the opening hours that alone are asked for, ...
const OVERVIEW: f32 = 0.4;
/// ... whether it is about a neighbouring matter, ...
const STRAYS: f32 = 0.6;
/// ... whether it opens a document whose title says all that is asked, with what the form wants, ...
const OPENS: f32 = 0.5;
/// ... and the place in the ranking.
const PLACE: f32 = 0.01;
/// A title says all that is asked from this share on.
const ALL_SAID: f32 = 0.8;
/// Sections nearer than this are equal.
const TIE: f32 = 0.12;
/// What more it must cover for each place further down the ranking.
const LESS_SURE: f32 = 0.02;
/// Two sections are quoted up to so many characters together.
const BOTH: usize = 480;
/// From here on all places are as far.
const FAR: usize = 8;
/// Further candidates than this are a last resort of retrieval and too weak to be quoted.
const MOST_PASSAGES: usize = 20;

/// A passage's text as a [`Candidate`] shows it: its document's title and the headings above it, then itself.
pub fn with_heading(title: &str, heading: Option<&str>, text: &str) -> String {
    let (title, heading) = (title.trim(), heading.unwrap_or_default().trim());
    match (title.is_empty(), heading.is_empty()) {
        (true, true) => text.to_owned(),
        (false, true) => format!("{title}\n{text}"),
        (false, false) if !squeezed(heading).starts_with(&squeezed(title)) => {
            format!("{title} › {heading}\n{text}")
        }
        _ => format!("{heading}\n{text}"),
    }
}

/// Letters alone: PDF loses the joints of Persian words.
fn squeezed(text: &str) -> String {
    normalize::fold(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// [`answer_with`] where nothing is known of the collection but these passages.
pub fn answer(question: &str, passages: &[Candidate], lang: &str) -> Option<Quoted> {
    let lang_known = language::known(lang);
    let held: Vec<std::collections::HashSet<String>> = passages
        .iter()
        .map(|passage| crate::tokens::terms(passage.text, lang_known).into_iter().collect())
        .collect();
    let of = |term: &str| held.iter().filter(|terms| terms.contains(term)).count();
    answer_with(question, passages, lang, &Frequencies { passages: passages.len(), of: &of })
}

/// Quotes what answers `question` (in `lang`, a BCP 47 tag), or `None` where nothing surely does.
///
/// Of several questions in one message those are answered that can be.
pub fn answer_with(
    question: &str,
    passages: &[Candidate],
    lang: &str,
    frequencies: &Frequencies,
) -> Option<Quoted> {
    let lang = language::detect(question, language::known(lang));
    let parts = questions(question, lang);
    let mut whole: Option<Quoted> = None;
    for part in &parts {
        let Some(quoted) = one(part, passages, lang, frequencies) else { continue };
        match &mut whole {
            None => whole = Some(quoted),
            Some(have) if !have.text.contains(&quoted.text) => {
                have.text = if quoted.text.contains(&have.text) {
                    quoted.text
                } else {
                    format!("{}\n\n{}", have.text, quoted.text)
                };
                if quoted.passage != have.passage && !have.also.contains(&quoted.passage) {
                    have.also.push(quoted.passage);
                }
                have.coverage = have.coverage.min(quoted.coverage);
            }
            Some(_) => {}
        }
    }
    whole.or_else(|| (parts.len() > 1).then(|| one(question, passages, lang, frequencies)).flatten())
}

/// Answers one question.
fn one(
    question: &str,
    passages: &[Candidate],
    lang: Option<&'static str>,
    frequencies: &Frequencies,
) -> Option<Quoted> {
    let form = Form::read(question, lang);
    let sections: Vec<(usize, Section)> = passages
        .iter()
        .take(MOST_PASSAGES)
        .enumerate()
        .flat_map(|(at, passage)| {
            Section::all(passage.text, lang, form.wanted).into_iter().map(move |section| (at, section))
        })
        .collect();
    let asked = Question::read(
        question,
        form.clone(),
        lang,
        frequencies,
        sections.iter().map(|(_, section)| section),
    );
    let mut ranked: Vec<Ranked> = Vec::new();
    for (at, section) in &sections {
        let coverage = asked.covered(section.whole());
        let place = (*at).min(FAR) as f32;
        // "How long is the guarantee?": what the guarantee's document says first, before the special cases,
        // unless an overview stands further down.
        let value = section.value(form.wanted);
        // "How do I repot?": its steps, which need not name it again.
        let opens = (section.opens() || form.wanted == Some(Wanted::Steps))
            && value > 0.0
            && asked.covered(section.title()) >= ALL_SAID
            && sections.iter().all(|(_, other)| {
                other.document() != section.document() || other.value(form.wanted) <= value
            });
        let least = COVERAGE + LESS_SURE * place;
        let rank = coverage
            + SENTENCE * section.best(&asked)
            + HEADINGS * asked.covered(section.above())
            + TITLE * asked.covered(section.title())
            + BODY * asked.covered(section.body())
            + KEY * asked.key(section.whole())
            + NAMED * section.named(&asked)
            + VALUE * value
            + if opens { OPENS } else { 0.0 }
            + if form.hours && value > 1.0 { OVERVIEW } else { 0.0 }
            - if section.strays(&form) { STRAYS } else { 0.0 }
            - if section.denies() && !form.negative { DENIES } else { 0.0 }
            - PLACE * place;
        if !asked.enough(coverage, section.whole(), least) {
            continue;
        }
        let text = quote::quote(section.units(), section.above(), &asked);
        let quoted = Words::join([&Words::read(&text, lang), section.above()]);
        if !text.is_empty() && asked.covered(&quoted) >= least {
            ranked.push(Ranked { rank, passage: *at, coverage, section, text });
        }
    }
    ranked.sort_by(|a, b| b.rank.total_cmp(&a.rank).then(a.passage.cmp(&b.passage)));
    let mut ranked = ranked.into_iter();
    let first = ranked.next()?;
    let mut quoted =
        Quoted { passage: first.passage, also: Vec::new(), text: first.text, coverage: first.coverage };
    // Sections of one document between which nothing decides are quoted both, where that stays short.
    let second = ranked.find(|next| {
        next.section.document() == first.section.document()
            && first.rank - next.rank <= TIE
            && (form.negative || !next.section.denies())
            && next.section.value(form.wanted) >= first.section.value(form.wanted)
            && next.coverage >= quoted.coverage - 0.02
            && !quoted.text.contains(&next.text)
            && quoted.text.chars().count() + next.text.chars().count() <= BOTH
    });
    if let Some(second) = second {
        quoted.text = format!("{}\n\n{}", quoted.text, second.text);
        if second.passage != quoted.passage {
            quoted.also.push(second.passage);
        }
    }
    Some(quoted)
}

/// A section that may answer.
struct Ranked<'s> {
    rank: f32,
    passage: usize,
    coverage: f32,
    section: &'s Section,
    text: String,
}

#[cfg(test)]
mod terse;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokens;
    use proptest::prelude::*;

    const SHOP: [&str; 12] = [
        "التوصيل والشحن\nمدة التوصيل داخل عمان من يوم إلى يومين. إلى باقي المحافظات خلال ثلاثة أيام عمل. رسوم التوصيل ديناران ونصف.",
        "الإرجاع\nيمكنك إرجاع النباتات خلال 14 يوما من الاستلام. يجب أن تكون النبتة في أصيصها الأصلي.",
        "طرق الدفع\nنقبل الدفع نقدا عند الاستلام وبطاقات فيزا.",
        "Kargo ve teslimat\nSiparişler 2-4 iş günü içinde teslim edilir. Kargo ücreti 50 TL'dir.",
        "İade\nÜrünleri 14 gün içinde iade edebilirsiniz. İade kargosu ücretsizdir.",
        "Spedizione\nConsegniamo in tutta Italia in 3 giorni lavorativi. La spedizione costa 5 euro.",
        "Resi e rimborsi\nPuoi restituire le piante entro 14 giorni. Il rimborso arriva in 5 giorni.",
        "Delivery\nOrders are delivered within 3 working days. Delivery costs 2.5 JOD.",
        "Returns and refunds\nYou can return plants within 14 days. Refunds are paid to the same card.",
        "ارسال و تحویل\nسفارش‌ها ظرف سه روز کاری تحویل داده می‌شوند. هزینه ارسال پنجاه هزار تومان است.",
        "مرجوعی\nمی‌توانید گیاه را تا ۷ روز مرجوع کنید.",
        "Payment\nWe accept:\n- cash on delivery\n- Visa and Mastercard\nAll prices include tax.",
    ];

    fn ask(question: &str, lang: &str) -> Option<Quoted> {
        let passages: Vec<Candidate> = SHOP
            .iter()
            .filter(|text| language::detect(text, None) == language::known(lang))
            .map(|text| Candidate { text, score: 0.5 })
            .collect();
        answer(question, &passages, lang)
    }

    #[test]
    fn what_the_passages_hold_is_quoted() {
        for (question, lang, part) in [
            ("قديش بياخد التوصيل؟", "ar-JO", "يومين"),
            ("كم مدة الشحن؟", "ar", "يومين"),
            ("بدي أرجع النبتة، قديش معي وقت؟", "ar-JO", "14 يوما"),
            ("كيف بقدر أدفع كاش؟", "ar-JO", "نقدا"),
            ("kargo ne zaman gelir", "tr", "2-4 iş günü"),
            ("Merhaba, iade süresi kaç gün?", "tr", "14 gün"),
            ("Quanto costa la consegna?", "it", "5 euro"),
            ("Come posso fare un reso?", "it", "14 giorni"),
            ("How long does shipping take?", "en", "3 working days"),
            ("Hi! Can I get a refund?", "en", "Refunds"),
            ("which payment cards do you accept?", "en", "Visa"),
            ("هزینه ارسال چقدر است؟", "fa", "تومان"),
            ("چطور گیاهم رو مرجوع کنم؟", "fa", "۷ روز"),
        ] {
            let quoted = ask(question, lang);
            assert!(
                quoted.as_ref().is_some_and(|quoted| quoted.text.contains(part)),
                "{question}: {quoted:?}"
            );
        }
    }

    #[test]
    fn what_they_do_not_hold_is_refused() {
        for (question, lang) in [
            ("مين رئيس الوزراء؟", "ar"),
            ("هل تبيعون سيارات مستعملة؟", "ar"),
            ("كيف الطقس بكرا بعمان؟", "ar-JO"),
            ("Yarın hava nasıl olacak?", "tr"),
            ("Bana bir şiir yazar mısın?", "tr"),
            ("Chi ha vinto il campionato?", "it"),
            ("Vendete anche telefoni cellulari?", "it"),
            ("Write me a poem about the sea", "en"),
            ("Do you have job openings?", "en"),
            ("What is the capital of France?", "en"),
            ("پایتخت فرانسه کجاست؟", "fa"),
            ("آیا کامپیوتر هم می‌فروشید؟", "fa"),
            ("hello", "en"),
            ("مرحبا كيفكم", "ar"),
            ("", "en"),
            ("Do you deliver to the moon by helicopter?", "en"),
        ] {
            assert_eq!(ask(question, lang), None, "{question}");
        }
    }

    #[test]
    fn a_list_is_quoted_whole() {
        let quoted = ask("payment methods: cash, Mastercard?", "en").unwrap();
        assert!(quoted.text.contains("- cash on delivery\n- Visa and Mastercard"), "{quoted:?}");
    }

    #[test]
    fn a_row_is_told_with_its_columns() {
        let table = "التوصيل › المدة والرسوم\nالمدينة | مدة التوصيل | الرسوم\nعمّان | 1–2 يوم | 3 دنانير\nالعقبة | 3–5 أيام | 6 دنانير\nمعان | 4 أيام | 5 دنانير";
        let quoted =
            answer("قديش بياخد التوصيل عالعقبة؟", &[Candidate { text: table, score: 1.0 }], "ar-JO").unwrap();
        assert_eq!(quoted.text, "المدينة: العقبة، مدة التوصيل: 3–5 أيام، الرسوم: 6 دنانير");
        let quoted = answer(
            "delivery to Aqaba?",
            &[Candidate { text: "Delivery\nCity | Days\nAmman | 1\nAqaba | 3", score: 1.0 }],
            "en",
        )
        .unwrap();
        assert_eq!(quoted.text, "City: Aqaba, Days: 3");
    }

    #[test]
    fn greetings_do_not_hurt_and_several_questions_are_answered() {
        let quoted = ask(
            "Good morning! I have two questions. How long does delivery take? And can I return a plant?",
            "en",
        )
        .unwrap();
        assert!(
            quoted.text.contains("3 working days") && quoted.text.contains("within 14 days"),
            "{quoted:?}"
        );
        assert_eq!(quoted.also.len(), 1);
        // One of two is answered alone.
        let quoted = ask("What is the capital of France? And how long does delivery take?", "en").unwrap();
        assert!(quoted.text.contains("3 working days") && quoted.also.is_empty(), "{quoted:?}");
        assert!(ask("مرحبا يعطيكم العافية، بدي أسأل قديش بياخد التوصيل؟", "ar-JO").is_some());
    }

    #[test]
    fn headings_are_joined_once() {
        assert_eq!(with_heading("Returns", Some("Returns › Costs"), "Free."), "Returns › Costs\nFree.");
        assert_eq!(with_heading("Returns", Some("Costs"), "Free."), "Returns › Costs\nFree.");
        assert_eq!(with_heading("بسته‌بندی", Some("بستهبندی › هدیه"), "…"), "بستهبندی › هدیه\n…");
        assert_eq!(with_heading("", None, "Free."), "Free.");
    }

    #[test]
    fn what_a_document_says_first_answers_what_its_title_says() {
        for (lang, question, title, opening, special, more) in [
            (
                "tr",
                "garanti kaç gün",
                "30 günlük bitki sağlığı garantisi",
                "Sattığımız her saksılı bitki teslim gününden itibaren 30 gün güvence altındadır.",
                "Saksılar ve aletler",
                "Saksılar ve aletler 1 yıl garantilidir: Kusurun fotoğrafını gönderin. Aşınma garantiye girmez.",
            ),
            (
                "it",
                "quanto dura la garanzia",
                "La garanzia di 30 giorni sulla salute delle piante",
                "Ogni pianta in vaso che vendiamo è garantita per 30 giorni dalla consegna.",
                "Vasi e attrezzi",
                "Vasi e attrezzi hanno 1 anno di garanzia contro i difetti: mandaci una foto del difetto.",
            ),
            (
                "en",
                "How long is the guarantee?",
                "The 30-day plant health guarantee",
                "Every potted plant that we sell is covered for 30 days from the day of delivery.",
                "Pots and tools",
                "Pots and tools carry a guarantee of 1 year against faults of material: send us a photo.",
            ),
        ] {
            let opening = with_heading(title, Some(title), opening);
            let special = with_heading(title, Some(&format!("{title} › {special}")), more);
            let passages = [&special, &opening].map(|text| Candidate { text, score: 1.0 });
            let quoted = answer(question, &passages, lang).unwrap();
            assert_eq!(quoted.passage, 1, "{question}: {}", quoted.text);
        }
    }

    proptest! {
        #[test]
        fn a_quotation_says_only_what_stands_there(question in "[a-z ]{0,40}", text in "[a-zA-Z .?|\\n•-]{0,200}") {
            if let Some(quoted) = answer(&question, &[Candidate { text: &text, score: 1.0 }], "en") {
                prop_assert_eq!(quoted.passage, 0);
                let have: Vec<String> = tokens::words(&text).into_iter().map(|word| word.text).collect();
                prop_assert!(!quoted.text.is_empty());
                prop_assert!(tokens::words(&quoted.text).iter().all(|word| have.contains(&word.text)));
                prop_assert!((COVERAGE..=1.001).contains(&quoted.coverage));
            }
        }
    }
}
