//! Files, sealed: documents of the knowledge and attachments of conversations.
//!
//! A file reaches the disk in sealed segments only ([`sealed`]), streamed in and out, and appears
//! under its name once it is whole and on the disk ([`Files`]'s rename). Rows come after
//! their file, so a crash leaves at most a file that nobody names; [`sweep`] takes it away after a
//! day. Attachments belong to the message that was sent with them, and are
//! sealed by its contact's key from then on.

mod attach;
mod disk;
mod download;
mod jobs;
mod media;
mod model;
mod multipart;
pub mod privacy;
mod probe;
mod routes;
mod sealed;
mod store;
mod sweep;

pub use disk::{Files, Stored, Written};
pub use jobs::{delete_job, delete_later};
pub use model::{MAX_BYTES, clean_name};
pub use multipart::{Form, file_name as form_file_name, refused as form_refused, text as form_text};
pub use routes::routes;
pub use store::{attachments_by_id, claim_attachments};
pub use sweep::sweep;
