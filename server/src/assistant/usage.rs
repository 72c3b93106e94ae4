use super::{providers, settings};
use crate::{
    App, egress,
    refusal::{Outcome, Refusal},
};
use api::{Stamp, TenantId, Usage};
use time::Duration;

const USUAL: Duration = Duration::days(30);
const MOST: Duration = Duration::days(400);

/// What models were asked between two moments, and what it cost.
///
/// # Errors
/// `invalid_input` where the end is not after the beginning, or too long after it.
pub(super) async fn usage(
    app: &App,
    tenant: TenantId,
    from: Option<Stamp>,
    to: Option<Stamp>,
) -> Outcome<Usage> {
    let now = app.now();
    let to = to.unwrap_or(Stamp(now));
    let from = from.unwrap_or(Stamp(to.0.checked_sub(USUAL).unwrap_or(to.0)));
    if from.0 >= to.0 || to.0 - from.0 > MOST {
        return Err(Refusal::field(
            "to",
            "out_of_range",
            format!("after `from`, at most {} days", MOST.whole_days()),
        ));
    }
    let mut tx = app.db.tenant(tenant).begin().await?;
    let currency = settings::settings(&mut tx).await?.spending.currency;
    Ok(Usage {
        from,
        to,
        days: egress::by_day(&mut tx, from.0, to.0).await?,
        visitors: egress::by_visitor(&mut tx, from.0, to.0).await?,
        today: egress::spent(&mut tx, providers::day_of(now), &currency, None).await?,
    })
}
