//! The work on a document: begun again, ended, looked through.

use super::super::{restart, review};
use crate::{
    App,
    http::{self, Body, Caller, Extract, Path, Problem, can},
    refusal::Outcome,
};
use api::{Document, DocumentId, DocumentReceived, Publish, Review};
use axum::{Json, extract::State, http::StatusCode};
use serde::Deserialize;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(retry_document))
        .routes(routes!(reindex_document))
        .routes(routes!(cancel_document))
        .routes(routes!(get_review))
        .routes(routes!(publish_document))
}

fn accepted(document: &Document) -> (StatusCode, Json<DocumentReceived>) {
    (StatusCode::ACCEPTED, Json(DocumentReceived { id: document.id, state: document.state }))
}

/// Reads a failed document again.
#[utoipa::path(post, path = "/documents/{id}/retry", tag = "knowledge", params(("id" = DocumentId, Path)),
    responses((status = 202, body = DocumentReceived), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn retry_document(
    State(app): State<App>,
    caller: Caller<can::WriteKnowledge>,
    Path(id): Path<DocumentId>,
) -> Outcome<(StatusCode, Json<DocumentReceived>)> {
    Ok(accepted(&restart::retry(&app, caller.tenant, id).await?))
}

/// Makes a document's passages anew from its file. The present ones serve until the new ones are stored.
#[utoipa::path(post, path = "/documents/{id}/reindex", tag = "knowledge", params(("id" = DocumentId, Path)),
    responses((status = 202, body = DocumentReceived), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn reindex_document(
    State(app): State<App>,
    caller: Caller<can::WriteKnowledge>,
    Path(id): Path<DocumentId>,
) -> Outcome<(StatusCode, Json<DocumentReceived>)> {
    Ok(accepted(&restart::reindex(&app, caller.tenant, id).await?))
}

/// Ends the work on a document. One with passages is as it was before; another can be tried again.
#[utoipa::path(post, path = "/documents/{id}/cancel", tag = "knowledge", params(("id" = DocumentId, Path)),
    responses((status = 200, body = Document), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn cancel_document(
    State(app): State<App>,
    caller: Caller<can::WriteKnowledge>,
    Path(id): Path<DocumentId>,
) -> Outcome<Json<Document>> {
    restart::cancel(&app, caller.tenant, id).await.map(Json)
}

#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct Pages {
    /// Pages to leave out before the first one.
    from: Option<u32>,
    /// 1 to 100, by default 20.
    limit: Option<i64>,
}

/// The text that waits for a review, page by page, with what was found in it: personal data, other documents that
/// say the same, and sentences that may contradict them.
#[utoipa::path(get, path = "/documents/{id}/review", tag = "knowledge", params(("id" = DocumentId, Path), Pages),
    responses((status = 200, body = Review), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn get_review(
    State(app): State<App>,
    caller: Caller<can::WriteKnowledge>,
    Path(id): Path<DocumentId>,
    Extract(pages): Extract<Pages>,
) -> Outcome<Json<Review>> {
    let limit = usize::try_from(http::limit(pages.limit, 20)?).unwrap_or_default();
    let from = usize::try_from(pages.from.unwrap_or_default()).unwrap_or_default();
    review::review(&app, caller.tenant, id, from, limit).await.map(Json)
}

/// Lets a document that waits for its review be indexed.
#[utoipa::path(post, path = "/documents/{id}/publish", tag = "knowledge", params(("id" = DocumentId, Path)),
    request_body = Publish,
    responses((status = 202, body = DocumentReceived), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn publish_document(
    State(app): State<App>,
    caller: Caller<can::WriteKnowledge>,
    Path(id): Path<DocumentId>,
    Body(publish): Body<Publish>,
) -> Outcome<(StatusCode, Json<DocumentReceived>)> {
    Ok(accepted(&review::publish(&app, caller.tenant, id, publish).await?))
}
