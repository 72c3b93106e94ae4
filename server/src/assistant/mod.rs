//! The assistant: answers customers from the tenant's documents, or says that it can't.
//!
//! [`reply`] is the job behind every customer message: it waits for the burst to end, reads what
//! stands to be answered, decides ([`answer`]) and speaks through `conversations`, which stores the
//! words, the decision and the hand-over in one transaction. The extractive answerer quotes; a model
//! is asked only what a tenant configured, sees personal data as tokens, and is believed only where
//! a passage says the same. Whatever goes wrong hands over to a person with the reason.

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice, clippy::indexing_slicing)]
mod airlock;
mod answer;
mod breaker;
mod burst;
mod clean;
mod cost;
mod decisions;
mod draft;
mod evidence;
mod gate;
mod guard;
mod intent;
mod mode;
mod model;
mod notes;
mod openai;
pub mod privacy;
mod probe;
mod prompt;
mod provider;
mod providers;
mod quote;
mod redact;
mod reply;
mod routes;
mod settings;
mod store;
mod texts;
mod token;
mod trial;
mod try_it;
mod usage;

pub use breaker::Breakers;
pub use decisions::{decision, decisions};
pub use mode::{InForce, modes, modes_held};
pub use reply::reply;
pub use routes::routes;
pub use settings::settings;
pub use trial::{Trial, Trialled};
