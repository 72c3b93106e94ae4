//! The answer without a model: the sentences of the passages that say what was asked, or nothing.
//!
//! Conservative on purpose: a customer who is told "I don't know" gets a person; one who is told something about
//! another matter leaves. So a quotation needs most of the question's content words *in the quoted section*, the
//! rare ones above all, and a word that stands nowhere in the passages counts fully against it.

use std::collections::HashSet;

use crate::{concepts, highlight::dice, language, normalize, sentence, stem, stopwords, tokens};

/// One retrieved passage.
#[derive(Clone, Copy, Debug)]
pub struct Candidate<'a> {
    /// Its text; where the heading says what the section is about, put it first, on a line of its own.
    pub text: &'a str,
    /// Its retrieval score, any scale, higher is better. Breaks ties.
    pub score: f32,
}

/// A quotation that answers.
#[derive(Clone, Debug, PartialEq)]
pub struct Quoted {
    /// Index of the candidate it is from.
    pub passage: usize,
    /// At most three sentences, or the lines of a list, as they stand there.
    pub text: String,
    /// Share of the question's content, weighted by rarity, that the passage covers: 0 to 1.
    pub coverage: f32,
}

/// Least share of the question that the passage must cover.
const PASSAGE_COVERAGE: f32 = 0.6;
/// Least share of the question that the quoted sentences must cover together with the headings above them.
const QUOTE_COVERAGE: f32 = 0.35;
/// Words that are alike in spelling only ([`dice`] of their 4-grams) count from here on.
const ALIKE: f32 = 0.55;
const MOST_SENTENCES: usize = 3;
/// A quotation is rounded off up to this many characters, a list up to [`SHORT_LIST`].
const SHORT_QUOTE: usize = 320;
const SHORT_LIST: usize = 700;

/// Picks the sentences that answer `question` (in `lang`, a BCP 47 tag), or `None` where none surely do.
pub fn answer(question: &str, passages: &[Candidate], lang: &str) -> Option<Quoted> {
    let lang = language::known(lang).or_else(|| language::detect(question, None));
    let asked = Question::read(question, lang, passages);
    if asked.words.is_empty() {
        return None;
    }
    let mut best: Option<(f32, Quoted)> = None;
    for (index, passage) in passages.iter().enumerate() {
        let lines = lines(passage.text);
        let read: Vec<Text> = lines.iter().map(|line| Text::read(line.text, lang)).collect();
        let whole = asked.covered(&read.iter().collect::<Vec<_>>());
        if whole < PASSAGE_COVERAGE || asked.held(&read) < asked.words.len().min(2) {
            continue;
        }
        for (from, to) in spans(&lines) {
            let Some(span) = read.get(from..to) else { continue };
            let own = asked.covered(&span.iter().collect::<Vec<_>>());
            let Some(shown) = lines.get(from..to) else { continue };
            // A heading or "We accept:" alone repeats the question; what stands under it answers.
            if shown.iter().all(|line| line.title || line.text.ends_with(':')) {
                continue;
            }
            let titles =
                lines.iter().zip(&read).take(from).filter(|(line, _)| line.title).map(|(_, text)| text);
            let placed = asked.covered(&span.iter().chain(titles).collect::<Vec<_>>());
            let (first, last) = rounded(&lines, from, to);
            let text = quote(passage.text, lines.get(first..last).unwrap_or(shown));
            let number = asked.wants_number && says_number(&quote(passage.text, shown));
            if placed < QUOTE_COVERAGE || own < (if number { 0.1 } else { 0.25 }) {
                continue;
            }
            let length = shown.iter().map(|line| line.text.chars().count()).sum::<usize>() as f32;
            let rank = 0.6 * own + 0.6 * placed + 0.5 * whole + if number { 0.3 } else { 0.0 }
                - length / 2500.0
                - index as f32 / 50.0
                + passage.score.clamp(0.0, 1.0) / 20.0;
            if best.as_ref().is_none_or(|(have, _)| rank > *have) {
                best = Some((rank, Quoted { passage: index, text, coverage: whole }));
            }
        }
    }
    best.map(|(_, quoted)| quoted)
}

fn says_number(text: &str) -> bool {
    text.chars().any(|c| normalize::ascii_digit(c).is_ascii_digit())
        || tokens::words(text).iter().any(|word| crate::evidence::number_word(&word.text).is_some())
}

/// A content word of the question, with what it weighs.
struct Asked {
    text: String,
    stem: String,
    concepts: Vec<&'static str>,
    grams: HashSet<String>,
    weight: f32,
}

struct Question {
    words: Vec<Asked>,
    wants_number: bool,
}

