use super::{add, browse, delete, preview, restart};
use crate::{
    App,
    http::{self, Body, Caller, Extract, Path, Problem, Replayable, can},
    refusal::Outcome,
};
use api::{NewWebSource, Page, WebPage, WebPageState, WebPreview, WebSource, WebSourceId};
use axum::{Json, extract::State, http::StatusCode};
use serde::Deserialize;
use utoipa_axum::{router::OpenApiRouter, routes};

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(post_web_source, list_web_sources))
        .routes(routes!(preview_web_source))
        .routes(routes!(get_web_source, delete_web_source))
        .routes(routes!(get_web_pages))
        .routes(routes!(run_web_source))
        .routes(routes!(cancel_web_source))
}

/// Adds a page, a sitemap or a site as a source; it is read in the background. Each page becomes a document.
#[utoipa::path(post, path = "/web-sources", tag = "knowledge", request_body = NewWebSource,
    responses((status = 202, body = WebSource), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn post_web_source(
    State(app): State<App>,
    caller: Caller<can::WriteKnowledge>,
    replayable: Replayable,
    Body(new): Body<NewWebSource>,
) -> Outcome<(StatusCode, Json<WebSource>)> {
    let source = add::add(&app, caller.tenant, WebSourceId(replayable.resource), new).await?;
    Ok((StatusCode::ACCEPTED, Json(source)))
}

/// What a source would read, by a quick look at the site: the first 20 addresses. Nothing is stored.
#[utoipa::path(post, path = "/web-sources/preview", tag = "knowledge", request_body = NewWebSource,
    responses((status = 200, body = WebPreview), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn preview_web_source(
    State(app): State<App>,
    _: Caller<can::WriteKnowledge>,
    Body(new): Body<NewWebSource>,
) -> Outcome<Json<WebPreview>> {
    preview::preview(&app, new).await.map(Json)
}

/// The sources of web pages, newest first, each with how far it is.
#[utoipa::path(get, path = "/web-sources", tag = "knowledge",
    responses((status = 200, body = Vec<WebSource>), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn list_web_sources(
    State(app): State<App>,
    caller: Caller<can::ReadKnowledge>,
) -> Outcome<Json<Vec<WebSource>>> {
    browse::all(&app, caller.tenant).await.map(Json)
}

/// One source.
#[utoipa::path(get, path = "/web-sources/{id}", tag = "knowledge", params(("id" = WebSourceId, Path)),
    responses((status = 200, body = WebSource), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn get_web_source(
    State(app): State<App>,
    caller: Caller<can::ReadKnowledge>,
    Path(id): Path<WebSourceId>,
) -> Outcome<Json<WebSource>> {
    browse::one(&app, caller.tenant, id).await.map(Json)
}

#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct Pages {
    state: Option<WebPageState>,
    /// 1 to 100, by default 25.
    limit: Option<i64>,
    /// `next` of the page before.
    cursor: Option<String>,
}

/// The addresses that a source knows, in the order in which it found them, and what became of each.
#[utoipa::path(get, path = "/web-sources/{id}/pages", tag = "knowledge", params(("id" = WebSourceId, Path), Pages),
    responses((status = 200, body = Page<WebPage>), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn get_web_pages(
    State(app): State<App>,
    caller: Caller<can::ReadKnowledge>,
    Path(id): Path<WebSourceId>,
    Extract(query): Extract<Pages>,
) -> Outcome<Json<Page<WebPage>>> {
    let limit = http::limit(query.limit, 25)?;
    browse::pages(&app, caller.tenant, id, query.state, query.cursor.as_deref(), limit).await.map(Json)
}

/// Reads a source again, now. One that is waiting or under way goes on.
#[utoipa::path(post, path = "/web-sources/{id}/run", tag = "knowledge", params(("id" = WebSourceId, Path)),
    responses((status = 202, body = WebSource), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn run_web_source(
    State(app): State<App>,
    caller: Caller<can::WriteKnowledge>,
    Path(id): Path<WebSourceId>,
) -> Outcome<(StatusCode, Json<WebSource>)> {
    Ok((StatusCode::ACCEPTED, Json(restart::restart(&app, caller.tenant, id).await?)))
}

/// Ends the reading of a source. What was read stays, and so does the schedule.
#[utoipa::path(post, path = "/web-sources/{id}/cancel", tag = "knowledge", params(("id" = WebSourceId, Path)),
    responses((status = 200, body = WebSource), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn cancel_web_source(
    State(app): State<App>,
    caller: Caller<can::WriteKnowledge>,
    Path(id): Path<WebSourceId>,
) -> Outcome<Json<WebSource>> {
    restart::cancel(&app, caller.tenant, id).await.map(Json)
}

/// Deletes a source with all of its documents: they are gone when this answers.
#[utoipa::path(delete, path = "/web-sources/{id}", tag = "knowledge", params(("id" = WebSourceId, Path)),
    responses((status = 204), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn delete_web_source(
    State(app): State<App>,
    caller: Caller<can::WriteKnowledge>,
    Path(id): Path<WebSourceId>,
) -> Outcome<StatusCode> {
    delete::delete(&app, caller.tenant, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
