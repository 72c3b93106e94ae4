use crate::{ChunkId, Code, DocumentId, Stamp};
use serde::{Deserialize, Deserializer, Serialize};

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

/// Who may be answered from a document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(
    feature = "server",
    derive(sqlx::Type, utoipa::ToSchema),
    sqlx(type_name = "text", rename_all = "snake_case")
)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// Everybody: customers on every channel, and the team.
    #[default]
    Public,
    /// Customers on the channels that are named, and the team.
    Channels,
    /// The team only.
    Members,
    /// Nobody: it is kept, and used for nothing.
    Hidden,
}

/// The channels that a document may be kept to.
pub const CHANNELS: &[&str] =
    &["widget", "whatsapp", "telegram", "instagram", "messenger", "bale", "sms", "email"];

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
    pub audience: Audience,
    /// Of [`CHANNELS`]; empty unless the audience is `channels`.
    pub channels: Vec<String>,
    /// Nobody is answered from it before.
    pub valid_from: Option<Stamp>,
    /// Nobody is answered from it from then on.
    pub valid_to: Option<Stamp>,
    pub created_at: Stamp,
}

/// `PATCH documents/{id}`: what is absent stays.
///
/// Another title or language makes its passages anew; the present ones serve until then.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct DocumentPatch {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// BCP 47; `null` lets it be detected again.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub lang: Option<Option<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub audience: Option<Audience>,
    /// Of `widget`, `whatsapp`, `telegram`, `instagram`, `messenger`, `bale`, `sms`, `email`; with the audience `channels`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channels: Option<Vec<String>>,
    /// `null`: from now on.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub valid_from: Option<Option<Stamp>>,
    /// `null`: for good.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub valid_to: Option<Option<Stamp>>,
}

/// A field that is there, be it with `null`: absent is another thing.
fn present<'de, T: Deserialize<'de>, D: Deserializer<'de>>(from: D) -> Result<Option<Option<T>>, D::Error> {
    Option::deserialize(from).map(Some)
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
