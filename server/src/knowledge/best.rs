use super::{
    embedder::{Builtin, Embedder},
    index::Index,
    store,
};
use crate::{db::TenantTx, refusal::Outcome};
use api::{ChunkId, DocumentId};
use uuid::Uuid;

/// The passage of each document that has most in common with `text`; documents without any are left out.
pub async fn best_chunks(
    tx: &mut TenantTx,
    documents: &[DocumentId],
    text: &str,
) -> Outcome<Vec<(ChunkId, DocumentId)>> {
    let question = text::retrieval::ask(text, None);
    let mut best = Vec::new();
    for document in documents {
        let rows = store::index_rows_of(tx, *document, Builtin.model()).await?;
        let first = rows.first().map(|row| row.chunk);
        let found = Index::build(0, rows).passages.find(&question, &|_| false, 1);
        let found = found.first().map(|found| ChunkId(Uuid::from_u128(found.chunk)));
        best.extend(found.or(first).map(|chunk| (chunk, *document)));
    }
    Ok(best)
}
