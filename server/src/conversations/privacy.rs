use crate::privacy::{Class, Table};

pub const TABLES: &[Table] = &[
    Table {
        name: "conversations",
        class: Class::Conversation,
        personal: &["contact_id", "assignee_id"],
        sealed: &["preview_sealed", "rating_comment_sealed"],
    },
    Table {
        name: "messages",
        class: Class::Conversation,
        personal: &["author_id", "words"],
        sealed: &["body_sealed"],
    },
    Table { name: "inbound_receipts", class: Class::Conversation, personal: &["sender_id"], sealed: &[] },
    Table { name: "drafts", class: Class::Conversation, personal: &[], sealed: &["body_sealed"] },
    Table {
        name: "reviews",
        class: Class::Conversation,
        personal: &["reviewer_id"],
        sealed: &["reason_sealed"],
    },
    Table { name: "decisions", class: Class::Conversation, personal: &["marked_by"], sealed: &[] },
];
