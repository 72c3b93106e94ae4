//! The chat widget: visitors, their sessions, and the tenant's settings for it.
//!
//! A visitor is a session kept by tower-sessions' store, its id carried in a header; a contact is
//! made with the first message, so that opening the panel leaves nothing behind.

mod identity;
mod origins;
pub mod privacy;
mod routes;
mod session;
mod settings;
mod store;

pub use origins::{Allowed, cors, is_preflight, key_of, may_ask, readable_by};
pub use routes::{people_routes, visitor_routes};
pub use session::{Visitor, still_valid, visitor, who_writes};
pub use settings::name_in_each;
pub use store::{add, only};
