//! Databases: one for control, one a region, and the tenant transaction as the only door to what
//! belongs to a tenant.
//!
//! The serving role has neither ownership nor BYPASSRLS; policies compare `tenant_id` with the
//! setting that [`TenantTx`] makes for the length of one transaction. Whoever forgets the tenant
//! sees nothing.

pub mod check;
mod connect;
mod migrate;
pub mod private;
mod tenant_tx;

pub use connect::{Connections, private_programs};
pub use migrate::{WrongKey, known, migrate};
pub use tenant_tx::{Job, NewEvent, TenantTx};

use crate::{
    crypto::Vault,
    events::Bus,
    refusal::{Outcome, Refusal},
};
use api::TenantId;
use moka::future::Cache;
use sqlx::PgPool;
use std::{collections::BTreeMap, sync::Arc, time::Duration};

/// The serving pools, and what a tenant transaction needs besides.
#[derive(Clone)]
pub struct Db {
    pub control: PgPool,
    regions: Arc<BTreeMap<String, PgPool>>,
    homes: Cache<TenantId, Arc<str>>,
    pub vault: Vault,
    pub bus: Bus,
}

impl std::fmt::Debug for Db {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Db")
    }
}

/// One tenant's database; opens its transactions.
pub struct TenantDb<'a> {
    db: &'a Db,
    tenant: TenantId,
}

impl Db {
    pub fn new(control: PgPool, regions: BTreeMap<String, PgPool>, vault: Vault, bus: Bus) -> Self {
        let homes = Cache::builder().max_capacity(50_000).time_to_live(Duration::from_secs(30)).build();
        Self { control, regions: Arc::new(regions), homes, vault, bus }
    }

    /// The door to what belongs to `tenant`.
    pub fn tenant(&self, tenant: TenantId) -> TenantDb<'_> {
        TenantDb { db: self, tenant }
    }

    /// Every region with its pool: for the job workers and for health, not for tenants' rows.
    pub fn regions(&self) -> impl Iterator<Item = (&str, &PgPool)> {
        self.regions.iter().map(|(name, pool)| (name.as_str(), pool))
    }

    /// The region that `tenant` lives in.
    ///
    /// # Errors
    /// `not_found` for a tenant that is not there or not active.
    pub async fn region_of(&self, tenant: TenantId) -> Outcome<Arc<str>> {
        if let Some(home) = self.homes.get(&tenant).await {
            return Ok(home);
        }
        let home: Arc<str> =
            sqlx::query_scalar!("select region from tenants where id = $1 and state = 'active'", tenant.0)
                .fetch_optional(&self.control)
                .await?
                .ok_or_else(Refusal::not_found)?
                .into();
        self.homes.insert(tenant, home.clone()).await;
        Ok(home)
    }

    /// Asks the control database for a sign of life.
    pub async fn answers(&self) -> sqlx::Result<()> {
        sqlx::query!("select 1 as one").fetch_one(&self.control).await.map(drop)
    }

    fn pool(&self, region: &str) -> Outcome<&PgPool> {
        self.regions
            .get(region)
            .ok_or_else(|| Refusal::internal(anyhow::anyhow!("region {region} is not configured here")))
    }
}

impl TenantDb<'_> {
    /// Opens a transaction in the tenant's region that sees this tenant's rows and no others.
    pub async fn begin(&self) -> Outcome<TenantTx> {
        let region = self.db.region_of(self.tenant).await?;
        let pool = self.db.pool(&region)?;
        TenantTx::begin(self.db.clone(), self.tenant, pool).await
    }
}

impl Db {
    /// Closes every connection.
    pub async fn close(&self) {
        self.control.close().await;
        for pool in self.regions.values() {
            pool.close().await;
        }
    }
}
