use super::{origins, session, settings};
use crate::{
    App, conversations,
    conversations::{Inbound, Received},
    events,
    http::{Body, Caller, Extract, Path, Problem, Upgrade, can, credentials, place, replayed},
    refusal::{Outcome, Refusal},
};
use api::{
    Code, Message, NewRating, NewReview, NewSession, Session, VisitorMessage, VisitorMessages, Widget,
    WidgetPatch, WidgetSecret,
};
use axum::{
    Json,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use utoipa_axum::{router::OpenApiRouter, routes};

#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct After {
    /// The last `seq` that the visitor has; 0 or absent reads from the beginning.
    after: Option<i64>,
}

/// The tenant's settings for its widget.
pub fn people_routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(get_widget, patch_widget)).routes(routes!(post_secret))
}

/// What visitors call; the caller adds [`super::cors`].
pub fn visitor_routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(post_session))
        .routes(routes!(post_message, get_messages))
        .routes(routes!(post_handoff))
        .routes(routes!(post_review))
        .routes(routes!(post_rating))
        .routes(routes!(stream))
}

fn carried(headers: &HeaderMap) -> Option<&str> {
    credentials(headers, "Widget")
}

fn required(headers: &HeaderMap) -> Outcome<&str> {
    carried(headers)
        .ok_or_else(|| Refusal::new(Code::Unauthenticated, "Send `Authorization: Widget <session id>`."))
}

