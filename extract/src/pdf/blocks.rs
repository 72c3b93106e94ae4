//! Paragraphs, headings, list items and rows from the lines of all pages.

use crate::{Block, BlockKind, Document, document::CELL_SEPARATOR, plain, tidy};

use super::furniture::{self, Sheet};
use super::glyphs::Page;
use super::join::{ends_sentence, is_numbered, join};
use super::layout::{self, Part};
use super::line::Line;
use super::order;
use super::rows::{self, Row};
use super::rules::Rules;
use super::usual::Usual;

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
pub(super) struct Placed {
    number: u32,
    pub(super) right: bool,
    rules: Rules,
    pub(super) parts: Vec<Part>,
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

/// A block that may go on.
pub(super) struct Open {
    pub(super) text: String,
    page: u32,
    pub(super) size: f32,
    pub(super) bold: bool,
    pub(super) words: usize,
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
