//! Sealed values: AES-256-GCM with associated data, a key tree, keyed blind indexes.
//!
//! Master key → tenant key → contact or user key. A sealed value names its place (table.column and
//! row id) as associated data, so that it can't be moved to another row. Destroying a key destroys
//! everything under it, in backups too.

mod key;
mod master;

pub use key::{BlindKey, CryptoError, Key, Sealed};
pub use master::{Master, load, load_or_make, open_to_others};

use api::TenantId;
use moka::future::Cache;
use std::{sync::Arc, time::Duration};
use uuid::Uuid;

/// The master key and a bounded cache of opened data keys.
#[derive(Clone)]
pub struct Vault {
    pub master: Arc<Master>,
    cache: Cache<(TenantId, Uuid), Arc<Key>>,
}

impl std::fmt::Debug for Vault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Vault")
    }
}

impl Vault {
    /// Keeps at most 20 000 opened keys (some 3 MB), each for ten minutes at most.
    pub fn new(master: Master) -> Self {
        let cache = Cache::builder().max_capacity(20_000).time_to_live(Duration::from_secs(600)).build();
        Self { master: Arc::new(master), cache }
    }

    pub async fn cached(&self, tenant: TenantId, owner: Uuid) -> Option<Arc<Key>> {
        self.cache.get(&(tenant, owner)).await
    }

    pub async fn keep(&self, tenant: TenantId, owner: Uuid, key: Arc<Key>) {
        self.cache.insert((tenant, owner), key).await;
    }

    /// Forgets a key that was destroyed, or made in a transaction that did not commit.
    pub async fn forget(&self, tenant: TenantId, owner: Uuid) {
        self.cache.invalidate(&(tenant, owner)).await;
    }
}
