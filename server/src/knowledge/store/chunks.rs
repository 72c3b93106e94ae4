use super::super::model::{Found, NewChunk};
use crate::{db::TenantTx, refusal::Outcome};
use api::{ChunkId, DocumentId, DocumentPassage, Source};
use pgvector::HalfVector;
use sqlx::Row;
use std::collections::HashMap;
use uuid::Uuid;

/// Rows that one statement inserts.
const BATCH: usize = 200;

/// Puts these passages and vectors in the place of a document's present ones.
pub(in super::super) async fn replace_chunks(
    tx: &mut TenantTx,
    document: DocumentId,
    model: &str,
    chunks: &[NewChunk],
) -> Outcome<()> {
    let tenant = tx.tenant();
    sqlx::query("delete from chunks where tenant_id = $1 and document_id = $2")
        .bind(tenant)
        .bind(document)
        .execute(tx.conn())
        .await?;
    for batch in chunks.chunks(BATCH) {
        let ids: Vec<Uuid> = batch.iter().map(|chunk| chunk.id.0).collect();
        let ordinals: Vec<i32> = batch.iter().map(|chunk| number(chunk.ordinal)).collect();
        let pages: Vec<Option<i32>> = batch.iter().map(|chunk| chunk.page.map(number)).collect();
        let headings: Vec<Option<&str>> = batch.iter().map(|chunk| chunk.heading.as_deref()).collect();
        let texts: Vec<&str> = batch.iter().map(|chunk| chunk.text.as_str()).collect();
        let terms: Vec<&[u8]> = batch.iter().map(|chunk| chunk.terms.as_slice()).collect();
        sqlx::query(
            "insert into chunks (tenant_id, document_id, id, ordinal, page, heading, text, terms)
             select $1, $2, * from unnest($3::uuid[], $4::int[], $5::int[], $6::text[], $7::text[], $8::bytea[])",
        )
        .bind(tenant)
        .bind(document)
        .bind(&ids)
        .bind(ordinals)
        .bind(pages)
        .bind(headings)
        .bind(texts)
        .bind(terms)
        .execute(tx.conn())
        .await?;
        let vectors: Vec<HalfVector> =
            batch.iter().map(|chunk| HalfVector::from_f32_slice(&chunk.embedding)).collect();
        sqlx::query(
            "insert into chunk_vectors (tenant_id, model, chunk_id, embedding)
             select $1, $2, * from unnest($3::uuid[], $4::halfvec[])",
        )
        .bind(tenant)
        .bind(model)
        .bind(ids)
        .bind(vectors)
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

/// What the tenant's index in memory is built from.
pub(in super::super) async fn terms(tx: &mut TenantTx) -> sqlx::Result<Vec<(Uuid, Vec<u8>)>> {
    let tenant = tx.tenant();
    sqlx::query_as("select id, terms from chunks where tenant_id = $1")
        .bind(tenant)
        .fetch_all(tx.conn())
        .await
}

/// As [`terms`], of one document.
pub(in super::super) async fn terms_of(
    tx: &mut TenantTx,
    document: DocumentId,
) -> sqlx::Result<Vec<(Uuid, Vec<u8>)>> {
    let tenant = tx.tenant();
    sqlx::query_as("select id, terms from chunks where tenant_id = $1 and document_id = $2 order by ordinal")
        .bind(tenant)
        .bind(document)
        .fetch_all(tx.conn())
        .await
}

/// The chunks nearest to a vector, nearest first. Exact: every vector of the tenant is compared, which
/// takes some 22 ms at 5 000 (a tenant of more wants a partition with an HNSW index of its own).
pub(in super::super) async fn nearest(
    tx: &mut TenantTx,
    model: &str,
    vector: &[f32],
    limit: usize,
) -> sqlx::Result<Vec<Uuid>> {
    let tenant = tx.tenant();
    // A generic plan, made for no tenant in particular, would be kept after five questions.
    sqlx::query("set local plan_cache_mode = force_custom_plan").execute(tx.conn()).await?;
    sqlx::query_scalar(
        "select chunk_id from chunk_vectors where tenant_id = $1 and model = $2 order by embedding <=> $3, chunk_id limit $4",
    )
    .bind(tenant)
    .bind(model)
    .bind(HalfVector::from_f32_slice(vector))
    .bind(i64::try_from(limit).unwrap_or(i64::MAX))
    .fetch_all(tx.conn())
    .await
}

/// Passages by id with their documents, and how near they are to `vector`; those that are gone are absent.
pub(in super::super) async fn passages(
    tx: &mut TenantTx,
    ids: &[Uuid],
    model: &str,
    vector: &[f32],
) -> sqlx::Result<Vec<Found>> {
    let tenant = tx.tenant();
    let rows = sqlx::query(
        "select c.id, d.id, d.title, c.page, c.heading, d.lang, c.text, 1 - (v.embedding <=> $4)
           from chunks c
           join documents d on d.tenant_id = c.tenant_id and d.id = c.document_id
           left join chunk_vectors v on v.tenant_id = c.tenant_id and v.chunk_id = c.id and v.model = $3
          where c.tenant_id = $1 and c.id = any($2) and d.state = 'ready'",
    )
    .bind(tenant)
    .bind(ids)
    .bind(model)
    .bind(HalfVector::from_f32_slice(vector))
    .fetch_all(tx.conn())
    .await?;
    rows.iter()
        .map(|row| {
            let cosine: Option<f64> = row.try_get(7)?;
            Ok(Found {
                chunk: row.try_get(0)?,
                document: row.try_get(1)?,
                title: row.try_get(2)?,
                page: page(row.try_get(3)?),
                heading: row.try_get(4)?,
                lang: row.try_get(5)?,
                text: row.try_get(6)?,
                score: 0.0,
                lexical: 0.0,
                // A vector of zeros is at no angle to anything.
                cosine: cosine.filter(|cosine| cosine.is_finite()).unwrap_or_default() as f32,
            })
        })
        .collect()
}

/// A document's passages in reading order.
pub(in super::super) async fn passages_of(
    tx: &mut TenantTx,
    document: DocumentId,
) -> sqlx::Result<Vec<DocumentPassage>> {
    let tenant = tx.tenant();
    let rows = sqlx::query(
        "select id, ordinal, page, heading, text from chunks where tenant_id = $1 and document_id = $2 order by ordinal",
    )
    .bind(tenant)
    .bind(document)
    .fetch_all(tx.conn())
    .await?;
    rows.iter()
        .map(|row| {
            Ok(DocumentPassage {
                id: row.try_get(0)?,
                ordinal: u32::try_from(row.try_get::<i32, _>(1)?).unwrap_or_default(),
                page: page(row.try_get(2)?),
                heading: row.try_get(3)?,
                text: row.try_get(4)?,
            })
        })
        .collect()
}

/// Passages as an answer's sources; those that are gone are absent.
pub async fn sources(tx: &mut TenantTx, ids: &[ChunkId]) -> Outcome<HashMap<ChunkId, Source>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let tenant = tx.tenant();
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let rows = sqlx::query(
        "select c.id, d.id, d.title, c.page, c.text from chunks c
           join documents d on d.tenant_id = c.tenant_id and d.id = c.document_id
          where c.tenant_id = $1 and c.id = any($2)",
    )
    .bind(tenant)
    .bind(ids)
    .fetch_all(tx.conn())
    .await?;
    rows.iter()
        .map(|row| {
            let source = Source {
                document_id: row.try_get(1)?,
                title: row.try_get(2)?,
                page: page(row.try_get(3)?),
                quote: row.try_get(4)?,
            };
            Ok((row.try_get(0)?, source))
        })
        .collect()
}
