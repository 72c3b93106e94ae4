use super::store;
use crate::{
    App,
    refusal::{Outcome, Refusal},
};
use api::{Code, Page, TenantId, WebPage, WebPageState, WebSource, WebSourceId};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

/// Every source, newest first.
pub(super) async fn all(app: &App, tenant: TenantId) -> Outcome<Vec<WebSource>> {
    let mut tx = app.db.tenant(tenant).begin().await?;
    store::all(&mut tx).await
}

/// One source.
pub(super) async fn one(app: &App, tenant: TenantId, id: WebSourceId) -> Outcome<WebSource> {
    let mut tx = app.db.tenant(tenant).begin().await?;
    store::sources_by_id(&mut tx, &[id]).await?.pop().ok_or_else(Refusal::not_found)
}

/// A page of a source's addresses.
pub(super) async fn pages(
    app: &App,
    tenant: TenantId,
    id: WebSourceId,
    state: Option<WebPageState>,
    cursor: Option<&str>,
    limit: i64,
) -> Outcome<Page<WebPage>> {
    let after = cursor.map(parse_cursor).transpose()?.unwrap_or_default();
    let mut tx = app.db.tenant(tenant).begin().await?;
    store::sources_by_id(&mut tx, &[id]).await?.pop().ok_or_else(Refusal::not_found)?;
    let mut rows = store::pages_of(&mut tx, id, state, after, limit + 1).await?;
    let limit = usize::try_from(limit).unwrap_or_default();
    let more = rows.len() > limit;
    rows.truncate(limit);
    let next = rows.last().filter(|_| more).map(|(place, _)| URL_SAFE_NO_PAD.encode(place.to_be_bytes()));
    Ok(Page { items: rows.into_iter().map(|(_, page)| page).collect(), next })
}

fn parse_cursor(cursor: &str) -> Outcome<i32> {
    let bytes = URL_SAFE_NO_PAD.decode(cursor).ok().and_then(|bytes| bytes.try_into().ok());
    bytes
        .map(i32::from_be_bytes)
        .ok_or_else(|| Refusal::new(Code::InvalidCursor, "This cursor is not one that a list gave."))
}
