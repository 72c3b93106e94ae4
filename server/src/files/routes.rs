use super::{
    attach, download,
    multipart::{Form, file_name, refused},
};
use crate::{
    App,
    http::{Caller, Path, Problem, Replayable, can},
    refusal::{Outcome, Refusal},
};
use api::{Attachment, AttachmentId, AttachmentLink};
use axum::{
    Json,
    extract::State,
    http::{Method, StatusCode},
    response::Response,
};
use futures::TryStreamExt;
use utoipa_axum::{router::OpenApiRouter, routes};

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(post_attachment))
        .layer(Form::limit())
        .routes(routes!(get_link))
        .routes(routes!(get_download))
}

/// What the form of an upload has.
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "read for the API's description only")]
struct NewAttachment {
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// Uploads a file to send with a message: at most 25 MB, in the part `file`.
#[utoipa::path(post, path = "/attachments", tag = "conversations",
    request_body(content = NewAttachment, content_type = "multipart/form-data"),
    responses((status = 201, body = Attachment), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn post_attachment(
    State(app): State<App>,
    caller: Caller<can::Reply>,
    replayable: Replayable,
    mut form: Form,
) -> Outcome<(StatusCode, Json<Attachment>)> {
    let answer = receive(&app, &caller, AttachmentId(replayable.resource), &mut form).await;
    if answer.is_err() {
        form.drain().await;
    }
    Ok((StatusCode::CREATED, Json(answer?)))
}

async fn receive(
    app: &App,
    caller: &Caller<can::Reply>,
    id: AttachmentId,
    form: &mut Form,
) -> Outcome<Attachment> {
    let Some(part) = form.next_of(&["file"]).await? else {
        return Err(Refusal::field("file", "required", "the form has no part named file"));
    };
    let name = file_name(&part);
    let written = attach::write(app, caller.tenant, id, &name, part.map_err(refused)).await?;
    // A form that goes on is refused whole.
    form.next_of(&["file"]).await?;
    attach::keep(app, caller.tenant, written).await
}

/// A link that gives the file once, within five minutes.
#[utoipa::path(get, path = "/attachments/{id}/link", tag = "conversations", params(("id" = AttachmentId, Path)),
    responses((status = 200, body = AttachmentLink), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn get_link(
    State(app): State<App>,
    caller: Caller<can::Read>,
    Path(id): Path<AttachmentId>,
) -> Outcome<Json<AttachmentLink>> {
    attach::link(&app, caller.tenant, id).await.map(Json)
}

/// The file behind a one-time link.
#[utoipa::path(get, path = "/attachments/download/{token}", tag = "conversations", params(("token" = String, Path)),
    security(()),
    responses((status = 200, description = "The file, as a download"),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn get_download(
    State(app): State<App>,
    method: Method,
    Path(token): Path<String>,
) -> Outcome<Response> {
    // Link checkers and mail scanners ask first; that must not be the one time.
    if method == Method::HEAD {
        download::look(&app, &token).await
    } else {
        download::download(&app, &token).await
    }
}
