use super::{begin, browse, history, sets};
use crate::{
    App,
    http::{self, Body, Caller, Extract, Path, Problem, Replayable, can},
    refusal::Outcome,
};
use api::{
    LabHistory, LabKind, LabResult, LabRun, LabRunId, LabSet, LabSetCases, LabSetId, NewLabRun, NewLabSet,
    Page, Stamp,
};
use axum::{Json, extract::State, http::StatusCode};
use serde::Deserialize;
use utoipa_axum::{router::OpenApiRouter, routes};

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(post_set, list_sets))
        .routes(routes!(get_set, delete_set))
        .routes(routes!(get_history))
        .routes(routes!(post_run, list_runs))
        .routes(routes!(get_run))
        .routes(routes!(cancel_run))
        .routes(routes!(get_results))
}

/// Adds a set of questions, from a sheet or from questions that somebody looked through; 1,000 at most.
#[utoipa::path(post, path = "/lab-sets", tag = "lab", request_body = NewLabSet,
    responses((status = 201, body = LabSet), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn post_set(
    State(app): State<App>,
    caller: Caller<can::ManageAssistant>,
    replayable: Replayable,
    Body(new): Body<NewLabSet>,
) -> Outcome<(StatusCode, Json<LabSet>)> {
    let set = sets::add(&app, caller.tenant, LabSetId(replayable.resource), new).await?;
    Ok((StatusCode::CREATED, Json(set)))
}

/// The sets, newest first.
#[utoipa::path(get, path = "/lab-sets", tag = "lab",
    responses((status = 200, body = Vec<LabSet>), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn list_sets(
    State(app): State<App>,
    caller: Caller<can::ManageAssistant>,
) -> Outcome<Json<Vec<LabSet>>> {
    sets::all(&app, caller.tenant).await.map(Json)
}

/// A set with its questions.
#[utoipa::path(get, path = "/lab-sets/{id}", tag = "lab", params(("id" = LabSetId, Path)),
    responses((status = 200, body = LabSetCases), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn get_set(
    State(app): State<App>,
    caller: Caller<can::ManageAssistant>,
    Path(id): Path<LabSetId>,
) -> Outcome<Json<LabSetCases>> {
    sets::one(&app, caller.tenant, id).await.map(Json)
}

/// Deletes a set with its runs.
#[utoipa::path(delete, path = "/lab-sets/{id}", tag = "lab", params(("id" = LabSetId, Path)),
    responses((status = 204), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn delete_set(
    State(app): State<App>,
    caller: Caller<can::ManageAssistant>,
    Path(id): Path<LabSetId>,
) -> Outcome<StatusCode> {
    sets::delete(&app, caller.tenant, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct Since {
    /// 90 days ago unless given.
    from: Option<Stamp>,
    /// 1 to 1,000, by default 200.
    limit: Option<u32>,
}

/// What customers asked, newest first, each question once and without personal data; for a set, once somebody looked
/// through it. Nothing is stored.
#[utoipa::path(get, path = "/lab-history", tag = "lab", params(Since),
    responses((status = 200, body = LabHistory), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn get_history(
    State(app): State<App>,
    caller: Caller<can::ManageAssistant>,
    Extract(since): Extract<Since>,
) -> Outcome<Json<LabHistory>> {
    history::history(&app, caller.tenant, since.from.map(|from| from.0), since.limit).await.map(Json)
}

/// Begins a run: each question of a set as things are, and as they would be with a change.
#[utoipa::path(post, path = "/lab-runs", tag = "lab", request_body = NewLabRun,
    responses((status = 202, body = LabRun), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn post_run(
    State(app): State<App>,
    caller: Caller<can::ManageAssistant>,
    replayable: Replayable,
    Body(new): Body<NewLabRun>,
) -> Outcome<(StatusCode, Json<LabRun>)> {
    let run = begin::begin(&app, caller.tenant, LabRunId(replayable.resource), new).await?;
    Ok((StatusCode::ACCEPTED, Json(run)))
}

/// The runs, newest first, each with its totals by language and dialect.
#[utoipa::path(get, path = "/lab-runs", tag = "lab",
    responses((status = 200, body = Vec<LabRun>), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn list_runs(
    State(app): State<App>,
    caller: Caller<can::ManageAssistant>,
) -> Outcome<Json<Vec<LabRun>>> {
    browse::all(&app, caller.tenant).await.map(Json)
}

/// One run.
#[utoipa::path(get, path = "/lab-runs/{id}", tag = "lab", params(("id" = LabRunId, Path)),
    responses((status = 200, body = LabRun), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn get_run(
    State(app): State<App>,
    caller: Caller<can::ManageAssistant>,
    Path(id): Path<LabRunId>,
) -> Outcome<Json<LabRun>> {
    browse::one(&app, caller.tenant, id).await.map(Json)
}

/// Ends a run. What it found stays.
#[utoipa::path(post, path = "/lab-runs/{id}/cancel", tag = "lab", params(("id" = LabRunId, Path)),
    responses((status = 200, body = LabRun), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn cancel_run(
    State(app): State<App>,
    caller: Caller<can::ManageAssistant>,
    Path(id): Path<LabRunId>,
) -> Outcome<Json<LabRun>> {
    begin::cancel(&app, caller.tenant, id).await.map(Json)
}

#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct Wanted {
    kind: Option<LabKind>,
    /// A language (`ar`) or a dialect (`ar-EG`).
    lang: Option<String>,
    /// 1 to 100, by default 25.
    limit: Option<i64>,
    /// `next` of the page before.
    cursor: Option<String>,
}

/// What came of a run's questions, in their order: both answers side by side.
#[utoipa::path(get, path = "/lab-runs/{id}/results", tag = "lab", params(("id" = LabRunId, Path), Wanted),
    responses((status = 200, body = Page<LabResult>), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn get_results(
    State(app): State<App>,
    caller: Caller<can::ManageAssistant>,
    Path(id): Path<LabRunId>,
    Extract(wanted): Extract<Wanted>,
) -> Outcome<Json<Page<LabResult>>> {
    let wanted = browse::Wanted {
        kind: wanted.kind,
        lang: wanted.lang.as_deref(),
        cursor: wanted.cursor.as_deref(),
        limit: http::limit(wanted.limit, 25)?,
    };
    browse::results(&app, caller.tenant, id, wanted).await.map(Json)
}
