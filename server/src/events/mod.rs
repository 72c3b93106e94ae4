//! Events: what happened to a tenant, numbered without a gap, and how others hear of it.
//!
//! The table is the truth: a reader resumes with "after N". The [`Bus`] only wakes readers and
//! carries what is of the moment (typing, pieces of an answer); losing a wake costs a second, not
//! an event.

mod bus;
mod feed;
mod render;
mod routes;
mod socket;
mod store;

pub use bus::{Bus, Moment};
pub use feed::Feeds;
pub use routes::routes;
pub use socket::{people_socket, visitor_socket};
mod presence;
pub mod privacy;
mod viewing;
pub use presence::{Presence, Typing};
pub use viewing::Viewing;