/// The words of a piece of a passage in the forms they are compared in.
struct Text {
    forms: HashSet<String>,
    concepts: HashSet<&'static str>,
    grams: Vec<HashSet<String>>,
}

impl Text {
    fn read(text: &str, lang: Option<&str>) -> Self {
        let own = language::detect(text, lang);
        let mut read = Self { forms: HashSet::new(), concepts: HashSet::new(), grams: Vec::new() };
        for word in tokens::words(text) {
            if stopwords::is_stop(&word.text, own) {
                continue;
            }
            read.concepts.extend(concepts::of(&word.text, own));
            read.grams.push(tokens::grams(&word.text).into_iter().collect());
            read.forms.insert(stem::stem(&word.text, own));
            read.forms.insert(word.text);
        }
        read
    }

    /// How surely the word stands here: 1 for the word or its stem, less for a synonym or a like spelling.
    fn holds(&self, word: &Asked) -> f32 {
        if self.forms.contains(&word.text) || self.forms.contains(&word.stem) {
            return 1.0;
        }
        if word.concepts.iter().any(|concept| self.concepts.contains(concept)) {
            return 0.9;
        }
        let alike = self.grams.iter().map(|grams| dice(grams, &word.grams)).fold(0.0, f32::max);
        if alike >= ALIKE && word.text.chars().count() >= 4 { alike } else { 0.0 }
    }
}

impl Question {
    fn read(question: &str, lang: Option<&str>, passages: &[Candidate]) -> Self {
        let texts: Vec<Text> = passages.iter().map(|passage| Text::read(passage.text, lang)).collect();
        let mut seen: HashSet<String> = HashSet::new();
        let mut words: Vec<Asked> = Vec::new();
        let read = tokens::words(question);
        for word in &read {
            if stopwords::is_stop(&word.text, lang)
                || SOFT.iter().any(|soft| normalize::fold(soft) == word.text)
            {
                continue;
            }
            let stem = stem::stem(&word.text, lang);
            if !seen.insert(stem.clone()) {
                continue;
            }
            words.push(Asked {
                concepts: concepts::of(&word.text, lang),
                grams: tokens::grams(&word.text).into_iter().collect(),
                text: word.text.clone(),
                stem,
                weight: 1.0,
            });
        }
        let when = read.iter().any(|word| WHEN.iter().any(|asked| normalize::fold(asked) == word.text));
        if when && !words.is_empty() && !words.iter().any(|word| word.concepts.contains(&"duration")) {
            words.push(Asked {
                text: String::new(),
                stem: String::new(),
                concepts: vec!["duration"],
                grams: HashSet::new(),
                weight: 1.0,
            });
        }
        let n = texts.len() as f32;
        for word in &mut words {
            let holding = texts.iter().filter(|text| text.holds(word) > 0.0).count() as f32;
            // All passages are about the matter already, so rarity among them is only a shade.
            word.weight = 1.0 + 0.5 * (1.0 + (n - holding) / (holding + 1.0)).ln().min(2.0);
            // The measure asked for (how long, how much) is often said by its number alone.
            if word.concepts.iter().any(|concept| matches!(*concept, "duration" | "price")) {
                word.weight *= 0.6;
            }
        }
        let wants_number =
            read.iter().any(|word| QUANTITY.iter().any(|asked| normalize::fold(asked) == word.text));
        Self { words, wants_number }
    }

    /// How many of the question's words stand in the passage; one common word alone is no match.
    fn held(&self, texts: &[Text]) -> usize {
        self.words.iter().filter(|word| texts.iter().any(|text| text.holds(word) > 0.0)).count()
    }

    /// The weighted share of the question's words that stand in any of `texts`.
    fn covered(&self, texts: &[&Text]) -> f32 {
        let total: f32 = self.words.iter().map(|word| word.weight).sum();
        let held = |word: &Asked| texts.iter().map(|text| text.holds(word)).fold(0.0, f32::max);
        self.words.iter().map(|word| word.weight * held(word)).sum::<f32>() / total.max(f32::EPSILON)
    }
}

/// Words that ask how much, how long, how many: a sentence with a number is the likelier answer.
const QUANTITY: [&str; 17] = [
    "كم", "قديش", "أديش", "بكم", "شحال", "شكد", "متى", "چقدر", "چند", "کی", "kaç", "zaman", "quanto",
    "quanti", "quando", "how", "when",
];

/// Stop words that ask for a time; they weigh as a word of the question, a light one.
const WHEN: [&str; 9] = ["متى", "امتى", "ايمتى", "إيمتى", "کی", "zaman", "quando", "when", "long"];

