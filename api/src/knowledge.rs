use crate::{ChunkId, Code, DocumentId, Person, Stamp};
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
    /// The text waits for a person: to be looked through, masked, and published.
    Review,
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
    /// Passages that can be found now: while other ones are made, these serve.
    pub chunks: u32,
    /// What is counted in this stage, and how much of it there is: passages.
    pub done: Option<u32>,
    pub total: Option<u32>,
    pub error: Option<DocumentError>,
    pub audience: Audience,
    /// Of [`CHANNELS`]; empty unless the audience is `channels`.
    pub channels: Vec<String>,
    /// Nobody is answered from it before.
    pub valid_from: Option<Stamp>,
    /// Nobody is answered from it from then on.
    pub valid_to: Option<Stamp>,
    pub kind: DocumentKind,
    /// Where a page of a site was read.
    #[serde(default)]
    pub url: Option<String>,
    /// Whether something was written on this article that is not published.
    #[serde(default)]
    pub draft: bool,
    /// What its owner may want to know: other documents that say the same.
    pub warnings: Vec<DocumentWarning>,
    /// The kinds of personal data that are masked in it.
    pub masks: Vec<String>,
    pub created_at: Stamp,
}

/// Where a document comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(
    feature = "server",
    derive(sqlx::Type, utoipa::ToSchema),
    sqlx(type_name = "text", rename_all = "snake_case")
)]
#[serde(rename_all = "snake_case")]
pub enum DocumentKind {
    /// A file that was uploaded.
    File,
    /// Written here: `articles/{id}`.
    Article,
    /// A page of a site, read by a source of web pages: `web-sources/{id}`.
    Page,
}

/// Another document that says the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct DocumentWarning {
    pub code: WarningCode,
    pub document_id: DocumentId,
    pub title: String,
    /// Per cent of the text that is the same.
    pub share: u8,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum WarningCode {
    /// The same file, byte for byte.
    Duplicate,
    /// Nearly the same text.
    NearDuplicate,
}

/// `GET documents/{id}/review`: what is to be looked through before a document is indexed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Review {
    pub id: DocumentId,
    pub title: String,
    /// The one given, else the one detected.
    pub lang: Option<String>,
    /// Kinds of personal data found, each with how often.
    pub personal: Vec<PersonalCount>,
    /// What the file holds beside its text and is not read: `embedded_files`, `hidden_cells`, `picture_pages`,
    /// `garbled_text`.
    pub left_out: Vec<String>,
    pub warnings: Vec<DocumentWarning>,
    /// Sentences that may contradict other documents. Check them; not all that differ is wrong.
    pub contradictions: Vec<Contradiction>,
    /// How many pages there are to look at.
    pub total: u32,
    /// Those asked for.
    pub pages: Vec<ReviewPage>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct PersonalCount {
    pub kind: String,
    pub count: u32,
}

/// A page of extracted text; of a document without pages, a screen of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct ReviewPage {
    /// The document's own page, where it has any.
    pub page: Option<u32>,
    pub text: String,
    pub personal: Vec<PersonalMark>,
}

/// `[start, end)` in the page's text, counted in characters (Unicode scalar values).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct PersonalMark {
    pub kind: String,
    pub start: u32,
    pub end: u32,
}

/// A sentence of the document and one of another that says the same with another number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Contradiction {
    pub page: Option<u32>,
    pub text: String,
    pub document_id: DocumentId,
    pub title: String,
    pub other_page: Option<u32>,
    pub other_text: String,
}

/// `POST documents/{id}/publish`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Publish {
    /// Kinds of personal data that are masked before the document is indexed, `all` for every kind. Kept with the
    /// document: making its passages anew masks them again.
    #[serde(default)]
    pub mask: Vec<String>,
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
    /// 0 to 1, comparable within one search: the place among what was found, and no measure of how well it fits.
    pub score: f32,
    /// Share of the question's weight that the passage has in common with it, 0 to 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lexical: Option<f32>,
    /// Cosine of the two vectors, -1 to 1; 0 where the passage is not among the nearest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cosine: Option<f32>,
    /// `[start, end)` of matching words in `text`, counted in characters (Unicode scalar values).
    pub highlights: Vec<(u32, u32)>,
}

/// `GET knowledge/search`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct SearchResults {
    pub results: Vec<Hit>,
}

/// An article that is written here: its newest version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Article {
    pub id: DocumentId,
    pub title: String,
    /// BCP 47; detected when published unless given.
    pub lang: Option<String>,
    pub body_markdown: String,
    pub version: u32,
    /// Whether this version waits to be published.
    pub draft: bool,
    /// The version that customers are answered from.
    pub published_version: Option<u32>,
    pub updated_at: Stamp,
}

/// `POST articles`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct NewArticle {
    pub title: String,
    #[serde(default)]
    pub lang: Option<String>,
    #[serde(default)]
    pub body_markdown: String,
}

/// `PATCH articles/{id}`: what is absent stays. Changes the draft; after a publication it begins the next one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct ArticlePatch {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub lang: Option<Option<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body_markdown: Option<String>,
    /// `updated_at` of the version that the writer saw; where a colleague was quicker, 409 `conflict`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<Stamp>,
}

/// What a write to an article answers: where it is now, without its words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct ArticleSaved {
    pub id: DocumentId,
    pub version: u32,
    pub draft: bool,
    pub published_version: Option<u32>,
    pub updated_at: Stamp,
}

/// `GET articles/{id}/versions`: newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct ArticleVersion {
    pub version: u32,
    pub title: String,
    pub author: Option<Person>,
    pub updated_at: Stamp,
    pub published_at: Option<Stamp>,
}

/// `POST articles/{id}/restore`: an old version's words become the draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Restore {
    pub version: u32,
}
