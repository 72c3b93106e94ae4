//! What the knowledge lacks: questions without an answer, or with one that colleagues marked as bad, grouped by what
//! they ask.
//!
//! Groups are made when they are looked at, from the messages themselves: nothing of a question is kept beside its
//! conversation, so that what is deleted there is gone here. What is done about a question stands with its decision.

mod find;
mod routes;
mod settle;
mod store;

pub use find::hidden;
pub use routes::routes;
