//! Paragraphs, headings, list items and rows from the lines of all pages.

use std::collections::HashSet;

use crate::{Block, BlockKind, Document, document::CELL_SEPARATOR, plain, tidy};

use super::furniture::{self, Sheet};
use super::glyphs::Page;
use super::layout::{self, Part};
use super::line::Line;
use super::order;
use super::rows::{self, Row};
use super::rules::Rules;

/// Letters this much larger than those of most text make a heading.
const HEADING: f32 = 1.15;
/// A heading longer than this is a paragraph in large letters.
const LONGEST_HEADING: usize = 200;
/// The distance of baselines, as a multiple of the usual one, that parts paragraphs.
const PARAGRAPH_GAP: f32 = 1.2;

struct Sorted {
    number: u32,
    rows: Vec<Row>,
    rules: Rules,
    top: f32,
    bottom: f32,
    right: bool,
}

/// A page divided into columns and tables.
struct Placed {
    number: u32,
    right: bool,
    rules: Rules,
    parts: Vec<Part>,
}

/// Makes a document of pages.
pub(super) fn read(pages: Vec<Page>) -> Document {
    let texts = || pages.iter().flat_map(|page| &page.glyphs).map(|glyph| glyph.text.as_str());
    let whole = order::is_right_to_left(texts()).unwrap_or(false);
    let mut sorted: Vec<Sorted> = pages
        .into_iter()
        .map(|page| {
            let texts = page.glyphs.iter().map(|glyph| glyph.text.as_str());
            let right = order::is_right_to_left(texts).unwrap_or(whole);
            let rows = rows::rows(page.glyphs);
            Sorted { number: page.number, rows, rules: page.rules, top: page.top, bottom: page.bottom, right }
        })
        .collect();
    let mut sheets: Vec<Sheet<'_>> = sorted
        .iter_mut()
        .map(|page| Sheet { top: page.top, bottom: page.bottom, rows: &mut page.rows })
        .collect();
    furniture::remove(&mut sheets, whole);

    let mut gutters = Vec::new();
    let placed: Vec<Placed> = sorted
        .into_iter()
        .map(|page| {
            let parts = layout::parts(page.rows, &page.rules, page.right, &mut gutters);
            Placed { number: page.number, right: page.right, rules: page.rules, parts }
        })
        .collect();
    let usual = Usual::of(&placed);
    let mut writer = Writer { usual, document: Document::default(), open: None };
    for page in &placed {
        for part in &page.parts {
            match part {
                Part::Text(lines) => writer.text(lines, page),
                Part::Table(rows) => writer.table(rows, page.number, page.right),
            }
        }
    }
    writer.close();
    writer.document
}

/// What is usual in this document.
struct Usual {
    size: f32,
    bold: bool,
    /// The distance of baselines within a paragraph, in font sizes.
    pitch: f32,
    /// Sizes of headings, the largest first.
    headings: Vec<f32>,
    /// Words with a hyphen inside a line: theirs is no hyphenation.
    compounds: HashSet<String>,
}

impl Usual {
    fn of(placed: &[Placed]) -> Usual {
        let texts: Vec<(&[Line], bool)> = placed
            .iter()
            .flat_map(|page| {
                page.parts.iter().filter_map(|part| match part {
                    Part::Text(lines) => Some((lines.as_slice(), page.right)),
                    Part::Table(_) => None,
                })
            })
            .collect();
        let lines = || texts.iter().flat_map(|(lines, _)| lines.iter());
        let mut sizes: Vec<(f32, usize)> = lines().map(|line| (line.size, line.letters())).collect();
        sizes.sort_by(|a, b| a.0.total_cmp(&b.0));
        let total: usize = sizes.iter().map(|(_, letters)| letters).sum();
        let mut passed = 0;
        let middle = sizes.iter().find(|(_, letters)| {
            passed += letters;
            passed * 2 >= total
        });
        let size = middle.map_or(1.0, |middle| middle.0);
        let bold_letters: usize = lines().filter(|line| line.is_bold()).map(Line::letters).sum();

        let mut pitches: Vec<f32> = texts
            .iter()
            .flat_map(|(lines, _)| lines.windows(2))
            .filter_map(|pair| match pair {
                [upper, lower] if (upper.size - lower.size).abs() < 0.1 * lower.size => {
                    Some((upper.y - lower.y) / lower.size)
                }
                _ => None,
            })
            .filter(|pitch| (0.8..3.0).contains(pitch))
            .collect();
        pitches.sort_by(f32::total_cmp);
        let pitch = pitches.get(pitches.len() * 3 / 10).copied().unwrap_or(1.4);

        let mut headings: Vec<f32> =
            lines().map(|line| line.size).filter(|&found| found >= HEADING * size).collect();
        headings.sort_by(|a, b| b.total_cmp(a));
        headings.dedup_by(|a, b| *b - *a < 0.05 * *b);

        let mut compounds = HashSet::new();
        for (lines, right) in &texts {
            for line in *lines {
                let text = line.text(*right).to_lowercase();
                compounds.extend(text.split_whitespace().filter(|word| is_compound(word)).map(trimmed));
            }
        }
        Usual { size, bold: bold_letters * 3 > total, pitch, headings, compounds }
    }

