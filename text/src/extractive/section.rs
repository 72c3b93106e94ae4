//! A section of a passage: what stands above it, and its sentences, items and rows.

use super::{
    question::{Question, is_empty},
    words::{Asked, Words},
};
use crate::{
    concepts,
    form::{self, Wanted},
    normalize, sentence, tokens,
};

/// Between the headings of a path, outermost first: see [`crate::chunk::Chunk::heading`].
const PATH: char = '›';
/// Between the cells of a row.
const CELLS: &str = " | ";

/// What a unit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Sentence,
    Item,
    Row,
}

/// One sentence, item or row: what is quoted whole or not at all.
#[derive(Clone, Debug)]
pub(super) struct Unit {
    pub(super) kind: Kind,
    /// As it is shown.
    pub(super) text: String,
    /// A row with its first cell and those that hold what is wanted, where others don't.
    pub(super) short: Option<String>,
    words: Words,
    /// How surely it holds what the question's form wants.
    value: f32,
    /// The words of a row without its table's headings; of others, the same.
    pub(super) cells: Words,
    /// Whether it begins a line.
    pub(super) opens: bool,
    /// Which paragraph, list or table it belongs to.
    pub(super) run: usize,
    /// Its place in the section.
    pub(super) at: usize,
}

impl Unit {
    /// How much of the question it covers with what stands above it; where a price, a time or another number is
    /// asked for, one counts too.
    pub(super) fn worth(&self, asked: &Question, above: &Words) -> f32 {
        let number = asked.wants_number && says_number(&self.text);
        asked.covered_with(&self.words, above) + (0.15 * self.value).max(if number { 0.1 } else { 0.0 })
    }

    /// Whether it is nothing without what follows it.
    pub(super) fn announces(&self) -> bool {
        self.kind == Kind::Sentence && self.text.ends_with([':', '：'])
    }
}

/// A section.
#[derive(Clone, Debug)]
pub(super) struct Section {
    titles: Vec<String>,
    /// The words of all headings above it.
    above: Words,
    /// The words of the nearest one, as they are compared with the question's, ...
    heading: Vec<Asked>,
    /// ... and as the question's are looked for in them.
    near: Words,
    nearest: Words,
    /// Whether the nearest one denies.
    negative: bool,
    /// What the title and the nearest one are about, word by word.
    matters: [Vec<Vec<&'static str>>; 2],
    /// Whether the nearest one promises a way to do something.
    says_how: bool,
    /// The words of the document's title.
    title: Words,
    units: Vec<Unit>,
    /// The words below the headings.
    body: Words,
    whole: Words,
}

impl Section {
    /// The sections of a candidate's text. Its first line is the path of headings; a short line without an end
    /// mark within is a heading that the document did not mark as one.
    pub(super) fn all(text: &str, lang: Option<&str>, wanted: Option<Wanted>) -> Vec<Self> {
        let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        let (path, lines) = match lines.split_first() {
            Some((first, rest)) if !rest.is_empty() && is_title(first, 200) => (*first, rest),
            _ => ("", lines.as_slice()),
        };
        let path: Vec<&str> = path.split(PATH).map(str::trim).filter(|title| !title.is_empty()).collect();
        let open = Self::under(&path, lang);
        let mut reader = Reader { open, path, done: Vec::new(), header: None, run: 0, lang, wanted };
        for (at, line) in lines.iter().enumerate() {
            let inner = at > 0 && at + 1 < lines.len();
            reader.line(line, inner);
        }
        reader.end()
    }

    fn under(titles: &[&str], lang: Option<&str>) -> Self {
        let nearest = titles.last().copied().unwrap_or_default();
        Self {
            titles: titles.iter().map(|title| (*title).to_owned()).collect(),
            above: Words::read(&titles.join("\n"), lang),
            nearest: Words::read(nearest, lang),
            near: Words::read(if titles.len() > 1 { nearest } else { "" }, lang),
            heading: tokens::words(nearest)
                .iter()
                .filter(|word| !is_empty(&word.text, lang))
                .map(|word| Asked::new(&word.text, lang))
                .collect(),
            says_how: form::says_how(nearest),
            matters: [titles.first().copied().unwrap_or_default(), nearest]
                .map(|title| concepts::by_word(&tokens::words(title), lang)),
            title: Words::read(titles.first().copied().unwrap_or_default(), lang),
            negative: form::is_negative(nearest),
            units: Vec::new(),
            body: Words::default(),
            whole: Words::default(),
        }
    }

