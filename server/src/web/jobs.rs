use crate::db::{Job, NewEvent};
use api::{TenantId, WebSourceId, event};
use time::OffsetDateTime;

/// The job that runs [`super::read`]; there is one for a source, and the newest says when. A tenant's sources are read
/// one after the other.
pub(super) fn read_later(tenant: TenantId, source: WebSourceId, at: Option<OffsetDateTime>) -> Job {
    Job {
        identifier: "web_read",
        payload: serde_json::json!({ "tenant": tenant, "source": source }),
        key: Some(format!("web_read:{source}")),
        queue: Some(format!("web:{tenant}")),
        run_at: at,
    }
}

/// The event of every change of a source.
pub(super) fn updated(source: WebSourceId) -> NewEvent {
    NewEvent { kind: event::WEB_SOURCE_UPDATED, conversation: None, subject: source.0, visitor_id: None }
}
