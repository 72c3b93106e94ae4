//! Asking the tenant's models, one after the other: the only way from here to a model.

use super::{
    model::Configured,
    openai::{self, Completion, Endpoint, Failed, Fault, Patience},
    prompt::Message,
    provider,
};
use crate::App;
use api::{ModelProvider, ProviderKind, ProviderState, ProviderStates, Task, TenantId};
use std::time::{Duration, Instant};

/// How long a customer waits for all providers together, unless the first alone may take longer.
const WHOLE: Duration = Duration::from_secs(120);
/// With less time than this left no other provider is begun with.
const LEAST: Duration = Duration::from_secs(3);

/// What a model wrote, and which.
pub(super) struct Written {
    pub completion: Completion,
    pub model: String,
}

/// Asks the providers for `task` in their order until one answers. `so_far` as in [`openai::complete`]; once something
/// was shown no other is asked, for it would say it in other words.
///
/// # Errors
/// The fault of the last one that was asked, or of the first where none was.
pub(super) async fn ask(
    app: &App,
    tenant: TenantId,
    configured: &Configured,
    task: Task,
    messages: &[Message],
    so_far: &mut (dyn FnMut(&str) -> bool + Send),
) -> Result<Written, Fault> {
    let started = Instant::now();
    let order: Vec<&ModelProvider> = in_order(configured, task).collect();
    let whole = order.first().map_or(WHOLE, |first| WHOLE.max(seconds(first)));
    let mut fault = None;
    for (at, one) in order.iter().enumerate() {
        let left = whole.saturating_sub(started.elapsed());
        if left < LEAST {
            break;
        }
        if !app.breakers.may(tenant, one.id, Instant::now()) {
            fault = fault.or(Some(Fault::Resting));
            continue;
        }
        let others = at + 1 < order.len();
        let patience = Patience::of(seconds(one).min(left), others);
        match call(app, configured, one, messages, patience, so_far).await {
            Ok(completion) => {
                app.breakers.good(tenant, one.id);
                return Ok(Written { completion, model: one.model.clone() });
            }
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
    Err(fault.unwrap_or(Fault::Refused))
}

async fn call(
    app: &App,
    configured: &Configured,
    one: &ModelProvider,
    messages: &[Message],
    patience: Patience,
    so_far: &mut (dyn FnMut(&str) -> bool + Send),
) -> Result<Completion, Failed> {
    let refused = Failed { fault: Fault::Refused, shown: false, tries: 0 };
    let base = provider::base_url(&one.base_url).map_err(|_| refused)?;
    let http = app.outgoing.client(&base).map_err(|_| refused)?;
    let endpoint = Endpoint {
        base: &base,
        model: &one.model,
        key: configured.keys.get(&one.id).map(|key| key.as_str()),
        answer_tokens: configured.settings.budget.answer_tokens,
        no_training: one.no_training,
        extra: one.extra_body.as_ref(),
    };
    openai::complete(http, &endpoint, messages, patience, so_far).await
}

fn seconds(one: &ModelProvider) -> Duration {
    Duration::from_secs(one.timeout_s.into())
}

/// The providers that are asked for a task.
fn in_order(configured: &Configured, task: Task) -> impl Iterator<Item = &ModelProvider> {
    let settings = &configured.settings;
    let asked = settings.provider.kind == ProviderKind::Openai;
    settings.providers.iter().filter(move |one| asked && one.tasks.contains(&task))
}

/// How the tenant's providers have done lately.
pub(super) fn states(app: &App, tenant: TenantId, providers: &[ModelProvider]) -> ProviderStates {
    let now = Instant::now();
    let state = |one: &ModelProvider| -> ProviderState { app.breakers.state(tenant, one.id, now) };
    ProviderStates { items: providers.iter().map(state).collect() }
}
