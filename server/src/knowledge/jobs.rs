use crate::db::Job;
use api::{DocumentId, TenantId};

/// The job that runs [`super::ingest`], to be queued in the transaction that stores the document. A tenant's
/// documents are read one after the other.
pub(super) fn ingest_later(tenant: TenantId, document: DocumentId) -> Job {
    Job {
        identifier: "document_ingest",
        payload: serde_json::json!({ "tenant": tenant, "document": document }),
        key: Some(format!("document_ingest:{document}")),
        queue: Some(format!("documents:{tenant}")),
        run_at: None,
    }
}

/// The job that runs [`super::refresh`], once however often it is asked for. Its turn is among the tenant's documents.
pub(super) fn refresh_later(tenant: TenantId) -> Job {
    Job {
        identifier: "knowledge_refresh",
        payload: serde_json::json!({ "tenant": tenant }),
        key: Some(format!("knowledge_refresh:{tenant}")),
        queue: Some(format!("documents:{tenant}")),
        run_at: None,
    }
}
