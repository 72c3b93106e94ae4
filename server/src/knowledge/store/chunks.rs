use super::{
    super::model::{Found, NewChunk},
    refresh::add_vectors,
};
use crate::{db::TenantTx, refusal::Outcome};
use api::{ChunkId, DocumentId, DocumentPassage, Source};
use pgvector::HalfVector;
use std::collections::HashMap;

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
        add_vectors(tx, model, &ids, batch.iter().map(|chunk| chunk.embedding.as_slice())).await?;
    }
    Ok(())
}

fn number(value: u32) -> i32 {
    i32::try_from(value).unwrap_or(i32::MAX)
}

fn page(page: Option<i32>) -> Option<u32> {
    page.and_then(|page| u32::try_from(page).ok())
}

/// A passage as the tenant's index in memory takes it in.
pub(in super::super) struct IndexRow {
    pub chunk: ChunkId,
    pub document: DocumentId,
    pub ordinal: i32,
    pub terms: Vec<u8>,
    /// Of the model that was asked for; none where it has yet to be made.
    pub vector: Option<Vec<f32>>,
}

/// The tenant's passages behind one, some at a time, by their ids.
pub(in super::super) async fn index_rows(
    tx: &mut TenantTx,
    after: Option<ChunkId>,
    model: &str,
) -> sqlx::Result<Vec<IndexRow>> {
    let after = after.map_or(uuid::Uuid::nil(), |chunk| chunk.0);
    let rows = sqlx::query!(
        r#"select c.id, c.document_id, c.ordinal, c.terms, v.embedding as "embedding?: HalfVector"
             from chunks c
             left join chunk_vectors v on v.tenant_id = c.tenant_id and v.model = $2 and v.chunk_id = c.id
            where c.tenant_id = $1 and c.id > $3 order by c.id limit 8192"#,
        tx.tenant().0,
        model,
        after,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|r| index_row((r.id, r.document_id, r.ordinal, r.terms, r.embedding))).collect())
}

/// One document's passages, in reading order.
pub(in super::super) async fn index_rows_of(
    tx: &mut TenantTx,
    document: DocumentId,
    model: &str,
) -> sqlx::Result<Vec<IndexRow>> {
    let rows = sqlx::query!(
        r#"select c.id, c.document_id, c.ordinal, c.terms, v.embedding as "embedding?: HalfVector"
             from chunks c
             left join chunk_vectors v on v.tenant_id = c.tenant_id and v.model = $3 and v.chunk_id = c.id
            where c.tenant_id = $1 and c.document_id = $2 order by c.ordinal"#,
        tx.tenant().0,
        document.0,
        model,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|r| index_row((r.id, r.document_id, r.ordinal, r.terms, r.embedding))).collect())
}

fn index_row(
    (chunk, document, ordinal, terms, vector): (ChunkId, DocumentId, i32, Vec<u8>, Option<HalfVector>),
) -> IndexRow {
    let vector = vector.map(|vector| vector.to_vec().into_iter().map(f32::from).collect());
    IndexRow { chunk, document, ordinal, terms, vector }
}

/// Each document's first passage: another whenever the document's passages were made anew.
pub(in super::super) async fn first_passages(
    tx: &mut TenantTx,
) -> sqlx::Result<HashMap<DocumentId, ChunkId>> {
    let rows = sqlx::query!(
        "select d.id as document, c.id as chunk from documents d
           join chunks c on c.tenant_id = d.tenant_id and c.document_id = d.id and c.ordinal = 0
          where d.tenant_id = $1",
        tx.tenant().0,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|row| (row.document, row.chunk)).collect())
}

/// Passages by id with their documents; those that are gone are absent. A passage serves from the commit that
/// stored it: a document that is being read again keeps its own till then.
pub(in super::super) async fn passages(tx: &mut TenantTx, ids: &[ChunkId]) -> sqlx::Result<Vec<Found>> {
    let rows = sqlx::query!(
        "select c.id as chunk, d.id as document, d.title, c.page, c.heading, d.lang, c.text
           from chunks c
           join documents d on d.tenant_id = c.tenant_id and d.id = c.document_id
          where c.tenant_id = $1 and c.id = any($2)",
        tx.tenant().0,
        ids as &[ChunkId],
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
        cosine: 0.0,
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
