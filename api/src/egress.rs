use crate::{ContactId, ProviderId, Stamp};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Declares an enum of words: on the wire, in the database and for people who read both.
macro_rules! words { ($($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal,)* })*) => { $(
    $(#[$doc])*
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
    #[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
    pub enum $name { $($(#[$vdoc])* #[serde(rename = $word)] $variant,)* }

    impl $name {
        /// The word on the wire and in the database.
        pub const fn as_str(self) -> &'static str { match self { $(Self::$variant => $word,)* } }

        /// Reads the word.
        pub fn of(word: &str) -> Option<Self> { match word { $($word => Some(Self::$variant),)* _ => None } }
    }
)* } }

words! {
    /// What a call to a provider was for.
    Purpose {
        /// An answer to a customer.
        Answer = "answer",
        /// A draft for somebody of the team.
        Draft = "draft",
        /// A question that the team asked in the playground.
        Try = "try",
        /// A test of the connection.
        Test = "test",
    }
    /// On what grounds it was made.
    Basis {
        /// The company's settings name this provider for it.
        Settings = "settings",
        /// Somebody of the team asked for it.
        Asked = "asked",
    }
    /// A class of data that left. Personal values in all of them leave as tokens.
    DataClass {
        /// What the customer wrote just now.
        Message = "message",
        /// What was said before.
        History = "history",
        /// Passages of the company's documents.
        Passages = "passages",
        /// The company's instructions to the assistant.
        Instructions = "instructions",
    }
}

/// One call that left for a provider. What was sent and what came back is not kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct EgressEntry {
    pub id: Uuid,
    pub at: Stamp,
    /// `null` for an endpoint that was tried and is not set.
    pub provider_id: Option<ProviderId>,
    /// As it was called then.
    pub provider: String,
    pub host: String,
    pub model: String,
    /// Where the company's data lives.
    pub region: String,
    pub purpose: Purpose,
    pub basis: Basis,
    /// The entry of the region's rule that allowed the host; `*` where any is.
    pub rule: String,
    pub classes: Vec<DataClass>,
    /// Kinds of personal data that left as tokens: `email`, `phone`, …
    pub hidden: Vec<String>,
    /// Whether the call carried a setting against keeping and training.
    pub no_training: bool,
    /// Requests that were sent for it.
    pub tries: u16,
    pub tokens_in: u32,
    pub tokens_out: u32,
    /// Whether the tokens are estimated, because the provider did not count them.
    pub estimated: bool,
    /// In millionths of `currency`'s unit.
    pub cost: u64,
    pub currency: String,
    /// `ok`, or what went wrong: `429`, `timed_out`, …; `null` while it runs, and where nobody knows how it ended.
    pub status: Option<String>,
    pub latency_ms: Option<u32>,
}

/// Which providers a region's data may go to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct RegionRule {
    pub region: String,
    /// Hosts of allowed providers; empty: none, and the assistant quotes. `null`: any.
    pub allowed: Option<Vec<String>>,
}

/// What calls to one provider came to on one day (UTC).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct UsageDay {
    /// `2026-11-22`.
    pub day: String,
    pub provider_id: Option<ProviderId>,
    /// As it was called last.
    pub provider: String,
    pub calls: u64,
    /// Of them without an answer.
    pub failed: u64,
    pub tokens_in: u64,
    pub tokens_out: u64,
    /// Whether some of the tokens are estimated.
    pub estimated: bool,
    /// In millionths of `currency`'s unit, by the prices that held at the time.
    pub cost: u64,
    pub currency: String,
}

/// What calls about one customer's messages came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct UsageVisitor {
    pub contact_id: ContactId,
    pub calls: u64,
    pub tokens_in: u64,
    pub tokens_out: u64,
    /// In millionths of `currency`'s unit.
    pub cost: u64,
    pub currency: String,
}

/// `GET assistant/usage`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Usage {
    pub from: Stamp,
    pub to: Stamp,
    /// By day and provider, newest first.
    pub days: Vec<UsageDay>,
    /// The customers that cost most, at most 20.
    pub visitors: Vec<UsageVisitor>,
    /// What today (UTC) has cost so far in the currency of the settings, in millionths of its unit.
    pub today: u64,
}
