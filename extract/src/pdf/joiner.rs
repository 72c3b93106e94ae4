//! The Persian joiner (ZWNJ), which PDF loses: "میشود" becomes "می‌شود" again.
//!
//! The library leaves out characters that draw nothing, and the joiner draws nothing, so two halves of a
//! word run into one. It is put back where the grammar leaves no doubt: after "می" before a known stem with
//! an ending, before plural, grade and participle endings of known words, in common compounds. A word that is
//! not understood stays as it came. After a letter that never joins nothing is missing to the eye, so plurals
//! and grades there stay too.

mod words;

use std::{collections::HashSet, sync::LazyLock};

use crate::Document;
use words::{
    COMPOUNDS, GRADED, NO_GRADE, NO_PLURAL, NO_VERB, NOUNS, OBJECTS, PARTICLES, PAST, PAST_ENDINGS, PLURALS,
    PRESENT, PRESENT_ENDINGS, SPOKEN, WITH_HE,
};

const JOINER: char = '\u{200C}';
/// Words that any Persian text has and no Arabic one: this share of the words, at least.
const PERSIAN: &str = "است از که این برای را با به در تا یا هر شما ما می نمی شود کنید های ها";
const PERSIAN_SHARE: usize = 12;
/// Letters after which the next begins anew.
const NON_JOINING: &str = "اآدذرزژوؤأإءة";

struct Tables {
    verbs: HashSet<String>,
    participles: HashSet<String>,
    no_verb: HashSet<&'static str>,
    no_plural: HashSet<&'static str>,
    with_he: HashSet<&'static str>,
    graded: HashSet<&'static str>,
    nouns: HashSet<&'static str>,
    no_grade: HashSet<&'static str>,
    compounds: Vec<(String, &'static str)>,
    persian: HashSet<&'static str>,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let set = |list: &'static str| list.split_whitespace().collect::<HashSet<_>>();
    let mut verbs: HashSet<String> = SPOKEN.split_whitespace().map(str::to_owned).collect();
    let mut form = |stems: &str, endings: [&str; 6]| {
        for stem in stems.split_whitespace() {
            for ending in endings {
                verbs.extend(OBJECTS.iter().map(|object| format!("{stem}{ending}{object}")));
            }
        }
    };
    form(PRESENT, PRESENT_ENDINGS);
    form(PAST, PAST_ENDINGS);
    verbs.extend(PAST.split_whitespace().map(|stem| format!("{stem}ه")));
    verbs.extend(["توان", "باید", "بایست"].map(str::to_owned));
    Tables {
        verbs,
        participles: PAST.split_whitespace().map(|stem| format!("{stem}ه")).collect(),
        no_verb: set(NO_VERB),
        no_plural: set(NO_PLURAL),
        with_he: set(WITH_HE),
        graded: set(GRADED),
        nouns: set(NOUNS),
        no_grade: set(NO_GRADE),
        compounds: COMPOUNDS.split_whitespace().map(|word| (word.replace(JOINER, ""), word)).collect(),
        persian: set(PERSIAN),
    }
});

/// Puts the joiners back where the document is Persian and has none.
pub(super) fn restore(document: &mut Document) {
    let texts: Vec<&str> = document.blocks.iter().map(|block| block.text.as_str()).collect();
    if texts.iter().any(|text| text.contains(JOINER)) || !is_persian(&texts) {
        return;
    }
    let known: HashSet<String> = texts.iter().flat_map(|text| words(text)).map(str::to_owned).collect();
    for block in &mut document.blocks {
        block.text = mend(&block.text, &known);
    }
    if let Some(title) = &mut document.title {
        *title = mend(title, &known);
    }
}

fn is_persian(texts: &[&str]) -> bool {
    let (mut all, mut persian) = (0_usize, 0_usize);
    for word in texts.iter().flat_map(|text| words(text)) {
        all += 1;
        persian += usize::from(TABLES.persian.contains(word));
    }
    all > 0 && persian * 100 >= all * PERSIAN_SHARE
}

/// The runs of Arabic-script letters.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !is_letter(c)).filter(|word| !word.is_empty())
}

fn is_letter(c: char) -> bool {
    matches!(c, '\u{620}'..='\u{65F}' | '\u{670}'..='\u{6D3}' | '\u{200C}')
}

/// A text with each of its words mended.
fn mend(text: &str, known: &HashSet<String>) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some(start) = rest.find(is_letter) {
        let (before, from) = rest.split_at(start);
        let (word, after) = from.split_at(from.find(|c| !is_letter(c)).unwrap_or(from.len()));
        out.push_str(before);
        out.push_str(&joined(word, known).unwrap_or_else(|| word.to_owned()));
        rest = after;
    }
    out.push_str(rest);
    out
}

