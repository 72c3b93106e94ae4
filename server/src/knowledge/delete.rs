use super::store;
use crate::{
    App, conversations,
    db::{NewEvent, TenantTx},
    files::delete_later,
    lab,
    refusal::{Outcome, Refusal},
};
use api::{DocumentId, TenantId, event};
use uuid::Uuid;

/// Deletes a document: when this answers, text, passages, vectors, files, drafts, versions and index are gone.
///
/// The rows go in one transaction with a job that removes the file, so that dying in between leaves
/// nothing behind; an ingest that is running finds no row to finish.
pub async fn delete(app: &App, tenant: TenantId, document: DocumentId) -> Outcome<()> {
    let mut tx = app.db.tenant(tenant).begin().await?;
    let removed = remove(app, &mut tx, &[document]).await?;
    if removed.documents.is_empty() {
        return Err(Refusal::not_found());
    }
    tx.commit().await?;
    removed.finish(app, tenant).await
}

/// What is to be done once documents' rows are gone for good.
#[must_use]
pub struct Removed {
    documents: Vec<DocumentId>,
    files: Vec<Uuid>,
}

/// Removes documents' rows with what hangs on them, and queues the removal of their files. [`Removed::finish`] comes
/// after the caller's commit.
///
/// # Errors
/// Those of the database.
pub async fn remove(app: &App, tx: &mut TenantTx, documents: &[DocumentId]) -> Outcome<Removed> {
    for document in documents {
        conversations::source_goes(app, tx, *document).await?;
    }
    let files = store::files_of(tx, documents).await?;
    let documents = store::delete(tx, documents).await?;
    // After the rows, on which whoever stores an answer that quotes them holds on.
    lab::forget(tx, &documents).await?;
    if !documents.is_empty() {
        store::next_version(tx).await?;
    }
    for file in &files {
        tx.enqueue(delete_later(tx.tenant(), *file));
    }
    for document in &documents {
        tx.emit(NewEvent {
            kind: event::DOCUMENT_DELETED,
            conversation: None,
            subject: document.0,
            visitor_id: None,
        });
    }
    Ok(Removed { documents, files })
}

impl Removed {
    /// Lets the index and the files go, at once.
    ///
    /// # Errors
    /// Those of the disk; a job does it again.
    pub async fn finish(self, app: &App, tenant: TenantId) -> Outcome<()> {
        if !self.documents.is_empty() {
            app.indexes.forget(tenant, &self.documents).await;
        }
        let region = app.db.region_of(tenant).await?;
        for file in self.files {
            app.files.delete(&region, tenant, file).await.map_err(Refusal::internal)?;
        }
        Ok(())
    }
}
