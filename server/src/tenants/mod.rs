//! Tenants: the companies, where they live, and what a new one starts with.

mod create;
pub mod privacy;
mod store;

pub use create::{NewTenant, create};
pub use store::{by_slug, channel, list_channel, name};
