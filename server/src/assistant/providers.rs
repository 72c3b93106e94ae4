//! Asking the tenant's models, one after the other: the only way from here to a model.

use super::{
    cost,
    model::Configured,
    openai::{self, Completion, Endpoint, Failed, Fault, Patience},
    prompt::Message,
    provider,
};
use crate::{
    App,
    egress::{self, Ended, NewCall},
    refusal::Outcome,
};
use api::{
    Basis, ContactId, DataClass, ModelProvider, ProviderKind, ProviderState, ProviderStates, Purpose, Task,
    TenantId,
};
use std::time::{Duration, Instant};
use time::OffsetDateTime;

/// How long a customer waits for all providers together, unless the first alone may take longer.
const WHOLE: Duration = Duration::from_secs(120);
/// With less time than this left no other provider is begun with.
const LEAST: Duration = Duration::from_secs(3);

/// What a model is asked, and what has to be known to write it down.
pub(super) struct Request<'a> {
    pub tenant: TenantId,
    pub task: Task,
    pub purpose: Purpose,
    /// Whose message it is about.
    pub contact: Option<ContactId>,
    pub messages: &'a [Message],
    pub classes: &'a [DataClass],
    /// Kinds of personal data that leave as tokens.
    pub hidden: &'a [&'static str],
}

/// What a model wrote, and which.
pub(super) struct Written {
    pub completion: Completion,
    pub model: String,
}

/// Asks the providers in their order until one answers. `so_far` as in [`openai::complete`]; once something was shown
/// no other is asked, for it would say it in other words.
///
/// # Errors
/// Those of the database: without its row in the ledger no call is made. The inner one is the fault of the last
/// provider that was asked, or of the first where none was.
pub(super) async fn ask(
    app: &App,
    configured: &Configured,
    request: &Request<'_>,
    so_far: &mut (dyn FnMut(&str) -> bool + Send),
) -> Outcome<Result<Written, Fault>> {
    let (started, tenant) = (Instant::now(), request.tenant);
    let order: Vec<&ModelProvider> = in_order(configured, request.task).collect();
    let whole = order.first().map_or(WHOLE, |first| WHOLE.max(seconds(first)));
    if spent(app, configured, request).await? {
        return Ok(Err(Fault::Spent));
    }
    let mut fault = None;
    for (at, one) in order.iter().enumerate() {
        let left = whole.saturating_sub(started.elapsed());
        if left < LEAST {
            break;
        }
        if !app.breakers.may(tenant, one.id, Instant::now()) {
            fault = fault.filter(|fault| *fault != Fault::NotAllowed).or(Some(Fault::Resting));
            continue;
        }
        let others = at + 1 < order.len();
        let patience = Patience::of(seconds(one).min(left), others);
        match call(app, configured, one, request, patience, so_far).await? {
            Ok(completion) => {
                app.breakers.good(tenant, one.id);
                return Ok(Ok(Written { completion, model: one.model.clone() }));
            }
            // It is not the provider's fault, and nothing was sent.
            Err(Failed { fault: Fault::NotAllowed, .. }) => fault = fault.or(Some(Fault::NotAllowed)),
            Err(failed) => {
                app.breakers.bad(tenant, one.id, failed.fault, Instant::now(), app.now());
                tracing::warn!(%tenant, provider = %one.id, fault = %failed.fault, tries = failed.tries, others,
                    "a model gave no answer");
                fault = Some(failed.fault);
                if failed.shown {
                    break;
                }
            }
        }
    }
    Ok(Err(fault.unwrap_or(Fault::Refused)))
}

/// Whether the day's limit is reached, the tenant's or the visitor's. Calls that run at the same moment are counted with
/// what they send, so that the limit is passed by no more than the answers under way.
async fn spent(app: &App, configured: &Configured, request: &Request<'_>) -> Outcome<bool> {
    let spending = &configured.settings.spending;
    let (whole, visitor) = (spending.tenant_per_day, spending.visitor_per_day);
    if whole.is_none() && visitor.is_none() {
        return Ok(false);
    }
    let day = day_of(app.now());
    let mut tx = app.db.tenant(request.tenant).begin().await?;
    if let Some(limit) = whole
        && egress::spent(&mut tx, day, &spending.currency, None).await? >= limit
    {
        return Ok(true);
    }
    Ok(match (visitor, request.contact) {
        (Some(limit), Some(contact)) => {
            egress::spent(&mut tx, day, &spending.currency, Some(contact)).await? >= limit
        }
        _ => false,
    })
}

/// The beginning of the day in UTC.
pub(super) fn day_of(now: OffsetDateTime) -> OffsetDateTime {
    now.to_offset(time::UtcOffset::UTC).replace_time(time::Time::MIDNIGHT)
}

