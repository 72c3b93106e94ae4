mod articles;
mod work;

use super::{browse, delete, edit, model::Reader, replace, search, store::Filter, take_in};
use crate::{
    App,
    files::{Form, form_file_name, form_refused, form_text},
    http::{self, Body, Caller, Extract, Path, Problem, Replayable, can},
    refusal::{Outcome, Refusal},
};
use api::{
    CHANNELS, Document, DocumentId, DocumentKind, DocumentPassage, DocumentPatch, DocumentReceived,
    DocumentState, Page, SearchResults, TenantId,
};
use axum::{Json, extract::State, http::StatusCode};
use futures::TryStreamExt;
use serde::Deserialize;
use utoipa_axum::{router::OpenApiRouter, routes};

const QUERY_CHARS: usize = 500;

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(post_document, list_documents))
        .routes(routes!(put_file))
        .layer(Form::limit())
        .routes(routes!(get_document, patch_document, delete_document))
        .routes(routes!(get_passages))
        .routes(routes!(get_search))
        .merge(work::routes())
        .merge(articles::routes())
}

/// What the form of an upload has.
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "read for the API's description only")]
struct NewDocument {
    /// PDF, Word (.docx), Excel (.xlsx), CSV, HTML, Markdown or plain text, or a ZIP of these; at most 25 MB.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
    /// Taken from the document unless given.
    title: Option<String>,
    /// BCP 47; detected unless given.
    lang: Option<String>,
    /// `true`: once read, the text waits to be looked through and published.
    review: Option<bool>,
}

/// What the form of another file has.
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "read for the API's description only")]
struct NextFile {
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
    /// `true`: once read, the text waits to be looked through and published.
    review: Option<bool>,
}

