//! The room's SQL: what changes documents here, what reads them in [`documents`], their passages in [`chunks`],
//! who may read them in [`audience`], what is to take their place in [`drafts`] and [`articles`].

mod articles;
mod audience;
mod chunks;
mod documents;
mod drafts;
mod likeness;
mod refresh;

pub(super) use articles::{
    Version, Words, add_article, mark_published, published_version, save_version, version_of, versions,
};
pub use audience::withheld;
pub(super) use audience::{Metadata, describe, hidden_from};
pub use chunks::sources;
pub(super) use chunks::{
    IndexRow, first_passages, index_rows, index_rows_of, passages, passages_of, replace_chunks,
};
pub(super) use documents::{Filter, Like, lock_document, named, newest, titles};
pub use documents::{by_file_name, documents_by_id, hold};
pub(super) use drafts::{
    NextFile, drop_draft, files_of, keep_file, keep_text, take_file, waiting_report, waiting_text,
};
pub(super) use likeness::{Likeness, likenesses, note_likeness};
pub(super) use refresh::{Refreshed, Stale, forget_other_models, refresh_passages, stale_passages};

use super::model::Failure;
use crate::{
    db::TenantTx,
    refusal::{Outcome, Refusal},
};
use api::{Audience, DocumentId, Stage};
use time::OffsetDateTime;
use uuid::Uuid;

/// A document that was just stored.
pub(super) struct NewDocument<'a> {
    pub id: DocumentId,
    pub title: &'a str,
    pub file_name: &'a str,
    pub lang: Option<&'a str>,
    pub media_type: &'a str,
    pub size: u64,
    pub hash: &'a [u8],
    /// Whether it waits for a person before it is indexed.
    pub review: bool,
}

/// A document that can't be read, and has no file.
pub(super) struct Refused<'a> {
    pub id: DocumentId,
    pub title: &'a str,
    pub file_name: &'a str,
    pub media_type: &'a str,
}

/// What the ingest needs of a document.
pub(super) struct Started {
    pub title: String,
    pub file_name: String,
    pub lang: Option<String>,
    pub attempt: i32,
    pub review: bool,
    pub masks: Vec<String>,
    /// The file to read: one that waits to take the place of the document's own, if there is one.
    pub file: Uuid,
}

/// One run of work on a document: of several, the one with the document's own number is wanted.
#[derive(Clone, Copy)]
pub(super) struct Job {
    pub document: DocumentId,
    pub attempt: i32,
}

/// What the ingest found out about a document.
pub(super) struct Finished<'a> {
    pub title: &'a str,
    pub lang: Option<&'a str>,
    pub media_type: &'a str,
    pub pages: Option<u32>,
    pub chunks: usize,
}

