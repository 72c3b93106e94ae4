//! What leaves for others: every call to a model's provider, written down before it is made.
//!
//! [`permit`] is the only place where the region's rule is asked, and [`begin`] takes its [`Permit`]: a call that the
//! rule does not allow can't be written down, and one that is not written down is not made. The row says to whom, what
//! for, on what grounds, which classes of data and how much; never what. It is committed before the call, so that a
//! crash leaves it, and completed after.

mod ledger;
pub mod privacy;
mod routes;
mod rule;
mod store;

pub use ledger::{Ended, Entry, NewCall, begin, end};
pub use routes::routes;
pub use rule::{Allowed, NotAllowed, Permit, permit, rule};
pub use store::usage::{by_day, by_visitor, spent};