/// Opens a chat session, or goes on with the one in the Authorization header.
#[utoipa::path(post, path = "/widget/{key}/sessions", tag = "visitors", params(("key" = String, Path)),
    request_body = NewSession, security((), ("visitor" = [])),
    responses((status = 201, body = Session), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn post_session(
    State(app): State<App>,
    Path(key): Path<String>,
    headers: HeaderMap,
    Body(new): Body<NewSession>,
) -> Outcome<(StatusCode, Json<Session>)> {
    session::open(&app, &key, carried(&headers), new).await.map(|s| (StatusCode::CREATED, Json(s)))
}

/// Writes to the tenant. The same `client_id` again answers what the first did.
#[utoipa::path(post, path = "/widget/{key}/messages", tag = "visitors", params(("key" = String, Path)),
    request_body = VisitorMessage, security(("visitor" = [])),
    responses((status = 201, body = Message), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn post_message(
    State(app): State<App>,
    Path(key): Path<String>,
    headers: HeaderMap,
    Body(new): Body<VisitorMessage>,
) -> Outcome<Response> {
    let widget = origins::widget(&app, &key).await?;
    let visitor = session::quick(&app, &widget, required(&headers)?).await?;
    let inbound = Inbound::checked(
        visitor.contact,
        "widget",
        visitor.channel,
        visitor.locale,
        new.client_id,
        &new.body,
    )?;
    Ok(match app.intake.take(&app, visitor.tenant, inbound).await? {
        Received::Stored(message) => (StatusCode::CREATED, Json(message)).into_response(),
        Received::Before(message) => replayed((StatusCode::CREATED, Json(message)).into_response()),
    })
}

/// The conversation after a number; notes are never in it.
#[utoipa::path(get, path = "/widget/{key}/messages", tag = "visitors", params(("key" = String, Path), After),
    security(("visitor" = [])),
    responses((status = 200, body = VisitorMessages), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn get_messages(
    State(app): State<App>,
    Path(key): Path<String>,
    headers: HeaderMap,
    Extract(query): Extract<After>,
) -> Outcome<Json<VisitorMessages>> {
    let visitor = session::visitor(&app, &key, required(&headers)?).await?;
    let mut tx = app.db.tenant(visitor.tenant).begin().await?;
    let Some(id) = visitor.conversation else {
        return Ok(Json(VisitorMessages { items: vec![], state: None, agent: None }));
    };
    let items =
        conversations::visitor_messages(&mut tx, id, place("after", query.after)?.unwrap_or(0), 200).await?;
    let conversation = conversations::by_id(&mut tx, &[id]).await?.pop().ok_or_else(Refusal::not_found)?;
    Ok(Json(VisitorMessages {
        items,
        state: Some(conversation.state),
        agent: conversation.assignee.map(Into::into),
    }))
}

/// Asks for a person.
#[utoipa::path(post, path = "/widget/{key}/handoff", tag = "visitors", params(("key" = String, Path)),
    security(("visitor" = [])),
    responses((status = 204), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn post_handoff(
    State(app): State<App>,
    Path(key): Path<String>,
    headers: HeaderMap,
) -> Outcome<StatusCode> {
    let visitor = session::visitor(&app, &key, required(&headers)?).await?;
    conversations::ask_for_person(&app, &visitor).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Asks that a person looks at what the assistant decided; repeated = same answer.
#[utoipa::path(post, path = "/widget/{key}/review", tag = "visitors", params(("key" = String, Path)),
    request_body = NewReview, security(("visitor" = [])),
    responses((status = 204), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn post_review(
    State(app): State<App>,
    Path(key): Path<String>,
    headers: HeaderMap,
    Body(wish): Body<NewReview>,
) -> Outcome<StatusCode> {
    let visitor = session::visitor(&app, &key, required(&headers)?).await?;
    conversations::ask_for_review(&app, &visitor, wish).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Rates a resolved conversation.
#[utoipa::path(post, path = "/widget/{key}/rating", tag = "visitors", params(("key" = String, Path)),
    request_body = NewRating, security(("visitor" = [])),
    responses((status = 204), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn post_rating(
    State(app): State<App>,
    Path(key): Path<String>,
    headers: HeaderMap,
    Body(rating): Body<NewRating>,
) -> Outcome<StatusCode> {
    let visitor = session::visitor(&app, &key, required(&headers)?).await?;
    let id = visitor
        .conversation
        .ok_or_else(|| Refusal::new(Code::InvalidTransition, "There is nothing to rate yet."))?;
    conversations::rate(&app, visitor.tenant, visitor.contact, id, rating).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Live events of the visitor's conversation; the first frame carries the session id.
#[utoipa::path(get, path = "/widget/{key}/stream", tag = "visitors", params(("key" = String, Path)), security(()),
    responses((status = 101, description = "JSON frames, see the contract"),
        (status = 426, body = Problem, content_type = "application/problem+json")))]
async fn stream(
    State(app): State<App>,
    Path(key): Path<String>,
    Upgrade(upgrade): Upgrade,
) -> impl IntoResponse {
    upgrade.max_message_size(16 * 1024).on_upgrade(move |socket| events::visitor_socket(app, key, socket))
}

/// The widget's settings.
#[utoipa::path(get, path = "/widget", tag = "widget",
    responses((status = 200, body = Widget), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn get_widget(State(app): State<App>, caller: Caller<can::Read>) -> Outcome<Json<Widget>> {
    let mut tx = app.db.tenant(caller.tenant).begin().await?;
    settings::get(&mut tx).await.map(Json)
}

/// Changes what is given; the rest stays.
#[utoipa::path(patch, path = "/widget", tag = "widget", request_body = WidgetPatch,
    responses((status = 200, body = Widget), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn patch_widget(
    State(app): State<App>,
    caller: Caller<can::ManageWidget>,
    Body(patch): Body<WidgetPatch>,
) -> Outcome<Json<Widget>> {
    settings::patch(&app, caller.tenant, patch).await.map(Json)
}

/// Makes a new secret for identity tokens; the old one ends at once.
#[utoipa::path(post, path = "/widget/secret", tag = "widget",
    responses((status = 201, body = WidgetSecret), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn post_secret(
    State(app): State<App>,
    caller: Caller<can::ManageWidget>,
) -> Outcome<(StatusCode, Json<WidgetSecret>)> {
    settings::make_secret(&app, caller.tenant).await.map(|s| (StatusCode::CREATED, Json(s)))
}
