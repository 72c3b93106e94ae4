use crate::{db::TenantTx, refusal::Outcome};
use api::{
    Audience, Code, Document, DocumentError, DocumentId, DocumentKind, DocumentState, DocumentWarning, Stage,
    Stamp, WarningCode,
};
use serde::{Deserialize, Serialize};
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
    done: Option<i32>,
    total: Option<i32>,
    kind: DocumentKind,
    url: Option<String>,
    draft: bool,
    warnings: serde_json::Value,
    masks: Vec<String>,
    created_at: OffsetDateTime,
}

/// Selects [`Row`]s: its columns stand once.
macro_rules! select_documents {
    ($which:literal, $($argument:expr),* $(,)?) => {
        sqlx::query_as!(
            Row,
            "select id, title, lang, media_type, size, state, stage, progress, pages, chunks, error_code,
                    error_detail, audience, channels, valid_from, valid_to,
                    done, total, case when url is null then kind else 'page' end as \"kind!: DocumentKind\", url,
                    exists(select from article_versions v where v.tenant_id = documents.tenant_id
                       and v.document_id = documents.id and v.published_at is null) as \"draft!\",
                    warnings, masks, created_at from documents where tenant_id = $1 and " + $which,
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
    documents(tx, rows).await
}

/// A document, locked until the transaction ends.
pub(in super::super) async fn lock_document(tx: &mut TenantTx, id: DocumentId) -> Outcome<Option<Document>> {
    let rows = select_documents!("id = $2 for update", tx.tenant().0, id.0).fetch_all(tx.conn()).await?;
    Ok(documents(tx, rows).await?.pop())
}

/// Documents by id, which stay until the transaction ends; those that are gone are absent. For whoever stores what
/// quotes them.
pub async fn hold(tx: &mut TenantTx, ids: &[DocumentId]) -> Outcome<Vec<Document>> {
    let rows = select_documents!("id = any($2) for key share", tx.tenant().0, ids as &[DocumentId])
        .fetch_all(tx.conn())
        .await?;
    documents(tx, rows).await
}

/// Which documents a list shows.
#[derive(Default)]
pub(in super::super) struct Filter {
    pub state: Option<DocumentState>,
    /// A language, with or without a region.
    pub lang: Option<String>,
    pub kind: Option<DocumentKind>,
    /// Words of the title, folded.
    pub title: Option<String>,
}

/// The newest `limit` documents before `before` that the filter lets through. Ids are UUIDv7, so their order is
/// the order of uploads.
pub(in super::super) async fn newest(
    tx: &mut TenantTx,
    filter: &Filter,
    before: Option<DocumentId>,
    limit: usize,
) -> Outcome<Vec<Document>> {
    // Titles are compared folded, as questions are: PostgreSQL does not know that form.
    let named = filter.title.as_deref();
    let rows = sqlx::query!(
        "select id, title from documents
          where tenant_id = $1 and ($2::uuid is null or id < $2) and ($3::text is null or state = $3)
            and ($4::text is null or split_part(lang, '-', 1) = $4) 
            and ($5::text is null or case when url is null then kind else 'page' end = $5)
          order by id desc limit $6",
        tx.tenant().0,
        before.map(|id| id.0),
        filter.state as Option<DocumentState>,
        filter.lang,
        filter.kind as Option<DocumentKind>,
        if named.is_some() { None } else { i64::try_from(limit).ok() },
    )
    .fetch_all(tx.conn())
    .await?;
    let ids: Vec<DocumentId> = rows
        .into_iter()
        .filter(|row| named.is_none_or(|sought| text::normalize::fold(&row.title).contains(sought)))
        .map(|row| row.id)
        .take(limit)
        .collect();
    let mut documents = documents_by_id(tx, &ids).await?;
    documents.sort_unstable_by_key(|document| std::cmp::Reverse(document.id));
    Ok(documents)
}

/// Every document by its file's name; of several with one name the newest.
pub async fn by_file_name(tx: &mut TenantTx) -> Outcome<HashMap<String, DocumentId>> {
    let rows =
        sqlx::query!("select file_name, id from documents where tenant_id = $1 order by id", tx.tenant().0,)
            .fetch_all(tx.conn())
            .await?;
    Ok(rows.into_iter().map(|row| (row.file_name, row.id)).collect())
}

/// A warning as its column holds it: an id and a share, never text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(in super::super) struct Like {
    pub code: WarningCode,
    pub document: DocumentId,
    /// Per cent.
    pub share: u8,
}

/// Warnings with the titles of now; of documents that are gone there is nothing to say.
pub(in super::super) async fn named(tx: &mut TenantTx, likes: &[Like]) -> sqlx::Result<Vec<DocumentWarning>> {
    let mut all = warnings(tx, &[likes]).await?;
    Ok(all.pop().unwrap_or_default())
}

async fn warnings(tx: &mut TenantTx, likes: &[&[Like]]) -> sqlx::Result<Vec<Vec<DocumentWarning>>> {
    let ids: Vec<DocumentId> =
        likes.iter().flat_map(|likes| likes.iter().map(|like| like.document)).collect();
    let titles = titles(tx, &ids).await?;
    let named = |like: &Like| {
        let title = titles.get(&like.document)?.clone();
        Some(DocumentWarning { code: like.code, document_id: like.document, title, share: like.share })
    };
    Ok(likes.iter().map(|likes| likes.iter().filter_map(named).collect()).collect())
}

/// Documents' titles; those that are gone are absent.
pub(in super::super) async fn titles(
    tx: &mut TenantTx,
    ids: &[DocumentId],
) -> sqlx::Result<HashMap<DocumentId, String>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = sqlx::query!(
        "select id, title from documents where tenant_id = $1 and id = any($2)",
        tx.tenant().0,
        ids as &[DocumentId],
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.title)).collect())
}

async fn documents(tx: &mut TenantTx, rows: Vec<Row>) -> Outcome<Vec<Document>> {
    let likes: Vec<Vec<Like>> =
        rows.iter().map(|row| serde_json::from_value(row.warnings.clone()).unwrap_or_default()).collect();
    let likes: Vec<&[Like]> = likes.iter().map(Vec::as_slice).collect();
    let warnings = warnings(tx, &likes).await?;
    Ok(rows.into_iter().zip(warnings).map(|(row, warnings)| document(row, warnings)).collect())
}

fn document(row: Row, warnings: Vec<DocumentWarning>) -> Document {
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
        done: row.done.and_then(|n| u32::try_from(n).ok()),
        total: row.total.and_then(|n| u32::try_from(n).ok()),
        kind: row.kind,
        url: row.url,
        draft: row.draft,
        warnings,
        masks: row.masks,
        created_at: Stamp(row.created_at),
    }
}
