//! The room's SQL: documents here, their passages in [`chunks`].

mod chunks;

pub use chunks::sources;
pub(super) use chunks::{nearest, passages, passages_of, replace_chunks, terms, terms_of};

use super::model::Failure;
use crate::{
    db::TenantTx,
    refusal::{Outcome, Refusal},
};
use api::{Code, Document, DocumentError, DocumentId, DocumentState, Stage, Stamp};
use sqlx::{Row, postgres::PgRow};
use std::collections::HashMap;
use time::OffsetDateTime;
use uuid::Uuid;

const COLUMNS: &str = "id, title, lang, media_type, size, state, stage, progress, pages, chunks, error_code, error_detail, created_at";

/// A document that was just stored.
pub(super) struct NewDocument<'a> {
    pub id: DocumentId,
    pub title: &'a str,
    pub file_name: &'a str,
    pub lang: Option<&'a str>,
    pub media_type: &'a str,
    pub size: u64,
}

/// What the ingest needs of a document.
pub(super) struct Started {
    pub title: String,
    pub file_name: String,
    pub lang: Option<String>,
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
    let tenant = tx.tenant();
    let done = sqlx::query(
        "insert into documents (tenant_id, id, title, file_name, lang, media_type, size, state, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, 'received', $8, $8) on conflict do nothing",
    )
    .bind(tenant)
    .bind(new.id)
    .bind(new.title)
    .bind(new.file_name)
    .bind(new.lang)
    .bind(new.media_type)
    .bind(i64::try_from(new.size).map_err(Refusal::internal)?)
    .bind(now)
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Documents by id; those that are gone are absent.
pub async fn documents_by_id(tx: &mut TenantTx, ids: &[DocumentId]) -> Outcome<Vec<Document>> {
    if ids.is_empty() {
        return Ok(vec![]);
    }
    let tenant = tx.tenant();
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let sql = format!("select {COLUMNS} from documents where tenant_id = $1 and id = any($2)");
    let rows = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(tenant).bind(ids).fetch_all(tx.conn()).await?;
    rows.iter().map(document).collect()
}

/// The newest `limit` documents before `before`. Ids are UUIDv7, so their order is the order of uploads.
pub(super) async fn newest(
    tx: &mut TenantTx,
    before: Option<DocumentId>,
    limit: i64,
) -> Outcome<Vec<Document>> {
    let tenant = tx.tenant();
    let sql = format!(
        "select {COLUMNS} from documents where tenant_id = $1 and ($2::uuid is null or id < $2) order by id desc limit $3"
    );
    let rows = sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(tenant)
        .bind(before)
        .bind(limit)
        .fetch_all(tx.conn())
        .await?;
    rows.iter().map(document).collect()
}

/// Every document by its file's name; of several with one name the newest.
pub async fn by_file_name(tx: &mut TenantTx) -> Outcome<HashMap<String, DocumentId>> {
    let tenant = tx.tenant();
    let rows: Vec<(String, DocumentId)> =
        sqlx::query_as("select file_name, id from documents where tenant_id = $1 order by id")
            .bind(tenant)
            .fetch_all(tx.conn())
            .await?;
    Ok(rows.into_iter().collect())
}

fn document(row: &PgRow) -> Outcome<Document> {
    let size: i64 = row.try_get(4)?;
    let progress: i16 = row.try_get(7)?;
    let pages: Option<i32> = row.try_get(8)?;
    let chunks: i32 = row.try_get(9)?;
    let code: Option<String> = row.try_get(10)?;
    let detail: Option<String> = row.try_get(11)?;
    Ok(Document {
        id: row.try_get(0)?,
        title: row.try_get(1)?,
        lang: row.try_get(2)?,
        media_type: row.try_get(3)?,
        size: u64::try_from(size).unwrap_or_default(),
        state: row.try_get::<DocumentState, _>(5)?,
        stage: row.try_get::<Option<Stage>, _>(6)?,
        progress: u8::try_from(progress).unwrap_or(100),
        pages: pages.and_then(|n| u32::try_from(n).ok()),
        chunks: u32::try_from(chunks).unwrap_or_default(),
        error: code.map(|code| DocumentError {
            code: serde_json::from_value(code.into()).unwrap_or(Code::Unknown),
            detail: detail.unwrap_or_default(),
        }),
        created_at: Stamp(row.try_get(12)?),
    })
}

/// Begins (or begins again) the work on a document; `None` when there is nothing to do for it.
pub(super) async fn start(
    tx: &mut TenantTx,
    id: DocumentId,
    now: OffsetDateTime,
) -> sqlx::Result<Option<Started>> {
    let tenant = tx.tenant();
    let row = sqlx::query(
        "update documents set state = 'processing', stage = 'extract', progress = 5,
                error_code = null, error_detail = null, updated_at = $3
          where tenant_id = $1 and id = $2 and state in ('received', 'processing')
         returning title, file_name, lang",
    )
    .bind(tenant)
    .bind(id)
    .bind(now)
    .fetch_optional(tx.conn())
    .await?;
    row.map(|row| Ok(Started { title: row.try_get(0)?, file_name: row.try_get(1)?, lang: row.try_get(2)? }))
        .transpose()
}

/// Notes how far the work is; `false` when the document is gone or done, so that the work can stop.
pub(super) async fn advance(
    tx: &mut TenantTx,
    id: DocumentId,
    stage: Stage,
    progress: u8,
    now: OffsetDateTime,
) -> sqlx::Result<bool> {
    let tenant = tx.tenant();
    sqlx::query(
        "update documents set stage = $3, progress = $4, updated_at = $5
          where tenant_id = $1 and id = $2 and state = 'processing'",
    )
    .bind(tenant)
    .bind(id)
    .bind(stage)
    .bind(i16::from(progress))
    .bind(now)
    .execute(tx.conn())
    .await
    .map(|done| done.rows_affected() == 1)
}

/// Makes a document ready; `false` when it is gone or was finished by another. The row stays locked
/// until the commit, so that a deletion comes before or after all of it.
pub(super) async fn finish(
    tx: &mut TenantTx,
    id: DocumentId,
    done: &Finished<'_>,
    now: OffsetDateTime,
) -> Outcome<bool> {
    let tenant = tx.tenant();
    let updated = sqlx::query(
        "update documents set state = 'ready', stage = null, progress = 100, title = $3, lang = $4, media_type = $5,
                pages = $6, chunks = $7, updated_at = $8
          where tenant_id = $1 and id = $2 and state = 'processing'",
    )
    .bind(tenant)
    .bind(id)
    .bind(done.title)
    .bind(done.lang)
    .bind(done.media_type)
    .bind(done.pages.map(i32::try_from).transpose().map_err(Refusal::internal)?)
    .bind(i32::try_from(done.chunks).map_err(Refusal::internal)?)
    .bind(now)
    .execute(tx.conn())
    .await?;
    Ok(updated.rows_affected() == 1)
}

/// Ends the work on a document with a reason; `false` when it is gone or done.
pub(super) async fn fail(
    tx: &mut TenantTx,
    id: DocumentId,
    failure: &Failure,
    now: OffsetDateTime,
) -> sqlx::Result<bool> {
    let tenant = tx.tenant();
    sqlx::query(
        "update documents set state = 'failed', stage = null, error_code = $3, error_detail = $4, updated_at = $5
          where tenant_id = $1 and id = $2 and state = 'processing'",
    )
    .bind(tenant)
    .bind(id)
    .bind(failure.code.as_str())
    .bind(&failure.detail)
    .bind(now)
    .execute(tx.conn())
    .await
    .map(|done| done.rows_affected() == 1)
}

/// Puts a failed document back to the beginning; `false` when it had not failed.
pub(super) async fn receive_again(
    tx: &mut TenantTx,
    id: DocumentId,
    now: OffsetDateTime,
) -> sqlx::Result<bool> {
    let tenant = tx.tenant();
    sqlx::query(
        "update documents set state = 'received', stage = null, progress = 0, error_code = null, error_detail = null,
                updated_at = $3
          where tenant_id = $1 and id = $2 and state = 'failed'",
    )
    .bind(tenant)
    .bind(id)
    .bind(now)
    .execute(tx.conn())
    .await
    .map(|done| done.rows_affected() == 1)
}

/// Removes a document with its passages and vectors; `false` when it is not there.
pub(super) async fn delete(tx: &mut TenantTx, id: DocumentId) -> sqlx::Result<bool> {
    let tenant = tx.tenant();
    sqlx::query("delete from documents where tenant_id = $1 and id = $2")
        .bind(tenant)
        .bind(id)
        .execute(tx.conn())
        .await
        .map(|done| done.rows_affected() == 1)
}

/// The version of what can be searched; 0 before there was anything.
pub(super) async fn version(tx: &mut TenantTx) -> sqlx::Result<i64> {
    let tenant = tx.tenant();
    let version: Option<i64> =
        sqlx::query_scalar("select version from knowledge_versions where tenant_id = $1")
            .bind(tenant)
            .fetch_optional(tx.conn())
            .await?;
    Ok(version.unwrap_or_default())
}

/// Tells every index in memory, on every node, that it is out of date once this commits.
pub(super) async fn next_version(tx: &mut TenantTx) -> sqlx::Result<()> {
    let tenant = tx.tenant();
    sqlx::query(
        "insert into knowledge_versions (tenant_id, version) values ($1, 1)
         on conflict (tenant_id) do update set version = knowledge_versions.version + 1",
    )
    .bind(tenant)
    .execute(tx.conn())
    .await
    .map(drop)
}
