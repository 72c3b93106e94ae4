use crate::privacy::{Class, Table};

/// Metadata of calls, without what was sent; the link to the contact goes with the contact.
pub const TABLES: &[Table] =
    &[Table { name: "egress", class: Class::Log, personal: &["contact_id"], sealed: &[] }];
