use super::{
    jobs::{read_later, updated},
    read::next_run,
    store,
};
use crate::{
    App,
    refusal::{Outcome, Refusal},
};
use api::{TenantId, WebSource, WebSourceId, WebState};

/// Reads a source again, now. One that is waiting or under way goes on.
///
/// # Errors
/// `not_found`.
pub(super) async fn restart(app: &App, tenant: TenantId, id: WebSourceId) -> Outcome<WebSource> {
    let mut tx = app.db.tenant(tenant).begin().await?;
    let run = store::lock(&mut tx, id).await?.ok_or_else(Refusal::not_found)?;
    if !matches!(run.state, WebState::Waiting | WebState::Running) {
        store::restart(&mut tx, id, app.now()).await?;
        tx.emit(updated(id));
        tx.enqueue(read_later(tenant, id, None));
    }
    let shown = store::sources_by_id(&mut tx, &[id]).await?.pop().ok_or_else(Refusal::not_found)?;
    tx.commit().await?;
    Ok(shown)
}

/// Ends a run. What was read stays, and so does the schedule.
///
/// # Errors
/// `not_found`.
pub(super) async fn cancel(app: &App, tenant: TenantId, id: WebSourceId) -> Outcome<WebSource> {
    let mut tx = app.db.tenant(tenant).begin().await?;
    let run = store::lock(&mut tx, id).await?.ok_or_else(Refusal::not_found)?;
    if matches!(run.state, WebState::Waiting | WebState::Running) {
        let next = next_run(run.source.schedule, app.now());
        store::stop(&mut tx, id, next, app.now()).await?;
        tx.emit(updated(id));
        // In the place of the one that waits, if one does.
        tx.enqueue(read_later(tenant, id, next));
    }
    let shown = store::sources_by_id(&mut tx, &[id]).await?.pop().ok_or_else(Refusal::not_found)?;
    tx.commit().await?;
    Ok(shown)
}
