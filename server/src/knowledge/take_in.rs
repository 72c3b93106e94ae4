use super::{
    jobs::ingest_later,
    model::title_of_name,
    store::{self, NewDocument},
};
use crate::{
    App,
    db::NewEvent,
    files::{MAX_BYTES, Stored, clean_name},
    line::one_line,
    refusal::{Outcome, Refusal},
};
use api::{Code, Document, DocumentId, TenantId, event};
use axum::body::Bytes;
use extract::Refused;
use futures::Stream;

const TITLE_CHARS: usize = 200;

/// Takes a document in: the file is sealed to disk as it comes, then a job reads it. Ready or failed
/// in the end; `document.updated` says when.
pub async fn take_in(
    app: &App,
    tenant: TenantId,
    title: Option<String>,
    file_name: &str,
    lang: Option<String>,
    stream: impl Stream<Item = Result<Bytes, impl Into<Refusal>>>,
) -> Outcome<Document> {
    let id = DocumentId(app.new_id());
    let file = keep(app, tenant, id, file_name, stream).await?;
    register(app, tenant, file, title, lang, false).await
}

/// A file on disk that no row names yet.
pub(super) struct Kept {
    /// The file's own id, which is also the document's that it makes.
    pub(super) id: DocumentId,
    pub(super) name: String,
    pub(super) stored: Stored,
}

/// Seals the file. Its name alone may already say that it can't be read.
pub(super) async fn keep(
    app: &App,
    tenant: TenantId,
    id: DocumentId,
    file_name: &str,
    stream: impl Stream<Item = Result<Bytes, impl Into<Refusal>>>,
) -> Outcome<Kept> {
    let name = clean_name(file_name);
    if matches!(extract::sniff(&name, &[]), Err(Refused::Unsupported)) {
        return Err(Refusal::new(Code::UnsupportedMediaType, Refused::Unsupported.to_string()));
    }
    let region = app.db.region_of(tenant).await?;
    let mut tx = app.db.tenant(tenant).begin().await?;
    let key = tx.tenant_key().await?;
    drop(tx); // a long upload must not hold a connection
    let stored = app.files.put(&region, tenant, id.0, &key, stream, MAX_BYTES).await?;
    Ok(Kept { id, name, stored })
}

/// Adds the row, the event and the job, together. A repetition finds them there. With `review` it waits for a
/// person once it is read.
pub(super) async fn register(
    app: &App,
    tenant: TenantId,
    file: Kept,
    title: Option<String>,
    lang: Option<String>,
    review: bool,
) -> Outcome<Document> {
    let answer = insert(app, tenant, &file, title, lang, review).await;
    if answer.as_ref().is_err_and(|refusal| refusal.code == Code::InvalidInput) {
        // Only where no row can be; after any other fault the daily sweep looks for itself.
        if let Ok(region) = app.db.region_of(tenant).await {
            let _ = app.files.delete(&region, tenant, file.id.0).await;
        }
    }
    answer
}

async fn insert(
    app: &App,
    tenant: TenantId,
    file: &Kept,
    title: Option<String>,
    lang: Option<String>,
    review: bool,
) -> Outcome<Document> {
    let (title, lang) = (checked_title(title)?, checked_lang(lang)?);
    let new = NewDocument {
        id: file.id,
        title: title.as_deref().unwrap_or_else(|| title_of_name(&file.name)),
        file_name: &file.name,
        lang: lang.as_deref(),
        media_type: declared_type(&file.name),
        size: file.stored.size,
        hash: &file.stored.sha256,
        review,
    };
    let mut tx = app.db.tenant(tenant).begin().await?;
    if store::add(&mut tx, &new, app.now()).await? {
        tx.emit(updated(file.id));
        tx.enqueue(ingest_later(tenant, file.id));
    }
    let document = store::documents_by_id(&mut tx, &[file.id]).await?.pop().ok_or_else(Refusal::not_found)?;
    tx.commit().await?;
    Ok(document)
}

/// A title on one line; none where it is blank.
pub(super) fn checked_title(title: Option<String>) -> Outcome<Option<String>> {
    let title = title.and_then(|title| one_line(&title));
    if title.as_ref().is_some_and(|title| title.chars().count() > TITLE_CHARS) {
        return Err(Refusal::field("title", "too_long", format!("at most {TITLE_CHARS} characters")));
    }
    Ok(title)
}

/// A language tag; none where it is blank.
pub fn checked_lang(lang: Option<String>) -> Outcome<Option<String>> {
    let lang = lang.map(|lang| lang.trim().to_owned()).filter(|lang| !lang.is_empty());
    if lang.as_ref().is_some_and(|lang| !text::language::is_tag(lang)) {
        return Err(Refusal::field("lang", "invalid", "not a language tag such as ar or it-IT"));
    }
    Ok(lang)
}

/// The event of every change of a document.
pub(super) fn updated(document: DocumentId) -> NewEvent {
    NewEvent { kind: event::DOCUMENT_UPDATED, conversation: None, subject: document.0, visitor_id: None }
}

/// What the name says until the content has been read.
pub(super) fn declared_type(file_name: &str) -> &'static str {
    let declared = extract::declared_format(file_name).ok().flatten();
    declared.map_or("application/octet-stream", extract::Format::media_type)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_says_what_it_may_be() {
        assert_eq!(declared_type("A.PDF"), "application/pdf");
        assert_eq!(declared_type("pdf"), "application/octet-stream");
        assert_eq!(declared_type("a.xyz"), "application/octet-stream");
    }
}
