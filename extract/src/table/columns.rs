//! What the columns of a sheet hold: by their names, or where they have none, by what stands in them.

use std::collections::{BTreeMap, HashSet};

use super::{
    Row,
    roles::{self, Role},
};

/// Names of columns stand within so many rows; a title and a remark may stand above.
const NAMES_WITHIN: usize = 10;
/// Columns that are looked at for names.
const COLUMNS: usize = 64;
/// Rows that are looked at where nothing is named.
const SAMPLE: usize = 200;
/// A heading over an answer is shorter, in letters on average.
const LONGEST_TOPIC: usize = 90;

/// How a sheet is to be read.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Pairs(Pairs),
    Rows(Rows),
}

/// Questions and answers.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Pairs {
    /// The first row of them; what stands above are titles and names.
    pub(super) first: usize,
    /// Whether the row before the first is the columns' names.
    pub(super) named: bool,
    /// Columns of questions, each with those of its answers: several languages may stand side by side.
    pub(super) pairs: Vec<(u32, Vec<u32>)>,
    pub(super) category: Option<u32>,
    pub(super) language: Option<u32>,
    /// What else belongs to an answer, under its name.
    pub(super) others: Vec<(u32, Option<String>)>,
}

/// Anything else.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Rows {
    pub(super) first: usize,
    /// The names of columns, where they stand in the row before the first.
    pub(super) names: BTreeMap<u32, String>,
}

/// Finds out how a sheet is to be read.
pub(super) fn shape(rows: &[Row]) -> Shape {
    let named = |role: fn(&str) -> Option<Role>| {
        rows.iter().take(NAMES_WITHIN).enumerate().find_map(|(at, row)| by_names(row, at, role))
    };
    named(roles::role)
        .or_else(|| named(roles::article_role))
        .or_else(|| by_content(rows))
        .map_or_else(|| Shape::Rows(plain(rows)), Shape::Pairs)
}

fn by_names(row: &Row, at: usize, role: fn(&str) -> Option<Role>) -> Option<Pairs> {
    let mut pairs = Pairs { first: at + 1, named: true, ..Pairs::default() };
    let (mut questions, mut answers) = (Vec::new(), Vec::new());
    for (column, name) in row.cells().take(COLUMNS) {
        match role(name) {
            Some(Role::Question) => questions.push(column),
            Some(Role::Answer) => answers.push(column),
            Some(Role::Category) if pairs.category.is_none() => pairs.category = Some(column),
            Some(Role::Language) if pairs.language.is_none() => pairs.language = Some(column),
            Some(Role::Number) => {}
            _ => pairs.others.push((column, Some(name.to_owned()))),
        }
    }
    pairs.pairs = match (questions.as_slice(), answers.len()) {
        ([], _) | (_, 0) => return None,
        (questions, count) if questions.len() == count => {
            questions.iter().zip(answers).map(|(question, answer)| (*question, vec![answer])).collect()
        }
        // Other ways to ask the same, or a short answer and a long one.
        ([question, more @ ..], _) => {
            pairs.others.extend(more.iter().map(|column| (*column, row.cell(*column).map(str::to_owned))));
            vec![(*question, answers)]
        }
    };
    Some(pairs)
}

/// What is seen of a column.
#[derive(Default)]
struct Seen<'a> {
    cells: usize,
    letters: usize,
    questions: usize,
    languages: usize,
    numbers: usize,
    different: HashSet<&'a str>,
}

impl Seen<'_> {
    fn average(&self) -> usize {
        self.letters / self.cells.max(1)
    }
}

fn by_content(rows: &[Row]) -> Option<Pairs> {
    let mut columns: BTreeMap<u32, Seen<'_>> = BTreeMap::new();
    let sample = rows.len().min(SAMPLE);
    for (column, text) in rows.iter().take(SAMPLE).flat_map(Row::cells) {
        let seen = columns.entry(column).or_default();
        seen.cells += 1;
        seen.letters += text.chars().count();
        seen.questions += usize::from(is_question(text));
        seen.languages += usize::from(roles::language(text).is_some());
        seen.numbers += usize::from(is_number(text));
        seen.different.insert(text);
    }
    columns.retain(|_, seen| seen.cells * 10 >= sample * 6);
    if !(2..=6).contains(&columns.len()) {
        return None;
    }
    let asks = |seen: &Seen<'_>| seen.questions * 2 >= seen.cells;
    let question = columns.iter().find(|(_, seen)| asks(seen)).or_else(|| {
        // Topics: short and all different, with text next to them. Two of them are too few to tell.
        columns.iter().find(|(column, seen)| {
            let next = columns.range(*column + 1..).next();
            seen.average() <= LONGEST_TOPIC
                && seen.different.len() * 10 >= seen.cells * 9
                && seen.numbers * 10 < seen.cells
                && sample >= 3
                && next.is_some_and(|(_, next)| next.average() >= 40 && next.average() >= 2 * seen.average())
        })
    });
    let question = *question?.0;
    let answer = columns
        .range(question + 1..)
        .filter(|(_, seen)| !asks(seen) && seen.numbers * 2 < seen.cells)
        .max_by_key(|(_, seen)| seen.average());
    let answer = *answer?.0;
    let mut pairs = Pairs { pairs: vec![(question, vec![answer])], ..Pairs::default() };
    for (&column, seen) in columns.iter().filter(|(column, _)| **column != question && **column != answer) {
        if seen.languages == seen.cells && pairs.language.is_none() {
            pairs.language = Some(column);
        } else if seen.different.len() * 2 <= seen.cells && seen.average() <= 40 && pairs.category.is_none() {
            pairs.category = Some(column);
        } else if !(seen.numbers == seen.cells && seen.different.len() == seen.cells) {
            pairs.others.push((column, None));
        }
    }
    Some(pairs)
}

