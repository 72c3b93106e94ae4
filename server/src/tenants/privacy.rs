use crate::privacy::Table;

/// Tenants stand in the control database, which holds no tenant tables.
pub const TABLES: &[Table] = &[];
