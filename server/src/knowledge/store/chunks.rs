use super::super::model::{Found, NewChunk};
use crate::{db::TenantTx, refusal::Outcome};
use api::{ChunkId, DocumentId, DocumentPassage, Source};
use pgvector::HalfVector;
use std::collections::{HashMap, HashSet};

/// Rows that one statement inserts.
const BATCH: usize = 200;

/// Puts these passages and vectors in the place of a document's present ones.
pub(in super::super) async fn replace_chunks(
    tx: &mut TenantTx,
    document: DocumentId,
    model: &str,
    chunks: &[NewChunk],
) -> Outcome<()> {
    let tenant = tx.tenant().0;
    sqlx::query!("delete from chunks where tenant_id = $1 and document_id = $2", tenant, document.0)
        .execute(tx.conn())
        .await?;
    for batch in chunks.chunks(BATCH) {
        let ids: Vec<ChunkId> = batch.iter().map(|chunk| chunk.id).collect();
        let ordinals: Vec<i32> = batch.iter().map(|chunk| number(chunk.ordinal)).collect();
        let pages: Vec<Option<i32>> = batch.iter().map(|chunk| chunk.page.map(number)).collect();
        let headings: Vec<Option<&str>> = batch.iter().map(|chunk| chunk.heading.as_deref()).collect();
        let texts: Vec<&str> = batch.iter().map(|chunk| chunk.text.as_str()).collect();
        let terms: Vec<&[u8]> = batch.iter().map(|chunk| chunk.terms.as_slice()).collect();
        sqlx::query!(
            "insert into chunks (tenant_id, document_id, id, ordinal, page, heading, text, terms)
             select $1, $2, * from unnest($3::uuid[], $4::int[], $5::int[], $6::text[], $7::text[], $8::bytea[])",
            tenant,
            document.0,
            ids.as_slice() as &[ChunkId],
            &ordinals,
            pages as Vec<Option<i32>>,
            headings as Vec<Option<&str>>,
            texts as Vec<&str>,
            terms as Vec<&[u8]>,
        )
        .execute(tx.conn())
        .await?;
        let vectors: Vec<HalfVector> =
            batch.iter().map(|chunk| HalfVector::from_f32_slice(&chunk.embedding)).collect();
        sqlx::query!(
            "insert into chunk_vectors (tenant_id, model, chunk_id, embedding)
             select $1, $2, * from unnest($3::uuid[], $4::halfvec[])",
            tenant,
            model,
            ids as Vec<ChunkId>,
            vectors as Vec<HalfVector>,
        )
        .execute(tx.conn())
        .await?;
    }
    Ok(())
}

fn number(value: u32) -> i32 {
    i32::try_from(value).unwrap_or(i32::MAX)
}

fn page(page: Option<i32>) -> Option<u32> {
    page.and_then(|page| u32::try_from(page).ok())
}

/// What the tenant's index in memory is built from: each passage's packed terms.
pub(in super::super) async fn terms(tx: &mut TenantTx) -> sqlx::Result<Vec<(ChunkId, DocumentId, Vec<u8>)>> {
    sqlx::query!("select id, document_id, terms from chunks where tenant_id = $1", tx.tenant().0)
        .map(|row| (row.id, row.document_id, row.terms))
        .fetch_all(tx.conn())
        .await
}

/// As [`terms`], of one document.
pub(in super::super) async fn terms_of(
    tx: &mut TenantTx,
    document: DocumentId,
) -> sqlx::Result<Vec<(ChunkId, DocumentId, Vec<u8>)>> {
    sqlx::query!(
        "select id, document_id, terms from chunks where tenant_id = $1 and document_id = $2 order by ordinal",
        tx.tenant().0,
        document.0,
    )
    .map(|row| (row.id, row.document_id, row.terms))
    .fetch_all(tx.conn())
    .await
}

