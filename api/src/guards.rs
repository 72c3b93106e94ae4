use serde::{Deserialize, Serialize};

/// What follows where a guard sees something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum GuardAction {
    /// It does not look.
    Off,
    /// The decision's record says what it saw, and nothing else happens.
    Log,
    /// A polite refusal.
    Refuse,
    /// A person takes over.
    HandOver,
}

impl GuardAction {
    pub const ALL: [Self; 4] = [Self::Off, Self::Log, Self::Refuse, Self::HandOver];

    /// The action as stored and sent.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Log => "log",
            Self::Refuse => "refuse",
            Self::HandOver => "hand_over",
        }
    }
}

/// What is looked for in customers' messages and in answers, and what follows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Guards {
    /// Orders to the machine in a message.
    pub injection: GuardAction,
    /// What no shop does: poems, homework, code, general knowledge.
    pub topic: GuardAction,
    /// Insults, threats and hatred in a message. The message is kept whatever is set.
    pub toxicity: GuardAction,
    /// A message that holds one of `blocked_words`.
    pub words: GuardAction,
    /// An answer that is abusive, gives the instructions away or holds one of `blocked_in_answers`.
    pub answers: GuardAction,
    /// Words and phrases, one a line; `*` stands for letters of one word.
    pub blocked_words: Vec<String>,
    /// The same for what the assistant says.
    pub blocked_in_answers: Vec<String>,
}

impl Default for Guards {
    fn default() -> Self {
        Self {
            injection: GuardAction::Refuse,
            topic: GuardAction::Refuse,
            toxicity: GuardAction::HandOver,
            words: GuardAction::HandOver,
            answers: GuardAction::HandOver,
            blocked_words: Vec::new(),
            blocked_in_answers: Vec::new(),
        }
    }
}

/// `POST assistant/guards/test`: what the guards see in a text. Lists that are absent are the stored ones.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct GuardTest {
    pub text: String,
    #[serde(default)]
    pub blocked_words: Option<Vec<String>>,
    #[serde(default)]
    pub blocked_in_answers: Option<Vec<String>>,
}

/// A line of a list that stands in a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct GuardMatch {
    pub line: String,
    /// The words of the text.
    pub found: String,
}

/// What the guards see in a text, whatever is to follow.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct GuardTested {
    /// As a decision records them: `injection/orders`.
    pub factors: Vec<String>,
    pub blocked_words: Vec<GuardMatch>,
    pub blocked_in_answers: Vec<GuardMatch>,
}
