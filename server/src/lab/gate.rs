//! The gate: what has to be tried before it is in force.

use super::store;
use crate::{
    db::TenantTx,
    refusal::{Outcome, Refusal},
};
use api::{Code, LabGate};
use time::{Duration, OffsetDateTime};

/// How long a run counts.
const COUNTS: Duration = Duration::days(7);

/// Whether a finished run tried just this, and lost no more answers than the tenant allows.
///
/// # Errors
/// `lab_run_required` where there is none.
pub async fn covered(tx: &mut TenantTx, gate: &LabGate, covers: &[u8], now: OffsetDateTime) -> Outcome<()> {
    if store::is_covered(tx, covers, now - COUNTS, gate.new_refusals_percent.into()).await? {
        return Ok(());
    }
    Err(Refusal::new(
        Code::LabRunRequired,
        format!(
            "Your team wants this change to be tried in the answer lab first: a finished run of the last 7 days, in \
             which at most {} % of the questions lose their answer.",
            gate.new_refusals_percent
        ),
    ))
}
