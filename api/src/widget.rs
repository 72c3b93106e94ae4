use crate::{ConversationId, Message, Person, State};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Position {
    /// The corner where lines end: right in left-to-right languages.
    #[default]
    End,
    Start,
}

/// Colours as `#rrggbb`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Colors {
    pub primary: String,
}

impl Default for Colors {
    fn default() -> Self {
        Self { primary: "#1f6f54".into() }
    }
}

/// The tenant's own words in one language; what is absent comes from the product's texts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct WidgetTexts {
    #[serde(default)]
    pub title: Option<String>,
    #[serde(default)]
    pub greeting: Option<String>,
    #[serde(default)]
    pub placeholder: Option<String>,
}

/// `GET widget`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Widget {
    pub key: String,
    /// Origins (`https://shop.example`) whose pages may show the widget.
    pub allowed_origins: Vec<String>,
    pub position: Position,
    pub colors: Colors,
    pub texts: BTreeMap<String, WidgetTexts>,
    /// Only visitors whom the tenant's site vouches for may write.
    pub identity_required: bool,
    /// Whether the secret that identity tokens are signed with is set. It is shown once, when made.
    pub secret_set: bool,
}

/// `PATCH widget`: what is absent stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct WidgetPatch {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub allowed_origins: Option<Vec<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<Position>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub colors: Option<Colors>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub texts: Option<BTreeMap<String, WidgetTexts>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identity_required: Option<bool>,
}

/// `POST widget/secret`: the new secret for identity tokens, shown this once.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct WidgetSecret {
    pub secret: String,
}

/// `POST widget/{key}/sessions`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct NewSession {
    pub locale: String,
    /// A JWT (HS256, the widget's secret): `sub`, `name?`, `email?`, `exp` at most an hour ahead.
    #[serde(default)]
    pub identity: Option<String>,
}

/// What the widget needs to draw itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct WidgetConfig {
    /// The company's name.
    pub name: String,
    pub assistant_name: String,
    /// Whether an assistant answers first, which must be said.
    pub disclosure: bool,
    pub position: Position,
    pub colors: Colors,
    /// In the session's language.
    pub texts: WidgetTexts,
}

/// What `POST sessions` answers, with 201.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Session {
    pub session_id: String,
    pub config: WidgetConfig,
    pub conversation_id: Option<ConversationId>,
}

/// `POST widget/{key}/messages`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct VisitorMessage {
    pub client_id: String,
    pub body: String,
}

/// `GET widget/{key}/messages`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct VisitorMessages {
    pub items: Vec<Message>,
    /// `null` before the first message.
    pub state: Option<State>,
    pub agent: Option<AgentName>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct AgentName {
    pub name: String,
}

impl From<Person> for AgentName {
    fn from(person: Person) -> Self {
        Self { name: person.name }
    }
}

/// `POST widget/{key}/rating`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct NewRating {
    pub score: u8,
    #[serde(default)]
    pub comment: Option<String>,
}

/// What a visitor sees change in their conversation: the data of `conversation.updated` for them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct VisitorConversation {
    pub id: ConversationId,
    pub state: State,
    pub agent: Option<AgentName>,
}
