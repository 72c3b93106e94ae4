//! What may not come in or go out, told by the words alone.
//!
//! Each guard answers with what it saw, so that a decision can be explained; none sees more than one text.

pub mod blocklist;
pub mod injection;
pub mod leak;
pub mod outgoing;
mod phrases;
pub mod topic;
pub mod toxicity;
mod unveil;

#[cfg(test)]
mod tests;
