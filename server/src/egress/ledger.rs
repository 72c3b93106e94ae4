use super::{rule::Permit, store};
use crate::{App, refusal::Outcome};
use api::{Basis, ContactId, DataClass, ProviderId, Purpose, TenantId};
use std::time::Instant;
use time::OffsetDateTime;
use uuid::Uuid;

/// A call about to be made.
#[derive(Clone, Debug)]
pub struct NewCall<'a> {
    pub provider: Option<ProviderId>,
    pub name: &'a str,
    pub model: &'a str,
    pub purpose: Purpose,
    pub basis: Basis,
    pub classes: &'a [DataClass],
    /// Kinds of personal data that leave as tokens.
    pub hidden: &'a [&'static str],
    /// Whether the call carries a setting against keeping and training.
    pub no_training: bool,
    /// Whose message it is about.
    pub contact: Option<ContactId>,
    /// Tokens that it sends, as far as one can tell before.
    pub tokens_in: u32,
    /// What those cost, in millionths of the currency's unit.
    pub cost: u64,
    pub currency: &'a str,
}

/// How it ended.
#[derive(Clone, Debug)]
pub struct Ended {
    /// `None`: it went well.
    pub fault: Option<String>,
    pub tries: u8,
    pub tokens_in: u32,
    pub tokens_out: u32,
    pub estimated: bool,
    pub cost: u64,
}

/// A call that is written down and may be made.
#[derive(Debug)]
#[must_use = "a call that is not ended looks as if nobody knew how it did"]
pub struct Entry {
    tenant: TenantId,
    id: Uuid,
    at: OffsetDateTime,
    started: Instant,
}

/// Writes a call down, durably, before it is made.
///
/// # Errors
/// Those of the database: then the call must not be made.
pub async fn begin(app: &App, tenant: TenantId, permit: &Permit, call: &NewCall<'_>) -> Outcome<Entry> {
    let (id, at) = (app.new_id(), app.now());
    let mut tx = app.db.tenant(tenant).begin().await?;
    store::add(&mut tx, id, at, permit, call).await?;
    tx.commit().await?;
    Ok(Entry { tenant, id, at, started: Instant::now() })
}

/// Writes down how a call ended. Failing to is logged and no reason to lose the answer: the row is there.
pub async fn end(app: &App, entry: Entry, ended: &Ended) {
    let latency_ms = i32::try_from(entry.started.elapsed().as_millis()).unwrap_or(i32::MAX);
    let written = async {
        let mut tx = app.db.tenant(entry.tenant).begin().await?;
        store::complete(&mut tx, entry.id, ended, latency_ms).await?;
        tx.commit().await
    };
    if let Err(error) = written.await {
        tracing::error!(tenant = %entry.tenant, call = %entry.id, at = %entry.at, %error, "the end of a call to a provider could not be written down");
    }
}
