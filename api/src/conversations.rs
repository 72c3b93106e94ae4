use crate::{
    AttachmentId, ContactId, ConversationId, DecisionId, DocumentId, HumanReview, Mark, MessageId, Mode,
    Person, Stamp, UserId,
};
use serde::{Deserialize, Serialize};

/// Who speaks in a conversation now. One speaker at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(
    feature = "server",
    derive(sqlx::Type, utoipa::ToSchema),
    sqlx(type_name = "text", rename_all = "snake_case")
)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// The assistant answers.
    Assistant,
    /// Waits for a person.
    Queued,
    /// A person has it; the assistant is silent.
    Agent,
    Resolved,
}

/// What moves a conversation from one state to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// The assistant or the visitor asks for a person.
    HandOff,
    /// An agent takes it, or is given it.
    Take,
    /// The agent gives it back to the queue.
    Release,
    Resolve,
    /// A resolved conversation goes on with a person.
    Reopen,
    /// The visitor writes again after it was resolved: the assistant answers.
    Return,
}

impl State {
    /// The state after `action`; `None` where the action means nothing. Repeating one is harmless.
    pub const fn after(self, action: Action) -> Option<Self> {
        use Action::*;
        match (self, action) {
            (Self::Assistant | Self::Queued, HandOff) => Some(Self::Queued),
            (Self::Agent | Self::Queued, Release) | (Self::Resolved | Self::Queued, Reopen) => {
                Some(Self::Queued)
            }
            (Self::Assistant | Self::Queued | Self::Agent, Take) => Some(Self::Agent),
            (_, Resolve) => Some(Self::Resolved),
            (Self::Resolved | Self::Assistant, Return) => Some(Self::Assistant),
            (Self::Assistant, Release | Reopen)
            | (Self::Agent, HandOff | Reopen | Return)
            | (Self::Queued, Return)
            | (Self::Resolved, HandOff | Take | Release) => None,
        }
    }

    /// The state as stored and sent.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Assistant => "assistant",
            Self::Queued => "queued",
            Self::Agent => "agent",
            Self::Resolved => "resolved",
        }
    }
}

