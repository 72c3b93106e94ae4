//! The answer lab: what a change would do to answers, before a customer gets one.
//!
//! A set of questions ([`sets`]) comes from a sheet, or from what customers asked, without personal data and looked
//! through by a person. A run ([`begin`]) asks each question twice, as things are and as they would be with other
//! settings or another knowledge; a job ([`run`]) does so some questions at a time, each batch in one transaction with
//! its results, so that a run that dies goes on where it was. Questions, answers and what was tried are sealed; language,
//! dialect and what came of it are not, so that totals need no key. What quotes a document goes with it.

mod begin;
mod browse;
mod compare;
mod csv;
mod forget;
mod gate;
mod history;
mod jobs;
pub mod privacy;
mod routes;
mod run;
mod sets;
mod store;

pub use forget::forget;
pub use gate::covered;
pub use routes::routes;
pub use run::run;
