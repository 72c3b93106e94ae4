use super::Db;
use crate::{
    crypto::{CryptoError, Key, Sealed},
    refusal::Outcome,
};
use api::{ConversationId, TenantId};
use serde::Serialize;
use sqlx::{AssertSqlSafe, PgConnection, PgPool, Postgres, Transaction};
use std::{collections::HashMap, sync::Arc};
use time::OffsetDateTime;
use uuid::Uuid;

/// A durable event to be numbered at commit. It holds ids; readers render the thing as it then is.
#[derive(Clone, Debug)]
pub struct NewEvent {
    /// One of `api::event`'s names.
    pub kind: &'static str,
    pub conversation: Option<ConversationId>,
    pub subject: Uuid,
    /// Its number for the conversation's visitor; `None` where it does not concern them. Taken under the
    /// conversation's lock, so that it is without a gap and in the order of commits.
    pub visitor_id: Option<i64>,
}

/// A job to be queued with the transaction. Payloads hold ids only.
#[derive(Clone, Debug)]
pub struct Job {
    pub identifier: &'static str,
    pub payload: serde_json::Value,
    /// While a job of this key waits, the newer one replaces it.
    pub key: Option<String>,
    /// Jobs of one queue run one after the other, and queues take turns; without one they run as they come.
    pub queue: Option<String>,
    pub run_at: Option<OffsetDateTime>,
}

/// One transaction of one tenant: the only argument that store functions take.
///
/// State, event and job can't come apart: [`TenantTx::emit`] and [`TenantTx::enqueue`] collect,
/// and [`TenantTx::commit`] writes jobs, numbers events as its last statement, and commits.
/// Dropped without commit, nothing has happened.
pub struct TenantTx {
    db: Db,
    tenant: TenantId,
    tx: Transaction<'static, Postgres>,
    events: Vec<NewEvent>,
    jobs: Vec<Job>,
    /// Opened in this transaction; kept beyond it only when it commits.
    keys: HashMap<Uuid, Arc<Key>>,
    made_keys: Vec<Uuid>,
}

impl TenantTx {
    pub(super) async fn begin(db: Db, tenant: TenantId, pool: &PgPool) -> Outcome<Self> {
        // One round trip; the id is a UUID formatted by us, nothing else can stand in it.
        let begin = format!("BEGIN; SELECT set_config('app.tenant_id', '{tenant}', true)");
        let tx = pool.begin_with(AssertSqlSafe(begin)).await?;
        Ok(Self { db, tenant, tx, events: vec![], jobs: vec![], keys: HashMap::new(), made_keys: vec![] })
    }

    pub fn tenant(&self) -> TenantId {
        self.tenant
    }

    /// For store functions: the connection that row security narrows to this tenant.
    pub fn conn(&mut self) -> &mut PgConnection {
        &mut self.tx
    }

    /// Records an event, to be numbered when the transaction commits.
    pub fn emit(&mut self, event: NewEvent) {
        self.events.push(event);
    }

    /// Queues a job with the transaction. Of two with the same key the later one stands.
    pub fn enqueue(&mut self, job: Job) {
        if job.key.is_some() {
            self.jobs.retain(|other| other.key != job.key);
        }
        self.jobs.push(job);
    }

    /// The tenant's own key.
    pub async fn tenant_key(&mut self) -> Outcome<Arc<Key>> {
        self.key(self.tenant.0).await
    }

    /// The data key of a contact or user (or of the tenant, whose own id names it).
    ///
    /// # Errors
    /// [`CryptoError::NoKey`] when it was destroyed.
    pub async fn key(&mut self, owner: Uuid) -> Outcome<Arc<Key>> {
        self.load_keys(&[owner]).await?;
        self.keys.get(&owner).cloned().ok_or_else(|| CryptoError::NoKey(owner).into())
    }

    /// A key loaded before by [`TenantTx::load_keys`] or [`TenantTx::key`].
    pub fn loaded_key(&self, owner: Uuid) -> Option<Arc<Key>> {
        self.keys.get(&owner).cloned()
    }

