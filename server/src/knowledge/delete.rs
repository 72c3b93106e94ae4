use super::store;
use crate::{
    App, conversations,
    db::NewEvent,
    files::delete_later,
    refusal::{Outcome, Refusal},
};
use api::{DocumentId, TenantId, event};

/// Deletes a document: when this answers, text, passages, vectors, files, drafts, versions and index are gone.
///
/// The rows go in one transaction with a job that removes the file, so that dying in between leaves
/// nothing behind; an ingest that is running finds no row to finish.
pub async fn delete(app: &App, tenant: TenantId, document: DocumentId) -> Outcome<()> {
    let region = app.db.region_of(tenant).await?;
    let mut tx = app.db.tenant(tenant).begin().await?;
    conversations::source_goes(app, &mut tx, document).await?;
    let files = store::files_of(&mut tx, document).await?;
    if !store::delete(&mut tx, document).await? {
        return Err(Refusal::not_found());
    }
    store::next_version(&mut tx).await?;
    for file in &files {
        tx.enqueue(delete_later(tenant, *file));
    }
    tx.emit(NewEvent {
        kind: event::DOCUMENT_DELETED,
        conversation: None,
        subject: document.0,
        visitor_id: None,
    });
    tx.commit().await?;
    app.indexes.forget(tenant, document).await;
    for file in files {
        app.files.delete(&region, tenant, file).await.map_err(Refusal::internal)?;
    }
    Ok(())
}
