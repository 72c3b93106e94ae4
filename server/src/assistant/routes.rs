use super::{draft, guard, probe, providers, settings, try_it, usage};
use crate::{
    App,
    http::{Body, Caller, Extract, Path, Problem, can},
    refusal::Outcome,
};
use api::{
    Assistant, AssistantPatch, ConversationId, Drafted, GuardTest, GuardTested, ProviderStates, ProviderTest,
    ProviderTested, Stamp, Tried, Try, Usage,
};
use axum::{Json, extract::State};
use serde::Deserialize;
use utoipa_axum::{router::OpenApiRouter, routes};

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(get_assistant, patch_assistant))
        .routes(routes!(post_try))
        .routes(routes!(get_providers))
        .routes(routes!(post_test))
        .routes(routes!(get_usage))
        .routes(routes!(post_guard_test))
        .routes(routes!(post_draft))
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

/// How the providers have done lately, on the server that answers.
#[utoipa::path(get, path = "/assistant/providers", tag = "assistant",
    responses((status = 200, body = ProviderStates), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn get_providers(
    State(app): State<App>,
    caller: Caller<can::ManageAssistant>,
) -> Outcome<Json<ProviderStates>> {
    let mut tx = app.db.tenant(caller.tenant).begin().await?;
    let settings = settings::settings(&mut tx).await?;
    drop(tx);
    providers::states(&app, caller.tenant, &settings.providers).await.map(Json)
}

/// Tries a provider: lists its models and has one answer. What it finds wrong is part of the answer, with status 200.
#[utoipa::path(post, path = "/assistant/providers/test", tag = "assistant", request_body = ProviderTest,
    responses((status = 200, body = ProviderTested), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn post_test(
    State(app): State<App>,
    caller: Caller<can::ManageAssistant>,
    Body(body): Body<ProviderTest>,
) -> Outcome<Json<ProviderTested>> {
    probe::test(&app, caller.tenant, body).await.map(Json)
}

#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct Span {
    /// 30 days ago unless given.
    from: Option<Stamp>,
    /// Now unless given.
    to: Option<Stamp>,
}

/// What models were asked and what it cost: by day and provider, and by customer.
#[utoipa::path(get, path = "/assistant/usage", tag = "assistant", params(Span),
    responses((status = 200, body = Usage), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn get_usage(
    State(app): State<App>,
    caller: Caller<can::ManageAssistant>,
    Extract(span): Extract<Span>,
) -> Outcome<Json<Usage>> {
    usage::usage(&app, caller.tenant, span.from, span.to).await.map(Json)
}

/// Shows what the guards see in a text, with the lists given or the stored ones; nothing is stored.
#[utoipa::path(post, path = "/assistant/guards/test", tag = "assistant", request_body = GuardTest,
    responses((status = 200, body = GuardTested), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn post_guard_test(
    State(app): State<App>,
    caller: Caller<can::ManageAssistant>,
    Body(test): Body<GuardTest>,
) -> Outcome<Json<GuardTested>> {
    guard::test(&app, caller.tenant, test).await.map(Json)
}

/// Drafts a reply to what the customer wrote last, with its sources. Nothing is stored or sent.
#[utoipa::path(post, path = "/conversations/{id}/draft", tag = "conversations", params(("id" = ConversationId, Path)),
    responses((status = 200, body = Drafted), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn post_draft(
    State(app): State<App>,
    caller: Caller<can::Reply>,
    Path(id): Path<ConversationId>,
) -> Outcome<Json<Drafted>> {
    draft::draft(&app, caller.tenant, id).await.map(Json)
}
