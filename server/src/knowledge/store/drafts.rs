use super::Job;
use crate::{crypto::Sealed, db::TenantTx, refusal::Outcome};
use api::DocumentId;
use time::OffsetDateTime;
use uuid::Uuid;

const TEXT: &str = "document_drafts.text";
const REPORT: &str = "document_drafts.report";

/// A file that is to take the place of a document's own.
pub(in super::super) struct NextFile<'a> {
    pub file: Uuid,
    pub name: &'a str,
    pub media_type: &'a str,
    pub size: u64,
    pub hash: &'a [u8],
}

/// Keeps a file until its passages are made; answers the one whose place it takes among those that wait.
pub(in super::super) async fn keep_file(
    tx: &mut TenantTx,
    id: DocumentId,
    next: &NextFile<'_>,
    now: OffsetDateTime,
) -> Outcome<Option<Uuid>> {
    let before = drop_draft(tx, id).await?;
    sqlx::query!(
        "insert into document_drafts (tenant_id, document_id, file_id, file_name, media_type, size, content_hash, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        tx.tenant().0,
        id.0,
        next.file,
        next.name,
        next.media_type,
        i64::try_from(next.size).unwrap_or(i64::MAX),
        next.hash,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(before)
}

/// Seals a document's text and what was found in it, to wait for a person; `false` when the work is not wanted.
pub(in super::super) async fn keep_text(
    tx: &mut TenantTx,
    work: Job,
    text: &[u8],
    report: &[u8],
    now: OffsetDateTime,
) -> Outcome<bool> {
    let id = work.document;
    let key = tx.tenant_key().await?;
    let (text, report) = (key.seal(TEXT, id.0, text)?, key.seal(REPORT, id.0, report)?);
    let waits = sqlx::query!(
        "update documents set stage = 'review', progress = 40, updated_at = $4
          where tenant_id = $1 and id = $2 and attempt = $3 and state = 'processing'",
        tx.tenant().0,
        id.0,
        work.attempt,
        now,
    )
    .execute(tx.conn())
    .await?;
    if waits.rows_affected() == 0 {
        return Ok(false);
    }
    sqlx::query!(
        "insert into document_drafts (tenant_id, document_id, text_sealed, report_sealed, created_at)
         values ($1, $2, $3, $4, $5)
         on conflict (tenant_id, document_id) do update set text_sealed = $3, report_sealed = $4",
        tx.tenant().0,
        id.0,
        text as Sealed,
        report as Sealed,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(true)
}

/// The text that waits, opened.
pub(in super::super) async fn waiting_text(tx: &mut TenantTx, id: DocumentId) -> Outcome<Option<Vec<u8>>> {
    let sealed = sqlx::query_scalar!(
        "select text_sealed from document_drafts where tenant_id = $1 and document_id = $2",
        tx.tenant().0,
        id.0,
    )
    .fetch_optional(tx.conn())
    .await?
    .flatten();
    let Some(sealed) = sealed else { return Ok(None) };
    let key = tx.tenant_key().await?;
    Ok(Some(key.open(TEXT, id.0, &sealed.0)?.to_vec()))
}

/// What was found in the text that waits, opened.
pub(in super::super) async fn waiting_report(tx: &mut TenantTx, id: DocumentId) -> Outcome<Option<Vec<u8>>> {
    let sealed = sqlx::query_scalar!(
        "select report_sealed from document_drafts where tenant_id = $1 and document_id = $2",
        tx.tenant().0,
        id.0,
    )
    .fetch_optional(tx.conn())
    .await?
    .flatten();
    let Some(sealed) = sealed else { return Ok(None) };
    let key = tx.tenant_key().await?;
    Ok(Some(key.open(REPORT, id.0, &sealed.0)?.to_vec()))
}

/// Removes what waits to take a document's place; answers its file, which may go.
pub(in super::super) async fn drop_draft(tx: &mut TenantTx, id: DocumentId) -> sqlx::Result<Option<Uuid>> {
    let file = sqlx::query_scalar!(
        "delete from document_drafts where tenant_id = $1 and document_id = $2 returning file_id",
        tx.tenant().0,
        id.0,
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(file.flatten())
}

/// Gives a document the file that waited for it, if one did; answers the file whose place it took.
pub(in super::super) async fn take_file(tx: &mut TenantTx, id: DocumentId) -> sqlx::Result<Option<Uuid>> {
    let before = sqlx::query_scalar!(
        r#"with draft as (
             delete from document_drafts where tenant_id = $1 and document_id = $2
             returning file_id, file_name, size, content_hash),
           before as (select coalesce(file_id, id) as file from documents where tenant_id = $1 and id = $2)
           update documents d set file_id = draft.file_id, file_name = draft.file_name, size = draft.size,
                  content_hash = draft.content_hash
             from draft, before
            where d.tenant_id = $1 and d.id = $2 and draft.file_id is not null
           returning before.file as "file!: Uuid""#,
        tx.tenant().0,
        id.0,
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(before)
}

/// All files of documents: their own, and those that wait.
pub(in super::super) async fn files_of(tx: &mut TenantTx, ids: &[DocumentId]) -> sqlx::Result<Vec<Uuid>> {
    sqlx::query_scalar!(
        r#"select file as "file!: Uuid" from (
             select coalesce(file_id, id) as file from documents where tenant_id = $1 and id = any($2)
             union select file_id from document_drafts
                    where tenant_id = $1 and document_id = any($2) and file_id is not null) as files"#,
        tx.tenant().0,
        ids as &[DocumentId],
    )
    .fetch_all(tx.conn())
    .await
}
