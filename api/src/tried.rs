use crate::{Decision, DocumentId, Source};
use serde::{Deserialize, Serialize};

/// `POST assistant/try`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Try {
    pub body: String,
    pub locale: String,
}

/// The answer of `POST assistant/try`; nothing is stored.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Tried {
    /// `null` where it would hand over without a word.
    pub body: Option<String>,
    pub sources: Vec<Source>,
    pub decision: Decision,
    #[serde(default)]
    pub steps: Steps,
}

/// How an answer came about, step by step.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Steps {
    /// The passages that were found, best first: the numbers of sentences and of the prompt count these, from 1.
    pub found: Vec<FoundPassage>,
    /// What a model was to be sent; `null` where none was to be asked, and nothing left.
    pub prompt: Option<SentPrompt>,
    /// What became of each sentence, the model's first.
    pub sentences: Vec<JudgedSentence>,
    /// Where guards looked, and what they saw.
    pub guards: Vec<Guarded>,
    /// How long each step took, in the order in which they ended.
    pub stages: Vec<StageTime>,
}

/// A passage with what each way of finding says of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct FoundPassage {
    pub document_id: DocumentId,
    pub title: String,
    pub page: Option<u32>,
    pub text: String,
    /// By the ranks of both, 0 to 1.
    pub score: f32,
    /// The share of the question's weight that its words have, 0 to 1.
    pub words: f32,
    /// The cosine of the vectors, -1 to 1; 0 where it was not among the nearest.
    pub vectors: f32,
    /// Whether the answer stands on it.
    pub used: bool,
}

/// A prompt as it leaves: personal data as tokens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct SentPrompt {
    pub messages: Vec<PromptMessage>,
    /// The kinds of personal data that tokens stand for.
    pub hidden: Vec<String>,
    /// Whether it was sent. Region, spending limit or a provider at rest may keep it here.
    pub sent: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct PromptMessage {
    /// `system`, `user`, `assistant`.
    pub role: String,
    pub content: String,
}

/// What became of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The passages say the same.
    Supported,
    /// Not confirmed: the passages' own words are said instead.
    Replaced,
    LeftOut,
    /// Not confirmed, and said only with what it announces.
    Announced,
    /// It claims nothing.
    Courtesy,
    /// It follows one after which nothing may be said.
    Unread,
    /// The passages' own words.
    Quotation,
}

/// A sentence, and on what it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct JudgedSentence {
    pub text: String,
    pub verdict: Verdict,
    /// What was seen in it, where it was not confirmed: `number`, `promise`, …
    pub why: Option<String>,
    /// The numbers of the passages.
    pub passages: Vec<u32>,
}

/// Where a guard looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum GuardedAt {
    Message,
    Topic,
    Answer,
}

/// What follows from what was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum GuardEffect {
    Passed,
    Refused,
    HandedOver,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Guarded {
    pub at: GuardedAt,
    /// As in `decision.factors`; empty where nothing was seen.
    pub factors: Vec<String>,
    pub effect: GuardEffect,
}

/// A step of answering.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum AnswerStage {
    /// Language, wish and the guards of messages.
    Understand,
    Retrieve,
    /// Putting the prompt together, with personal data as tokens.
    Redact,
    /// Waiting for the model.
    Model,
    /// Evidence and the guards of answers.
    Check,
    /// Choosing what to quote.
    Quote,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct StageTime {
    pub stage: AnswerStage,
    pub ms: f32,
}
