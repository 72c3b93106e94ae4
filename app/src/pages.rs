//! What a person sees at an address.

mod frame;
mod inbox;
mod knowledge;
mod landing;
mod login;
mod not_found;

pub use self::{
    frame::Frame,
    inbox::Inbox,
    knowledge::{Knowledge, KnowledgeDocument},
    landing::Landing,
    login::Login,
    not_found::NotFound,
};