/// Uploads a document. It is read in the background; `document.updated` tells how far.
#[utoipa::path(post, path = "/documents", tag = "knowledge",
    request_body(content = NewDocument, content_type = "multipart/form-data"),
    responses((status = 202, body = DocumentReceived), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn post_document(
    State(app): State<App>,
    caller: Caller<can::WriteKnowledge>,
    replayable: Replayable,
    mut form: Form,
) -> Outcome<(StatusCode, Json<DocumentReceived>)> {
    let answer = async {
        let parts = receive(&app, caller.tenant, DocumentId(replayable.resource), &mut form).await?;
        take_in::register(&app, caller.tenant, parts.file, parts.title, parts.lang, parts.review).await
    }
    .await;
    if answer.is_err() {
        form.drain().await;
    }
    let document = answer?;
    Ok((StatusCode::ACCEPTED, Json(DocumentReceived { id: document.id, state: document.state })))
}

/// Puts another file in the place of a document's own. The present passages serve until the new ones are made.
#[utoipa::path(put, path = "/documents/{id}/file", tag = "knowledge", params(("id" = DocumentId, Path)),
    request_body(content = NextFile, content_type = "multipart/form-data"),
    responses((status = 202, body = DocumentReceived), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn put_file(
    State(app): State<App>,
    caller: Caller<can::WriteKnowledge>,
    Path(id): Path<DocumentId>,
    form: Result<Form, Refusal>,
) -> Outcome<(StatusCode, Json<DocumentReceived>)> {
    // Whose document it is comes before what is sent for it.
    browse::one(&app, caller.tenant, id).await?;
    let mut form = form?;
    let answer = async {
        let parts = receive(&app, caller.tenant, DocumentId(app.new_id()), &mut form).await?;
        replace::replace(&app, caller.tenant, id, &parts.file, parts.review).await
    }
    .await;
    if answer.is_err() {
        form.drain().await;
    }
    let document = answer?;
    Ok((StatusCode::ACCEPTED, Json(DocumentReceived { id: document.id, state: document.state })))
}

/// What a form brought.
struct Parts {
    file: take_in::Kept,
    title: Option<String>,
    lang: Option<String>,
    review: bool,
}

async fn receive(app: &App, tenant: TenantId, id: DocumentId, form: &mut Form) -> Outcome<Parts> {
    let (mut file, mut title, mut lang, mut review) = (None, None, None, false);
    while let Some(part) = form.next_of(&["file", "title", "lang", "review"]).await? {
        match part.name() {
            Some("file") => {
                let name = form_file_name(&part);
                file = Some(take_in::keep(app, tenant, id, &name, part.map_err(form_refused)).await?);
            }
            Some("title") => title = Some(form_text(part, 2000).await?),
            Some("lang") => lang = Some(form_text(part, 100).await?),
            Some("review") => {
                review = match form_text(part, 10).await?.as_str() {
                    "true" => true,
                    "false" | "" => false,
                    _ => return Err(Refusal::field("review", "invalid", "true or false")),
                }
            }
            _ => {}
        }
    }
    let file = file.ok_or_else(|| Refusal::field("file", "required", "the form has no part named file"))?;
    Ok(Parts { file, title, lang, review })
}

#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct List {
    /// 1 to 100, by default 25.
    limit: Option<i64>,
    /// `next` of the page before.
    cursor: Option<String>,
    /// Words of the title, as they stand there; letter variants and case are no difference.
    q: Option<String>,
    state: Option<DocumentState>,
    /// A language, with or without a region.
    lang: Option<String>,
    kind: Option<DocumentKind>,
}

/// The documents, newest first: all, or those of a state, a language, a kind or with words in the title.
#[utoipa::path(get, path = "/documents", tag = "knowledge", params(List),
    responses((status = 200, body = Page<Document>), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn list_documents(
    State(app): State<App>,
    caller: Caller<can::ReadKnowledge>,
    Extract(query): Extract<List>,
) -> Outcome<Json<Page<Document>>> {
    let limit = http::limit(query.limit, 25)?;
    if query.q.as_ref().is_some_and(|q| q.chars().count() > QUERY_CHARS) {
        return Err(Refusal::field("q", "too_long", format!("at most {QUERY_CHARS} characters")));
    }
    let language = query.lang.filter(|lang| !lang.is_empty());
    let filter = Filter {
        state: query.state,
        lang: language.map(|lang| lang.split('-').next().unwrap_or_default().to_ascii_lowercase()),
        kind: query.kind,
        title: query.q.map(|q| text::normalize::fold(&q)).filter(|q| !q.is_empty()),
    };
    browse::list(&app, caller.tenant, &filter, query.cursor.as_deref(), limit).await.map(Json)
}

/// One document.
#[utoipa::path(get, path = "/documents/{id}", tag = "knowledge", params(("id" = DocumentId, Path)),
    responses((status = 200, body = Document), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn get_document(
    State(app): State<App>,
    caller: Caller<can::ReadKnowledge>,
    Path(id): Path<DocumentId>,
) -> Outcome<Json<Document>> {
    browse::one(&app, caller.tenant, id).await.map(Json)
}

/// Changes a document's title, language, audience or validity. Whom it is for holds from the next question on;
/// another title or language makes its passages anew, and the present ones serve until then.
#[utoipa::path(patch, path = "/documents/{id}", tag = "knowledge", params(("id" = DocumentId, Path)),
    request_body = DocumentPatch,
    responses((status = 200, body = Document), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn patch_document(
    State(app): State<App>,
    caller: Caller<can::WriteKnowledge>,
    Path(id): Path<DocumentId>,
    Body(patch): Body<DocumentPatch>,
) -> Outcome<Json<Document>> {
    edit::edit(&app, caller.tenant, id, patch).await.map(Json)
}

/// Deletes a document: text, passages, vectors and file are gone when this answers.
#[utoipa::path(delete, path = "/documents/{id}", tag = "knowledge", params(("id" = DocumentId, Path)),
    responses((status = 204), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn delete_document(
    State(app): State<App>,
    caller: Caller<can::WriteKnowledge>,
    Path(id): Path<DocumentId>,
) -> Outcome<StatusCode> {
    delete(&app, caller.tenant, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A document's passages in reading order.
#[utoipa::path(get, path = "/documents/{id}/passages", tag = "knowledge", params(("id" = DocumentId, Path)),
    responses((status = 200, body = Vec<DocumentPassage>), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn get_passages(
    State(app): State<App>,
    caller: Caller<can::ReadKnowledge>,
    Path(id): Path<DocumentId>,
) -> Outcome<Json<Vec<DocumentPassage>>> {
    browse::passages(&app, caller.tenant, id).await.map(Json)
}

#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct Search {
    q: String,
    /// The asker's language, BCP 47; detected unless given.
    lang: Option<String>,
    /// 1 to 100, by default 10.
    limit: Option<i64>,
    /// As customers on this channel would find it (`widget`); as the team does unless given.
    channel: Option<String>,
}

/// Finds passages as the assistant does: what is for the asker, and valid now.
#[utoipa::path(get, path = "/knowledge/search", tag = "knowledge", params(Search),
    responses((status = 200, body = SearchResults), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn get_search(
    State(app): State<App>,
    caller: Caller<can::ReadKnowledge>,
    Extract(query): Extract<Search>,
) -> Outcome<Json<SearchResults>> {
    let asked = query.q.trim();
    if asked.is_empty() {
        return Err(Refusal::field("q", "required", "nothing to search for"));
    }
    if asked.chars().count() > QUERY_CHARS {
        return Err(Refusal::field("q", "too_long", format!("at most {QUERY_CHARS} characters")));
    }
    let limit = usize::try_from(http::limit(query.limit, 10)?).unwrap_or_default();
    let lang = query.lang.as_deref().filter(|lang| !lang.is_empty());
    let lang = lang.map(|lang| http::language("lang", lang)).transpose()?;
    let reader = match query.channel.as_deref().filter(|channel| !channel.is_empty()) {
        Some(channel) if !CHANNELS.contains(&channel) => {
            return Err(Refusal::field("channel", "invalid", "not a channel"));
        }
        Some(channel) => Reader::Customer(channel),
        None => Reader::Member,
    };
    search::search(&app, caller.tenant, reader, asked, lang, limit).await.map(Json)
}
