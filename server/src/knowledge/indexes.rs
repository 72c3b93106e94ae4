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
use api::{ChunkId, DocumentId, TenantId};
use moka::{future::Cache, policy::EvictionPolicy};
use std::{
    collections::HashSet,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
};
use tokio::sync::{Mutex, OwnedMutexGuard};

/// How much memory all tenants' indexes may take together.
const BYTES: u64 = 256 * 1024 * 1024;

/// Where more documents than this changed, all are read again: one statement rather than one for each.
const MOST_CHANGES: usize = 64;

/// Up to so many passages are read before one would have looked elsewhere: an older index answers for more only.
const SOON_READ: usize = 8192;

/// How often the knowledge may change while it is read before the reader says so.
const TRIES: usize = 5;

/// How many tenants' turns are remembered.
const TURNS: u64 = 10_000;

/// Whether an index of before will do while a new one is read that takes long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Older {
    Will,
    /// What it found is there no longer.
    WillNot,
}

/// Tenants' indexes, as many as fit. A tenant asked about less often reads its index again.
#[derive(Clone)]
pub struct Indexes {
    cache: Cache<TenantId, Arc<Index>>,
    turns: Cache<TenantId, Arc<Turn>>,
}

/// Who may read and who may put away one tenant's index.
#[derive(Default)]
struct Turn {
    /// Of several who ask at once one reads.
    reading: Arc<Mutex<()>>,
    /// Whether the one who reads takes long.
    long: AtomicBool,
    /// Held while an index takes the place of the one before, so that none comes back that knows a deleted document.
    putting: Mutex<()>,
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
        Self { cache: cache.build(), turns: Cache::new(TURNS) }
    }
}

impl Indexes {
    /// The index if it is in memory and not older than `version`.
    pub(super) async fn fresh(&self, tenant: TenantId, version: i64) -> Option<Arc<Index>> {
        self.cache.get(&tenant).await.filter(|index| index.version >= version)
    }

    /// The index, read if need be: only what changed where an older one is in memory. Where that is much, the older
    /// one is the answer, if it `will` do, and the new one takes its place when it is read.
    pub(super) async fn load(
        &self,
        app: &App,
        tenant: TenantId,
        version: i64,
        older: Older,
    ) -> Outcome<Arc<Index>> {
        let turn = self.turns.get_with(tenant, async { Arc::default() }).await;
        if older == Older::Will
            && turn.long.load(Relaxed)
            && let Some(before) = self.cache.get(&tenant).await
        {
            return Ok(before);
        }
        let held = Arc::clone(&turn.reading).lock_owned().await;
        if let Some(index) = self.fresh(tenant, version).await {
            return Ok(index);
        }
        let before = self.cache.get(&tenant).await;
        let plan = Plan::make(app, tenant, before.clone()).await?;
        let long = |index: &Arc<Index>| plan.changed.is_none() && index.passages.passages() > SOON_READ;
        let spare = before.filter(|index| older == Older::Will && long(index));
        turn.long.store(spare.is_some(), Relaxed);
        let reader = Reader { app: app.clone(), tenant, turn, _held: held };
        // By itself: who asked may go away, those who wait must not begin again.
        let read = tokio::spawn(reader.read(plan));
        match spare {
            Some(before) => Ok(before),
            None => read.await.map_err(Refusal::internal)?,
        }
    }

    /// Takes documents out now rather than at the tenant's next question.
    pub(super) async fn forget(&self, tenant: TenantId, documents: &[DocumentId]) {
        let turn = self.turns.get_with(tenant, async { Arc::default() }).await;
        let _putting = turn.putting.lock().await;
        let Some(index) = self.cache.get(&tenant).await else { return };
        let gone: HashSet<DocumentId> = documents.iter().copied().collect();
        let without = move || Arc::new(index.with(index.version, vec![], &gone));
        match tokio::task::spawn_blocking(without).await {
            Ok(index) => self.cache.insert(tenant, index).await,
            Err(_) => self.cache.invalidate(&tenant).await,
        }
    }
}

