use super::{
    assign, draft, handoff, mode,
    model::checked_words,
    post::Posted,
    read, resolve, review, search,
    thread::{By, Draft, Thread},
    view,
};
use crate::{
    App, assistant,
    http::{self, Body, Caller, Extract, Path, Problem, can, replayed},
    line,
    refusal::{Outcome, Refusal},
};
use api::{
    Assign, Conversation, ConversationDraft, ConversationId, Counts, Decision, Handoff, HandoffReason,
    HumanReview, Message, MessageHit, MessageId, MessageKind, Messages, NewMessage, Page, Queue, ReviewFound,
    ReviewId, SetMode,
};
use axum::{
    Json,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use utoipa_axum::{router::OpenApiRouter, routes};

#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct ListQuery {
    #[serde(default)]
    queue: Queue,
    cursor: Option<String>,
    /// 1 to 100, 25 unless given.
    limit: Option<i64>,
}

#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct MessagesQuery {
    after: Option<i64>,
    before: Option<i64>,
    /// 1 to 100, 25 unless given.
    limit: Option<i64>,
}

#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct SearchQuery {
    q: String,
    /// 1 to 100, 25 unless given.
    limit: Option<i64>,
}

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(counts))
        .routes(routes!(one))
        .routes(routes!(messages, post_message))
        .routes(routes!(post_assign))
        .routes(routes!(post_handoff))
        .routes(routes!(post_resolve))
        .routes(routes!(post_reopen))
        .routes(routes!(post_read))
        .routes(routes!(post_mode))
        .routes(routes!(get_draft, delete_draft))
        .routes(routes!(post_review))
        .routes(routes!(decisions))
        .routes(routes!(search_messages))
}

