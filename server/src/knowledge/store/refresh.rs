use crate::{db::TenantTx, refusal::Outcome};
use api::ChunkId;
use pgvector::HalfVector;

/// A passage without a vector of the model in use, and what its terms and vector are made of.
pub(in super::super) struct Stale {
    pub chunk: ChunkId,
    pub title: String,
    pub lang: Option<String>,
    pub heading: Option<String>,
    pub text: String,
}

/// What was made of it.
pub(in super::super) struct Refreshed {
    pub chunk: ChunkId,
    pub terms: Vec<u8>,
    pub vector: Vec<f32>,
}

/// Some passages that have no vector of `model`.
pub(in super::super) async fn stale_passages(tx: &mut TenantTx, model: &str) -> sqlx::Result<Vec<Stale>> {
    sqlx::query_as!(
        Stale,
        "select c.id as chunk, d.title, d.lang, c.heading, c.text from chunks c
           join documents d on d.tenant_id = c.tenant_id and d.id = c.document_id
          where c.tenant_id = $1
            and not exists (select from chunk_vectors v
                             where v.tenant_id = $1 and v.model = $2 and v.chunk_id = c.id)
          order by c.id limit 200",
        tx.tenant().0,
        model,
    )
    .fetch_all(tx.conn())
    .await
}

/// Stores what was made for passages that are still there.
pub(in super::super) async fn refresh_passages(
    tx: &mut TenantTx,
    model: &str,
    made: &[Refreshed],
) -> Outcome<()> {
    let tenant = tx.tenant().0;
    let ids: Vec<ChunkId> = made.iter().map(|one| one.chunk).collect();
    let terms: Vec<&[u8]> = made.iter().map(|one| one.terms.as_slice()).collect();
    // The update first: it keeps the rows from being deleted before their vectors are there.
    sqlx::query!(
        "update chunks c set terms = m.terms from unnest($2::uuid[], $3::bytea[]) as m (id, terms)
          where c.tenant_id = $1 and c.id = m.id",
        tenant,
        ids.as_slice() as &[ChunkId],
        terms as Vec<&[u8]>,
    )
    .execute(tx.conn())
    .await?;
    add_vectors(tx, model, &ids, made.iter().map(|one| one.vector.as_slice())).await?;
    Ok(())
}

/// Stores the vectors of passages, by their ids in the same order, for those that are still there.
pub(super) async fn add_vectors<'a>(
    tx: &mut TenantTx,
    model: &str,
    ids: &[ChunkId],
    vectors: impl Iterator<Item = &'a [f32]>,
) -> sqlx::Result<()> {
    let vectors: Vec<HalfVector> = vectors.map(HalfVector::from_f32_slice).collect();
    sqlx::query!(
        "insert into chunk_vectors (tenant_id, model, chunk_id, embedding)
         select $1, $2, m.id, m.embedding from unnest($3::uuid[], $4::halfvec[]) as m (id, embedding)
          where exists (select from chunks c where c.tenant_id = $1 and c.id = m.id)
         on conflict do nothing",
        tx.tenant().0,
        model,
        ids as &[ChunkId],
        vectors as Vec<HalfVector>,
    )
    .execute(tx.conn())
    .await
    .map(drop)
}

/// Removes the vectors of every model but one.
pub(in super::super) async fn forget_other_models(tx: &mut TenantTx, model: &str) -> sqlx::Result<()> {
    sqlx::query!("delete from chunk_vectors where tenant_id = $1 and model <> $2", tx.tenant().0, model)
        .execute(tx.conn())
        .await
        .map(drop)
}
