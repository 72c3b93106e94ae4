use crate::privacy::{Class, Table};

pub const TABLES: &[Table] = &[Table {
    name: "idempotency_keys",
    class: Class::Passing,
    personal: &["actor_id"],
    sealed: &["response_sealed"],
}];
