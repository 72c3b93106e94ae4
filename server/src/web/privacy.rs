use crate::privacy::{Class, Table};

/// Addresses that anybody may read, and what became of them.
pub const TABLES: &[Table] = &[
    Table { name: "web_sources", class: Class::Knowledge, personal: &[], sealed: &[] },
    Table { name: "web_pages", class: Class::Knowledge, personal: &[], sealed: &[] },
];