/// The word with its joiner, where it has lost one.
fn joined(word: &str, known: &HashSet<String>) -> Option<String> {
    if word.contains(JOINER) {
        return None;
    }
    if let Some((_, whole)) = TABLES.compounds.iter().find(|(plain, _)| plain == word) {
        return Some((*whole).to_owned());
    }
    verb(word)
        .or_else(|| perfect(word))
        .or_else(|| plural(word, known))
        .or_else(|| of_he(word, known))
        .or_else(|| grade(word, known))
        .or_else(|| participle(word, known))
        .filter(|mended| mended != word)
}

/// "نمیشود", "برمیگردد".
fn verb(word: &str) -> Option<String> {
    if TABLES.no_verb.contains(word) {
        return None;
    }
    PARTICLES.iter().find_map(|particle| {
        let rest = word.strip_prefix(particle)?;
        let stem = rest.strip_prefix("نمی").or_else(|| rest.strip_prefix("می"))?;
        if let Some(perfect) = perfect(stem) {
            return Some(at(word, stem).replace(stem, &perfect));
        }
        TABLES.verbs.contains(stem).then(|| at(word, stem))
    })
}

/// "کردهاید", "شدهاند".
fn perfect(word: &str) -> Option<String> {
    ["ام", "ایم", "اید", "اند", "است"].iter().find_map(|ending| {
        let base = word.strip_suffix(ending)?;
        let affirmed =
            base.strip_prefix('ن').filter(|rest| TABLES.participles.contains(*rest)).unwrap_or(base);
        TABLES.participles.contains(affirmed).then(|| at(word, ending))
    })
}

/// "گلدانها", "سفارشهای".
fn plural(word: &str, known: &HashSet<String>) -> Option<String> {
    if TABLES.no_plural.contains(word) {
        return None;
    }
    let (base, ending) = PLURALS.iter().find_map(|ending| Some((word.strip_suffix(ending)?, *ending)))?;
    if !joins(base) || base.chars().count() < 2 {
        return None;
    }
    let is_word = known.contains(base)
        || [&TABLES.nouns, &TABLES.with_he, &TABLES.graded].iter().any(|table| table.contains(base));
    let sure = match ending {
        // "سرمایهای" may be "a capital"; which of the two stands elsewhere decides, and both decide nothing.
        "های" | "هاست" => {
            let of_he = format!("{base}ه");
            let other =
                known.contains(&of_he) || (TABLES.with_he.contains(of_he.as_str()) && !known.contains(base));
            TABLES.nouns.contains(base)
                || !other && (is_word || is_noun(base) || known.contains(&format!("{base}ها")))
        }
        _ => is_word || base.chars().count() >= 3,
    };
    sure.then(|| at(word, ending))
}

/// Whether it ends as nouns do and no adjective before "ه" does.
fn is_noun(base: &str) -> bool {
    let long = base.chars().count();
    (base.ends_with("یت") && long >= 5) || (base.ends_with('ش') && long >= 3) || base.ends_with('ه')
}

/// "هفتهای", "گزینهاش".
fn of_he(word: &str, known: &HashSet<String>) -> Option<String> {
    ["ای", "اش", "ام", "ات", "اند", "ایم", "اید"].iter().find_map(|ending| {
        let base = word.strip_suffix(ending)?;
        let is_word = base.ends_with('ه')
            && base.chars().count() >= 3
            && (TABLES.with_he.contains(base) || known.contains(base))
            && !(*ending == "ای" && base.strip_suffix('ه').is_some_and(|short| known.contains(short)));
        is_word.then(|| at(word, ending))
    })
}

/// "بزرگتر", "آسانترین".
fn grade(word: &str, known: &HashSet<String>) -> Option<String> {
    if TABLES.no_grade.contains(word) {
        return None;
    }
    ["ترینها", "ترین", "تری", "تر"].iter().find_map(|ending| {
        let base = word.strip_suffix(ending)?;
        let is_word = TABLES.graded.contains(base) || (known.contains(base) && base.chars().count() >= 4);
        (is_word && joins(base)).then(|| at(word, ending))
    })
}

/// "استفادهنشده", "اعلامشده".
fn participle(word: &str, known: &HashSet<String>) -> Option<String> {
    ["نشده", "شده", "نکرده", "کرده", "شدن", "کردن", "کننده", "دهنده"].iter().find_map(|ending| {
        let base = word.strip_suffix(ending)?;
        let long = base.chars().count() >= 4 || (known.contains(base) && base.chars().count() >= 3);
        (long && joins(base)).then(|| at(word, ending))
    })
}

/// The word with a joiner before its end.
fn at(word: &str, end: &str) -> String {
    let start = word.strip_suffix(end).unwrap_or(word);
    format!("{start}{JOINER}{end}")
}