/// The chunks nearest to a vector, nearest first. Exact: every vector of the tenant is compared, which
/// takes some 22 ms at 5 000 (a tenant of more wants a partition with an HNSW index of its own). Those of
/// `hidden` documents are not among them.
pub(in super::super) async fn nearest(
    tx: &mut TenantTx,
    model: &str,
    vector: &[f32],
    hidden: &HashSet<DocumentId>,
    limit: usize,
) -> sqlx::Result<Vec<ChunkId>> {
    let hidden: Vec<DocumentId> = hidden.iter().copied().collect();
    // A generic plan, made for no tenant in particular, would be kept after five questions.
    sqlx::query!("set local plan_cache_mode = force_custom_plan").execute(tx.conn()).await?;
    sqlx::query_scalar!(
        "select chunk_id from chunk_vectors
          where tenant_id = $1 and model = $2
            and chunk_id <> all (select id from chunks where tenant_id = $1 and document_id = any($5))
          order by embedding <=> $3, chunk_id limit $4",
        tx.tenant().0,
        model,
        HalfVector::from_f32_slice(vector),
        i64::try_from(limit).unwrap_or(i64::MAX),
        hidden as Vec<DocumentId>,
    )
    .fetch_all(tx.conn())
    .await
}

/// Passages by id with their documents, and how near they are to `vector`; those that are gone are absent. A
/// passage serves from the commit that stored it: a document that is being read again keeps its own till then.
pub(in super::super) async fn passages(
    tx: &mut TenantTx,
    ids: &[ChunkId],
    model: &str,
    vector: &[f32],
) -> sqlx::Result<Vec<Found>> {
    let rows = sqlx::query!(
        "select c.id as chunk, d.id as document, d.title, c.page, c.heading, d.lang, c.text,
                1 - (v.embedding <=> $4) as cosine
           from chunks c
           join documents d on d.tenant_id = c.tenant_id and d.id = c.document_id
           left join chunk_vectors v on v.tenant_id = c.tenant_id and v.chunk_id = c.id and v.model = $3
          where c.tenant_id = $1 and c.id = any($2)",
        tx.tenant().0,
        ids as &[ChunkId],
        model,
        HalfVector::from_f32_slice(vector),
    )
    .fetch_all(tx.conn())
    .await?;
    let found = rows.into_iter().map(|row| Found {
        chunk: row.chunk,
        document: row.document,
        title: row.title,
        page: page(row.page),
        heading: row.heading,
        lang: row.lang,
        text: row.text,
        score: 0.0,
        lexical: 0.0,
        // A vector of zeros is at no angle to anything.
        cosine: row.cosine.filter(|cosine| cosine.is_finite()).unwrap_or_default() as f32,
    });
    Ok(found.collect())
}

/// A document's passages in reading order.
pub(in super::super) async fn passages_of(
    tx: &mut TenantTx,
    document: DocumentId,
) -> sqlx::Result<Vec<DocumentPassage>> {
    let rows = sqlx::query!(
        "select id, ordinal, page, heading, text from chunks where tenant_id = $1 and document_id = $2 order by ordinal",
        tx.tenant().0,
        document.0,
    )
    .fetch_all(tx.conn())
    .await?;
    let passages = rows.into_iter().map(|row| DocumentPassage {
        id: row.id,
        ordinal: u32::try_from(row.ordinal).unwrap_or_default(),
        page: page(row.page),
        heading: row.heading,
        text: row.text,
    });
    Ok(passages.collect())
}

/// Passages as an answer's sources; those that are gone are absent.
pub async fn sources(tx: &mut TenantTx, ids: &[ChunkId]) -> Outcome<HashMap<ChunkId, Source>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = sqlx::query!(
        "select c.id as chunk, d.id as document, d.title, c.page, c.text from chunks c
           join documents d on d.tenant_id = c.tenant_id and d.id = c.document_id
          where c.tenant_id = $1 and c.id = any($2)",
        tx.tenant().0,
        ids as &[ChunkId],
    )
    .fetch_all(tx.conn())
    .await?;
    let sources = rows.into_iter().map(|row| {
        let source =
            Source { document_id: row.document, title: row.title, page: page(row.page), quote: row.text };
        (row.chunk, source)
    });
    Ok(sources.collect())
}
