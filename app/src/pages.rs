//! What a person sees at an address.

mod assistant;
mod frame;
mod inbox;
mod knowledge;
mod landing;
mod login;
mod not_found;
mod widget;

pub use self::{
    assistant::AssistantSettings,
    frame::Frame,
    inbox::Inbox,
    knowledge::{Knowledge, KnowledgeDocument},
    landing::Landing,
    login::Login,
    not_found::NotFound,
    widget::WidgetSettings,
};