fn joins(base: &str) -> bool {
    base.chars().next_back().is_some_and(|last| !NON_JOINING.contains(last))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Block, BlockKind};

    fn alone(word: &str) -> String {
        mend(word, &HashSet::new())
    }

    #[test]
    fn a_lost_joiner_comes_back() {
        for whole in [
            "می‌شود",
            "نمی‌شود",
            "می‌رسد",
            "می‌فرستیم",
            "می‌توانید",
            "نمی‌توان",
            "می‌کنند",
            "می‌خواهم",
            "می‌گیرد",
            "می‌دهیم",
            "می‌رفت",
            "می‌کردند",
            "نمی‌پردازید",
            "می‌نویسیم",
            "برمی‌گردد",
            "بازمی‌گردانیم",
            "برنمی‌گردد",
            "می‌بینیدش",
            "می‌کوشیم",
            "می‌میرند",
            "کرده‌اید",
            "شده‌اند",
            "نکرده‌ام",
            "داده‌اند",
            "گلدان‌ها",
            "برگ‌هایش",
            "شرکت‌هایی",
            "هزینه‌ها",
            "ریشه‌های",
            "راه‌های",
            "هفته‌ای",
            "نسخه‌ای",
            "شماره‌ای",
            "بزرگ‌تر",
            "آسان‌ترین",
            "پهن‌تر",
            "پایین‌تر",
            "سانتی‌متر",
            "گفت‌وگو",
            "بسته‌بندی",
            "به‌جای",
            "به‌روزرسانی",
            "به‌روزرسانی‌های",
            "استفاده‌نشده",
            "اعلام‌شده",
            "می‌شه",
            "می‌خوام",
            "می‌شده‌اند",
            "سال‌های",
            "فعالیت‌های",
            "روش‌های",
        ] {
            assert_eq!(alone(&whole.replace(JOINER, "")), whole);
        }
    }

    #[test]
    fn a_word_that_lost_nothing_stays() {
        for word in [
            "میز",
            "میزم",
            "میدان",
            "میدانی",
            "میوه",
            "میوه‌ها",
            "میخ",
            "میل",
            "میهن",
            "میان",
            "میانگین",
            "میلاد",
            "میگو",
            "میمون",
            "میراث",
            "نمیر",
            "نمیرد",
            "نمک",
            "نمایش",
            "تنها",
            "تنهایی",
            "بها",
            "بهای",
            "رها",
            "رهایی",
            "نهایی",
            "انتها",
            "آنها",
            "اینها",
            "منتها",
            "اشتها",
            "دختر",
            "دفتر",
            "متر",
            "چتر",
            "بهتر",
            "بهترین",
            "بیشتر",
            "کمتر",
            "کبوتر",
            "بستر",
            "خاکستر",
            "سپاهی",
            "ماهی",
            "آگاهی",
            "گواهی",
            "شده",
            "کرده",
            "است",
            "داده",
            "کارها",
            "روزهای",
            "پیشنهاد",
            "همیشه",
            "کننده",
            "دستهای",
            "بهروز",
            "اینکه",
            "آینده",
            "باید",
        ] {
            assert_eq!(alone(word), word);
        }
    }

    #[test]
    fn what_stands_elsewhere_decides() {
        let among = |word: &str, others: &[&str]| mend(word, &others.iter().map(|&o| o.to_owned()).collect());
        assert_eq!(among("نامهای", &["نام"]), "نام‌های");
        assert_eq!(among("نامهای", &["نامه"]), "نامه‌ای");
        assert_eq!(among("نامهای", &["نام", "نامه"]), "نامهای");
        assert_eq!(among("مبلغهای", &["مبلغ"]), "مبلغ‌های");
        assert_eq!(among("خوشبوتر", &["خوشبو"]), "خوشبوتر");
    }

    #[test]
    fn only_persian_without_joiners_is_touched() {
        let read = |text: &str| {
            let block = Block { kind: BlockKind::Paragraph, text: text.to_owned(), page: Some(1) };
            let mut document = Document { blocks: vec![block], ..Document::default() };
            restore(&mut document);
            document.blocks.remove(0).text
        };
        assert_eq!(read("این هزینه با سفارش (میرسد)، یا نمیشود؟"), "این هزینه با سفارش (می‌رسد)، یا نمی‌شود؟");
        assert_eq!(read("این می‌رسد و آن نمیشود"), "این می‌رسد و آن نمیشود");
        assert_eq!(read("التوصيل خلال يومين من تاريخ الطلب"), "التوصيل خلال يومين من تاريخ الطلب");
        assert_eq!(read("no Persian میشود here at all"), "no Persian میشود here at all");
        assert_eq!(read(""), "");
    }

    proptest::proptest! {
        #[test]
        fn nothing_but_joiners_is_added(text in "[آابتدرسشگلمنهوی می‌شودها،. ]{0,60}") {
            let known = words(&text).map(str::to_owned).collect();
            let mended = mend(&text, &known);
            proptest::prop_assert_eq!(mended.replace(JOINER, ""), text.replace(JOINER, ""));
        }
    }
}
