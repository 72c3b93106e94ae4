//! What the assistant does when a customer writes: what the tenant set, for whoever must know without all settings.

use super::store;
use crate::{
    db::TenantTx,
    refusal::{Outcome, Refusal},
};
use api::{Mode, Modes};

/// The modes in force in a tenant.
#[derive(Clone, Debug)]
pub struct InForce {
    enabled: bool,
    modes: Modes,
}

impl InForce {
    /// What counts for a conversation on a channel. A switched-off assistant is off everywhere.
    pub fn of(&self, channel: &str, own: Option<Mode>) -> Mode {
        if self.enabled { self.modes.of(channel, own) } else { Mode::Off }
    }
}

/// The modes as they are now.
pub async fn modes(tx: &mut TenantTx) -> Outcome<InForce> {
    let stored = store::modes(tx).await?;
    read(stored)
}

/// As [`modes`], held: nobody changes them before this transaction ends. What is said is said in the mode of the moment
/// in which it is stored, and who switches the assistant off hears nothing of it afterwards.
pub async fn modes_held(tx: &mut TenantTx) -> Outcome<InForce> {
    let stored = store::modes_held(tx).await?;
    read(stored)
}

fn read(stored: Option<store::StoredModes>) -> Outcome<InForce> {
    let stored = stored.unwrap_or_default();
    let modes = stored.modes.map(serde_json::from_value).transpose().map_err(Refusal::internal)?;
    Ok(InForce { enabled: stored.enabled.unwrap_or(true), modes: modes.unwrap_or_default() })
}