    pub(super) fn units(&self) -> &[Unit] {
        &self.units
    }

    /// All words of the section and of the headings above it.
    pub(super) fn whole(&self) -> &Words {
        &self.whole
    }

    /// The words of the headings above it.
    pub(super) fn above(&self) -> &Words {
        &self.above
    }

    /// The words below the headings.
    pub(super) fn body(&self) -> &Words {
        &self.body
    }

    /// The words of the document's title.
    pub(super) fn title(&self) -> &Words {
        &self.title
    }

    /// How much of its nearest heading the question says.
    pub(super) fn named(&self, asked: &Question) -> f32 {
        // "After the move" says little of a long question about moving, though the question says all of it.
        asked.says(&self.heading) * asked.covered(&self.nearest).sqrt()
    }

    /// Whether its nearest heading denies: "What cannot be returned".
    pub(super) fn denies(&self) -> bool {
        self.negative
    }

    /// Whether its title or heading is about a matter that the form of the question rules out.
    pub(super) fn strays(&self, form: &form::Form) -> bool {
        let strange = |word: &Vec<&str>| word.iter().any(|concept| form.strange.contains(concept));
        // A title of both matters ("Returns and refunds") is about either.
        let asked =
            |word: &Vec<&str>| word.iter().any(|concept| form.instead.contains(concept)) && !strange(word);
        self.matters.iter().any(|words| words.iter().any(strange) && !words.iter().any(asked))
    }

    /// How surely it holds what the question's form wants: 0 to 1.
    pub(super) fn value(&self, wanted: Option<Wanted>) -> f32 {
        if wanted == Some(Wanted::Steps) {
            let listed = self.units.iter().filter(|unit| unit.kind == Kind::Item).count() >= 2;
            return match (listed, self.says_how) {
                (true, true) => 1.0,
                (true, false) => 0.6,
                (false, _) => 0.0,
            };
        }
        let rows = self.units.iter().filter(|unit| unit.kind == Kind::Row && unit.value > 0.0).count();
        let most = self.units.iter().map(|unit| unit.value).fold(0.0, f32::max);
        // A table of them is the overview.
        if rows >= if wanted == Some(Wanted::Clock) { 2 } else { 3 } { 1.25 * most } else { most }
    }

    /// Whether it stands under the document's title alone.
    pub(super) fn opens(&self) -> bool {
        self.titles.len() == 1
    }

    /// The title of the document, as far as it is known.
    pub(super) fn document(&self) -> Option<&str> {
        self.titles.first().map(String::as_str)
    }

    /// How much of the question its best sentence, item or row covers under its heading.
    pub(super) fn best(&self, asked: &Question) -> f32 {
        self.units.iter().map(|unit| unit.worth(asked, &self.near)).fold(0.0, f32::max)
    }
}

/// Reads lines into sections.
struct Reader<'t> {
    path: Vec<&'t str>,
    done: Vec<Section>,
    open: Section,
    /// The first row of the table that is being read, and whether others followed.
    header: Option<(Vec<&'t str>, bool)>,
    run: usize,
    lang: Option<&'t str>,
    wanted: Option<Wanted>,
}

impl<'t> Reader<'t> {
    fn line(&mut self, line: &'t str, inner: bool) {
        let cells: Vec<&str> = line.split(CELLS).map(str::trim).collect();
        if cells.len() > 1 {
            return self.row(cells);
        }
        self.end_table();
        if is_item(line) {
            if self.open.units.last().is_none_or(|unit| unit.kind != Kind::Item) {
                self.run += 1;
            }
            self.push(Kind::Item, line.to_owned(), true);
        } else if inner && is_heading(line) {
            let titles: Vec<&str> = self.path.iter().copied().chain([line]).collect();
            let next = Section::under(&titles, self.lang);
            self.close(next);
        } else {
            self.run += 1;
            for (place, range) in sentence::sentences(line).into_iter().enumerate() {
                let sentence = line.get(range).unwrap_or_default().to_owned();
                self.push(Kind::Sentence, sentence, place == 0);
            }
        }
    }

