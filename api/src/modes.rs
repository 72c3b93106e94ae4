use crate::{ConversationId, Drafted, MessageId, Person, ReviewId, Stamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What the assistant does when a customer writes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(
    feature = "server",
    derive(sqlx::Type, utoipa::ToSchema),
    sqlx(type_name = "text", rename_all = "snake_case")
)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// It answers, and hands over where it must.
    #[default]
    Automatic,
    /// It writes a draft for the team; a person answers.
    Draft,
    /// It does nothing; a person answers.
    Off,
}

impl Mode {
    pub const ALL: [Self; 3] = [Self::Automatic, Self::Draft, Self::Off];

    /// The mode as stored and sent.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Automatic => "automatic",
            Self::Draft => "draft",
            Self::Off => "off",
        }
    }
}

/// The modes that a tenant has set.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Modes {
    /// Where nothing nearer is set.
    pub default: Mode,
    /// By channel: `widget`. A channel that is absent has the default.
    #[serde(default)]
    pub channels: BTreeMap<String, Mode>,
}

impl Modes {
    /// What counts for a conversation: its own mode, else its channel's, else the default.
    pub fn of(&self, channel: &str, own: Option<Mode>) -> Mode {
        own.or_else(|| self.channels.get(channel).copied()).unwrap_or(self.default)
    }
}

/// `POST conversations/{id}/mode`: `null` is the channel's again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct SetMode {
    // Absent is not null: whoever misspells it must not let the assistant answer.
    #[serde(deserialize_with = "Option::deserialize")]
    #[cfg_attr(feature = "server", schema(required))]
    pub mode: Option<Mode>,
}

/// `GET conversations/{id}/draft`, and the data of `draft.updated`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct ConversationDraft {
    pub conversation_id: ConversationId,
    /// The draft that waits for somebody of the team; `null` where none does.
    pub draft: Option<Drafted>,
}

/// `POST widget/{key}/review`: a person is to look at what the assistant decided.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct NewReview {
    /// The assistant's message that is meant; its newest decision where absent.
    #[serde(default)]
    pub message_id: Option<MessageId>,
    /// Why, in the customer's words.
    #[serde(default)]
    pub reason: Option<String>,
}

/// What became of a review.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(
    feature = "server",
    derive(sqlx::Type, utoipa::ToSchema),
    sqlx(type_name = "text", rename_all = "snake_case")
)]
#[serde(rename_all = "snake_case")]
pub enum ReviewOutcome {
    /// A person has answered the customer; they did not say what they found.
    Answered,
    /// The assistant was right.
    Upheld,
    /// It was wrong, and the customer was told what is right.
    Corrected,
}

impl ReviewOutcome {
    /// The outcome as stored and sent.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Answered => "answered",
            Self::Upheld => "upheld",
            Self::Corrected => "corrected",
        }
    }
}

/// A customer's wish that a person looks at a decision, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct HumanReview {
    pub id: ReviewId,
    pub asked_at: Stamp,
    pub reason: Option<String>,
    /// `null` while nobody has looked.
    pub outcome: Option<ReviewOutcome>,
    pub reviewer: Option<Person>,
    pub reviewed_at: Option<Stamp>,
}

/// `POST conversations/{id}/reviews/{review}`: what a person found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct ReviewFound {
    pub outcome: ReviewOutcome,
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_mode_counts() {
        let modes = Modes { default: Mode::Off, channels: BTreeMap::from([("widget".into(), Mode::Draft)]) };
        assert_eq!(modes.of("widget", Some(Mode::Automatic)), Mode::Automatic);
        assert_eq!(modes.of("widget", None), Mode::Draft);
        assert_eq!(modes.of("email", None), Mode::Off);
        assert_eq!(Modes::default().of("widget", None), Mode::Automatic);
    }

    #[test]
    fn modes_and_outcomes_are_stored_as_they_are_sent() {
        for mode in Mode::ALL {
            assert_eq!(serde_json::to_value(mode).unwrap(), mode.as_str());
        }
        for outcome in [ReviewOutcome::Answered, ReviewOutcome::Upheld, ReviewOutcome::Corrected] {
            assert_eq!(serde_json::to_value(outcome).unwrap(), outcome.as_str());
        }
    }
}
