use crate::privacy::{Class, Table};

/// The tenant's own published text: plain for searching, its files sealed.
pub const TABLES: &[Table] = &[
    Table { name: "documents", class: Class::Knowledge, personal: &[], sealed: &[] },
    Table { name: "chunks", class: Class::Knowledge, personal: &[], sealed: &[] },
    Table { name: "chunk_vectors", class: Class::Knowledge, personal: &[], sealed: &[] },
    Table {
        name: "document_drafts",
        class: Class::Knowledge,
        personal: &[],
        sealed: &["text_sealed", "report_sealed"],
    },
    Table {
        name: "article_versions",
        class: Class::Knowledge,
        personal: &["author_id"],
        sealed: &["title_sealed", "body_sealed"],
    },
    Table { name: "knowledge_versions", class: Class::Tenant, personal: &[], sealed: &[] },
];
