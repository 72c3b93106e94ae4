//! Tables of their own: sheets of questions and answers become a heading with its answer each, others rows.

mod columns;
mod delimited;
mod roles;
mod write;

use crate::{Document, Limits, Refused, charset};

/// A sheet's cells, as shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Sheet {
    pub(crate) name: Option<String>,
    pub(crate) rows: Vec<Row>,
}

/// The cells of a row that hold something, by their column from 0. A sheet of a million columns with one
/// cell in the last costs one cell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Row(Vec<(u32, String)>);

impl Row {
    /// Adds a cell right of the others; blank ones are none.
    pub(crate) fn push(&mut self, column: u32, text: &str) {
        let text = text.trim();
        if !text.is_empty() {
            self.0.push((column, text.to_owned()));
        }
    }

    fn cell(&self, column: u32) -> Option<&str> {
        let found = self.0.binary_search_by_key(&column, |(at, _)| *at).ok()?;
        self.0.get(found).map(|(_, text)| text.as_str())
    }

    fn cells(&self) -> impl DoubleEndedIterator<Item = (u32, &str)> + ExactSizeIterator {
        self.0.iter().map(|(at, text)| (*at, text.as_str()))
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Makes a document of sheets.
pub(crate) fn document(sheets: &[Sheet]) -> Document {
    write::document(sheets)
}

/// Reads delimited text in any of the encodings that [`charset`] knows.
pub(crate) fn read_csv(bytes: &[u8], limits: &Limits) -> Result<Document, Refused> {
    if charset::is_binary(bytes) {
        return Err(Refused::broken("zero bytes in a table"));
    }
    let text = charset::decode(bytes, None);
    if text.len() > limits.max_chars.saturating_mul(4) {
        return Err(Refused::TooLarge);
    }
    Ok(document(&[Sheet { name: None, rows: delimited::rows(&text) }]))
}
