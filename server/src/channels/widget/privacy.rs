use crate::privacy::{Class, Table};

pub const TABLES: &[Table] =
    &[Table { name: "widgets", class: Class::Tenant, personal: &[], sealed: &["secret_sealed"] }];