/// A first row of words above columns of numbers names them.
fn plain(rows: &[Row]) -> Rows {
    let found = rows.iter().take(NAMES_WITHIN).position(|row| row.cells().len() >= 2);
    let Some(at) = found else { return Rows::default() };
    let Some((names, below)) = rows.get(at..).and_then(<[Row]>::split_first) else { return Rows::default() };
    let is_name = |text: &str| {
        text.chars().count() <= 60 && !text.contains(char::is_numeric) && text.contains(char::is_alphabetic)
    };
    let different: HashSet<&str> = names.cells().map(|(_, text)| text).collect();
    let all_named = names.cells().all(|(_, text)| is_name(text)) && different.len() == names.cells().len();
    let sample = below.iter().take(SAMPLE).filter(|row| row.cells().len() >= 2);
    let with_number =
        sample.clone().filter(|row| row.cells().any(|(_, text)| text.contains(char::is_numeric)));
    let numbers = with_number.count() * 2 >= sample.count().max(1);
    if !(all_named && numbers) {
        return Rows::default();
    }
    Rows { first: at + 1, names: names.cells().map(|(at, text)| (at, text.to_owned())).collect() }
}

fn is_number(text: &str) -> bool {
    text.contains(char::is_numeric) && !text.contains(char::is_alphabetic)
}

fn is_question(text: &str) -> bool {
    const BEGINNINGS: &str = "how what when where which who why can do does is are may \
        كيف ما ماذا متى أين اين هل لماذا كم من چطور چگونه چه کی کجا آیا چرا چند \
        nasıl ne nerede hangi kim neden niçin kaç come cosa quando dove quale chi perché posso quanto quanti è";
    let text = text.trim();
    let first = text.split_whitespace().next().unwrap_or_default().to_lowercase();
    text.ends_with(['?', '؟'])
        || (text.chars().count() <= 150
            && text.split_whitespace().count() >= 3
            && !text.ends_with('.')
            && BEGINNINGS.split_whitespace().any(|word| word == first))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(rows: &[&[&str]]) -> Vec<Row> {
        let row = |cells: &&[&str]| {
            let mut row = Row::default();
            (0..).zip(*cells).for_each(|(at, cell)| row.push(at, cell));
            row
        };
        rows.iter().map(row).collect()
    }

    #[test]
    fn names_say_what_columns_hold_wherever_they_stand() {
        let shape = shape(&sheet(&[
            &["Our answers, spring"],
            &["ID", "Category", "Answer", "Question", "Link", "Language"],
            &["1", "Plants", "Weekly.", "How often do I water?", "https://nabta.test/w", "en"],
        ]));
        let expected = Pairs {
            first: 2,
            named: true,
            pairs: vec![(3, vec![2])],
            category: Some(1),
            language: Some(5),
            others: vec![(4, Some("Link".into()))],
        };
        assert_eq!(shape, Shape::Pairs(expected));
    }

    #[test]
    fn languages_side_by_side_are_pairs_of_their_own() {
        let shape =
            shape(&sheet(&[&["Question EN", "Answer EN", "السؤال", "الجواب"], &["a?", "b", "c؟", "d"]]));
        let Shape::Pairs(pairs) = shape else { panic!("{shape:?}") };
        assert_eq!(pairs.pairs, [(0, vec![1]), (2, vec![3])]);
    }

    #[test]
    fn questions_without_names_are_known_by_how_they_ask() {
        let found = shape(&sheet(&[
            &["1", "كيف أعيد الطلب؟", "أعده خلال أسبوعين.", "إرجاع"],
            &["2", "متى يصل طلبي؟", "خلال ثلاثة أيام.", "توصيل"],
            &["3", "كم رسوم التوصيل؟", "ديناران.", "توصيل"],
            &["4", "هل تشحنون إلى العقبة؟", "نعم.", "توصيل"],
        ]));
        let Shape::Pairs(pairs) = found else { panic!("{found:?}") };
        assert_eq!((pairs.first, pairs.pairs, pairs.category), (0, vec![(1, vec![2])], Some(3)));
        assert!(pairs.others.is_empty());
    }

    #[test]
    fn a_price_list_is_rows_under_their_names() {
        let found = shape(&sheet(&[&["Plant", "Price"], &["Rose", "5 JOD"], &["Olive", "12 JOD"]]));
        let Shape::Rows(rows) = found else { panic!("{found:?}") };
        assert_eq!((rows.first, rows.names.len()), (1, 2));
        let found = shape(&sheet(&[&["Rose", "red"], &["Olive", "green"]]));
        assert_eq!(found, Shape::Rows(Rows::default()));
    }
}
