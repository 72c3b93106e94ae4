use super::store;
use crate::{
    App,
    http::{self, Caller, Extract, Problem, can},
    refusal::{Outcome, Refusal},
};
use api::{Code, EgressEntry, Page, Stamp};
use axum::{Json, extract::State};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::Deserialize;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list_egress))
}

#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct Listing {
    /// Calls since this moment.
    from: Option<Stamp>,
    cursor: Option<String>,
    /// 1 to 100; 25 unless given.
    limit: Option<i64>,
}

/// The calls that left for AI providers, newest first: to whom, what for, which classes of data; never what.
#[utoipa::path(get, path = "/egress", tag = "assistant", params(Listing),
    responses((status = 200, body = Page<EgressEntry>), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn list_egress(
    State(app): State<App>,
    caller: Caller<can::ManageAssistant>,
    Extract(query): Extract<Listing>,
) -> Outcome<Json<Page<EgressEntry>>> {
    let limit = http::limit(query.limit, 25)?;
    let before = query.cursor.as_deref().map(parse_cursor).transpose()?;
    let mut tx = app.db.tenant(caller.tenant).begin().await?;
    let mut items = store::newest(&mut tx, query.from.map(|from| from.0), before, limit + 1).await?;
    let limit = usize::try_from(limit).unwrap_or_default();
    let more = items.len() > limit;
    items.truncate(limit);
    let next = items.last().filter(|_| more).map(|last| URL_SAFE_NO_PAD.encode(last.id.as_bytes()));
    Ok(Json(Page { items, next }))
}

fn parse_cursor(cursor: &str) -> Outcome<Uuid> {
    let bytes = URL_SAFE_NO_PAD.decode(cursor).ok().and_then(|bytes| Uuid::from_slice(&bytes).ok());
    bytes.ok_or_else(|| Refusal::new(Code::InvalidCursor, "This cursor is not one that a list gave."))
}
