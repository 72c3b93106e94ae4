use crate::privacy::{Class, Table};

/// The decisions are declared by `conversations`, which stores them with what they are about.
pub const TABLES: &[Table] = &[
    Table { name: "assistants", class: Class::Tenant, personal: &[], sealed: &["key_sealed"] },
    Table { name: "provider_keys", class: Class::Tenant, personal: &[], sealed: &["key_sealed"] },
];
