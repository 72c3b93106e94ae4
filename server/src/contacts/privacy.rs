use crate::privacy::{Class, Table};

pub const TABLES: &[Table] = &[
    Table {
        name: "contacts",
        class: Class::Conversation,
        personal: &["id", "email_index", "phone_index", "external_index"],
        sealed: &["name_sealed", "email_sealed", "phone_sealed"],
    },
    // A contact's key goes with the contact: that is what makes backups unreadable.
    Table { name: "data_keys", class: Class::Conversation, personal: &["owner_id"], sealed: &["wrapped"] },
];