/// Verbs of asking and having, too common in questions to be their matter, yet no stop words of an index.
const SOFT: [&str; 28] = [
    "بيصير",
    "بقدر",
    "اقدر",
    "أقدر",
    "فيني",
    "بتعملوا",
    "بتوفروا",
    "بتقبلوا",
    "عندكو",
    "بصير",
    "اعرف",
    "أعرف",
    "بعرف",
    "بعملها",
    "اعمل",
    "أعمل",
    "نعرف",
    "kadar",
    "gelir",
    "yapılır",
    "alabilir",
    "ci",
    "vuole",
    "funziona",
    "possibile",
    "possible",
    "work",
    "works",
];

/// One line or sentence of a passage.
struct Line<'a> {
    text: &'a str,
    start: usize,
    end: usize,
    /// A short line without an end mark, with text after it: a heading.
    title: bool,
    /// An item of a list or a row of a table.
    row: bool,
}

fn lines(text: &str) -> Vec<Line<'_>> {
    let mut lines: Vec<Line<'_>> = Vec::new();
    for range in sentence::sentences(text) {
        let Some(piece) = text.get(range.clone()) else { continue };
        let opens = text.get(..range.start).is_none_or(|before| {
            before.trim_end_matches(' ').is_empty() || before.trim_end_matches(' ').ends_with('\n')
        });
        let row = opens
            && (piece.starts_with(['-', '•', '*', '–', '|'])
                || piece.contains(" | ")
                || piece.contains('\t'));
        let ended = piece.ends_with(['.', '!', '؟', '?', '۔', '…', ':', ';', '؛']);
        let question = piece.ends_with(['?', '؟']);
        let last = range.end >= text.trim_end().len();
        let repeated = last && lines.first().is_some_and(|first| first.title && first.text.ends_with(piece));
        let short = (question || !ended) && piece.chars().count() <= 90;
        // The first line may be a long path of headings.
        let title = repeated || (opens && !row && !last && (short || (lines.is_empty() && !ended)));
        lines.push(Line { text: piece, start: range.start, end: range.end, title, row });
    }
    lines
}

/// The spans of lines that may be quoted: one to three sentences in a row, and lists with the line above them.
fn spans(lines: &[Line]) -> Vec<(usize, usize)> {
    let mut spans = Vec::new();
    for from in 0..lines.len() {
        for count in 1..=MOST_SENTENCES.min(lines.len() - from) {
            if lines
                .get(from..from + count)
                .is_some_and(|span| count == 1 || span.iter().all(|line| !line.row))
            {
                spans.push((from, from + count));
            }
        }
        let rows = lines.iter().skip(from + 1).take_while(|line| line.row).count();
        if rows > 0 && lines.get(from).is_some_and(|line| !line.row) {
            spans.push((from, from + 1 + rows));
        }
    }
    spans
}

/// A span with what belongs to it: the other rows of its list or table, or the next sentences of its section, as
/// long as that stays short. One sentence is rarely the whole rule: the exception follows it.
fn rounded(lines: &[Line], from: usize, to: usize) -> (usize, usize) {
    let size = |from: usize, to: usize| {
        lines.get(from..to).unwrap_or_default().iter().map(|line| line.text.chars().count()).sum::<usize>()
    };
    let is_row = |at: usize| lines.get(at).is_some_and(|line| line.row);
    let (mut first, mut last) = (from, to);
    if is_row(from) {
        first -= (0..from).rev().take_while(|at| is_row(*at)).count();
        last += (to..lines.len()).take_while(|at| is_row(*at)).count();
        return if size(first, last) <= SHORT_LIST { (first, last) } else { (from, to) };
    }
    while last - first < MOST_SENTENCES
        && lines.get(last).is_some_and(|line| !line.title && !line.row)
        && size(first, last + 1) <= SHORT_QUOTE
    {
        last += 1;
    }
    (first, last)
}

/// The text of a span as it stands, without a heading above it that the reader need not see twice.
fn quote(text: &str, span: &[Line]) -> String {
    let shown = match span {
        [first, rest @ ..] if first.title && !rest.is_empty() && !rest.iter().all(|line| line.row) => rest,
        all => all,
    };
    match (shown.first(), shown.last()) {
        (Some(first), Some(last)) => text.get(first.start..last.end).unwrap_or_default().to_owned(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
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

    proptest! {
        #[test]
        fn a_quotation_stands_in_its_passage(question in "[a-z ]{0,40}", text in "[a-zA-Z .?\\n-]{0,200}") {
            if let Some(quoted) = answer(&question, &[Candidate { text: &text, score: 1.0 }], "en") {
                prop_assert_eq!(quoted.passage, 0);
                prop_assert!(text.contains(&quoted.text) && !quoted.text.is_empty());
                prop_assert!((PASSAGE_COVERAGE..=1.001).contains(&quoted.coverage));
            }
        }
    }
}
