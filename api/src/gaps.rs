use crate::{ConversationId, DecisionId, Stamp};
use serde::{Deserialize, Serialize};

/// What a colleague thinks of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(
    feature = "server",
    derive(sqlx::Type, utoipa::ToSchema),
    sqlx(type_name = "text", rename_all = "snake_case")
)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    Good,
    Bad,
}

/// `PUT conversations/{id}/decisions/{decision}/mark`; `null` takes it back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct NewMark {
    pub mark: Option<Mark>,
}

/// A decision by which a question had no answer, or a bad one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Unanswered {
    pub conversation_id: ConversationId,
    pub decision_id: DecisionId,
}

/// A question as a gap shows it: personal data stands as `[PHONE]`, `[NAME]`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct GapQuestion {
    pub conversation_id: ConversationId,
    pub decision_id: DecisionId,
    /// The customer's message.
    pub seq: i64,
    pub at: Stamp,
    pub text: String,
    /// What a colleague wrote then, without personal data: the beginning of an article.
    pub reply: Option<String>,
}

/// Questions that ask the same and that the knowledge does not answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Gap {
    /// The most typical of the questions.
    pub question: String,
    /// Its language, where that can be told.
    pub lang: Option<String>,
    pub asked: u32,
    pub contacts: u32,
    pub first_at: Stamp,
    pub last_at: Stamp,
    /// The most typical first; five at most.
    pub examples: Vec<GapQuestion>,
    /// All of them, to say what is done about the gap.
    pub questions: Vec<Unanswered>,
}

/// `GET gaps`: most asked first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Gaps {
    pub items: Vec<Gap>,
    /// Questions that were looked at: the newest, 1,000 at most.
    pub asked: u32,
    /// Whether there were more than that.
    pub more: bool,
}

/// `POST gaps/dismiss`: nothing is written for these questions. Asked again, they come back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Dismiss {
    /// 1 to 1,000.
    pub questions: Vec<Unanswered>,
}

/// `POST gaps/article`: begins an article, as a draft, that answers these questions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct GapArticle {
    /// 1 to 1,000.
    pub questions: Vec<Unanswered>,
    pub title: String,
    #[serde(default)]
    pub lang: Option<String>,
    #[serde(default)]
    pub body_markdown: String,
}