    /// Opens the keys of several owners with one query at most. Owners whose key was destroyed are skipped.
    pub async fn load_keys(&mut self, owners: &[Uuid]) -> Outcome<()> {
        let mut missing = Vec::new();
        for owner in owners.iter().chain([&self.tenant.0]) {
            if self.keys.contains_key(owner) || missing.contains(owner) {
                continue;
            }
            match self.db.vault.cached(self.tenant, *owner).await {
                Some(key) => drop(self.keys.insert(*owner, key)),
                None => missing.push(*owner),
            }
        }
        if missing.is_empty() {
            return Ok(());
        }
        let mut found = sqlx::query!(
            "select owner_id, wrapped from data_keys where tenant_id = $1 and owner_id = any($2)",
            self.tenant.0,
            &missing,
        )
        .map(|row| (row.owner_id, row.wrapped))
        .fetch_all(&mut *self.tx)
        .await?;
        // The tenant's key first: it opens the others.
        found.sort_by_key(|(owner, _)| *owner != self.tenant.0);
        for (owner, wrapped) in found {
            let key = if owner == self.tenant.0 {
                self.db.vault.master.key().unwrap_key(owner, &wrapped)?
            } else {
                let parent = self.keys.get(&self.tenant.0).ok_or(CryptoError::NoKey(self.tenant.0))?;
                parent.unwrap_key(owner, &wrapped)?
            };
            let key = Arc::new(key);
            self.db.vault.keep(self.tenant, owner, key.clone()).await;
            self.keys.insert(owner, key);
        }
        Ok(())
    }

    /// Makes the data key of a new contact or user (`owner_kind`), or of the tenant itself.
    pub async fn make_key(&mut self, owner: Uuid, owner_kind: &str) -> Outcome<Arc<Key>> {
        let key = Key::random();
        let wrapped: Sealed = if owner == self.tenant.0 {
            self.db.vault.master.key().wrap(owner, &key)?
        } else {
            self.tenant_key().await?.wrap(owner, &key)?
        };
        sqlx::query!(
            "insert into data_keys (tenant_id, owner_id, owner_kind, wrapped) values ($1, $2, $3, $4)",
            self.tenant.0,
            owner,
            owner_kind,
            wrapped.0,
        )
        .execute(&mut *self.tx)
        .await?;
        let key = Arc::new(key);
        self.keys.insert(owner, key.clone());
        self.made_keys.push(owner);
        Ok(key)
    }

    /// Writes the jobs, numbers the events, commits, and wakes whoever reads this tenant's events.
    pub async fn commit(mut self) -> Outcome<()> {
        if !self.jobs.is_empty() {
            let specs = job_specs(&self.jobs)?;
            crate::jobs::add(&mut self.tx, &specs).await?;
        }
        if !self.events.is_empty() {
            number_events(&mut self.tx, self.tenant, &self.events).await?;
        }
        self.tx.commit().await?;
        for owner in &self.made_keys {
            if let Some(key) = self.keys.get(owner) {
                self.db.vault.keep(self.tenant, *owner, key.clone()).await;
            }
        }
        if !self.events.is_empty() {
            self.db.bus.wake(self.tenant);
        }
        Ok(())
    }
}

fn job_specs(jobs: &[Job]) -> Outcome<serde_json::Value> {
    #[derive(Serialize)]
    struct Spec<'a> {
        identifier: &'a str,
        payload: &'a serde_json::Value,
        queue_name: Option<&'a str>,
        run_at: Option<String>,
        job_key: Option<&'a str>,
    }
    let specs: Vec<_> = jobs
        .iter()
        .map(|job| Spec {
            identifier: job.identifier,
            payload: &job.payload,
            queue_name: job.queue.as_deref(),
            run_at: job.run_at.map(|at| api::Stamp(at).to_string()),
            job_key: job.key.as_deref(),
        })
        .collect();
    serde_json::to_value(specs).map_err(crate::refusal::Refusal::internal)
}

/// The transaction's last statement: takes the tenant's counter row and keeps it over the commit, so
/// that numbers are without a gap and in the order in which transactions became visible.
async fn number_events(conn: &mut PgConnection, tenant: TenantId, events: &[NewEvent]) -> sqlx::Result<()> {
    let kinds: Vec<&str> = events.iter().map(|e| e.kind).collect();
    let conversations: Vec<Option<ConversationId>> = events.iter().map(|e| e.conversation).collect();
    let subjects: Vec<Uuid> = events.iter().map(|e| e.subject).collect();
    let visitor_ids: Vec<Option<i64>> = events.iter().map(|e| e.visitor_id).collect();
    sqlx::query!(
        "with slot as (
            insert into event_counters (tenant_id, last) values ($1, $2)
            on conflict (tenant_id) do update set last = event_counters.last + $2 returning last)
         insert into events (tenant_id, id, kind, conversation_id, subject_id, public, visitor_id)
         select $1, slot.last - $2 + e.ordinality, e.kind, e.conversation, e.subject, e.visitor is not null, e.visitor
           from slot, unnest($3::text[], $4::uuid[], $5::uuid[], $6::bigint[])
                with ordinality as e (kind, conversation, subject, visitor, ordinality)",
        tenant.0,
        i64::try_from(events.len()).unwrap_or(i64::MAX),
        kinds as Vec<&str>,
        conversations as Vec<Option<ConversationId>>,
        &subjects,
        visitor_ids as Vec<Option<i64>>,
    )
    .execute(conn)
    .await
    .map(drop)
}