    /// The level of a heading made of such lines, if it is one.
    fn heading(&self, open: &Open) -> Option<u8> {
        if open.text.chars().count() > LONGEST_HEADING || !open.text.chars().any(char::is_alphabetic) {
            return None;
        }
        if open.size >= HEADING * self.size {
            let level = self.headings.iter().position(|&size| open.size >= 0.95 * size)?;
            return u8::try_from(level + 1).ok().map(|level| level.min(6));
        }
        let stands_out = open.bold && !self.bold && open.size >= 0.95 * self.size;
        let is_sentence = open.text.ends_with(['.', '،', ',', ';', '؛']);
        (stands_out && !is_sentence && open.words <= 14)
            .then(|| u8::try_from(self.headings.len() + 1).unwrap_or(6).min(6))
    }
}

fn is_compound(word: &str) -> bool {
    word.trim_end_matches(|c: char| !c.is_alphanumeric()).contains('-')
}

fn trimmed(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned()
}

/// A block that may go on.
struct Open {
    text: String,
    page: u32,
    size: f32,
    bold: bool,
    words: usize,
    item: bool,
    right: bool,
    /// Where the lines begin that follow an item's bullet.
    start: f32,
}

struct Writer {
    usual: Usual,
    document: Document,
    open: Option<Open>,
}

impl Writer {
    fn text(&mut self, lines: &[Line], page: &Placed) {
        let (number, right) = (page.number, page.right);
        let mut above: Option<&Line> = None;
        for (at, line) in lines.iter().enumerate() {
            let text = tidy::letters(&line.text(right));
            let drawn = line.has_bullet(&page.rules, right).then(|| text.trim().to_owned());
            let bullet = drawn.or_else(|| plain::item_text(text.trim()).map(str::to_owned));
            let begins = match above {
                None => bullet.is_some() || !self.continues_over(line, &text, right),
                Some(above) => {
                    bullet.is_some()
                        || self.numbered(&text)
                        || self.parts(above, line, &lines[run(lines, at, self.usual.pitch)], right)
                }
            };
            if begins {
                self.close();
            }
            let item = bullet.is_some() || (begins && is_numbered(&text));
            self.add(line, &bullet.unwrap_or(text), number, right, item);
            above = Some(line);
        }
    }

    fn add(&mut self, line: &Line, text: &str, page: u32, right: bool, item: bool) {
        let text = text.trim();
        match &mut self.open {
            Some(open) => {
                join(&mut open.text, text, &self.usual.compounds);
                open.bold &= line.is_bold();
                open.words += line.words();
            }
            None => {
                self.open = Some(Open {
                    text: text.to_owned(),
                    page,
                    size: line.size,
                    bold: line.is_bold(),
                    words: line.words(),
                    item,
                    right,
                    start: if line.is_right(right) { line.x1 } else { line.x0 },
                });
            }
        }
    }

    /// Whether a new paragraph begins at `line`; `around` are the lines set as it is.
    fn parts(&self, above: &Line, line: &Line, around: &[Line], right: bool) -> bool {
        let size = line.size;
        if (above.size - size).abs() > 0.12 * size {
            return true;
        }
        if above.y - line.y > self.usual.pitch * PARAGRAPH_GAP * size || above.y < line.y {
            return true;
        }
        let open_bold = self.open.as_ref().is_some_and(|open| open.bold);
        if open_bold != line.is_bold()
            && (open_bold || line.is_bold())
            && !self.usual.bold
            && self.is_full_bold(above, line)
        {
            return true;
        }
        let right = line.is_right(right);
        let x0 = around.iter().map(|line| line.x0).fold(f32::MAX, f32::min);
        let x1 = around.iter().map(|line| line.x1).fold(f32::MIN, f32::max);
        let (start, start_above, left_over) = if right {
            (x1 - line.x1, x1 - above.x1, above.x0 - x0)
        } else {
            (line.x0 - x0, above.x0 - x0, x1 - above.x1)
        };
        // The next word would have fitted: the line was ended on purpose.
        let fitted = left_over > 1.1 * line.first_word_width(right) + 1.3 * size;
        let ended = self.open.as_ref().is_some_and(|open| ends_sentence(&open.text));
        let is_item = self.open.as_ref().is_some_and(|open| open.item);
        if fitted && (ended || around.len() >= 3) {
            return true;
        }
        if is_item {
            // An item's other lines hang; one that begins left of its bullet's place is not of it.
            let open_start = self.open.as_ref().map_or(0.0, |open| open.start);
            let outdented =
                if right { line.x1 > open_start + 0.5 * size } else { line.x0 < open_start - 0.5 * size };
            return outdented;
        }
        start > size && start_above < 0.5 * size && start < 6.0 * size && ended
    }

    /// A bold line before a plain one is a heading only if the change falls between the lines.
    fn is_full_bold(&self, above: &Line, line: &Line) -> bool {
        above.is_bold() != line.is_bold()
    }