/// One provider: allowed, written down, called, and written down how it went.
async fn call(
    app: &App,
    configured: &Configured,
    one: &ModelProvider,
    request: &Request<'_>,
    patience: Patience,
    so_far: &mut (dyn FnMut(&str) -> bool + Send),
) -> Outcome<Result<Completion, Failed>> {
    let refused = |fault| Failed { fault, shown: false, tries: 0 };
    let Ok(base) = provider::base_url(&one.base_url) else { return Ok(Err(refused(Fault::Refused))) };
    let Ok(permit) = egress::permit(app, request.tenant, &base).await? else {
        return Ok(Err(refused(Fault::NotAllowed)));
    };
    let Ok(http) = app.outgoing.client(&base) else { return Ok(Err(refused(Fault::Refused))) };
    let endpoint = Endpoint {
        base: &base,
        model: &one.model,
        key: configured.keys.get(&one.id).map(|key| key.as_str()),
        answer_tokens: configured.settings.budget.answer_tokens,
        no_training: one.no_training,
        extra: one.extra_body.as_ref(),
    };
    let tokens_in = cost::estimated_prompt(request.messages);
    let new = NewCall {
        provider: Some(one.id),
        name: called(one),
        model: &one.model,
        purpose: request.purpose,
        basis: match request.purpose {
            Purpose::Answer => Basis::Settings,
            Purpose::Draft | Purpose::Try | Purpose::Test => Basis::Asked,
        },
        classes: request.classes,
        hidden: request.hidden,
        no_training: endpoint.says_no_training(),
        contact: request.contact,
        tokens_in,
        cost: cost::cost(one, tokens_in, 0),
        currency: &configured.settings.spending.currency,
    };
    let entry = egress::begin(app, request.tenant, &permit, &new).await?;
    let outcome = openai::complete(http, &endpoint, request.messages, patience, so_far).await;
    egress::end(app, entry, &ended(one, tokens_in, &outcome)).await;
    Ok(outcome)
}

/// What the team calls a provider: its model, where it has no name.
pub(super) fn called(one: &ModelProvider) -> &str {
    if one.name.is_empty() { &one.model } else { &one.name }
}

/// What a call came to: what the provider counted, else what can be told.
fn ended(one: &ModelProvider, estimated_in: u32, outcome: &Result<Completion, Failed>) -> Ended {
    let (tokens_in, tokens_out, estimated) = match outcome {
        Ok(Completion { raw, usage, .. }) => match (usage.prompt, usage.answer) {
            (Some(prompt), Some(answer)) => (prompt, answer, false),
            _ => (
                usage.prompt.unwrap_or(estimated_in),
                usage.answer.unwrap_or_else(|| cost::estimated(raw)),
                true,
            ),
        },
        Err(failed) if failed.fault.is_free() => (0, 0, false),
        Err(_) => (estimated_in, 0, true),
    };
    let (fault, tries) = match outcome {
        Ok(completion) => (None, completion.tries),
        Err(failed) => (Some(failed.fault.to_string()), failed.tries),
    };
    Ended { fault, tries, tokens_in, tokens_out, estimated, cost: cost::cost(one, tokens_in, tokens_out) }
}

fn seconds(one: &ModelProvider) -> Duration {
    Duration::from_secs(one.timeout_s.into())
}

/// The providers that are asked for a task.
fn in_order(configured: &Configured, task: Task) -> impl Iterator<Item = &ModelProvider> {
    let settings = &configured.settings;
    let asked = settings.provider.kind == ProviderKind::Openai;
    let set = |task: Task| settings.providers.iter().any(|one| one.tasks.contains(&task));
    let task = if set(task) { task } else { Task::Answer };
    settings.providers.iter().filter(move |one| asked && one.tasks.contains(&task))
}

/// How the tenant's providers have done lately, and which the region allows.
///
/// # Errors
/// Where the tenant is not known.
pub(super) async fn states(
    app: &App,
    tenant: TenantId,
    providers: &[ModelProvider],
) -> Outcome<ProviderStates> {
    let now = Instant::now();
    let mut items = Vec::with_capacity(providers.len());
    for one in providers {
        let base = provider::base_url(&one.base_url).ok();
        let allowed = match &base {
            Some(base) => egress::permit(app, tenant, base).await?.is_ok(),
            None => false,
        };
        let no_training = one.no_training && base.is_some_and(|base| openai::is_openai(&base));
        let state = app.breakers.state(tenant, one.id, now);
        items.push(ProviderState { allowed, no_training, ..state });
    }
    Ok(ProviderStates { rule: egress::rule(app, tenant).await?, items })
}

#[cfg(test)]
mod tests {
    use super::day_of;
    use time::macros::datetime;

    #[test]
    fn the_day_begins_at_midnight_utc() {
        assert_eq!(day_of(datetime!(2026-11-21 01:30 +03:00)), datetime!(2026-11-20 00:00 UTC));
    }
}
