use crate::db::Job;
use api::{ConversationId, TenantId};

/// The job that lets the assistant answer. While one waits for a conversation, another changes nothing.
pub fn reply_job(tenant: TenantId, conversation: ConversationId) -> Job {
    Job {
        identifier: "assistant_reply",
        payload: serde_json::json!({ "tenant": tenant, "conversation": conversation }),
        key: Some(format!("reply:{conversation}")),
        queue: None,
        run_at: None,
    }
}
