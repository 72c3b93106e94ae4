use super::{
    model::{self, Configured},
    provider::{self, KeyChange, Keys},
    store,
    trial::fingerprint,
};
use crate::{
    App,
    crypto::Sealed,
    db::TenantTx,
    egress, lab,
    refusal::{Outcome, Refusal},
};
use api::{Assistant, AssistantPatch, Code, FieldError, ProviderId, TenantId};
use reqwest::Url;
use serde_json::Value;
use std::collections::HashMap;
use zeroize::Zeroizing;

/// Where a provider's key is sealed.
const KEY: &str = "provider_keys.key";
/// Where the only provider's key was sealed, before there could be several.
const OLD_KEY: &str = "assistants.key";

/// A tenant's assistant as its settings say; of keys only "there is one".
pub async fn settings(tx: &mut TenantTx) -> Outcome<Assistant> {
    let Some(stored) = store::read(tx).await? else { return Ok(model::defaults()) };
    let keys = sealed_keys(tx, &stored).await?;
    read(&stored.settings, tx.tenant(), &keys)
}

/// The settings with the opened keys.
pub(super) async fn configured(tx: &mut TenantTx) -> Outcome<Configured> {
    let Some(stored) = store::read(tx).await? else {
        return Ok(Configured { settings: model::defaults(), keys: Keys::new() });
    };
    let sealed = sealed_keys(tx, &stored).await?;
    let settings = read(&stored.settings, tx.tenant(), &sealed)?;
    let mut keys = Keys::new();
    for (id, sealed) in sealed {
        keys.insert(id, open(tx, id, &sealed).await?);
    }
    Ok(Configured { settings, keys })
}

/// A key as it is stored, and where it was sealed.
struct SealedKey {
    sealed: Sealed,
    old: bool,
}

/// The stored keys; that of an older version's only provider is that of the provider with the tenant's id.
async fn sealed_keys(tx: &mut TenantTx, stored: &store::Stored) -> Outcome<HashMap<ProviderId, SealedKey>> {
    let mut keys: HashMap<ProviderId, SealedKey> = store::keys(tx)
        .await?
        .into_iter()
        .map(|(id, sealed)| (id, SealedKey { sealed, old: false }))
        .collect();
    if let Some(sealed) = &stored.key_sealed {
        keys.entry(ProviderId(tx.tenant().0)).or_insert(SealedKey { sealed: sealed.clone(), old: true });
    }
    Ok(keys)
}

async fn open(tx: &mut TenantTx, id: ProviderId, key: &SealedKey) -> Outcome<Zeroizing<String>> {
    let place = if key.old { OLD_KEY } else { KEY };
    Ok(Zeroizing::new(tx.tenant_key().await?.open_text(place, id.0, &key.sealed.0)?))
}

fn read(stored: &Value, tenant: TenantId, keys: &HashMap<ProviderId, SealedKey>) -> Outcome<Assistant> {
    let mut settings = model::from_stored(stored, tenant).map_err(Refusal::internal)?;
    mark_keys(&mut settings, |id| keys.contains_key(&id));
    Ok(settings)
}

fn mark_keys(settings: &mut Assistant, has: impl Fn(ProviderId) -> bool) {
    for one in &mut settings.providers {
        one.key_set = has(one.id);
    }
    settings.provider = provider::first(settings.provider.kind, &settings.providers);
}

/// Changes the settings: all of the patch, or nothing.
///
/// # Errors
/// `invalid_input` with every wrong field; an address that may not be called is one of them. `provider_not_allowed`
/// where the region's rule names other hosts; `lab_run_required` where the change has to be tried first.
pub(super) async fn change(app: &App, tenant: TenantId, patch: AssistantPatch) -> Outcome<Assistant> {
    let named = named(&patch);
    for (path, url) in &named {
        if let Err(refused) = egress::permit(app, tenant, url).await? {
            let error = FieldError {
                field: format!("{path}.base_url"),
                code: "not_allowed".into(),
                detail: refused.to_string(),
            };
            let refusal = Refusal::new(Code::ProviderNotAllowed, refused.to_string());
            return Err(Refusal { errors: vec![error], ..refusal });
        }
    }
    // Names are looked up before the row is locked: a slow name server must not hold it.
    let unreachable = unreachable(app, &named).await;
    let old_form = patch.provider.is_some() && patch.providers.is_none();
    let mut tx = app.db.tenant(tenant).begin().await?;
    let stored = store::lock(&mut tx).await?;
    let sealed = sealed_keys(&mut tx, &stored).await?;
    let mut settings = read(&stored.settings, tenant, &sealed)?;
    let before = settings.clone();
    let changes = model::apply(&mut settings, patch, || ProviderId(app.new_id()));
    let mut wrong = model::wrong(&settings, &changes, old_form);
    for error in unreachable {
        if !wrong.iter().any(|other| other.field == error.field) {
            wrong.push(error);
        }
    }
    if let Some(first) = wrong.first() {
        let detail = format!("{}: {}", first.field, first.detail);
        return Err(Refusal { errors: wrong, ..Refusal::new(Code::InvalidInput, detail) });
    }
    // As it stood before: what a patch changes is not let through by its taking the gate away.
    let covers = fingerprint(&settings);
    if before.lab_gate.required && covers != fingerprint(&before) {
        lab::covered(&mut tx, &before.lab_gate, &covers, app.now()).await?;
    }
    let mut set: Vec<ProviderId> = sealed.keys().copied().collect();
    for (id, change) in changes {
        match change {
            KeyChange::Keep => {}
            KeyChange::Remove => {
                set.retain(|other| *other != id);
                store::remove_key(&mut tx, id).await?;
            }
            KeyChange::Set(key) => {
                set.push(id);
                let sealed = tx.tenant_key().await?.seal(KEY, id.0, key.as_bytes())?;
                store::set_key(&mut tx, id, &sealed).await?;
            }
        }
    }
    for (id, key) in sealed.iter().filter(|(id, key)| key.old && set.contains(id)) {
        // The place of the only key is given up with the first change.
        let opened = open(&mut tx, *id, key).await?;
        let again = tx.tenant_key().await?.seal(KEY, id.0, opened.as_bytes())?;
        store::keep_key(&mut tx, *id, &again).await?;
    }
    mark_keys(&mut settings, |id| set.contains(&id));
    store::write(&mut tx, &serde_json::to_value(&settings).map_err(Refusal::internal)?).await?;
    tx.commit().await?;
    // What was changed is tried anew.
    app.breakers.forget(tenant);
    Ok(settings)
}

/// The addresses that a patch names, with where they stand in it; those that are none are objected to later.
fn named(patch: &AssistantPatch) -> Vec<(String, Url)> {
    let first = patch.provider.as_ref().and_then(|one| one.base_url.as_deref());
    let first = first.map(|url| (model::path(0, true), url));
    let listed = patch.providers.iter().flatten().enumerate();
    let listed = listed.filter_map(|(at, one)| Some((model::path(at, false), one.base_url.as_deref()?)));
    let parsed = |(path, text): (String, &str)| Some((path, provider::base_url(text.trim()).ok()?));
    first.into_iter().chain(listed.take(provider::MOST)).filter_map(parsed).collect()
}

/// What is wrong with calling them.
async fn unreachable(app: &App, named: &[(String, Url)]) -> Vec<FieldError> {
    let mut wrong = Vec::new();
    for (path, url) in named {
        if let Err(refused) = app.outgoing.check_name(url).await {
            wrong.push(FieldError {
                field: format!("{path}.base_url"),
                code: "invalid".into(),
                detail: refused.to_string(),
            });
        }
    }
    wrong
}
