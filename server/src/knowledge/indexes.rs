use super::{index::Index, store};
use crate::{
    App,
    refusal::{Outcome, Refusal},
};
use api::TenantId;
use moka::future::Cache;
use std::sync::Arc;

/// How much memory all tenants' indexes may take together.
const BYTES: u64 = 256 * 1024 * 1024;

/// Tenants' indexes, as many as fit. A tenant asked about less often reads its index again.
#[derive(Clone)]
pub struct Indexes {
    cache: Cache<TenantId, Arc<Index>>,
}

impl std::fmt::Debug for Indexes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Indexes")
    }
}

impl Default for Indexes {
    fn default() -> Self {
        let weigh = |_: &TenantId, index: &Arc<Index>| u32::try_from(index.weight()).unwrap_or(u32::MAX);
        Self { cache: Cache::builder().max_capacity(BYTES).weigher(weigh).build() }
    }
}

impl Indexes {
    /// The index if it is in memory and not older than `version`.
    pub(super) async fn fresh(&self, tenant: TenantId, version: i64) -> Option<Arc<Index>> {
        self.cache.get(&tenant).await.filter(|index| index.version >= version)
    }

    /// The index, read if need be; of several who ask at once one reads.
    pub(super) async fn load(&self, app: &App, tenant: TenantId, version: i64) -> Outcome<Arc<Index>> {
        if let Some(index) = self.fresh(tenant, version).await {
            return Ok(index);
        }
        self.cache.invalidate(&tenant).await;
        let read = async {
            let mut tx = app.db.tenant(tenant).begin().await?;
            // The version first: chunks of a later one make the index newer than it says, never older.
            let version = store::version(&mut tx).await?;
            let rows = store::terms(&mut tx).await?;
            drop(tx);
            let build = move || Arc::new(Index::build(version, rows));
            tokio::task::spawn_blocking(build).await.map_err(Refusal::internal)
        };
        // Those who waited share the reader's failure; the first of them tells it to the log.
        self.cache.try_get_with(tenant, read).await.map_err(|refusal: Arc<Refusal>| Refusal {
            cause: Some(anyhow::anyhow!("{refusal}")),
            ..Refusal::new(refusal.code, refusal.detail.clone())
        })
    }

    /// Drops a tenant's index now rather than at its next question.
    pub(super) async fn forget(&self, tenant: TenantId) {
        self.cache.invalidate(&tenant).await;
    }
}