/// Why a conversation was handed to a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(
    feature = "server",
    derive(sqlx::Type, utoipa::ToSchema),
    sqlx(type_name = "text", rename_all = "snake_case")
)]
#[serde(rename_all = "snake_case")]
pub enum HandoffReason {
    /// The customer asked for a person.
    AskedForPerson,
    /// The knowledge does not hold the answer.
    NoAnswer,
    Complaint,
    /// The provider failed, was too slow, or answered nonsense.
    ProviderError,
    /// The answer was not supported by the passages.
    Unsupported,
    /// The visitor's or the tenant's budget is used up.
    Budget,
    /// The assistant is switched off.
    AssistantOff,
    /// A colleague handed it over by hand.
    Manual,
    /// The assistant only drafts here: people answer.
    DraftMode,
    /// The customer wants a person to look at a decision.
    Review,
    /// A guard stopped the message or the answer: the decision says which.
    Guard,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Contact {
    pub id: ContactId,
    pub name: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
    /// Whether the tenant's own site vouched for who this is.
    pub verified: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Rating {
    /// 1 (bad) to 5 (good).
    pub score: u8,
    pub comment: Option<String>,
    pub created_at: Stamp,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Conversation {
    pub id: ConversationId,
    pub state: State,
    /// `widget` and, later, the messengers.
    pub channel: String,
    /// The customer's language, BCP 47.
    pub locale: String,
    /// The region whose everyday Arabic the customer writes, by the tag of one country: `ar-JO` Levantine, `ar-EG`
    /// Egyptian, `ar-SA` Gulf, `ar-IQ` Iraqi, `ar-MA` Maghrebi. From all their messages; null where these do not tell.
    pub dialect: Option<String>,
    pub contact: Contact,
    pub assignee: Option<Person>,
    /// The beginning of what the customer or a person of the team said last.
    pub preview: Option<String>,
    /// Customer messages that no person has seen.
    pub unread: u32,
    /// Since when the customer waits for a person.
    pub waiting_since: Option<Stamp>,
    pub last_message_at: Stamp,
    pub created_at: Stamp,
    pub resolved_at: Option<Stamp>,
    pub rating: Option<Rating>,
    pub handoff_reason: Option<HandoffReason>,
    /// The last message's number.
    pub last_seq: i64,
    /// What the assistant does in this conversation; null where it is what is set for the channel.
    #[serde(default)]
    pub mode: Option<Mode>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(
    feature = "server",
    derive(sqlx::Type, utoipa::ToSchema),
    sqlx(type_name = "text", rename_all = "snake_case")
)]
#[serde(rename_all = "snake_case")]
pub enum AuthorKind {
    Contact,
    Assistant,
    Agent,
    System,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Author {
    pub kind: AuthorKind,
    pub id: Option<uuid::Uuid>,
    pub name: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(
    feature = "server",
    derive(sqlx::Type, utoipa::ToSchema),
    sqlx(type_name = "text", rename_all = "snake_case")
)]
#[serde(rename_all = "snake_case")]
pub enum MessageKind {
    /// Between the customer and whoever answers.
    Reply,
    /// For colleagues only.
    Note,
    /// Something that happened; the body is one of [`Happening`]'s codes.
    Event,
}

/// What a message of kind `event` says; its body on the wire. Screens translate it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Happening {
    HandedOff,
    Taken,
    Released,
    Resolved,
    Reopened,
    Rated,
    /// The customer wants a person to look at what the assistant decided.
    ReviewAsked,
}

impl Happening {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::HandedOff => "handed_off",
            Self::Taken => "taken",
            Self::Released => "released",
            Self::Resolved => "resolved",
            Self::Reopened => "reopened",
            Self::Rated => "rated",
            Self::ReviewAsked => "review_asked",
        }
    }
}

/// Where an outgoing message stands. Moves forward only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(
    feature = "server",
    derive(sqlx::Type, utoipa::ToSchema),
    sqlx(type_name = "text", rename_all = "snake_case")
)]
#[serde(rename_all = "snake_case")]
pub enum Delivery {
    Pending,
    Sent,
    Delivered,
    Read,
    Failed,
    Unknown,
}

/// A passage that an answer stands on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Source {
    pub document_id: DocumentId,
    pub title: String,
    pub page: Option<u32>,
    pub quote: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Attachment {
    pub id: AttachmentId,
    pub name: String,
    pub media_type: String,
    /// Bytes.
    pub size: u64,
}

/// `GET attachments/{id}/link`: an address that gives the file once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct AttachmentLink {
    /// Relative to the server's own address.
    pub url: String,
    pub expires_at: Stamp,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Message {
    pub id: MessageId,
    pub conversation_id: ConversationId,
    /// 1, 2, 3… in the conversation, without a gap.
    pub seq: i64,
    pub author: Author,
    pub kind: MessageKind,
    pub body: String,
    pub sources: Vec<Source>,
    pub attachments: Vec<Attachment>,
    /// The sender's own id for it, by which a repetition is known.
    pub client_id: Option<String>,
    pub delivery: Delivery,
    pub created_at: Stamp,
    /// A hand-off's reason or a rating's score, with kind `event`.
    #[serde(default)]
    pub detail: Option<String>,
}

/// Which conversations a list shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Queue {
    Mine,
    Unassigned,
    #[default]
    All,
    Resolved,
}

impl Queue {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Mine => "mine",
            Self::Unassigned => "unassigned",
            Self::All => "all",
            Self::Resolved => "resolved",
        }
    }
}

/// `GET conversations/counts`. `unread` counts conversations with unread messages, of `mine` and `unassigned`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Counts {
    pub mine: i64,
    pub unassigned: i64,
    pub all: i64,
    pub resolved: i64,
    pub unread: i64,
}

