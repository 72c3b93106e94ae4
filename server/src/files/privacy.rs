use crate::privacy::{Class, Table};

/// Attachments go with their conversation; one that was never sent, after a day.
pub const TABLES: &[Table] = &[
    Table {
        name: "attachments",
        class: Class::Conversation,
        personal: &["uploader_id"],
        sealed: &["name_sealed", "key_sealed"],
    },
    Table { name: "attachment_links", class: Class::Passing, personal: &[], sealed: &[] },
];
