//! The edge: routes, problems, callers, limits, headers. No rule of the business lives here.

mod caller;
mod extract;
mod headers;
mod health;
mod idempotency;
mod limits;
mod openapi;
mod outgoing;
mod pages;
pub mod privacy;
mod problem;
mod router;

pub use api::Problem;
pub use caller::{Caller, can, credentials};
pub use extract::{Body, Extract, Path, Upgrade, language, limit, place};
pub use idempotency::{Replayable, replayed};
pub use limits::{PerIp, client_ip};
pub use outgoing::{Outgoing, Refused as CallRefused};
pub use problem::RequestId;
pub use router::router;
