use crate::{
    App,
    db::Job,
    refusal::{Outcome, Refusal},
};
use api::TenantId;
use uuid::Uuid;

/// A job that removes a file, to be queued in the transaction that removes its row: the file goes even
/// if the server dies between commit and unlinking.
pub fn delete_later(tenant: TenantId, file: Uuid) -> Job {
    Job {
        identifier: "delete_file",
        payload: serde_json::json!({ "tenant": tenant, "file": file }),
        key: Some(format!("delete_file:{file}")),
        queue: None,
        run_at: None,
    }
}

/// The job of [`delete_later`].
pub async fn delete_job(app: &App, tenant: TenantId, file: Uuid) -> Outcome<()> {
    let region = app.db.region_of(tenant).await?;
    app.files.delete(&region, tenant, file).await.map_err(Refusal::internal)
}
