//! Contacts: the customers of a tenant, each with a key of their own.

pub mod privacy;
mod store;

pub use store::{Details, add, by_external, is_verified, set_details};
