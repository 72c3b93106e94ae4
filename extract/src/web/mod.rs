//! What a site says of itself: its pages with their links and wishes ([`Page`]), its rules for robots
//! ([`Robots`]), its list of pages ([`Sitemap`]), and one spelling for each address ([`canonical`]).
//!
//! Pure functions over a stranger's bytes, with limits; who fetches them, and how politely, is decided elsewhere.

mod address;
mod page;
mod robots;
mod sitemap;

pub use address::{canonical, escapes, same_site};
pub use page::{Page, Wishes};
pub use robots::Robots;
pub use sitemap::{Listed, Sitemap};
