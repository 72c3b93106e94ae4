//! Documents to text: PDF, Word, HTML, Markdown, plain text and tables (CSV, Excel) become headings, paragraphs,
//! list items and table rows in reading order, with page numbers where the format knows them. An archive of
//! documents is opened by [`Archive`], and what a site says of itself is read by [`web`].
//!
//! The bytes are a stranger's. Everything here reads memory only, has limits, and answers with a typed
//! refusal; PDF goes through a C++ library, so the caller runs this in a process that it can lose.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may panic"))]

mod charset;
mod document;
mod docx;
mod html;
mod markdown;
mod package;
mod pdf;
mod plain;
mod refused;
mod sniff;
mod table;
mod tidy;
pub mod web;
mod xlsx;
mod xml;
mod zip;

pub use self::zip::{Archive, ArchiveLimits, Entry, LeftOut};
pub use document::{Document, Extra, Format, Limits};
pub use refused::Refused;
pub use sniff::{declared_format, sniff};
pub use text::chunk::{Block, BlockKind};

/// Reads a document: recognises its format by content, then takes its text out.
pub fn extract(name: &str, bytes: &[u8], limits: &Limits) -> Result<Document, Refused> {
    let document = match sniff(name, bytes)? {
        Format::Pdf => pdf::read(bytes, limits)?,
        Format::Docx => docx::read(bytes, limits)?,
        Format::Html => html::read(bytes)?,
        Format::Markdown => markdown::read(bytes)?,
        Format::Text => plain::read(bytes)?,
        Format::Csv => table::read_csv(bytes, limits)?,
        Format::Xlsx => xlsx::read(bytes, limits)?,
        Format::Zip => return Err(Refused::Archive),
    };
    if document.chars() > limits.max_chars {
        return Err(Refused::TooLarge);
    }
    if document.blocks.is_empty() {
        return Err(Refused::Empty);
    }
    Ok(document)
}
