//! Trying a provider before anybody relies on it: which models it has, and whether one answers.

use super::{
    cost,
    openai::{self, Fault},
    provider, providers, settings,
};
use crate::{
    App,
    egress::{self, Ended, NewCall},
    refusal::{Outcome, Refusal},
};
use api::{Basis, Code, ProviderTest, ProviderTested, Purpose, TenantId, TestStep};
use reqwest::Url;
use std::time::{Duration, Instant};
use zeroize::Zeroizing;

/// How long a request of a test may take: a model on one's own machine is read from disk first.
const PATIENCE: Duration = Duration::from_secs(45);
/// Tokens of the question, about.
const TOKENS: u32 = 10;
/// Model ids that are told.
const MODELS: usize = 500;

/// Tries an endpoint: lists its models, then has the model say one word.
///
/// What it answers is not passed on, beyond names of models: an address inside our network would be read that way.
///
/// # Errors
/// `invalid_input` where address or model are missing or may not be called; `not_found` for an unknown id.
pub(super) async fn test(app: &App, tenant: TenantId, test: ProviderTest) -> Outcome<ProviderTested> {
    let mut tx = app.db.tenant(tenant).begin().await?;
    let configured = settings::configured(&mut tx).await?;
    drop(tx);
    let stored = match test.id {
        Some(id) => Some(
            configured.settings.providers.iter().find(|one| one.id == id).ok_or_else(Refusal::not_found)?,
        ),
        None => None,
    };
    let given = test.base_url.as_deref().map(provider::plain_address);
    let address = given.or_else(|| stored.map(|one| one.base_url.clone())).unwrap_or_default();
    let model = test.model.as_deref().map(|model| model.trim().to_owned());
    let model = model.or_else(|| stored.map(|one| one.model.clone())).unwrap_or_default();
    if address.is_empty() {
        return Err(Refusal::field("base_url", "required", provider::ADDRESS));
    }
    if model.is_empty() {
        return Err(Refusal::field("model", "required", provider::MODEL));
    }
    let base =
        provider::base_url(&address).map_err(|detail| Refusal::field("base_url", "invalid", detail))?;
    let permit = egress::permit(app, tenant, &base)
        .await?
        .map_err(|refused| Refusal::new(Code::ProviderNotAllowed, refused.to_string()))?;
    let allowed = app.outgoing.check_name(&base).await;
    allowed.map_err(|refused| Refusal::field("base_url", "invalid", refused.to_string()))?;
    let http = app
        .outgoing
        .client(&base)
        .map_err(|refused| Refusal::field("base_url", "invalid", refused.to_string()))?;
    let key = match test.key.map(|key| Zeroizing::new(key.trim().to_owned())) {
        Some(key) => Some(key).filter(|key| !key.is_empty()),
        // A stored key goes to the server that it was given for, and to no other.
        None => stored
            .filter(|one| provider::origin(&one.base_url) == provider::origin(&address))
            .and_then(|one| configured.keys.get(&one.id).cloned()),
    };
    let key = key.as_ref().map(|key| key.as_str());
    let no_training = stored.is_none_or(|one| one.no_training);
    let call = NewCall {
        provider: stored.map(|one| one.id),
        name: stored.map_or(&model, |one| providers::called(one)),
        model: &model,
        purpose: Purpose::Test,
        basis: Basis::Asked,
        classes: &[],
        hidden: &[],
        no_training: no_training && openai::is_openai(&base),
        contact: None,
        tokens_in: TOKENS,
        cost: stored.map_or(0, |one| cost::cost(one, TOKENS, 1)),
        currency: &configured.settings.spending.currency,
    };
    let entry = egress::begin(app, tenant, &permit, &call).await?;
    let tested = run(http, &base, &model, key, no_training).await;
    let ended = Ended {
        fault: tested.chat.error.clone(),
        tries: 2,
        tokens_in: if tested.ok { TOKENS } else { 0 },
        tokens_out: u32::from(tested.ok),
        estimated: tested.ok,
        cost: if tested.ok { call.cost } else { 0 },
    };
    egress::end(app, entry, &ended).await;
    Ok(tested)
}

async fn run(
    http: reqwest::Client,
    base: &Url,
    model: &str,
    key: Option<&str>,
    no_training: bool,
) -> ProviderTested {
    let (list, models) = timed(openai::models(http.clone(), base, key)).await;
    let listed = models.as_ref().map(|models| models.iter().any(|one| one == model));
    let (chat, _) = timed(openai::one_word(http, base, model, key, no_training)).await;
    let mut models = models.unwrap_or_default();
    models.sort_unstable();
    models.truncate(MODELS);
    ProviderTested { ok: chat.ok, list, models, listed, chat }
}

async fn timed<T>(step: impl Future<Output = Result<T, Fault>>) -> (TestStep, Option<T>) {
    let started = Instant::now();
    let outcome = tokio::time::timeout(PATIENCE, step).await.unwrap_or(Err(Fault::TimedOut));
    let latency_ms = u32::try_from(started.elapsed().as_millis()).unwrap_or(u32::MAX);
    match outcome {
        Ok(found) => (TestStep { ok: true, error: None, latency_ms }, Some(found)),
        Err(fault) => (TestStep { ok: false, error: Some(fault.to_string()), latency_ms }, None),
    }
}
