use crate::{
    Author, Code, Conversation, ConversationDraft, ConversationId, Document, DocumentId, Message, MessageId,
    Person, Rating, UserId, WebSource,
};
use serde::{Deserialize, Serialize};

/// The durable events' names, as on the wire and in the database.
pub mod event {
    pub const CONVERSATION_CREATED: &str = "conversation.created";
    pub const CONVERSATION_UPDATED: &str = "conversation.updated";
    pub const MESSAGE_CREATED: &str = "message.created";
    pub const MESSAGE_UPDATED: &str = "message.updated";
    pub const DOCUMENT_UPDATED: &str = "document.updated";
    pub const DOCUMENT_DELETED: &str = "document.deleted";
    pub const WEB_SOURCE_UPDATED: &str = "web_source.updated";
    pub const RATING_CREATED: &str = "rating.created";
    pub const DRAFT_UPDATED: &str = "draft.updated";
}

/// A durable event. `data` is the thing as it is when the event is read; `null` when it is gone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Event {
    /// Grows by one per tenant for people; for a visitor by one with each event that concerns them.
    pub id: i64,
    /// `message.created` and so on.
    pub event: String,
    /// A [`Message`], [`Conversation`], [`Document`], [`WebSource`], [`Rated`] or [`ConversationDraft`], by the name before the
    /// dot.
    pub data: serde_json::Value,
}

impl Event {
    /// The message of a `message.*` event.
    pub fn message(&self) -> Option<Message> {
        self.read("message.")
    }
    /// The conversation of a `conversation.*` event.
    pub fn conversation(&self) -> Option<Conversation> {
        self.read("conversation.")
    }
    /// The document of a `document.updated` event.
    pub fn document(&self) -> Option<Document> {
        self.read(event::DOCUMENT_UPDATED)
    }
    /// The draft of a `draft.updated` event.
    pub fn draft(&self) -> Option<ConversationDraft> {
        self.read(event::DRAFT_UPDATED)
    }
    /// The source of a `web_source.updated` event.
    pub fn web_source(&self) -> Option<WebSource> {
        self.read(event::WEB_SOURCE_UPDATED)
    }
    /// The document that is gone, of a `document.deleted` event.
    pub fn deleted_document(&self) -> Option<Gone> {
        self.read(event::DOCUMENT_DELETED)
    }

    fn read<T: serde::de::DeserializeOwned>(&self, name: &str) -> Option<T> {
        if !self.event.starts_with(name) {
            return None;
        }
        serde_json::from_value(self.data.clone()).ok()
    }
}

/// The data of `document.deleted`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Gone {
    pub id: DocumentId,
}

/// The data of `rating.created`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Rated {
    pub conversation_id: ConversationId,
    pub rating: Rating,
}

/// `GET events?after=`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Events {
    pub items: Vec<Event>,
    /// The tenant's newest event: caught up when it is the last of `items`.
    pub last: i64,
    /// `after` is too old: read the lists again.
    pub resync: bool,
}

/// A frame from the server to a socket.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ServerFrame {
    /// Caught up to here.
    Ready {
        last: i64,
    },
    Event(Event),
    /// A piece of an answer being written; never the record.
    Delta {
        conversation_id: ConversationId,
        message_id: MessageId,
        text: String,
    },
    /// Somebody writes; of the moment.
    Typing {
        conversation_id: ConversationId,
        author: Author,
    },
    /// A colleague came or went; of the moment.
    Presence {
        user_id: UserId,
        online: bool,
    },
    /// Who looks at the conversation that this socket's person looks at; of the moment.
    Viewing {
        conversation_id: ConversationId,
        /// Everybody of the team who does, in the order in which they came.
        people: Vec<Person>,
        /// Whether the visitor has the chat open.
        visitor_online: bool,
    },
    /// `after` is too old: read the lists again.
    Resync,
    Error {
        code: Code,
    },
}

/// A frame from a client to the server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ClientFrame {
    /// The first frame, within five seconds.
    Hello {
        token: String,
        #[serde(default)]
        after: Option<i64>,
    },
    /// The person is writing. Visitors leave the conversation out.
    Typing {
        #[serde(default)]
        conversation_id: Option<ConversationId>,
    },
    /// The person looks at this conversation, or at none. Colleagues at the same one hear of it.
    Viewing {
        #[serde(default)]
        conversation_id: Option<ConversationId>,
    },
    /// Keeps the connection open.
    Ping,
}
