//! Beginning and ending a run.

use super::{
    jobs::run_later,
    store::{self, NewRun},
};
use crate::{
    App,
    assistant::Trial,
    knowledge::{self, Changed},
    refusal::{Outcome, Refusal},
};
use api::{Code, DocumentId, LabChange, LabRun, LabRunId, NewLabRun, TenantId};

/// Runs that are kept; the oldest go.
const RUNS: i64 = 30;

/// Queues a run. What it would be is made once to see that it can be. A repetition of the request finds it there.
///
/// # Errors
/// `not_found` for the set; `invalid_input` for settings that can't be; `conflict` for a document that is not to be
/// published.
pub(super) async fn begin(app: &App, tenant: TenantId, id: LabRunId, new: NewLabRun) -> Outcome<LabRun> {
    let covers = covers(app, tenant, &new.change).await?;
    let mut tx = app.db.tenant(tenant).begin().await?;
    let set = store::set(&mut tx, new.set_id).await?.ok_or_else(Refusal::not_found)?;
    let run = NewRun {
        id,
        set: new.set_id,
        document: document(&new.change),
        covers: covers.as_ref().map(<[u8; 32]>::as_slice),
        cases: i32::try_from(set.cases).unwrap_or(i32::MAX),
        change: &new.change,
    };
    if store::add_run(&mut tx, &run, app.now()).await? {
        store::drop_oldest(&mut tx, RUNS).await?;
        tx.enqueue(run_later(tenant, id));
    }
    let run = store::run(&mut tx, id).await?.ok_or_else(Refusal::not_found)?;
    tx.commit().await?;
    Ok(run)
}

/// The document that a change is about.
pub(super) fn document(change: &LabChange) -> Option<DocumentId> {
    match change {
        LabChange::Nothing | LabChange::Settings { .. } => None,
        LabChange::Publish { document_id } | LabChange::LeaveOut { document_id } => Some(*document_id),
    }
}

/// What a change is recognised by when it is to be published, where it can be.
async fn covers(app: &App, tenant: TenantId, change: &LabChange) -> Outcome<Option<[u8; 32]>> {
    match change {
        LabChange::Nothing => Ok(None),
        LabChange::Settings { settings } => {
            let mut tx = app.db.tenant(tenant).begin().await?;
            Ok(Some(Trial::with(app, &mut tx, settings.as_ref().clone()).await?.fingerprint()))
        }
        LabChange::Publish { document_id } => {
            Ok(Changed::published(app, tenant, *document_id).await?.fingerprint())
        }
        LabChange::LeaveOut { document_id } => {
            let mut tx = app.db.tenant(tenant).begin().await?;
            let found = knowledge::documents_by_id(&mut tx, &[*document_id]).await?;
            found.first().ok_or_else(Refusal::not_found)?;
            Ok(None)
        }
    }
}

/// Ends a run; what it found stays. Repeated, it changes nothing.
///
/// # Errors
/// `not_found`; `conflict` for one that is over.
pub(super) async fn cancel(app: &App, tenant: TenantId, id: LabRunId) -> Outcome<LabRun> {
    let mut tx = app.db.tenant(tenant).begin().await?;
    let run = store::lock_run(&mut tx, id).await?.ok_or_else(Refusal::not_found)?;
    match run {
        api::LabState::Waiting | api::LabState::Running => {
            store::end(&mut tx, id, api::LabState::Cancelled, app.now()).await?;
        }
        api::LabState::Cancelled => {}
        api::LabState::Done | api::LabState::Failed => {
            return Err(Refusal::new(Code::Conflict, "This run is over."));
        }
    }
    let run = store::run(&mut tx, id).await?.ok_or_else(Refusal::not_found)?;
    tx.commit().await?;
    Ok(run)
}
