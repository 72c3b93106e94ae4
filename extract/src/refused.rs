//! Why a document could not be read: the reasons that its owner can act on.

use serde::{Deserialize, Serialize};

use crate::Format;

/// A document that gave no text, and why.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refused {
    #[error("the document needs a password")]
    Encrypted,
    #[error("the document holds pictures of pages, no text")]
    Scanned,
    #[error("the document is damaged: {0}")]
    Broken(String),
    #[error("the document holds no text")]
    Empty,
    #[error("the file is named as {declared:?}, its content is {found}")]
    Mislabelled {
        declared: Format,
        /// What the content looks like: a media type.
        found: String,
    },
    #[error("this kind of file can't be read")]
    Unsupported,
    #[error("the document has {0} pages, more than allowed")]
    TooManyPages(u32),
    #[error("the document unpacks to more than allowed")]
    TooLarge,
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
        }
    }

    pub(crate) fn broken(reason: impl std::fmt::Display) -> Self {
        Refused::Broken(reason.to_string())
    }
}
