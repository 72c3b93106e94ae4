//! What comes out: a document as a flat list of blocks, and the limits of the work.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use text::chunk::{Block, BlockKind};

/// A document's text in reading order.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Document {
    pub blocks: Vec<Block>,
    /// How many pages there are; only PDF knows.
    pub pages: Option<u32>,
    /// The title that the file states for itself, never its name.
    pub title: Option<String>,
    /// The language that the file states for all of its text (a column of it), as a BCP 47 tag.
    #[serde(default)]
    pub lang: Option<String>,
    /// What the file holds beside its text and is not read.
    #[serde(default)]
    pub left_out: Vec<Extra>,
}

impl Document {
    /// Characters over all blocks.
    pub fn chars(&self) -> usize {
        self.blocks.iter().map(|block| block.text.chars().count()).sum()
    }

    /// Adds a block unless its text is blank.
    pub(crate) fn push(&mut self, kind: BlockKind, text: &str, page: Option<u32>) {
        let text = text.trim();
        if !text.is_empty() {
            self.blocks.push(Block { kind, text: text.to_owned(), page });
        }
    }
}

/// Something in a file that its owner may think is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Extra {
    /// Files attached to a PDF, or embedded in an Office document.
    EmbeddedFiles,
    /// Sheets, rows or columns that the file hides.
    HiddenCells,
    /// Pages that are pictures, among others that have text.
    PicturePages,
    /// Text in a font that does not say which letters it draws.
    GarbledText,
}

impl Extra {
    /// The stable name that screens translate and programs compare.
    pub fn as_str(self) -> &'static str {
        match self {
            Extra::EmbeddedFiles => "embedded_files",
            Extra::HiddenCells => "hidden_cells",
            Extra::PicturePages => "picture_pages",
            Extra::GarbledText => "garbled_text",
        }
    }
}

/// Stands between the cells of a row.
pub(crate) const CELL_SEPARATOR: &str = " | ";

/// A format that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    Pdf,
    Docx,
    Html,
    Markdown,
    Text,
    /// Rows of delimited cells, whatever delimits them.
    Csv,
    Xlsx,
    /// Several documents: see [`Archive`](crate::Archive). No document itself.
    Zip,
}

impl Format {
    /// The registered media type, as stored beside a file.
    pub fn media_type(self) -> &'static str {
        match self {
            Format::Pdf => "application/pdf",
            Format::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Format::Html => "text/html",
            Format::Markdown => "text/markdown",
            Format::Text => "text/plain",
            Format::Csv => "text/csv",
            Format::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Format::Zip => "application/zip",
        }
    }
}

/// How far the work may go, and where the PDF library lies.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Limits {
    pub max_pages: u32,
    pub max_chars: usize,
    /// Bytes that one file may unpack to.
    pub max_expansion: u64,
    /// The folder that holds `libpdfium.so`, or the file itself.
    pub pdfium: PathBuf,
}

impl Limits {
    /// The usual limits with the PDF library at `pdfium`.
    pub fn with_pdfium(pdfium: impl Into<PathBuf>) -> Self {
        Limits { pdfium: pdfium.into(), ..Limits::default() }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            max_pages: 2_000,
            // The largest upload, when every byte is a letter.
            max_chars: 25 * 1024 * 1024,
            max_expansion: 200 * 1024 * 1024,
            pdfium: PathBuf::from("target/tools/pdfium"),
        }
    }
}
