use crate::privacy::{Class, Table};

/// Events hold ids and no words; they go with the logs.
pub const TABLES: &[Table] = &[
    Table { name: "events", class: Class::Log, personal: &[], sealed: &[] },
    Table { name: "event_counters", class: Class::Tenant, personal: &[], sealed: &[] },
];
