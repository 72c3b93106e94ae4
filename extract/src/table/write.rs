//! Sheets to blocks. A question is a heading and its answer stands under it, so that both are one passage; the
//! category is the heading above.

use crate::{BlockKind, Document, document::CELL_SEPARATOR, html, plain, tidy};

use super::{
    Row, Sheet,
    columns::{self, Pairs, Rows, Shape},
    roles,
};

/// The levels of headings. None is 1, the document's title: a sheet has none of its own.
const SHEET: u8 = 2;
const CATEGORY: u8 = 3;
const QUESTION: u8 = 4;

/// A longer question is told as text, a heading is repeated with each passage.
const LONGEST_QUESTION: usize = 300;

pub(super) fn document(sheets: &[Sheet]) -> Document {
    let mut writer = Writer::default();
    let several = sheets.iter().filter(|sheet| !sheet.rows.is_empty()).count() > 1;
    for (at, sheet) in sheets.iter().filter(|sheet| !sheet.rows.is_empty()).enumerate() {
        // Further sheets need a heading, whatever it says: they would stand under the last question else.
        let name = sheet.name.as_deref().filter(|name| several && (at > 0 || !is_default_name(name)));
        writer.heading(SHEET, name.unwrap_or_default());
        match columns::shape(&sheet.rows) {
            Shape::Pairs(pairs) => writer.pairs(&sheet.rows, &pairs),
            Shape::Rows(rows) => writer.rows(&sheet.rows, &rows),
        }
    }
    let Writer { mut document, language, .. } = writer;
    document.lang = language.only();
    document
}

/// `Sheet1` in the languages of spreadsheet programs.
fn is_default_name(name: &str) -> bool {
    let bare = name.trim_end_matches(|c: char| c.is_numeric() || c.is_whitespace()).to_lowercase();
    ["sheet", "ورقة", "ورقه", "کاربرگ", "برگه", "sayfa", "foglio", "table", "tabelle"]
        .contains(&bare.as_str())
}

/// The languages that rows state.
#[derive(Default)]
struct Languages {
    found: Vec<&'static str>,
    unstated: bool,
    last: Option<(String, Option<&'static str>)>,
}

impl Languages {
    fn note(&mut self, value: Option<&str>) {
        let value = value.unwrap_or_default();
        if self.last.as_ref().is_some_and(|(last, _)| last == value) {
            return;
        }
        let tag = roles::language(value);
        match tag {
            Some(tag) if !self.found.contains(&tag) => self.found.push(tag),
            Some(_) => {}
            None => self.unstated = true,
        }
        self.last = Some((value.to_owned(), tag));
    }

    /// The language, where all rows agree on one.
    fn only(&self) -> Option<String> {
        match self.found.as_slice() {
            [tag] if !self.unstated => Some((*tag).to_owned()),
            _ => None,
        }
    }
}

#[derive(Default)]
struct Writer {
    document: Document,
    language: Languages,
}

impl Writer {
    fn heading(&mut self, level: u8, text: &str) {
        self.document.push(BlockKind::Heading(level), &tidy::line(text), None);
    }

    fn paragraph(&mut self, text: &str) {
        self.document.push(BlockKind::Paragraph, text, None);
    }

    fn pairs(&mut self, rows: &[Row], pairs: &Pairs) {
        // The names themselves are no text; what stands above them is.
        let titles = pairs.first.saturating_sub(usize::from(pairs.named));
        for row in rows.iter().take(titles) {
            self.row(row, &Rows::default());
        }
        let mut category = String::new();
        for row in rows.iter().skip(pairs.first) {
            if let Some(column) = pairs.language {
                self.language.note(row.cell(column));
            }
            let found = pairs.category.and_then(|column| row.cell(column)).unwrap_or_default();
            // Merged cells hold the category once, for all rows below.
            if !found.is_empty() && found != category {
                category = found.to_owned();
                self.heading(CATEGORY, found);
            }
            for (at, (question, answers)) in pairs.pairs.iter().enumerate() {
                let others = if at == 0 { pairs.others.as_slice() } else { &[] };
                self.pair(row, *question, answers, others);
            }
        }
    }

    fn pair(&mut self, row: &Row, question: u32, answers: &[u32], others: &[(u32, Option<String>)]) {
        let answers: Vec<&str> = answers.iter().filter_map(|column| row.cell(*column)).collect();
        if answers.is_empty() {
            // A question that nobody has answered yet would be found and say nothing.
            return;
        }
        // Without a question the answer above goes on, which is where the last heading leaves it.
        if let Some(question) = row.cell(question) {
            if question.chars().count() <= LONGEST_QUESTION {
                self.heading(QUESTION, question);
            } else {
                self.paragraph(&tidy::line(question));
            }
        }
        answers.iter().for_each(|answer| self.answer(answer));
        for (column, name) in others {
            let Some(text) = row.cell(*column).map(tidy::line) else { continue };
            match name {
                Some(name) => self.paragraph(&format!("{}: {text}", tidy::line(name))),
                None => self.paragraph(&text),
            }
        }
    }

    /// An answer's lines; programs that manage answers export them as HTML.
    fn answer(&mut self, text: &str) {
        if ["</p>", "<br", "</li>", "</div>"].iter().any(|tag| text.contains(tag)) {
            for mut block in html::blocks(text) {
                if matches!(block.kind, BlockKind::Heading(_)) {
                    block.kind = BlockKind::Paragraph;
                }
                self.document.blocks.push(block);
            }
            return;
        }
        let mut open = String::new();
        for line in text.lines().map(tidy::line).chain([String::new()]) {
            let item = plain::item_text(&line).or_else(|| plain::is_numbered(&line).then_some(line.as_str()));
            if line.is_empty() || item.is_some() {
                self.paragraph(&std::mem::take(&mut open));
            }
            match item {
                Some(item) => self.document.push(BlockKind::ListItem, item, None),
                None if open.is_empty() => open = line,
                None => {
                    open.push('\n');
                    open.push_str(&line);
                }
            }
        }
    }

    fn rows(&mut self, rows: &[Row], shape: &Rows) {
        let titles = shape.first.saturating_sub(usize::from(!shape.names.is_empty()));
        for row in rows.iter().take(titles) {
            self.row(row, &Rows::default());
        }
        for row in rows.iter().skip(shape.first) {
            self.row(row, shape);
        }
    }

    /// A row by itself: each cell under its column's name, since a passage may begin anywhere in the sheet.
    fn row(&mut self, row: &Row, shape: &Rows) {
        let cells: Vec<String> = row
            .cells()
            .map(|(column, text)| match shape.names.get(&column) {
                Some(name) => format!("{}: {}", tidy::line(name), tidy::line(text)),
                None => tidy::line(text),
            })
            .collect();
        let kind = if cells.len() > 1 { BlockKind::Row } else { BlockKind::Paragraph };
        self.document.push(kind, &cells.join(CELL_SEPARATOR), None);
    }
}
