//! What a person sees at an address.

mod assistant;
mod frame;
#[cfg(debug_assertions)]
mod gallery;
mod inbox;
mod knowledge;
mod lab;
mod landing;
mod login;
mod not_found;
mod settings;
mod widget;

#[cfg(debug_assertions)]
pub use self::gallery::Gallery;
pub use self::{frame::Frame, landing::Landing, login::Login, not_found::NotFound};

/// The pages behind the sign-in. A release of the browser's module keeps their code apart and loads it when one is
/// first opened.
pub mod parts {
    use super::{
        assistant::AssistantSettings,
        inbox::Inbox,
        knowledge::{Knowledge, KnowledgeArticle, KnowledgeDocument, KnowledgeGaps},
        lab::AnswerLab,
        widget::WidgetSettings,
    };
    use crate::later::part;
    use leptos::prelude::*;

    part!(inbox in inbox_page: Inbox);
    part!(knowledge in knowledge_pages: Knowledge);
    part!(document in knowledge_pages: KnowledgeDocument);
    part!(article in knowledge_pages: KnowledgeArticle);
    part!(gaps in knowledge_pages: KnowledgeGaps);
    part!(assistant in assistant_page: AssistantSettings);
    part!(lab in lab_page: AnswerLab);
    part!(widget in widget_page: WidgetSettings);
}
