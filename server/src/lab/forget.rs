use super::store;
use crate::{db::TenantTx, refusal::Outcome};
use api::DocumentId;

/// Forgets the answers that stand on documents, which go. Runs that published or left out one of them go with its row.
///
/// # Errors
/// Those of the database.
pub async fn forget(tx: &mut TenantTx, documents: &[DocumentId]) -> Outcome<()> {
    Ok(store::forget(tx, documents).await?)
}
