use crate::{AssistantPatch, DocumentId, LabRunId, LabSetId, Outcome, Stamp};
use serde::{Deserialize, Serialize};

/// A question of a test set, and what would be right.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct LabCase {
    pub question: String,
    /// The answer's words; any that say the same will do.
    #[serde(default)]
    pub answer: Option<String>,
    /// The title of a document that a right answer stands on.
    #[serde(default)]
    pub document: Option<String>,
    /// What the question is written in; found out where it is absent.
    #[serde(default)]
    pub lang: Option<String>,
}

/// `POST lab-sets`: from a sheet, or from questions that somebody looked through.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct NewLabSet {
    pub name: String,
    /// CSV with the columns `question`, `answer`, `document`, `lang`; all but the first may be missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub csv: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cases: Vec<LabCase>,
}

/// A set of questions to try changes with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct LabSet {
    pub id: LabSetId,
    pub name: String,
    pub cases: u32,
    pub created_at: Stamp,
}

/// `GET lab-sets/{id}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct LabSetCases {
    pub set: LabSet,
    pub cases: Vec<LabCase>,
}

/// `GET lab-history`: what customers asked, each question once, without personal data; nothing is stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct LabHistory {
    pub items: Vec<LabCase>,
}

/// What is to be different.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum LabChange {
    /// Nothing: how well the questions are answered now.
    Nothing,
    /// The assistant's settings, as by `PATCH assistant`, without addresses and keys.
    Settings { settings: Box<AssistantPatch> },
    /// An article's newest version, or a document that waits to be looked through, is published.
    Publish { document_id: DocumentId },
    /// A document is left out.
    LeaveOut { document_id: DocumentId },
}

/// `POST lab-runs`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct NewLabRun {
    pub set_id: LabSetId,
    pub change: LabChange,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(
    feature = "server",
    derive(sqlx::Type, utoipa::ToSchema),
    sqlx(type_name = "text", rename_all = "snake_case")
)]
#[serde(rename_all = "snake_case")]
pub enum LabState {
    Waiting,
    Running,
    Done,
    Cancelled,
    /// What was to be tried can't be: the document is not to be published any more, or holds nothing.
    Failed,
}

impl LabState {
    /// Whether it goes on.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Waiting | Self::Running)
    }
}

/// What a change does to an answer. The first that holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(
    feature = "server",
    derive(sqlx::Type, utoipa::ToSchema),
    sqlx(type_name = "text", rename_all = "snake_case")
)]
#[serde(rename_all = "snake_case")]
pub enum LabKind {
    /// No model answered, or nothing may be spent any more: there is nothing to compare.
    NotTried,
    /// It was answered, and is not any more.
    NewRefusal,
    NewlyAnswered,
    /// Answered both times, and a document that it stood on is not among the sources any more.
    LostSource,
    /// In other words.
    Changed,
    Same,
}

/// What came of the questions of a language, and of a dialect where one was heard.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct LabTotals {
    pub lang: Option<String>,
    pub dialect: Option<String>,
    pub cases: u32,
    pub same: u32,
    pub changed: u32,
    pub new_refusals: u32,
    pub newly_answered: u32,
    pub lost_sources: u32,
    pub not_tried: u32,
    pub answered_before: u32,
    pub answered_after: u32,
    /// Questions that say what would be right.
    pub expected: u32,
    pub right_before: u32,
    pub right_after: u32,
}

/// A run of a set against a change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct LabRun {
    pub id: LabRunId,
    pub set_id: LabSetId,
    pub set_name: String,
    pub change: LabChange,
    pub state: LabState,
    pub cases: u32,
    pub done: u32,
    pub created_at: Stamp,
    pub started_at: Option<Stamp>,
    pub finished_at: Option<Stamp>,
    /// By language and dialect, most questions first.
    pub totals: Vec<LabTotals>,
}

/// An answer on one side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct LabSide {
    /// `null` where it would hand over without a word.
    pub body: Option<String>,
    pub outcome: Outcome,
    pub reason: Option<String>,
    pub documents: Vec<LabDocument>,
    /// Whether it is right; `null` where the set does not say what would be.
    pub right: Option<bool>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct LabDocument {
    pub document_id: DocumentId,
    pub title: String,
}

/// A question with both answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct LabResult {
    /// Its place in the set, from 1.
    pub place: u32,
    pub case: LabCase,
    pub lang: Option<String>,
    pub dialect: Option<String>,
    pub kind: LabKind,
    pub before: LabSide,
    pub after: LabSide,
}
