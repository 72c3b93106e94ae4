use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Declares the ids: each a type of its own, so that a contact's id can't stand where a
/// conversation's is wanted. On the wire a UUIDv7 string.
macro_rules! ids { ($($(#[$doc:meta])* $name:ident,)*) => { $($(#[$doc])*
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
    #[cfg_attr(feature = "server", derive(sqlx::Type, utoipa::ToSchema), sqlx(transparent))]
    #[serde(transparent)]
    pub struct $name(pub Uuid);

    impl std::fmt::Display for $name {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { self.0.fmt(f) }
    }
    impl std::str::FromStr for $name {
        type Err = uuid::Error;
        fn from_str(text: &str) -> Result<Self, uuid::Error> { text.parse().map(Self) }
    }
)* } }

ids! {
    /// A company that uses Diwan.
    TenantId,
    /// A member of a tenant's team.
    UserId,
    /// A customer of a tenant.
    ContactId,
    /// A conversation of one contact on one channel.
    ConversationId,
    /// A message, note or event in a conversation.
    MessageId,
    /// A file sent in a conversation.
    AttachmentId,
    /// A document of the tenant's knowledge.
    DocumentId,
    /// A passage of a document.
    ChunkId,
    /// The record of one decision of the assistant.
    DecisionId,
    /// A customer's wish that a person looks at a decision.
    ReviewId,
    /// A model's endpoint that a tenant has set.
    ProviderId,
    /// A source of web pages.
    WebSourceId,
    /// An address of a source of web pages.
    WebPageId,
    /// A set of questions to try changes with.
    LabSetId,
    /// A run of such a set.
    LabRunId,
}
