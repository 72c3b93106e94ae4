//! What every table of a tenant holds, as its room declares it.
//!
//! Retention, export, erasure and the generated policy read these declarations and nothing else; a
//! test compares them with the live schema, so that a table without a declaration fails.

/// How long rows live.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// As long as the conversation's content (RET-1).
    Conversation,
    /// As long as the document (RET-2).
    Knowledge,
    /// System and API logs (RET-4).
    Log,
    /// As long as the account (RET-5).
    Account,
    /// As long as the tenant.
    Tenant,
    /// Gone by itself after hours or days: sessions, links.
    Passing,
}

/// One table's declaration.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    pub name: &'static str,
    pub class: Class,
    /// Columns that name or point to a person in clear: ids, keyed hashes.
    pub personal: &'static [&'static str],
    /// Columns that are sealed values.
    pub sealed: &'static [&'static str],
}

/// All rooms' tables.
pub fn tables() -> Vec<Table> {
    [
        crate::events::privacy::TABLES,
        crate::tenants::privacy::TABLES,
        crate::sign_in::privacy::TABLES,
        crate::contacts::privacy::TABLES,
        crate::conversations::privacy::TABLES,
        crate::channels::widget::privacy::TABLES,
        crate::knowledge::privacy::TABLES,
        crate::web::privacy::TABLES,
        crate::assistant::privacy::TABLES,
        crate::lab::privacy::TABLES,
        crate::egress::privacy::TABLES,
        crate::files::privacy::TABLES,
        crate::http::privacy::TABLES,
    ]
    .concat()
}
