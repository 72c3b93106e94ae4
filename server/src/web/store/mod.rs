//! The room's SQL: [`sources`], and their [`pages`].

mod pages;
mod sources;

pub(super) use pages::{
    Address, Next, Outcome as PageOutcome, Sight, add, begin_again, documents_of, drop_gone, known,
    leave_waiting, list, next, note, pages_of, reason, settle_unlisted, sight, twin,
};
pub use sources::sources_by_id;
pub(super) use sources::{
    Finish, Run, Source, all, begin, delete, finish, insert, lock, restart, seeded, set_cut, sources_count,
    stop,
};
