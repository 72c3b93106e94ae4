use crate::{crypto::Sealed, db::TenantTx, refusal::Outcome};
use api::{DocumentId, UserId};
use time::OffsetDateTime;

const TITLE: &str = "article_versions.title";
const BODY: &str = "article_versions.body";

/// A version's words.
#[derive(Clone)]
pub(in super::super) struct Words {
    pub title: String,
    pub lang: Option<String>,
    pub body: String,
}

/// A version as stored.
pub(in super::super) struct Version {
    pub number: i32,
    pub words: Words,
    pub author: Option<UserId>,
    pub updated_at: OffsetDateTime,
    pub published_at: Option<OffsetDateTime>,
}

struct Row {
    version: i32,
    lang: Option<String>,
    title_sealed: Sealed,
    body_sealed: Sealed,
    author_id: Option<UserId>,
    updated_at: OffsetDateTime,
    published_at: Option<OffsetDateTime>,
}

async fn open(tx: &mut TenantTx, id: DocumentId, row: Row) -> Outcome<Version> {
    let key = tx.tenant_key().await?;
    Ok(Version {
        number: row.version,
        words: Words {
            title: key.open_text(TITLE, id.0, &row.title_sealed.0)?,
            lang: row.lang,
            body: key.open_text(BODY, id.0, &row.body_sealed.0)?,
        },
        author: row.author_id,
        updated_at: row.updated_at,
        published_at: row.published_at,
    })
}

/// Adds an article's document, without passages until it is published.
pub(in super::super) async fn add_article(
    tx: &mut TenantTx,
    id: DocumentId,
    title: &str,
    lang: Option<&str>,
    now: OffsetDateTime,
) -> sqlx::Result<bool> {
    sqlx::query!(
        "insert into documents (tenant_id, id, title, file_name, lang, media_type, size, state, progress, kind, created_at, updated_at)
         values ($1, $2, $3, 'article.md', $4, 'text/markdown', 0, 'ready', 100, 'article', $5, $5) on conflict do nothing",
        tx.tenant().0,
        id.0,
        title,
        lang,
        now,
    )
    .execute(tx.conn())
    .await
    .map(|done| done.rows_affected() == 1)
}

/// Writes a version: a new one, or the draft of this number over again.
pub(in super::super) async fn save_version(
    tx: &mut TenantTx,
    id: DocumentId,
    number: i32,
    words: &Words,
    author: UserId,
    now: OffsetDateTime,
) -> Outcome<()> {
    let key = tx.tenant_key().await?;
    sqlx::query!(
        "insert into article_versions (tenant_id, document_id, version, lang, title_sealed, body_sealed, author_id, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $8)
         on conflict (tenant_id, document_id, version) do update
            set lang = $4, title_sealed = $5, body_sealed = $6, author_id = $7, updated_at = $8",
        tx.tenant().0,
        id.0,
        number,
        words.lang,
        key.seal(TITLE, id.0, words.title.as_bytes())? as Sealed,
        key.seal(BODY, id.0, words.body.as_bytes())? as Sealed,
        author.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The newest version, or the one of a number; none where it is no article.
pub(in super::super) async fn version_of(
    tx: &mut TenantTx,
    id: DocumentId,
    number: Option<i32>,
) -> Outcome<Option<Version>> {
    let row = sqlx::query_as!(
        Row,
        "select version, lang, title_sealed, body_sealed, author_id, updated_at, published_at from article_versions
          where tenant_id = $1 and document_id = $2 and ($3::int is null or version = $3) order by version desc limit 1",
        tx.tenant().0,
        id.0,
        number,
    )
    .fetch_optional(tx.conn())
    .await?;
    match row {
        Some(row) => open(tx, id, row).await.map(Some),
        None => Ok(None),
    }
}

/// All versions, newest first.
pub(in super::super) async fn versions(tx: &mut TenantTx, id: DocumentId) -> Outcome<Vec<Version>> {
    let rows = sqlx::query_as!(
        Row,
        "select version, lang, title_sealed, body_sealed, author_id, updated_at, published_at from article_versions
          where tenant_id = $1 and document_id = $2 order by version desc",
        tx.tenant().0,
        id.0,
    )
    .fetch_all(tx.conn())
    .await?;
    let mut versions = Vec::with_capacity(rows.len());
    for row in rows {
        versions.push(open(tx, id, row).await?);
    }
    Ok(versions)
}

/// The version that was published last.
pub(in super::super) async fn published_version(
    tx: &mut TenantTx,
    id: DocumentId,
) -> sqlx::Result<Option<i32>> {
    sqlx::query_scalar!(
        "select max(version) from article_versions where tenant_id = $1 and document_id = $2 and published_at is not null",
        tx.tenant().0,
        id.0,
    )
    .fetch_one(tx.conn())
    .await
}

/// Marks a version as published, and calls the document what it is called there.
pub(in super::super) async fn mark_published(
    tx: &mut TenantTx,
    id: DocumentId,
    version: &Version,
    now: OffsetDateTime,
) -> sqlx::Result<()> {
    sqlx::query!(
        "update article_versions set published_at = $4 where tenant_id = $1 and document_id = $2 and version = $3",
        tx.tenant().0,
        id.0,
        version.number,
        now,
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "update documents set title = $3, lang = $4 where tenant_id = $1 and id = $2",
        tx.tenant().0,
        id.0,
        version.words.title,
        version.words.lang,
    )
    .execute(tx.conn())
    .await
    .map(drop)
}
