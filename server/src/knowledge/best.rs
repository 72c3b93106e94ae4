use super::{index::Index, store, terms};
use crate::{db::TenantTx, refusal::Outcome};
use api::{ChunkId, DocumentId};
use std::collections::HashSet;

/// The passage of each document that has most in common with `text`; documents without any are left out.
pub async fn best_chunks(
    tx: &mut TenantTx,
    documents: &[DocumentId],
    text: &str,
) -> Outcome<Vec<(ChunkId, DocumentId)>> {
    let wanted = terms::count(text, None).into_keys().map(|term| (term, 1.0)).collect();
    let mut best = Vec::new();
    for document in documents {
        let rows = store::terms_of(tx, *document).await?;
        let first = rows.first().map(|(id, ..)| *id);
        let found = Index::build(0, rows).find(&wanted, &HashSet::new(), 1).first().map(|found| found.chunk);
        best.extend(found.or(first).map(|chunk| (chunk, *document)));
    }
    Ok(best)
}