/// What is to be read.
struct Plan {
    version: i64,
    /// The index before, the documents to read, and those to take out; none where all is to be read.
    changed: Option<(Arc<Index>, Vec<DocumentId>, HashSet<DocumentId>)>,
}

impl Plan {
    async fn make(app: &App, tenant: TenantId, before: Option<Arc<Index>>) -> Outcome<Self> {
        // The version first: chunks of a later one make the index newer than it says, never older.
        let mut tx = app.db.tenant(tenant).begin().await?;
        let version = store::version(&mut tx).await?;
        let Some(before) = before.filter(|index| index.complete) else {
            return Ok(Self { version, changed: None });
        };
        let firsts = store::first_passages(&mut tx).await?;
        let (stale, gone) = before.differing(&firsts);
        let few = stale.len() <= MOST_CHANGES;
        Ok(Self { version, changed: few.then_some((before, stale, gone)) })
    }
}

/// Who reads a tenant's index, while nobody else does.
struct Reader {
    app: App,
    tenant: TenantId,
    turn: Arc<Turn>,
    _held: OwnedMutexGuard<()>,
}

impl Reader {
    async fn read(self, mut plan: Plan) -> Outcome<Arc<Index>> {
        for _ in 0..TRIES {
            let index = match plan.changed {
                Some((before, stale, gone)) => self.changes(plan.version, before, stale, gone).await,
                None => self.whole(plan.version).await,
            };
            let index = Arc::new(index.inspect_err(
                |refusal| tracing::warn!(tenant = %self.tenant.0, %refusal, "reading the passages failed"),
            )?);
            if self.put(&index).await? {
                return Ok(index);
            }
            plan = Plan::make(&self.app, self.tenant, Some(index)).await?;
        }
        let detail = "The knowledge changes faster than it can be read; ask again.";
        Err(Refusal::new(api::Code::Unavailable, detail))
    }

    async fn changes(
        &self,
        version: i64,
        before: Arc<Index>,
        stale: Vec<DocumentId>,
        gone: HashSet<DocumentId>,
    ) -> Outcome<Index> {
        let mut rows = Vec::new();
        for document in stale {
            let mut tx = self.app.db.tenant(self.tenant).begin().await?;
            rows.extend(store::index_rows_of(&mut tx, document, Builtin.model()).await?);
        }
        blocking(move || before.with(version, rows, &gone)).await
    }

    /// All passages, some at a time: what has been read of a large tenant is never in memory twice as a whole. The
    /// next are fetched while the last are taken in.
    async fn whole(&self, version: i64) -> Outcome<Index> {
        let mut index = Index::build(version, vec![]);
        let mut rows = self.rows(None).await?;
        while let Some(last) = rows.last().map(|row| row.chunk) {
            let taken_in = blocking(move || index.with(version, rows, &HashSet::new()));
            (index, rows) = tokio::try_join!(taken_in, self.rows(Some(last)))?;
        }
        Ok(index)
    }

    async fn rows(&self, after: Option<ChunkId>) -> Outcome<Vec<IndexRow>> {
        let mut tx = self.app.db.tenant(self.tenant).begin().await?;
        Ok(store::index_rows(&mut tx, after, Builtin.model()).await?)
    }

    /// Puts the index in the place of the one before, unless the knowledge changed meanwhile.
    async fn put(&self, index: &Arc<Index>) -> Outcome<bool> {
        let _putting = self.turn.putting.lock().await;
        let mut tx = self.app.db.tenant(self.tenant).begin().await?;
        if store::version(&mut tx).await? != index.version {
            return Ok(false);
        }
        if !index.complete {
            tx.enqueue(jobs::refresh_later(self.tenant));
            tx.commit().await?;
        }
        self.app.indexes.cache.insert(self.tenant, Arc::clone(index)).await;
        Ok(true)
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        self.turn.long.store(false, Relaxed);
    }
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Outcome<T> {
    tokio::task::spawn_blocking(work).await.map_err(Refusal::internal)
}
