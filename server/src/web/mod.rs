//! Sources of web pages: an address, a sitemap or a site, read into the knowledge and kept up with.
//!
//! A source's pages are rows, and a job reads them one after the other ([`read`]): each page's outcome is one
//! transaction with its document and the links that it added, so that a run that dies goes on where it was, and
//! nothing is there twice. What a page becomes is the knowledge's: its document is read, cut and found as any other.
//!
//! Sites are guests' houses. [`Hosts`] lets one request at a time go to a host, with a pause; `robots.txt` is asked
//! first (RFC 9309); every address, redirects too, goes through the guard of outgoing calls, which connects to public
//! addresses only. A page is asked for changes, not for itself, where its server can tell; one that says what it said
//! is left alone, one that is gone twice goes from the knowledge, and one that can't be read now stays as it was.

mod add;
mod browse;
mod delete;
mod fetch;
mod guest;
mod hosts;
mod jobs;
mod listed;
mod preview;
pub mod privacy;
mod read;
mod restart;
mod routes;
mod scope;
mod settle;
mod store;
mod visit;

pub use hosts::Hosts;
pub use read::read;
pub use routes::routes;
pub use store::sources_by_id;
