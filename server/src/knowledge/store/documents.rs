use crate::{db::TenantTx, refusal::Outcome};
use api::{Audience, Code, Document, DocumentError, DocumentId, DocumentState, Stage, Stamp};
use std::collections::HashMap;
use time::OffsetDateTime;

/// A document as stored.
struct Row {
    id: DocumentId,
    title: String,
    lang: Option<String>,
    media_type: String,
    size: i64,
    state: DocumentState,
    stage: Option<Stage>,
    progress: i16,
    pages: Option<i32>,
    chunks: i32,
    error_code: Option<String>,
    error_detail: Option<String>,
    audience: Audience,
    channels: Vec<String>,
    valid_from: Option<OffsetDateTime>,
    valid_to: Option<OffsetDateTime>,
    created_at: OffsetDateTime,
}

/// Selects [`Row`]s: its columns stand once.
macro_rules! select_documents {
    ($which:literal, $($argument:expr),* $(,)?) => {
        sqlx::query_as!(
            Row,
            "select id, title, lang, media_type, size, state, stage, progress, pages, chunks, error_code,
                    error_detail, audience, channels, valid_from, valid_to, created_at from documents where tenant_id = $1 and " + $which,
            $($argument),*
        )
    };
}

/// Documents by id; those that are gone are absent.
pub async fn documents_by_id(tx: &mut TenantTx, ids: &[DocumentId]) -> Outcome<Vec<Document>> {
    if ids.is_empty() {
        return Ok(vec![]);
    }
    let rows =
        select_documents!("id = any($2)", tx.tenant().0, ids as &[DocumentId]).fetch_all(tx.conn()).await?;
    Ok(rows.into_iter().map(document).collect())
}

/// A document, locked until the transaction ends.
pub(in super::super) async fn lock_document(tx: &mut TenantTx, id: DocumentId) -> Outcome<Option<Document>> {
    let row = select_documents!("id = $2 for update", tx.tenant().0, id.0).fetch_optional(tx.conn()).await?;
    Ok(row.map(document))
}

/// The newest `limit` documents before `before`. Ids are UUIDv7, so their order is the order of uploads.
pub(in super::super) async fn newest(
    tx: &mut TenantTx,
    before: Option<DocumentId>,
    limit: i64,
) -> Outcome<Vec<Document>> {
    let rows = select_documents!(
        "($2::uuid is null or id < $2) order by id desc limit $3",
        tx.tenant().0,
        before.map(|id| id.0),
        limit,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(document).collect())
}

/// Every document by its file's name; of several with one name the newest.
pub async fn by_file_name(tx: &mut TenantTx) -> Outcome<HashMap<String, DocumentId>> {
    let rows =
        sqlx::query!("select file_name, id from documents where tenant_id = $1 order by id", tx.tenant().0,)
            .fetch_all(tx.conn())
            .await?;
    Ok(rows.into_iter().map(|row| (row.file_name, row.id)).collect())
}

fn document(row: Row) -> Document {
    Document {
        id: row.id,
        title: row.title,
        lang: row.lang,
        media_type: row.media_type,
        size: u64::try_from(row.size).unwrap_or_default(),
        state: row.state,
        stage: row.stage,
        progress: u8::try_from(row.progress).unwrap_or(100),
        pages: row.pages.and_then(|n| u32::try_from(n).ok()),
        chunks: u32::try_from(row.chunks).unwrap_or_default(),
        error: row.error_code.map(|code| DocumentError {
            code: serde_json::from_value(code.into()).unwrap_or(Code::Unknown),
            detail: row.error_detail.unwrap_or_default(),
        }),
        audience: row.audience,
        channels: row.channels,
        valid_from: row.valid_from.map(Stamp),
        valid_to: row.valid_to.map(Stamp),
        created_at: Stamp(row.created_at),
    }
}