/// `GET conversations/{id}/messages`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Messages {
    pub items: Vec<Message>,
    pub has_more: bool,
}

/// `POST conversations/{id}/messages`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct NewMessage {
    pub client_id: String,
    /// `reply` or `note`.
    pub kind: MessageKind,
    pub body: String,
    #[serde(default)]
    pub attachment_ids: Vec<AttachmentId>,
}

/// `POST conversations/{id}/assign`: to a colleague, or with `null` back to the queue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Assign {
    // Absent is not null: whoever forgets it must not empty a colleague's hands.
    #[serde(deserialize_with = "Option::deserialize")]
    #[cfg_attr(feature = "server", schema(required))]
    pub user_id: Option<UserId>,
    /// Take it from the colleague who has it.
    #[serde(default)]
    pub force: bool,
}

/// `POST conversations/{id}/handoff`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Handoff {
    /// One of [`HandoffReason`]'s words; any other text counts as `manual`.
    pub reason: String,
}

/// What the assistant did with a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(
    feature = "server",
    derive(sqlx::Type, utoipa::ToSchema),
    sqlx(type_name = "text", rename_all = "snake_case")
)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// An answer with sources.
    Answered,
    /// "I don't know", with the offer of a person.
    Refused,
    /// A person takes over.
    HandedOff,
    /// A greeting or thanks returned.
    Courtesy,
    /// A draft for the team; the customer saw nothing of it.
    Drafted,
}

/// A passage that the assistant had before it, with its retrieval score.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Passage {
    pub document_id: DocumentId,
    pub title: String,
    pub page: Option<u32>,
    pub text: String,
    pub score: f32,
}

/// Why the assistant did what it did.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Decision {
    pub id: DecisionId,
    pub at: Stamp,
    /// The customer's message that it answered.
    pub trigger_seq: i64,
    pub outcome: Outcome,
    /// A hand-off reason, or what made the answer hold.
    pub reason: Option<String>,
    /// What the guards saw, each with what it was after a slash: `injection/orders`.
    #[serde(default)]
    pub factors: Vec<String>,
    /// `extractive` or `openai`.
    pub provider: String,
    pub model: Option<String>,
    pub latency_ms: u32,
    /// Prompt and completion tokens together, where the provider counts them.
    pub tokens: Option<u32>,
    pub passages: Vec<Passage>,
    /// Reviews that the customer asked for, oldest first.
    #[serde(default)]
    pub reviews: Vec<HumanReview>,
    /// What a colleague thinks of it.
    #[serde(default)]
    pub mark: Option<Mark>,
}

/// `GET search/messages`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct MessageHit {
    pub conversation_id: ConversationId,
    pub message_id: MessageId,
    pub seq: i64,
    /// With whom the conversation is.
    pub contact: HitContact,
    /// Who wrote the message.
    pub author: Author,
    pub snippet: String,
    /// `[start, end)` of the found words in `snippet`, counted in characters (Unicode scalar values).
    pub highlights: Vec<(u32, u32)>,
    pub created_at: Stamp,
}

/// The customer of a [`MessageHit`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct HitContact {
    pub id: ContactId,
    pub name: Option<String>,
}

/// A colleague whom a conversation can be given to: `GET members`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Member {
    pub id: UserId,
    pub name: String,
    pub role: crate::Role,
    /// Whether a screen of theirs is connected now.
    pub online: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repeating_an_action_changes_nothing() {
        for state in [State::Assistant, State::Queued, State::Agent, State::Resolved] {
            for action in [
                Action::HandOff,
                Action::Take,
                Action::Release,
                Action::Resolve,
                Action::Reopen,
                Action::Return,
            ] {
                if let Some(next) = state.after(action) {
                    assert_eq!(next.after(action), Some(next), "{state:?} {action:?}");
                }
            }
        }
    }
}
