use crate::db::TenantTx;
use api::{DocumentId, Stamp, WebPage, WebPageId, WebPageState, WebReason, WebSourceId};
use std::collections::HashMap;
use time::OffsetDateTime;
use uuid::Uuid;

/// An address to be read.
pub(in super::super) struct Next {
    pub id: WebPageId,
    pub url: String,
    pub depth: i16,
    pub hops: i16,
    pub tries: i16,
    pub missing: i16,
    pub document: Option<DocumentId>,
    pub title: Option<String>,
    pub etag: Option<String>,
    pub modified: Option<String>,
    pub listed: Option<String>,
    pub content_hash: Option<Vec<u8>>,
}

/// An address that is to be known.
pub(in super::super) struct Address {
    pub id: Uuid,
    pub url: String,
    /// What a sitemap says of its last change.
    pub listed: Option<String>,
}

/// Where addresses were found.
#[derive(Clone, Copy)]
pub(in super::super) struct Sight {
    pub source: WebSourceId,
    pub run: i32,
    pub depth: i16,
    pub hops: i16,
}

/// What became of an address.
#[derive(Default)]
pub(in super::super) struct Outcome {
    pub state: Option<WebPageState>,
    pub reason: Option<WebReason>,
    pub status: Option<u16>,
    pub tries: i16,
    pub missing: i16,
    pub document: Option<DocumentId>,
    pub title: Option<String>,
    pub etag: Option<String>,
    pub modified: Option<String>,
    pub lastmod: Option<String>,
    pub content_hash: Option<Vec<u8>>,
    pub read_at: Option<OffsetDateTime>,
}

/// Forgets what was gone in the run before, and notes whose documents somebody deleted here meanwhile.
pub(in super::super) async fn drop_gone(tx: &mut TenantTx, source: WebSourceId) -> sqlx::Result<()> {
    sqlx::query!(
        "delete from web_pages where tenant_id = $1 and source_id = $2 and state = 'gone'",
        tx.tenant().0,
        source.0,
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "update web_pages set state = 'left_out', reason = 'removed', status = null
          where tenant_id = $1 and source_id = $2 and state = 'read' and document_id is null",
        tx.tenant().0,
        source.0,
    )
    .execute(tx.conn())
    .await
    .map(drop)
}

/// Lets every known address be read again, but for those that somebody removed.
pub(in super::super) async fn begin_again(
    tx: &mut TenantTx,
    source: WebSourceId,
    run: i32,
) -> sqlx::Result<()> {
    sqlx::query!(
        "update web_pages set run = $3, state = case when reason = 'removed' then state else 'found' end,
                reason = case when reason = 'removed' then reason end, tries = 0
          where tenant_id = $1 and source_id = $2",
        tx.tenant().0,
        source.0,
        run,
    )
    .execute(tx.conn())
    .await
    .map(drop)
}

/// Adds addresses; those that an earlier run knew and this one did not yet are to be read again.
pub(in super::super) async fn add(tx: &mut TenantTx, at: Sight, addresses: &[Address]) -> sqlx::Result<()> {
    put(tx, at, addresses, None).await
}

/// Adds what a sitemap lists. Since `trusted`, a page that was read and is listed with the change that it had then
/// need not be asked for.
pub(in super::super) async fn list(
    tx: &mut TenantTx,
    at: Sight,
    addresses: &[Address],
    trusted: Option<OffsetDateTime>,
) -> sqlx::Result<()> {
    put(tx, at, addresses, trusted).await
}

async fn put(
    tx: &mut TenantTx,
    at: Sight,
    addresses: &[Address],
    trusted: Option<OffsetDateTime>,
) -> sqlx::Result<()> {
    let ids: Vec<Uuid> = addresses.iter().map(|address| address.id).collect();
    let urls: Vec<&str> = addresses.iter().map(|address| address.url.as_str()).collect();
    let listed: Vec<Option<String>> = addresses.iter().map(|address| address.listed.clone()).collect();
    sqlx::query!(
        "insert into web_pages as w (tenant_id, source_id, id, url, depth, hops, place, run, state, listed)
         select $1, $2, a.id, a.url, $5, $6, before.place + a.n, $7, 'found', a.listed
           from (select coalesce(max(place), 0) as place from web_pages where tenant_id = $1 and source_id = $2) before,
                unnest($3::uuid[], $4::text[], $8::text[]) with ordinality as a (id, url, listed, n)
         on conflict (tenant_id, source_id, url) do update
            set run = excluded.run, listed = excluded.listed, tries = 0, hops = excluded.hops,
                state = case when w.reason = 'removed' then w.state
                             when w.state = 'read' and w.document_id is not null and w.lastmod = excluded.listed
                                  and w.read_at > $9 then 'read'
                             else 'found' end,
                reason = case when w.reason = 'removed' then w.reason end
          where w.run < excluded.run",
        tx.tenant().0,
        at.source.0,
        &ids,
        &urls as &[&str],
        at.depth,
        at.hops,
        at.run,
        &listed as &[Option<String>],
        trusted,
    )
    .execute(tx.conn())
    .await
    .map(drop)
}