    fn row(&mut self, cells: Vec<&'t str>) {
        let Some((names, followed)) = &mut self.header else {
            self.run += 1;
            self.header = Some((cells, false));
            return;
        };
        *followed = true;
        let text = row(names, &cells, self.lang, |_, _| true);
        let held = |cell: &str| self.wanted.is_some_and(|wanted| wanted.stands(cell) > 0.0);
        let short = cells
            .iter()
            .skip(1)
            .any(|cell| held(cell))
            .then(|| row(names, &cells, self.lang, |at, cell| at == 0 || held(cell)));
        let value = cells
            .iter()
            .map(|cell| self.wanted.map_or(0.0, |wanted| wanted.stands(cell)))
            .fold(0.0, f32::max);
        let own = Words::read(&cells.join("\n"), self.lang);
        self.push(Kind::Row, text, true);
        if let Some(unit) = self.open.units.last_mut() {
            (unit.cells, unit.short, unit.value) = (own, short, value);
        }
    }

    /// A row without others under it is a line with bars.
    fn end_table(&mut self) {
        if let Some((names, false)) = self.header.take() {
            self.push(Kind::Sentence, names.join(CELLS), true);
        }
    }

    fn push(&mut self, kind: Kind, text: String, opens: bool) {
        let words = Words::read(&text, self.lang);
        let at = self.open.units.len();
        let value = self.wanted.map_or(0.0, |wanted| wanted.stands(&text));
        let unit =
            Unit { kind, text, short: None, cells: words.clone(), words, value, opens, run: self.run, at };
        self.open.units.push(unit);
    }

    fn close(&mut self, next: Section) {
        let mut section = std::mem::replace(&mut self.open, next);
        section.body = Words::join(section.units.iter().map(|unit| &unit.words));
        section.whole = Words::join([&section.body, &section.above]);
        if !section.units.is_empty() {
            self.done.push(section);
        }
    }

    fn end(mut self) -> Vec<Section> {
        self.end_table();
        let nothing = Section::under(&[], self.lang);
        self.close(nothing);
        self.done
    }
}

/// A row as a reader without the table needs it: each cell behind its column's name.
pub(crate) fn row(
    names: &[&str],
    cells: &[&str],
    lang: Option<&str>,
    keep: impl Fn(usize, &str) -> bool,
) -> String {
    let comma = if matches!(lang, Some("ar" | "fa")) { "، " } else { ", " };
    let named = |(at, cell): (usize, &&str)| match names.get(at) {
        Some(name) if !name.is_empty() => format!("{name}: {cell}"),
        _ => (*cell).to_owned(),
    };
    let parts: Vec<String> = cells
        .iter()
        .enumerate()
        .filter(|(at, cell)| !cell.is_empty() && keep(*at, cell))
        .map(named)
        .collect();
    parts.join(comma)
}

fn is_item(line: &str) -> bool {
    let number = line.trim_start_matches(char::is_numeric);
    let numbered = number.len() < line.len() && number.starts_with([')', '.']);
    line.starts_with(['•', '-', '*', '–', '◦'])
        || (numbered && number.trim_start_matches([')', '.']).starts_with(' '))
}

/// A line that ends no sentence.
fn is_title(line: &str, longest: usize) -> bool {
    !line.ends_with(['.', '!', '۔', '…', ';', '؛', ':', '：'])
        && !is_item(line)
        && !line.contains(CELLS)
        && line.chars().count() <= longest
}

/// A title of few words, none of them followed by the colon of a definition.
fn is_heading(line: &str) -> bool {
    is_title(line, 60) && line.split_whitespace().count() <= 8 && !line.contains(": ")
}

fn says_number(text: &str) -> bool {
    text.chars().any(|c| normalize::ascii_digit(c).is_ascii_digit())
        || tokens::words(text).iter().any(|word| crate::evidence::number_word(&word.text).is_some())
}