/// Conversations of a queue: oldest waiting first in `unassigned`, newest activity first elsewhere.
#[utoipa::path(get, path = "/conversations", tag = "conversations", params(ListQuery),
    responses((status = 200, body = Page<Conversation>), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn list(
    State(app): State<App>,
    caller: Caller<can::Read>,
    Extract(query): Extract<ListQuery>,
) -> Outcome<Json<Page<Conversation>>> {
    let limit = http::limit(query.limit, 25)?;
    read::list(&app, &caller, query.queue, query.cursor.as_deref(), limit).await.map(Json)
}

/// How many conversations each queue has.
#[utoipa::path(get, path = "/conversations/counts", tag = "conversations",
    responses((status = 200, body = Counts), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn counts(State(app): State<App>, caller: Caller<can::Read>) -> Outcome<Json<Counts>> {
    let mut tx = app.db.tenant(caller.tenant).begin().await?;
    Ok(Json(super::store::counts(&mut tx, caller.id).await?))
}

/// One conversation.
#[utoipa::path(get, path = "/conversations/{id}", tag = "conversations", params(("id" = ConversationId, Path)),
    responses((status = 200, body = Conversation), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn one(
    State(app): State<App>,
    caller: Caller<can::Read>,
    Path(id): Path<ConversationId>,
) -> Outcome<Json<Conversation>> {
    let mut tx = app.db.tenant(caller.tenant).begin().await?;
    view::one(&mut tx, id).await.map(Json)
}

/// Messages, notes and events in order of `seq`; without `after` the newest ones.
#[utoipa::path(get, path = "/conversations/{id}/messages", tag = "conversations",
    params(("id" = ConversationId, Path), MessagesQuery),
    responses((status = 200, body = Messages), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn messages(
    State(app): State<App>,
    caller: Caller<can::Read>,
    Path(id): Path<ConversationId>,
    Extract(query): Extract<MessagesQuery>,
) -> Outcome<Json<Messages>> {
    let limit = http::limit(query.limit, 25)?;
    read::messages(
        &app,
        &caller,
        id,
        http::place("after", query.after)?,
        http::place("before", query.before)?,
        limit,
    )
    .await
    .map(Json)
}

/// Sends a reply or writes an internal note. The same `client_id` again answers what the first did.
#[utoipa::path(post, path = "/conversations/{id}/messages", tag = "conversations",
    params(("id" = ConversationId, Path)), request_body = NewMessage,
    responses((status = 201, body = Message), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn post_message(
    State(app): State<App>,
    caller: Caller<can::Reply>,
    Path(id): Path<ConversationId>,
    Body(new): Body<NewMessage>,
) -> Outcome<Response> {
    Ok(match super::post(&app, &caller, id, new).await? {
        Posted::Now(message) => (StatusCode::CREATED, Json(message)).into_response(),
        Posted::Before(message) => replayed((StatusCode::CREATED, Json(message)).into_response()),
    })
}

/// Gives it to a colleague, or with `null` back to the queue.
#[utoipa::path(post, path = "/conversations/{id}/assign", tag = "conversations",
    params(("id" = ConversationId, Path)), request_body = Assign,
    responses((status = 200, body = Conversation),
        (status = 409, body = Problem, content_type = "application/problem+json", description = "`already_assigned`, with who has it"),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn post_assign(
    State(app): State<App>,
    caller: Caller<can::Reply>,
    Path(id): Path<ConversationId>,
    Body(to): Body<Assign>,
) -> Outcome<Json<Conversation>> {
    assign::assign(&app, &caller, id, to).await.map(Json)
}

/// Takes it from the assistant into the queue.
#[utoipa::path(post, path = "/conversations/{id}/handoff", tag = "conversations",
    params(("id" = ConversationId, Path)), request_body = Handoff,
    responses((status = 200, body = Conversation), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn post_handoff(
    State(app): State<App>,
    caller: Caller<can::Reply>,
    Path(id): Path<ConversationId>,
    Body(why): Body<Handoff>,
) -> Outcome<Json<Conversation>> {
    if line::is_blank(&why.reason) {
        return Err(Refusal::field("reason", "required", "say why"));
    }
    let known = super::model::word(&why.reason).ok();
    let reason = known.unwrap_or(HandoffReason::Manual);
    // Words of one's own are for the colleagues who take it: a note.
    let words = if known.is_none() { Some(checked_words("reason", &why.reason)?) } else { None };
    let mut tx = app.db.tenant(caller.tenant).begin().await?;
    let mut thread = Thread::open(&mut tx, id).await?;
    if handoff::hand_over(&app, &mut thread, reason, By::Agent(caller.id.0))? {
        if let Some(words) = words {
            let by = By::Agent(caller.id.0);
            let note = Draft { kind: MessageKind::Note, ..Draft::reply(MessageId(app.new_id()), by, words) };
            thread.write(note, app.now())?;
        }
        thread.save(&mut tx).await?;
    }
    let conversation = view::one(&mut tx, id).await?;
    tx.commit().await?;
    Ok(Json(conversation))
}

/// Closes it; repeated = same answer.
#[utoipa::path(post, path = "/conversations/{id}/resolve", tag = "conversations", params(("id" = ConversationId, Path)),
    responses((status = 200, body = Conversation), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn post_resolve(
    State(app): State<App>,
    caller: Caller<can::Reply>,
    Path(id): Path<ConversationId>,
) -> Outcome<Json<Conversation>> {
    resolve::resolve(&app, &caller, id).await.map(Json)
}

/// Puts a resolved one back into the queue; repeated = same answer.
#[utoipa::path(post, path = "/conversations/{id}/reopen", tag = "conversations", params(("id" = ConversationId, Path)),
    responses((status = 200, body = Conversation), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn post_reopen(
    State(app): State<App>,
    caller: Caller<can::Reply>,
    Path(id): Path<ConversationId>,
) -> Outcome<Json<Conversation>> {
    resolve::reopen(&app, &caller, id).await.map(Json)
}

/// Nothing in it is unread any more.
#[utoipa::path(post, path = "/conversations/{id}/read", tag = "conversations", params(("id" = ConversationId, Path)),
    responses((status = 200, body = Conversation), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn post_read(
    State(app): State<App>,
    caller: Caller<can::Read>,
    Path(id): Path<ConversationId>,
) -> Outcome<Json<Conversation>> {
    read::mark_read(&app, &caller, id).await.map(Json)
}

/// Sets what the assistant does in it; `null` is what is set for the channel again.
#[utoipa::path(post, path = "/conversations/{id}/mode", tag = "conversations",
    params(("id" = ConversationId, Path)), request_body = SetMode,
    responses((status = 200, body = Conversation), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn post_mode(
    State(app): State<App>,
    caller: Caller<can::Reply>,
    Path(id): Path<ConversationId>,
    Body(set): Body<SetMode>,
) -> Outcome<Json<Conversation>> {
    mode::set(&app, &caller, id, set.mode).await.map(Json)
}

/// The draft that the assistant made for the team, where its mode is `draft`.
#[utoipa::path(get, path = "/conversations/{id}/draft", tag = "conversations", params(("id" = ConversationId, Path)),
    responses((status = 200, body = ConversationDraft), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn get_draft(
    State(app): State<App>,
    caller: Caller<can::Read>,
    Path(id): Path<ConversationId>,
) -> Outcome<Json<ConversationDraft>> {
    let mut tx = app.db.tenant(caller.tenant).begin().await?;
    draft::draft(&mut tx, id).await.map(Json)
}

/// Throws the draft away, for everybody of the team; repeated = same answer.
#[utoipa::path(delete, path = "/conversations/{id}/draft", tag = "conversations", params(("id" = ConversationId, Path)),
    responses((status = 204), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn delete_draft(
    State(app): State<App>,
    caller: Caller<can::Reply>,
    Path(id): Path<ConversationId>,
) -> Outcome<StatusCode> {
    draft::discard(&app, &caller, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Writes down what a person found who looked at a decision because the customer asked for it.
#[utoipa::path(post, path = "/conversations/{id}/reviews/{review}", tag = "conversations",
    params(("id" = ConversationId, Path), ("review" = ReviewId, Path)), request_body = ReviewFound,
    responses((status = 200, body = HumanReview), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn post_review(
    State(app): State<App>,
    caller: Caller<can::Reply>,
    Path((id, review)): Path<(ConversationId, ReviewId)>,
    Body(found): Body<ReviewFound>,
) -> Outcome<Json<HumanReview>> {
    review::record(&app, &caller, id, review, found).await.map(Json)
}

/// What the assistant decided in it, and why; newest first.
#[utoipa::path(get, path = "/conversations/{id}/decisions", tag = "conversations", params(("id" = ConversationId, Path)),
    responses((status = 200, body = Vec<Decision>), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn decisions(
    State(app): State<App>,
    caller: Caller<can::Read>,
    Path(id): Path<ConversationId>,
) -> Outcome<Json<Vec<Decision>>> {
    let mut tx = app.db.tenant(caller.tenant).begin().await?;
    view::one(&mut tx, id).await?;
    assistant::decisions(&mut tx, id).await.map(Json)
}

/// Messages that hold all of the words, newest first.
#[utoipa::path(get, path = "/search/messages", tag = "conversations", params(SearchQuery),
    responses((status = 200, body = Vec<MessageHit>), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn search_messages(
    State(app): State<App>,
    caller: Caller<can::Read>,
    Extract(query): Extract<SearchQuery>,
) -> Outcome<Json<Vec<MessageHit>>> {
    let limit = http::limit(query.limit, 25)?;
    search::search(&app, &caller, &query.q, limit).await.map(Json)
}