/// Adds a document; `false` when it was added before by the same request.
pub(super) async fn add(tx: &mut TenantTx, new: &NewDocument<'_>, now: OffsetDateTime) -> Outcome<bool> {
    let done = sqlx::query!(
        "insert into documents (tenant_id, id, title, file_name, lang, media_type, size, state, content_hash, review, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, 'received', $8, $9, $10, $10) on conflict do nothing",
        tx.tenant().0,
        new.id.0,
        new.title,
        new.file_name,
        new.lang,
        new.media_type,
        i64::try_from(new.size).map_err(Refusal::internal)?,
        new.hash,
        new.review,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Adds a document that can't be read, with the reason; `false` when it was added before.
pub(super) async fn add_refused(
    tx: &mut TenantTx,
    new: &Refused<'_>,
    why: &Failure,
    now: OffsetDateTime,
) -> sqlx::Result<bool> {
    sqlx::query!(
        "insert into documents (tenant_id, id, title, file_name, media_type, size, state, error_code, error_detail, created_at, updated_at)
         values ($1, $2, $3, $4, $5, 0, 'failed', $6, $7, $8, $8) on conflict do nothing",
        tx.tenant().0,
        new.id.0,
        new.title,
        new.file_name,
        new.media_type,
        why.code.as_str(),
        why.detail,
        now,
    )
    .execute(tx.conn())
    .await
    .map(|done| done.rows_affected() == 1)
}

/// Begins (or begins again) the work on a document; `None` when there is nothing to do for it.
pub(super) async fn start(
    tx: &mut TenantTx,
    id: DocumentId,
    now: OffsetDateTime,
) -> sqlx::Result<Option<Started>> {
    sqlx::query_as!(
        Started,
        r#"update documents d set state = 'processing', stage = 'extract', progress = 5, done = null, total = null,
                error_code = null, error_detail = null, updated_at = $3
           from (select 1) as one left join document_drafts w on w.tenant_id = $1 and w.document_id = $2
          where d.tenant_id = $1 and d.id = $2 and d.state in ('received', 'processing')
            and d.stage is distinct from 'review'
         returning d.title, coalesce(w.file_name, d.file_name) as "file_name!", d.lang, d.attempt, d.review, d.masks,
                   coalesce(w.file_id, d.file_id, d.id) as "file!: Uuid""#,
        tx.tenant().0,
        id.0,
        now,
    )
    .fetch_optional(tx.conn())
    .await
}

/// How far the work on a document is.
#[derive(Clone, Copy)]
pub(super) struct Step {
    pub stage: Stage,
    /// Per cent of the whole way.
    pub progress: u8,
    /// Passages that are done, of all.
    pub counted: Option<(usize, usize)>,
    /// Pages that were read.
    pub pages: Option<u32>,
}

/// Notes how far the work is; `false` when the document is gone or done, or the work is not wanted any more, so
/// that it can stop.
pub(super) async fn advance(tx: &mut TenantTx, work: Job, step: Step, now: OffsetDateTime) -> Outcome<bool> {
    let (done, total) = step.counted.unzip();
    let number = |n: Option<usize>| n.map(i32::try_from).transpose().map_err(Refusal::internal);
    let updated = sqlx::query!(
        "update documents set stage = $4, progress = $5, done = $6, total = $7, pages = coalesce($8, pages), updated_at = $9
          where tenant_id = $1 and id = $2 and attempt = $3 and state = 'processing'",
        tx.tenant().0,
        work.document.0,
        work.attempt,
        step.stage as Stage,
        i16::from(step.progress),
        number(done)?,
        number(total)?,
        step.pages.map(i32::try_from).transpose().map_err(Refusal::internal)?,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(updated.rows_affected() == 1)
}

/// Whether this work on a document is still wanted: the document is there, and no other was begun.
pub(super) async fn is_wanted(tx: &mut TenantTx, work: Job) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (select from documents where tenant_id = $1 and id = $2 and attempt = $3) as "wanted!""#,
        tx.tenant().0,
        work.document.0,
        work.attempt,
    )
    .fetch_one(tx.conn())
    .await
}

/// Makes a document ready; `false` when it is gone, was finished by another or is not wanted any more. The row stays locked
/// until the commit, so that a deletion comes before or after all of it.
pub(super) async fn finish(
    tx: &mut TenantTx,
    work: Job,
    done: &Finished<'_>,
    now: OffsetDateTime,
) -> Outcome<bool> {
    let updated = sqlx::query!(
        "update documents set state = 'ready', stage = null, progress = 100, done = null, total = null, title = $4, lang = $5,
                media_type = $6, pages = $7, chunks = $8, updated_at = $9
          where tenant_id = $1 and id = $2 and attempt = $3 and state = 'processing'",
        tx.tenant().0,
        work.document.0,
        work.attempt,
        done.title,
        done.lang,
        done.media_type,
        done.pages.map(i32::try_from).transpose().map_err(Refusal::internal)?,
        i32::try_from(done.chunks).map_err(Refusal::internal)?,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(updated.rows_affected() == 1)
}

/// Ends the work on a document with a reason; `false` when it is gone or done. Passages that it had go on serving.
pub(super) async fn fail(
    tx: &mut TenantTx,
    work: Job,
    failure: &Failure,
    now: OffsetDateTime,
) -> sqlx::Result<bool> {
    sqlx::query!(
        "update documents set state = 'failed', stage = null, done = null, total = null, error_code = $4, error_detail = $5,
                updated_at = $6
          where tenant_id = $1 and id = $2 and attempt = $3 and state = 'processing'",
        tx.tenant().0,
        work.document.0,
        work.attempt,
        failure.code.as_str(),
        failure.detail,
        now,
    )
    .execute(tx.conn())
    .await
    .map(|done| done.rows_affected() == 1)
}

/// Puts a document back to the beginning; work that is under way is not wanted any more. Its passages stay.
pub(super) async fn receive_again(
    tx: &mut TenantTx,
    id: DocumentId,
    now: OffsetDateTime,
) -> sqlx::Result<()> {
    sqlx::query!(
        "update documents set state = 'received', stage = null, progress = 0, done = null, total = null,
                error_code = null, error_detail = null, attempt = attempt + 1, updated_at = $3
          where tenant_id = $1 and id = $2",
        tx.tenant().0,
        id.0,
        now,
    )
    .execute(tx.conn())
    .await
    .map(drop)
}

/// Ends the work on a document because somebody wants it so. With passages it is as it was before; an article waits to
/// be published; any other document has failed, for the reason given.
pub(super) async fn cancel(
    tx: &mut TenantTx,
    id: DocumentId,
    failure: &Failure,
    now: OffsetDateTime,
) -> sqlx::Result<()> {
    sqlx::query!(
        "update documents
            set state = case when chunks > 0 or kind = 'article' then 'ready' else 'failed' end,
                progress = case when chunks > 0 or kind = 'article' then 100 else progress end,
                error_code = case when chunks > 0 or kind = 'article' then null else $3 end,
                error_detail = case when chunks > 0 or kind = 'article' then null else $4 end,
                stage = null, done = null, total = null, attempt = attempt + 1, updated_at = $5
          where tenant_id = $1 and id = $2",
        tx.tenant().0,
        id.0,
        failure.code.as_str(),
        failure.detail,
        now,
    )
    .execute(tx.conn())
    .await
    .map(drop)
}

/// Whether a document's next reading waits for a person.
pub(super) async fn ask_for_review(tx: &mut TenantTx, id: DocumentId, review: bool) -> sqlx::Result<()> {
    sqlx::query!(
        "update documents set review = $3 where tenant_id = $1 and id = $2",
        tx.tenant().0,
        id.0,
        review,
    )
    .execute(tx.conn())
    .await
    .map(drop)
}

/// Lets a document that waits for its review go on, with what is to be masked.
pub(super) async fn let_go_on(
    tx: &mut TenantTx,
    id: DocumentId,
    masks: &[String],
    now: OffsetDateTime,
) -> sqlx::Result<()> {
    sqlx::query!(
        "update documents set state = 'received', stage = null, review = false, masks = $3, attempt = attempt + 1, updated_at = $4
          where tenant_id = $1 and id = $2",
        tx.tenant().0,
        id.0,
        masks,
        now,
    )
    .execute(tx.conn())
    .await
    .map(drop)
}

/// Removes documents with their passages and vectors; answers those that were there.
pub(super) async fn delete(tx: &mut TenantTx, ids: &[DocumentId]) -> sqlx::Result<Vec<DocumentId>> {
    // What was answered to the request that made them, too.
    sqlx::query!(
        "delete from idempotency_keys where tenant_id = $1 and resource_id = any($2)",
        tx.tenant().0,
        ids as &[DocumentId],
    )
    .execute(tx.conn())
    .await?;
    sqlx::query_scalar!(
        "delete from documents where tenant_id = $1 and id = any($2) returning id",
        tx.tenant().0,
        ids as &[DocumentId],
    )
    .fetch_all(tx.conn())
    .await
}

/// Notes that a document is a page of a site, and whom it is for.
pub(super) async fn note_page(
    tx: &mut TenantTx,
    id: DocumentId,
    url: &str,
    audience: Audience,
    channels: &[String],
) -> sqlx::Result<()> {
    sqlx::query!(
        "update documents set url = $3, audience = $4, channels = $5 where tenant_id = $1 and id = $2",
        tx.tenant().0,
        id.0,
        url,
        audience as Audience,
        channels,
    )
    .execute(tx.conn())
    .await
    .map(drop)
}

/// Gives a document another title; its passages are made anew by whoever calls this.
pub(super) async fn rename(tx: &mut TenantTx, id: DocumentId, title: &str) -> sqlx::Result<()> {
    sqlx::query!(
        "update documents set title = $3 where tenant_id = $1 and id = $2",
        tx.tenant().0,
        id.0,
        title
    )
    .execute(tx.conn())
    .await
    .map(drop)
}

/// The version of what can be searched; 0 before there was anything.
pub(super) async fn version(tx: &mut TenantTx) -> sqlx::Result<i64> {
    let version =
        sqlx::query_scalar!("select version from knowledge_versions where tenant_id = $1", tx.tenant().0)
            .fetch_optional(tx.conn())
            .await?;
    Ok(version.unwrap_or_default())
}

/// Tells every index in memory, on every node, that it is out of date once this commits.
pub(super) async fn next_version(tx: &mut TenantTx) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into knowledge_versions (tenant_id, version) values ($1, 1)
         on conflict (tenant_id) do update set version = knowledge_versions.version + 1",
        tx.tenant().0,
    )
    .execute(tx.conn())
    .await
    .map(drop)
}
