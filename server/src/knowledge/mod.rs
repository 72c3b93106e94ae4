//! Knowledge: the tenant's documents. Taken in by the room's own commit.
use crate::{
    App,
    db::TenantTx,
    refusal::{Outcome, Refusal},
};
use api::{ChunkId, DocumentId, TenantId};
use std::{collections::HashMap, process::ExitCode};
use utoipa_axum::router::OpenApiRouter;
pub mod privacy {
    pub const TABLES: &[crate::privacy::Table] = &[];
}
#[derive(Clone, Default)]
pub struct Indexes;
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
}
pub fn worker_main(_: &[String]) -> ExitCode {
    ExitCode::FAILURE
}
pub async fn documents_by_id(_: &mut TenantTx, _: &[DocumentId]) -> Outcome<Vec<api::Document>> {
    Ok(vec![])
}
pub async fn sources(_: &mut TenantTx, _: &[ChunkId]) -> Outcome<HashMap<ChunkId, api::Source>> {
    Ok(HashMap::new())
}
pub async fn ingest(_: &App, _: TenantId, _: DocumentId) -> Outcome<()> {
    Err(Refusal::not_found())
}
pub async fn by_file_name(_: &mut TenantTx) -> Outcome<HashMap<String, DocumentId>> {
    Ok(HashMap::new())
}
pub async fn best_chunks(_: &mut TenantTx, _: &[DocumentId], _: &str) -> Outcome<Vec<(ChunkId, DocumentId)>> {
    Ok(vec![])
}
pub async fn take_in<S>(
    _: &App,
    _: TenantId,
    _: Option<String>,
    _: &str,
    _: Option<String>,
    _: S,
) -> Outcome<api::Document> {
    Err(Refusal::not_found())
}
