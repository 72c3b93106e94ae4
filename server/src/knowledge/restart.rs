use super::{jobs::ingest_later, model::Failure, store, take_in::updated};
use crate::{
    App,
    db::TenantTx,
    files::delete_later,
    refusal::{Outcome, Refusal},
};
use api::{Code, Document, DocumentId, DocumentKind, DocumentState, TenantId};

/// Reads a failed document again. For one that is on its way this changes nothing.
///
/// # Errors
/// `not_found`; `conflict` where it is ready.
pub(super) async fn retry(app: &App, tenant: TenantId, id: DocumentId) -> Outcome<Document> {
    let mut tx = app.db.tenant(tenant).begin().await?;
    let document = store::lock_document(&mut tx, id).await?.ok_or_else(Refusal::not_found)?;
    match document.state {
        DocumentState::Ready => {
            Err(Refusal::new(Code::Conflict, "This document is ready; there is nothing to repeat."))
        }
        DocumentState::Received | DocumentState::Processing => Ok(document),
        DocumentState::Failed => read_again(app, tx, id).await,
    }
}

/// Makes a document's passages anew from its file; the present ones serve until the new ones are stored. Work on
/// it that is under way begins again.
///
/// # Errors
/// `not_found`; `conflict` for an article that was never published.
pub(super) async fn reindex(app: &App, tenant: TenantId, id: DocumentId) -> Outcome<Document> {
    let mut tx = app.db.tenant(tenant).begin().await?;
    let document = store::lock_document(&mut tx, id).await?.ok_or_else(Refusal::not_found)?;
    if document.kind == DocumentKind::Article && store::published_version(&mut tx, id).await?.is_none() {
        return Err(Refusal::new(Code::Conflict, "This article was not published yet."));
    }
    read_again(app, tx, id).await
}

/// Ends the work on a document. One with passages is as it was before; another has failed, and can be tried again.
/// Where no work is under way nothing changes.
///
/// # Errors
/// `not_found`.
pub(super) async fn cancel(app: &App, tenant: TenantId, id: DocumentId) -> Outcome<Document> {
    let mut tx = app.db.tenant(tenant).begin().await?;
    let document = store::lock_document(&mut tx, id).await?.ok_or_else(Refusal::not_found)?;
    // A file that could not take the place of another is given up, too.
    let failed = document.state == DocumentState::Failed && document.chunks == 0;
    if document.state == DocumentState::Ready || failed {
        return Ok(document);
    }
    let failure =
        Failure::new(Code::DocumentCancelled, "Reading the document was cancelled. Try again, or delete it.");
    store::cancel(&mut tx, id, &failure, app.now()).await?;
    if let Some(file) = store::drop_draft(&mut tx, id).await? {
        tx.enqueue(delete_later(tenant, file));
    }
    tx.emit(updated(id));
    let document = store::documents_by_id(&mut tx, &[id]).await?.pop().ok_or_else(Refusal::not_found)?;
    tx.commit().await?;
    Ok(document)
}

async fn read_again(app: &App, mut tx: TenantTx, id: DocumentId) -> Outcome<Document> {
    again(app, &mut tx, id).await?;
    let document = store::documents_by_id(&mut tx, &[id]).await?.pop().ok_or_else(Refusal::not_found)?;
    tx.commit().await?;
    Ok(document)
}

/// Puts a document back to the beginning, under its lock; its passages stay.
pub(super) async fn again(app: &App, tx: &mut TenantTx, id: DocumentId) -> Outcome<()> {
    store::receive_again(tx, id, app.now()).await?;
    tx.emit(updated(id));
    tx.enqueue(ingest_later(tx.tenant(), id));
    Ok(())
}
