use crate::{ChunkId, Code, DocumentId, Stamp};
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(
    feature = "server",
    derive(sqlx::Type, utoipa::ToSchema),
    sqlx(type_name = "text", rename_all = "snake_case")
)]
#[serde(rename_all = "snake_case")]
pub enum DocumentState {
    Received,
    Processing,
    Ready,
    Failed,
}

/// What is being done with a document in `processing`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(
    feature = "server",
    derive(sqlx::Type, utoipa::ToSchema),
    sqlx(type_name = "text", rename_all = "snake_case")
)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    Extract,
    Chunk,
    Embed,
}

/// Why a document could not be taken in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct DocumentError {
    pub code: Code,
    pub detail: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Document {
    pub id: DocumentId,
    pub title: String,
    /// BCP 47; detected unless given.
    pub lang: Option<String>,
    pub media_type: String,
    /// Bytes.
    pub size: u64,
    pub state: DocumentState,
    pub stage: Option<Stage>,
    /// Per cent of the whole way, 0 to 100.
    pub progress: u8,
    pub pages: Option<u32>,
    pub chunks: u32,
    pub error: Option<DocumentError>,
    pub created_at: Stamp,
}

/// What `POST documents` answers, with 202.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct DocumentReceived {
    pub id: DocumentId,
    pub state: DocumentState,
}

/// `GET documents/{id}/passages`: one passage of a document, in reading order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct DocumentPassage {
    pub id: ChunkId,
    /// From 0.
    pub ordinal: u32,
    pub page: Option<u32>,
    /// The headings above it, outermost first, joined by ` › `.
    pub heading: Option<String>,
    pub text: String,
}

/// A passage that a search found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Hit {
    pub document_id: DocumentId,
    pub title: String,
    pub page: Option<u32>,
    pub text: String,
    /// 0 to 1, comparable within one search.
    pub score: f32,
    /// `[start, end)` of matching words in `text`, counted in characters (Unicode scalar values).
    pub highlights: Vec<(u32, u32)>,
}

/// `GET knowledge/search`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct SearchResults {
    pub results: Vec<Hit>,
}
