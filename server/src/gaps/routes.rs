use super::{find, settle};
use crate::{
    App,
    http::{Body, Caller, Extract, Path, Problem, Replayable, can},
    refusal::Outcome,
};
use api::{ArticleSaved, ConversationId, DecisionId, Dismiss, DocumentId, GapArticle, Gaps, NewMark, Stamp};
use axum::{Json, extract::State, http::StatusCode};
use serde::Deserialize;
use utoipa_axum::{router::OpenApiRouter, routes};

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(get_gaps))
        .routes(routes!(post_dismiss))
        .routes(routes!(post_article))
        .routes(routes!(put_mark))
}

#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct Since {
    /// 30 days ago unless given.
    from: Option<Stamp>,
}

/// Questions that the knowledge does not answer, grouped by what they ask, most asked first; without personal data.
#[utoipa::path(get, path = "/gaps", tag = "knowledge", params(Since),
    responses((status = 200, body = Gaps), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn get_gaps(
    State(app): State<App>,
    caller: Caller<can::WriteKnowledge>,
    Extract(since): Extract<Since>,
) -> Outcome<Json<Gaps>> {
    find::gaps(&app, caller.tenant, since.from.map(|from| from.0)).await.map(Json)
}

/// Nothing is written for these questions. When they are asked again they come back.
#[utoipa::path(post, path = "/gaps/dismiss", tag = "knowledge", request_body = Dismiss,
    responses((status = 204), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn post_dismiss(
    State(app): State<App>,
    caller: Caller<can::WriteKnowledge>,
    Body(body): Body<Dismiss>,
) -> Outcome<StatusCode> {
    settle::dismiss(&app, caller.tenant, &body.questions).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Begins an article, as a draft, that answers these questions. They are open again if it is deleted.
#[utoipa::path(post, path = "/gaps/article", tag = "knowledge", request_body = GapArticle,
    responses((status = 201, body = ArticleSaved), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn post_article(
    State(app): State<App>,
    caller: Caller<can::WriteKnowledge>,
    replayable: Replayable,
    Body(body): Body<GapArticle>,
) -> Outcome<(StatusCode, Json<ArticleSaved>)> {
    let saved = settle::begin_article(&app, &caller, DocumentId(replayable.resource), body).await?;
    Ok((StatusCode::CREATED, Json(saved)))
}

#[derive(Deserialize)]
struct Which {
    id: ConversationId,
    decision: DecisionId,
}

/// Says that an answer was good or bad. A bad one is a question without an answer.
#[utoipa::path(put, path = "/conversations/{id}/decisions/{decision}/mark", tag = "conversations",
    params(("id" = ConversationId, Path), ("decision" = DecisionId, Path)), request_body = NewMark,
    responses((status = 204), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn put_mark(
    State(app): State<App>,
    caller: Caller<can::Reply>,
    Path(which): Path<Which>,
    Body(body): Body<NewMark>,
) -> Outcome<StatusCode> {
    settle::mark(&app, &caller, which.id, which.decision, body.mark).await?;
    Ok(StatusCode::NO_CONTENT)
}