/// What is known of addresses in this run: why each was left out, if it was. Also, how many there are in all.
pub(in super::super) async fn known(
    tx: &mut TenantTx,
    at: Sight,
    urls: &[String],
) -> sqlx::Result<(HashMap<String, Option<WebReason>>, usize)> {
    let rows = sqlx::query!(
        "select url, reason from web_pages where tenant_id = $1 and source_id = $2 and run = $3 and url = any($4)",
        tx.tenant().0,
        at.source.0,
        at.run,
        urls,
    )
    .fetch_all(tx.conn())
    .await?;
    let all = sqlx::query_scalar!(
        r#"select count(*) as "count!" from web_pages where tenant_id = $1 and source_id = $2 and run = $3"#,
        tx.tenant().0,
        at.source.0,
        at.run,
    )
    .fetch_one(tx.conn())
    .await?;
    let known = rows.into_iter().map(|row| (row.url, row.reason)).collect();
    Ok((known, usize::try_from(all).unwrap_or_default()))
}

/// Deals with what the sitemap lists no more: missing once, and the second time gone. Answers their documents.
pub(in super::super) async fn settle_unlisted(
    tx: &mut TenantTx,
    source: WebSourceId,
    run: i32,
) -> sqlx::Result<Vec<DocumentId>> {
    let documents = sqlx::query_scalar!(
        r#"select document_id as "id!: DocumentId" from web_pages
            where tenant_id = $1 and source_id = $2 and run < $3 and missing >= 1 and document_id is not null"#,
        tx.tenant().0,
        source.0,
        run,
    )
    .fetch_all(tx.conn())
    .await?;
    sqlx::query!(
        "update web_pages
            set state = case when missing >= 1 or document_id is null then 'gone' else 'missing' end,
                reason = 'unlisted', missing = missing + 1
          where tenant_id = $1 and source_id = $2 and run < $3 and reason is distinct from 'removed'",
        tx.tenant().0,
        source.0,
        run,
    )
    .execute(tx.conn())
    .await?;
    Ok(documents)
}

/// The address whose turn it is: those that failed last, those that are near first.
pub(in super::super) async fn next(
    tx: &mut TenantTx,
    source: WebSourceId,
    run: i32,
) -> sqlx::Result<Option<Next>> {
    pick(tx, source, run, None).await
}

/// An address that still waits, locked until the transaction ends.
pub(in super::super) async fn sight(
    tx: &mut TenantTx,
    source: WebSourceId,
    run: i32,
    page: WebPageId,
) -> sqlx::Result<Option<Next>> {
    pick(tx, source, run, Some(page)).await
}

async fn pick(
    tx: &mut TenantTx,
    source: WebSourceId,
    run: i32,
    page: Option<WebPageId>,
) -> sqlx::Result<Option<Next>> {
    let row = sqlx::query!(
        "select id, url, depth, hops, tries, missing, document_id, title, etag, modified, listed, content_hash
           from web_pages
          where tenant_id = $1 and source_id = $2 and run = $3 and state = 'found' and ($4::uuid is null or id = $4)
          order by tries, depth, place limit 1 for update",
        tx.tenant().0,
        source.0,
        run,
        page.map(|page| page.0),
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(|row| Next {
        id: row.id,
        url: row.url,
        depth: row.depth,
        hops: row.hops,
        tries: row.tries,
        missing: row.missing,
        document: row.document_id,
        title: row.title,
        etag: row.etag,
        modified: row.modified,
        listed: row.listed,
        content_hash: row.content_hash,
    }))
}

