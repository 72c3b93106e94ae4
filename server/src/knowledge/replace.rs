use super::{
    restart::again,
    store::{self, NextFile},
    take_in::{Kept, declared_type},
};
use crate::{
    App,
    db::TenantTx,
    files::delete_later,
    refusal::{Outcome, Refusal},
};
use api::{Code, Document, DocumentId, DocumentKind, TenantId};

/// Puts another file in the place of a document's own. The present passages serve until the new ones are made, and
/// the present file stays until then: what is cancelled or can't be read has changed nothing.
///
/// # Errors
/// `not_found`; `conflict` for an article, which is written and has no file of its own, and for a web page.
pub(super) async fn replace(
    app: &App,
    tenant: TenantId,
    id: DocumentId,
    file: &Kept,
    review: bool,
) -> Outcome<Document> {
    let answer = try_replace(app, tenant, id, file, review).await;
    if answer.as_ref().is_err_and(|refusal| matches!(refusal.code, Code::NotFound | Code::Conflict))
        && let Ok(region) = app.db.region_of(tenant).await
    {
        // Only where no row can be; after any other fault the daily sweep looks for itself.
        let _ = app.files.delete(&region, tenant, file.id.0).await;
    }
    answer
}

async fn try_replace(
    app: &App,
    tenant: TenantId,
    id: DocumentId,
    file: &Kept,
    review: bool,
) -> Outcome<Document> {
    let mut tx = app.db.tenant(tenant).begin().await?;
    let document = store::lock_document(&mut tx, id).await?.ok_or_else(Refusal::not_found)?;
    if document.kind == DocumentKind::Article {
        return Err(Refusal::new(Code::Conflict, "An article is written here; publish it instead."));
    }
    if document.kind == DocumentKind::Page {
        return Err(Refusal::new(Code::Conflict, "A web page is read from its address; change it there."));
    }
    store::ask_for_review(&mut tx, id, review).await?;
    next_file(app, &mut tx, id, file).await?;
    let document = store::documents_by_id(&mut tx, &[id]).await?.pop().ok_or_else(Refusal::not_found)?;
    tx.commit().await?;
    Ok(document)
}

/// Lets a document be made anew from a file that is on disk, under its lock.
pub(super) async fn next_file(app: &App, tx: &mut TenantTx, id: DocumentId, file: &Kept) -> Outcome<()> {
    let next = NextFile {
        file: file.id.0,
        name: &file.name,
        media_type: declared_type(&file.name),
        size: file.stored.size,
        hash: &file.stored.sha256,
    };
    if let Some(before) = store::keep_file(tx, id, &next, app.now()).await? {
        tx.enqueue(delete_later(tx.tenant(), before));
    }
    again(app, tx, id).await
}
