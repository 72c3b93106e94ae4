use super::super::articles;
use crate::{
    App,
    http::{Body, Caller, Extract, Path, Problem, Replayable, can},
    refusal::Outcome,
};
use api::{Article, ArticlePatch, ArticleSaved, ArticleVersion, DocumentId, NewArticle, Restore};
use axum::{Json, extract::State, http::StatusCode};
use serde::Deserialize;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(post_article))
        .routes(routes!(get_article, patch_article))
        .routes(routes!(get_versions))
        .routes(routes!(publish_article))
        .routes(routes!(restore_article))
}

/// Adds an article as a draft. It is a document of the same id, found once it is published.
#[utoipa::path(post, path = "/articles", tag = "knowledge", request_body = NewArticle,
    responses((status = 201, body = ArticleSaved), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn post_article(
    State(app): State<App>,
    caller: Caller<can::WriteKnowledge>,
    replayable: Replayable,
    Body(new): Body<NewArticle>,
) -> Outcome<(StatusCode, Json<ArticleSaved>)> {
    let id = DocumentId(replayable.resource);
    let mut tx = app.db.tenant(caller.tenant).begin().await?;
    let saved = articles::write_article(&app, &mut tx, caller.id, id, new).await?;
    tx.commit().await?;
    Ok((StatusCode::CREATED, Json(saved)))
}

#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct Which {
    /// The newest unless given.
    version: Option<u32>,
}

/// An article's newest version, or an older one.
#[utoipa::path(get, path = "/articles/{id}", tag = "knowledge", params(("id" = DocumentId, Path), Which),
    responses((status = 200, body = Article), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn get_article(
    State(app): State<App>,
    caller: Caller<can::WriteKnowledge>,
    Path(id): Path<DocumentId>,
    Extract(which): Extract<Which>,
) -> Outcome<Json<Article>> {
    articles::read(&app, caller.tenant, id, which.version).await.map(Json)
}

/// Changes the draft; after a publication it begins the next version.
#[utoipa::path(patch, path = "/articles/{id}", tag = "knowledge", params(("id" = DocumentId, Path)),
    request_body = ArticlePatch,
    responses((status = 200, body = ArticleSaved), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn patch_article(
    State(app): State<App>,
    caller: Caller<can::WriteKnowledge>,
    Path(id): Path<DocumentId>,
    Body(patch): Body<ArticlePatch>,
) -> Outcome<Json<ArticleSaved>> {
    articles::change(&app, caller.tenant, caller.id, id, patch).await.map(Json)
}

/// An article's versions, newest first.
#[utoipa::path(get, path = "/articles/{id}/versions", tag = "knowledge", params(("id" = DocumentId, Path)),
    responses((status = 200, body = Vec<ArticleVersion>), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn get_versions(
    State(app): State<App>,
    caller: Caller<can::WriteKnowledge>,
    Path(id): Path<DocumentId>,
) -> Outcome<Json<Vec<ArticleVersion>>> {
    articles::versions(&app, caller.tenant, id).await.map(Json)
}

/// Publishes the newest version. Its document is made anew; what was published before serves until then.
#[utoipa::path(post, path = "/articles/{id}/publish", tag = "knowledge", params(("id" = DocumentId, Path)),
    responses((status = 202, body = ArticleSaved), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn publish_article(
    State(app): State<App>,
    caller: Caller<can::WriteKnowledge>,
    Path(id): Path<DocumentId>,
) -> Outcome<(StatusCode, Json<ArticleSaved>)> {
    let saved = articles::publish(&app, caller.tenant, id).await?;
    Ok((StatusCode::ACCEPTED, Json(saved)))
}

/// Makes an old version's words the draft.
#[utoipa::path(post, path = "/articles/{id}/restore", tag = "knowledge", params(("id" = DocumentId, Path)),
    request_body = Restore,
    responses((status = 200, body = ArticleSaved), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn restore_article(
    State(app): State<App>,
    caller: Caller<can::WriteKnowledge>,
    Path(id): Path<DocumentId>,
    Body(restore): Body<Restore>,
) -> Outcome<Json<ArticleSaved>> {
    articles::restore(&app, caller.tenant, caller.id, id, restore.version).await.map(Json)
}
