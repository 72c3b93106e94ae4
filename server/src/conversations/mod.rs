//! Conversations: every word that goes in or out, in order, once.
//!
//! [`receive`] takes in what customers write, [`post()`] what colleagues write, [`speak`] what the
//! assistant says; there is no fourth way. Each is one transaction: message, event and jobs stand or
//! fall together. The alternative, commit and then notify, loses whatever a crash catches between.

mod asked;
mod assign;
mod cited;
mod draft;
mod handoff;
mod import;
mod intake;
mod jobs;
mod language;
mod mode;
mod model;
mod post;
pub mod privacy;
mod rate;
mod read;
mod receive;
mod resolve;
mod review;
mod routes;
mod search;
mod store;
mod thread;
mod turn;
mod view;

pub use asked::{Asked, asked};
pub use cited::source_goes;
pub use draft::{drafts, keep};
pub use handoff::ask_for_person;
pub use import::{Past, PastMessage, import, is_imported};
pub use intake::Intake;
pub use jobs::reply_job;
pub use model::{Inbound, Received};
pub use post::post;
pub use rate::rate;
pub use review::{ask as ask_for_review, of_decisions as reviews};
pub use routes::routes;
pub use store::{contacts_of, last_visitor_event, of_contact};
pub use turn::{NewDecision, Part, Said, Spoken, Turn, speak, to_draft, turn};
pub use view::{by_id, for_visitor, messages_by_id, visitor_messages, withheld};
