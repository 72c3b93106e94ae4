use super::store::{self, Filter};
use crate::{
    App,
    refusal::{Outcome, Refusal},
};
use api::{Code, Document, DocumentId, DocumentPassage, Page, TenantId};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use uuid::Uuid;

/// A page of the documents that the filter lets through, newest first.
pub(super) async fn list(
    app: &App,
    tenant: TenantId,
    filter: &Filter,
    cursor: Option<&str>,
    limit: i64,
) -> Outcome<Page<Document>> {
    let before = cursor.map(parse_cursor).transpose()?;
    let mut tx = app.db.tenant(tenant).begin().await?;
    let limit = usize::try_from(limit).unwrap_or_default();
    let mut items = store::newest(&mut tx, filter, before, limit + 1).await?;
    let more = items.len() > limit;
    items.truncate(limit);
    let next = items.last().filter(|_| more).map(|last| URL_SAFE_NO_PAD.encode(last.id.0.as_bytes()));
    Ok(Page { items, next })
}

fn parse_cursor(cursor: &str) -> Outcome<DocumentId> {
    let bytes = URL_SAFE_NO_PAD.decode(cursor).ok().and_then(|bytes| Uuid::from_slice(&bytes).ok());
    bytes
        .map(DocumentId)
        .ok_or_else(|| Refusal::new(Code::InvalidCursor, "This cursor is not one that a list gave."))
}

/// One document.
pub(super) async fn one(app: &App, tenant: TenantId, id: DocumentId) -> Outcome<Document> {
    let mut tx = app.db.tenant(tenant).begin().await?;
    store::documents_by_id(&mut tx, &[id]).await?.pop().ok_or_else(Refusal::not_found)
}

/// A document's passages in reading order; none before it is ready.
pub(super) async fn passages(app: &App, tenant: TenantId, id: DocumentId) -> Outcome<Vec<DocumentPassage>> {
    let mut tx = app.db.tenant(tenant).begin().await?;
    store::documents_by_id(&mut tx, &[id]).await?.pop().ok_or_else(Refusal::not_found)?;
    Ok(store::passages_of(&mut tx, id).await?)
}
