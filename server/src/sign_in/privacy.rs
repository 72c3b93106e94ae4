use crate::privacy::{Class, Table};

pub const TABLES: &[Table] = &[
    Table {
        name: "users",
        class: Class::Account,
        personal: &["id", "email_index"],
        sealed: &["email_sealed", "name_sealed"],
    },
    Table { name: "sessions", class: Class::Passing, personal: &["subject_id"], sealed: &[] },
];
