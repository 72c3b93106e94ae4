use super::{
    jobs::{read_later, updated},
    store,
};
use crate::{
    App, knowledge,
    refusal::{Outcome, Refusal},
};
use api::{TenantId, WebSourceId};

/// Deletes a source with all of its documents: when this answers, they are gone, and nobody is answered from them.
///
/// # Errors
/// `not_found`.
pub(super) async fn delete(app: &App, tenant: TenantId, id: WebSourceId) -> Outcome<()> {
    let mut tx = app.db.tenant(tenant).begin().await?;
    store::lock(&mut tx, id).await?.ok_or_else(Refusal::not_found)?;
    let documents = store::documents_of(&mut tx, id).await?;
    let removed = knowledge::remove(app, &mut tx, &documents).await?;
    store::delete(&mut tx, id).await?;
    tx.emit(updated(id));
    // In the place of the one that waits for its time, and with nothing to do.
    tx.enqueue(read_later(tenant, id, None));
    tx.commit().await?;
    removed.finish(app, tenant).await
}
