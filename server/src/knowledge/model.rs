use api::{ChunkId, Code, DocumentId};

/// A passage that [`retrieve`](super::retrieve) found.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    pub chunk: ChunkId,
    pub document: DocumentId,
    pub title: String,
    pub page: Option<u32>,
    pub heading: Option<String>,
    /// The document's language.
    pub lang: Option<String>,
    pub text: String,
    /// 0 to 1, by fused rank; comparable within one search.
    pub score: f32,
    /// Share of the question's weight that the passage has in common, 0 to 1.
    pub lexical: f32,
    /// Cosine of the vectors, -1 to 1.
    pub cosine: f32,
}

/// Who asks: it decides what they are answered from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader<'a> {
    /// Somebody of the tenant's team.
    Member,
    /// A customer, on this channel.
    Customer(&'a str),
}

impl<'a> Reader<'a> {
    /// The channel, where it is a customer's.
    pub(super) fn channel(self) -> Option<&'a str> {
        match self {
            Self::Member => None,
            Self::Customer(channel) => Some(channel),
        }
    }
}

/// A passage ready to be stored.
#[derive(Clone, Debug)]
pub(super) struct NewChunk {
    pub id: ChunkId,
    pub ordinal: u32,
    pub page: Option<u32>,
    pub heading: Option<String>,
    pub text: String,
    pub terms: Vec<u8>,
    pub embedding: Vec<f32>,
}

/// Why a document could not be taken in, in a sentence for its owner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Failure {
    pub code: Code,
    pub detail: String,
}

impl Failure {
    pub(super) fn new(code: Code, detail: impl Into<String>) -> Self {
        Self { code, detail: detail.into() }
    }
}

/// The title of a document that has none: its file's name without the extension.
pub(super) fn title_of_name(file_name: &str) -> &str {
    match file_name.rsplit_once('.') {
        Some((stem, _)) if !stem.trim().is_empty() => stem,
        _ => file_name,
    }
}

/// What is indexed of a passage: where it stands is part of what it is about.
pub(super) fn indexed(title: &str, heading: Option<&str>, text: &str) -> String {
    format!("{title}\n{}\n{text}", heading.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::title_of_name;

    #[test]
    fn a_name_becomes_a_title() {
        assert_eq!(title_of_name("دليل العناية.pdf"), "دليل العناية");
        assert_eq!(title_of_name("v1.2 notes.md"), "v1.2 notes");
        assert_eq!(title_of_name(".md"), ".md");
        assert_eq!(title_of_name("readme"), "readme");
    }
}
