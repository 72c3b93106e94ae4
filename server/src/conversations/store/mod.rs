//! The room's SQL, by noun: what was asked, conversations, the lists of them, messages, receipts, decisions.

mod asked;
mod conversations;
mod decisions;
mod drafts;
mod lists;
mod messages;
mod receipts;
mod reviews;

pub(super) use asked::asked_and_replied;
pub(super) use conversations::{
    NewConversation, add_conversation, is_member, lock, lock_contacts, lock_of_contacts, mark_read, peek,
    save_all, set_rating,
};
pub use conversations::{contacts_of, last_visitor_event, of_contact};
pub(super) use decisions::add_decision;
pub(super) use drafts::{DraftRow, dismiss_draft, dismiss_drafts_citing, drafts, keep_draft};
pub(super) use lists::{ConversationRow, conversations_by_id, counts, list};
pub(super) use messages::{MessageRow, add_messages, citing, find_messages, messages, messages_by_id};
pub(super) use receipts::{claim, receipts};
pub(super) use reviews::{
    ReviewRow, add_review, answered_reviews, decided_by, newest_decision, record_review, reviews,
};
