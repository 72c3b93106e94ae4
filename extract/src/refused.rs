//! Why a document could not be read: the reasons that its owner can act on.

use serde::{Deserialize, Serialize};

use crate::Format;

/// A document that gave no text, and why.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refused {
    #[error("The document is protected by a password. Remove the protection and upload it again.")]
    Encrypted,
    #[error(
        "The document holds pictures of pages and no text. Upload a version with text, or run text recognition over it first."
    )]
    Scanned,
    /// With what the reader stumbled over, for the log: it is no sentence for the owner.
    #[error("The file is damaged. Save it again in the program that made it, and upload that.")]
    Broken(String),
    #[error("The document holds no text. Check that it is the right one.")]
    Empty,
    #[error(
        "The file is named as {}, but it is {}. Upload it under its real name, or save it anew as {}.",
        named(.declared.media_type()), named(.found), named(.declared.media_type())
    )]
    Mislabelled {
        declared: Format,
        /// What the content looks like: a media type.
        found: String,
    },
    #[error(
        "This kind of file can't be read. Upload PDF, Word (.docx), Excel (.xlsx), CSV, HTML, Markdown, plain text, or a ZIP of these."
    )]
    Unsupported,
    #[error("The document has {0} pages, more than can be read at once. Split it and upload the parts.")]
    TooManyPages(u32),
    #[error("The document unfolds to more than can be read. Split it and upload the parts.")]
    TooLarge,
    #[error("The archive holds {0} files, more than can be read at once. Split it and upload the parts.")]
    TooManyFiles(u32),
    #[error("This archive stands where a document should. Unpack it and upload the files that it holds.")]
    Archive,
    #[error(
        "The letters of the PDF carry no codes, so that its text can't be read. Export it anew with its fonts embedded as text, or run text recognition over it."
    )]
    Garbled,
}

/// What people call files of a media type.
fn named(media_type: &str) -> &'static str {
    match media_type {
        "application/pdf" => "a PDF file",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document" => "a Word document",
        "text/html" => "a web page",
        "text/markdown" => "a Markdown file",
        "text/plain" => "a text file",
        "text/csv" => "a table of comma-separated values",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" => "an Excel workbook",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation" => "a presentation",
        "application/x-ole-storage" => "a file of an old Office program",
        "application/zip" => "an archive",
        other if other.starts_with("image/") => "a picture",
        _ => "something else",
    }
}

impl Refused {
    /// The stable code that screens translate and programs compare.
    pub fn code(&self) -> &'static str {
        match self {
            Refused::Encrypted => "document_encrypted",
            Refused::Scanned => "document_scanned",
            Refused::Broken(_) => "document_broken",
            Refused::Empty => "document_empty",
            Refused::Mislabelled { .. } => "document_mislabelled",
            Refused::Unsupported => "document_unsupported",
            Refused::TooManyPages(_) => "document_too_many_pages",
            Refused::TooLarge => "document_too_large",
            Refused::TooManyFiles(_) => "document_too_many_files",
            Refused::Archive => "document_archive",
            Refused::Garbled => "document_garbled",
        }
    }

    pub(crate) fn broken(reason: impl std::fmt::Display) -> Self {
        Refused::Broken(reason.to_string())
    }
}
