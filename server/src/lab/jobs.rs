use crate::db::Job;
use api::{LabRunId, TenantId};

/// The job that runs [`super::run`]; there is one for a run. A tenant's runs are made one after the other.
pub(super) fn run_later(tenant: TenantId, run: LabRunId) -> Job {
    Job {
        identifier: "lab_run",
        payload: serde_json::json!({ "tenant": tenant, "run": run }),
        key: Some(format!("lab_run:{run}")),
        queue: Some(format!("lab:{tenant}")),
        run_at: None,
    }
}