    fn numbered(&self, text: &str) -> bool {
        is_numbered(text)
            && self
                .open
                .as_ref()
                .is_some_and(|open| open.item || ends_sentence(&open.text) || open.text.ends_with(':'))
    }

    /// Whether a paragraph goes on in the next column or on the next page.
    fn continues_over(&self, line: &Line, text: &str, right: bool) -> bool {
        let Some(open) = &self.open else { return true };
        let alike = (open.size - line.size).abs() <= 0.05 * line.size && open.bold == line.is_bold();
        let starts_small = text.trim_start().chars().next().is_some_and(|c| !c.is_uppercase());
        let starts_list = plain::item_text(text.trim()).is_some() || is_numbered(text);
        alike
            && open.right == right
            && !open.item
            && !starts_list
            && starts_small
            && !ends_sentence(&open.text)
            && !open.text.ends_with(':')
            && self.usual.heading(open).is_none()
    }

    fn table(&mut self, rows: &[Vec<Vec<Line>>], page: u32, right: bool) {
        self.close();
        for row in rows {
            let cells: Vec<String> = row
                .iter()
                .map(|cell| {
                    let mut text = String::new();
                    for line in cell {
                        join(&mut text, tidy::letters(&line.text(right)).trim(), &self.usual.compounds);
                    }
                    text
                })
                .collect();
            let kind = if cells.len() > 1 { BlockKind::Row } else { BlockKind::Paragraph };
            self.document.push(kind, &cells.join(CELL_SEPARATOR), Some(page));
        }
    }

    fn close(&mut self) {
        let Some(open) = self.open.take() else { return };
        let kind = match self.usual.heading(&open) {
            _ if open.item => BlockKind::ListItem,
            Some(level) => BlockKind::Heading(level),
            None => BlockKind::Paragraph,
        };
        let text = tidy::line(&open.text);
        if !text.is_empty() {
            self.document.blocks.push(Block { kind, text, page: Some(open.page) });
        }
    }
}

/// The lines around one that are set without a paragraph's distance.
fn run(lines: &[Line], at: usize, pitch: f32) -> std::ops::Range<usize> {
    let near = |pair: &[Line]| match pair {
        [upper, lower] => {
            upper.y - lower.y <= pitch * PARAGRAPH_GAP * lower.size
                && (upper.size - lower.size).abs() <= 0.12 * lower.size
        }
        _ => false,
    };
    let before = lines.get(..=at).unwrap_or_default().windows(2).rev().take_while(|pair| near(pair)).count();
    let after = lines.get(at..).unwrap_or_default().windows(2).take_while(|pair| near(pair)).count();
    at - before..at + after + 1
}

/// Appends a line; a word that was parted at the line's end becomes whole.
fn join(text: &mut String, line: &str, compounds: &HashSet<String>) {
    let parted = text.ends_with(['-', '\u{2010}'])
        && text.chars().rev().nth(1).is_some_and(char::is_lowercase)
        && line.chars().next().is_some_and(char::is_lowercase);
    if parted {
        let start = text.split_whitespace().next_back().unwrap_or_default();
        let end = line.split_whitespace().next().unwrap_or_default();
        if !compounds.contains(&trimmed(&format!("{start}{end}").to_lowercase())) {
            text.pop();
        }
    } else if !text.is_empty() && !line.is_empty() && !ends_address(text, line) {
        text.push(' ');
    }
    text.push_str(line);
}

/// A web address broken at a slash goes on without a space.
fn ends_address(text: &str, line: &str) -> bool {
    let last = text.split_whitespace().next_back().unwrap_or_default();
    last.contains("://") && last.ends_with('/') && line.starts_with(|c: char| c.is_ascii_lowercase())
}

fn ends_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(['"', '”', '»', ')', '’', ']']);
    text.ends_with(['.', '!', '?', '؟', '۔', '…'])
}

/// Whether a line begins with a number or letter of an ordered list.
fn is_numbered(text: &str) -> bool {
    let text = text.trim_start();
    let Some(end) = text.find(['.', ')', '-']) else { return false };
    let (number, rest) = text.split_at(end);
    let digits = number.chars().count() <= 2 && !number.is_empty() && number.chars().all(char::is_numeric);
    let mut rest = rest.chars();
    rest.next();
    digits && rest.next().is_some_and(char::is_whitespace) && rest.any(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parted_words_become_whole_and_compounds_keep_their_hyphen() {
        let compounds = HashSet::from(["self-service".to_owned()]);
        let mut text = "a deliv-".to_owned();
        join(&mut text, "ery by self-", &compounds);
        join(&mut text, "service", &compounds);
        assert_eq!(text, "a delivery by self-service");
    }

    #[test]
    fn numbers_of_lists_are_told_from_other_numbers() {
        assert!(is_numbered("1. Open the page"));
        assert!(is_numbered("٢) افتح الصفحة"));
        assert!(!is_numbered("14.5 kg of soil"));
        assert!(!is_numbered("2024. was a good year"));
    }
}
