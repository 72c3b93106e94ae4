//! Contacts: the customers of a tenant, each with a key of their own.

mod given;
pub mod privacy;
mod store;

pub use given::{email, name};
pub use store::{Details, add, by_external, details, is_verified, set_details};
