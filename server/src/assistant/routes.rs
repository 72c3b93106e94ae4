use super::{settings, try_it};
use crate::{
    App,
    http::{Body, Caller, Problem, can},
    refusal::Outcome,
};
use api::{Assistant, AssistantPatch, Tried, Try};
use axum::{Json, extract::State};
use utoipa_axum::{router::OpenApiRouter, routes};

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(get_assistant, patch_assistant)).routes(routes!(post_try))
}

/// The assistant's settings. The provider's key is never sent.
#[utoipa::path(get, path = "/assistant", tag = "assistant",
    responses((status = 200, body = Assistant), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn get_assistant(State(app): State<App>, caller: Caller<can::Read>) -> Outcome<Json<Assistant>> {
    let mut tx = app.db.tenant(caller.tenant).begin().await?;
    settings::settings(&mut tx).await.map(Json)
}

/// Changes the settings; what is absent stays.
#[utoipa::path(patch, path = "/assistant", tag = "assistant", request_body = AssistantPatch,
    responses((status = 200, body = Assistant), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn patch_assistant(
    State(app): State<App>,
    caller: Caller<can::ManageAssistant>,
    Body(patch): Body<AssistantPatch>,
) -> Outcome<Json<Assistant>> {
    settings::change(&app, caller.tenant, patch).await.map(Json)
}

/// Answers a question as it would answer a customer; nothing is stored.
#[utoipa::path(post, path = "/assistant/try", tag = "assistant", request_body = Try,
    responses((status = 200, body = Tried), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn post_try(
    State(app): State<App>,
    caller: Caller<can::ManageAssistant>,
    Body(body): Body<Try>,
) -> Outcome<Json<Tried>> {
    try_it::try_it(&app, caller.tenant, body).await.map(Json)
}
