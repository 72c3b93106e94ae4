use super::{
    embedder::{Builtin, Embedder},
    index::Index,
    jobs,
    store::{self, IndexRow},
};
use crate::{
    App,
    refusal::{Outcome, Refusal},
};
use api::{DocumentId, TenantId};
use moka::{future::Cache, policy::EvictionPolicy};
use std::{collections::HashSet, sync::Arc};

/// How much memory all tenants' indexes may take together.
const BYTES: u64 = 256 * 1024 * 1024;

/// Where more documents than this changed, all are read again: one statement rather than one for each.
const MOST_CHANGES: usize = 64;

/// How often the knowledge may change while it is read before the reader says so.
const TRIES: usize = 5;

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
        // The one last asked about stays: a large index that a policy refused to keep would be read at each question.
        let cache =
            Cache::builder().max_capacity(BYTES).weigher(weigh).eviction_policy(EvictionPolicy::lru());
        Self { cache: cache.build() }
    }
}

impl Indexes {
    /// The index if it is in memory and not older than `version`.
    pub(super) async fn fresh(&self, tenant: TenantId, version: i64) -> Option<Arc<Index>> {
        self.cache.get(&tenant).await.filter(|index| index.version >= version)
    }

    /// The index, read if need be: only what changed where an older one is in memory. Of several who ask at once
    /// one reads.
    pub(super) async fn load(&self, app: &App, tenant: TenantId, version: i64) -> Outcome<Arc<Index>> {
        for _ in 0..TRIES {
            if let Some(index) = self.fresh(tenant, version).await {
                return Ok(index);
            }
            let before = self.cache.get(&tenant).await;
            self.cache.invalidate(&tenant).await;
            let read = read(app, tenant, before);
            // Those who waited share the reader's failure; the first of them tells it to the log.
            let index =
                self.cache.try_get_with(tenant, read).await.map_err(|refusal: Arc<Refusal>| Refusal {
                    cause: Some(anyhow::anyhow!("{refusal}")),
                    ..Refusal::new(refusal.code, refusal.detail.clone())
                })?;
            // A reader that was joined may have looked before the change that this caller knows of.
            if index.version >= version {
                return Ok(index);
            }
        }
        Err(changing())
    }

    /// Takes a document out now rather than at the tenant's next question.
    pub(super) async fn forget(&self, tenant: TenantId, document: DocumentId) {
        let Some(index) = self.cache.get(&tenant).await else { return };
        let without = move || Arc::new(index.with(index.version, vec![], &HashSet::from([document])));
        match tokio::task::spawn_blocking(without).await {
            Ok(index) => self.cache.insert(tenant, index).await,
            Err(_) => self.cache.invalidate(&tenant).await,
        }
    }
}

async fn read(app: &App, tenant: TenantId, mut before: Option<Arc<Index>>) -> Outcome<Arc<Index>> {
    for _ in 0..TRIES {
        // The version first: chunks of a later one make the index newer than it says, never older.
        let mut tx = app.db.tenant(tenant).begin().await?;
        let version = store::version(&mut tx).await?;
        let firsts = store::first_passages(&mut tx).await?;
        drop(tx);
        let changed = before.take().filter(|index| index.complete).map(|index| {
            let (stale, gone) = index.differing(&firsts);
            (index, stale, gone)
        });
        let index = match changed {
            Some((index, stale, gone)) if stale.len() <= MOST_CHANGES => {
                let mut rows = Vec::new();
                for document in stale {
                    let mut tx = app.db.tenant(tenant).begin().await?;
                    rows.extend(store::index_rows_of(&mut tx, document, Builtin.model()).await?);
                }
                blocking(move || index.with(version, rows, &gone)).await?
            }
            _ => whole(app, tenant, version).await?,
        };
        let mut tx = app.db.tenant(tenant).begin().await?;
        let still = store::version(&mut tx).await? == version;
        if still && !index.complete {
            tx.enqueue(jobs::refresh_later(tenant));
            tx.commit().await?;
        }
        if still {
            return Ok(Arc::new(index));
        }
        before = Some(Arc::new(index));
    }
    Err(changing())
}

fn changing() -> Refusal {
    Refusal::new(api::Code::Unavailable, "The knowledge changes faster than it can be read; ask again.")
}

/// All passages, some at a time: what has been read of a large tenant is never in memory twice as a whole.
async fn whole(app: &App, tenant: TenantId, version: i64) -> Outcome<Index> {
    let mut index = Index::build(version, vec![]);
    let mut after = None;
    loop {
        let mut tx = app.db.tenant(tenant).begin().await?;
        let rows: Vec<IndexRow> = store::index_rows(&mut tx, after, Builtin.model()).await?;
        drop(tx);
        after = rows.last().map(|row| row.chunk);
        if after.is_none() {
            return Ok(index);
        }
        index = blocking(move || index.with(version, rows, &HashSet::new())).await?;
    }
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Outcome<T> {
    tokio::task::spawn_blocking(work).await.map_err(Refusal::internal)
}