/// Whether another address of the source has this text: one with a document, or one whose document was not wanted.
pub(in super::super) async fn twin(
    tx: &mut TenantTx,
    source: WebSourceId,
    page: WebPageId,
    hash: &[u8],
) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (select from web_pages
            where tenant_id = $1 and source_id = $2 and id <> $3 and content_hash = $4
              and (document_id is not null or reason = 'removed')) as "is!""#,
        tx.tenant().0,
        source.0,
        page.0,
        hash,
    )
    .fetch_one(tx.conn())
    .await
}

/// Notes what became of an address.
pub(in super::super) async fn note(
    tx: &mut TenantTx,
    source: WebSourceId,
    page: WebPageId,
    new: &Outcome,
) -> sqlx::Result<()> {
    sqlx::query!(
        "update web_pages set state = $4, reason = $5, status = $6, tries = $7, missing = $8, document_id = $9, title = $10,
                etag = $11, modified = $12, lastmod = $13, content_hash = $14, read_at = $15
          where tenant_id = $1 and source_id = $2 and id = $3",
        tx.tenant().0,
        source.0,
        page.0,
        new.state.unwrap_or(WebPageState::Found) as WebPageState,
        new.reason as Option<WebReason>,
        new.status.and_then(|status| i16::try_from(status).ok()),
        new.tries,
        new.missing,
        new.document.map(|document| document.0),
        new.title,
        new.etag,
        new.modified,
        new.lastmod,
        new.content_hash,
        new.read_at,
    )
    .execute(tx.conn())
    .await
    .map(drop)
}

/// Leaves out what waits, because the run may take no longer.
pub(in super::super) async fn leave_waiting(
    tx: &mut TenantTx,
    source: WebSourceId,
    run: i32,
) -> sqlx::Result<()> {
    sqlx::query!(
        "update web_pages set state = case when document_id is null then 'left_out' else 'failed' end, reason = 'limit'
          where tenant_id = $1 and source_id = $2 and run = $3 and state = 'found'",
        tx.tenant().0,
        source.0,
        run,
    )
    .execute(tx.conn())
    .await
    .map(drop)
}

/// Why nothing was read, by the first address that says so; `None` where something was.
pub(in super::super) async fn reason(
    tx: &mut TenantTx,
    source: WebSourceId,
) -> sqlx::Result<Option<WebReason>> {
    let row = sqlx::query!(
        r#"select exists (select from web_pages
                 where tenant_id = $1 and source_id = $2 and document_id is not null) as "any!",
               (select reason from web_pages where tenant_id = $1 and source_id = $2 and reason is not null
                 order by reason in ('redirected', 'canonical', 'filtered'), place limit 1) as "reason: WebReason""#,
        tx.tenant().0,
        source.0,
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(if row.any { None } else { Some(row.reason.unwrap_or(WebReason::Empty)) })
}

/// The documents of a source.
pub(in super::super) async fn documents_of(
    tx: &mut TenantTx,
    source: WebSourceId,
) -> sqlx::Result<Vec<DocumentId>> {
    sqlx::query_scalar!(
        r#"select document_id as "id!: DocumentId" from web_pages
            where tenant_id = $1 and source_id = $2 and document_id is not null order by document_id"#,
        tx.tenant().0,
        source.0,
    )
    .fetch_all(tx.conn())
    .await
}

/// A source's addresses behind a place, in the order in which they were found, each with its place.
pub(in super::super) async fn pages_of(
    tx: &mut TenantTx,
    source: WebSourceId,
    state: Option<WebPageState>,
    after: i32,
    limit: i64,
) -> sqlx::Result<Vec<(i32, WebPage)>> {
    let rows = sqlx::query!(
        "select id, url, state, reason, status, title, document_id, read_at, place from web_pages
          where tenant_id = $1 and source_id = $2 and ($3::text is null or state = $3) and place > $4
          order by place limit $5",
        tx.tenant().0,
        source.0,
        state as Option<WebPageState>,
        after,
        limit,
    )
    .fetch_all(tx.conn())
    .await?;
    let shown = rows.into_iter().map(|row| {
        let page = WebPage {
            id: row.id,
            url: row.url,
            state: row.state,
            reason: row.reason,
            status: row.status.and_then(|status| u16::try_from(status).ok()),
            title: row.title,
            document_id: row.document_id,
            read_at: row.read_at.map(Stamp),
        };
        (row.place, page)
    });
    Ok(shown.collect())
}
