use super::{
    model::{self, Configured, KeyChange},
    store,
};
use crate::{
    App,
    crypto::Sealed,
    db::TenantTx,
    refusal::{Outcome, Refusal},
};
use api::{Assistant, AssistantPatch, Code, FieldError, TenantId};
use serde_json::Value;
use zeroize::Zeroizing;

/// Where the provider's key is sealed.
const KEY: &str = "assistants.key";

/// A tenant's assistant as its settings say; the key only as "there is one".
pub async fn settings(tx: &mut TenantTx) -> Outcome<Assistant> {
    match store::read(tx).await? {
        Some(stored) => read(&stored.settings, stored.key_sealed.is_some()),
        None => Ok(model::defaults()),
    }
}

/// The settings with the opened key.
pub(super) async fn configured(tx: &mut TenantTx) -> Outcome<Configured> {
    let Some(store::Stored { settings, key_sealed: sealed }) = store::read(tx).await? else {
        return Ok(Configured { settings: model::defaults(), key: None });
    };
    let settings = read(&settings, sealed.is_some())?;
    let key = match sealed {
        Some(sealed) => {
            Some(Zeroizing::new(tx.tenant_key().await?.open_text(KEY, tx.tenant().0, &sealed.0)?))
        }
        None => None,
    };
    Ok(Configured { settings, key })
}

fn read(stored: &Value, key_set: bool) -> Outcome<Assistant> {
    let mut settings = model::from_stored(stored).map_err(Refusal::internal)?;
    settings.provider.key_set = key_set;
    Ok(settings)
}

/// Changes the settings: all of the patch, or nothing.
///
/// # Errors
/// `invalid_input` with every wrong field; an address that may not be called is one of them.
pub(super) async fn change(app: &App, tenant: TenantId, patch: AssistantPatch) -> Outcome<Assistant> {
    // Names are looked up before the row is locked: a slow name server must not hold it.
    let unreachable = unreachable(app, &patch).await;
    let mut tx = app.db.tenant(tenant).begin().await?;
    let store::Stored { settings, key_sealed: sealed } = store::lock(&mut tx).await?;
    let mut settings = read(&settings, sealed.is_some())?;
    let key = model::apply(&mut settings, patch);
    let mut wrong = model::wrong(&settings, &key);
    if !wrong.iter().any(|error| error.field == "provider.base_url") {
        wrong.extend(unreachable);
    }
    if let Some(first) = wrong.first() {
        let detail = format!("{}: {}", first.field, first.detail);
        return Err(Refusal { errors: wrong, ..Refusal::new(Code::InvalidInput, detail) });
    }
    let sealed: Option<Sealed> = match key {
        KeyChange::Keep => sealed,
        KeyChange::Remove => None,
        KeyChange::Set(key) => Some(tx.tenant_key().await?.seal(KEY, tenant.0, key.as_bytes())?),
    };
    settings.provider.key_set = sealed.is_some();
    store::write(&mut tx, &serde_json::to_value(&settings).map_err(Refusal::internal)?, sealed.as_ref())
        .await?;
    tx.commit().await?;
    Ok(settings)
}

/// What is wrong with calling the patch's address, where it names one.
async fn unreachable(app: &App, patch: &AssistantPatch) -> Option<FieldError> {
    let text = patch.provider.as_ref()?.base_url.as_deref()?.trim();
    let url = model::base_url(text).ok()?;
    let refused = app.outgoing.check_name(&url).await.err()?;
    Some(FieldError {
        field: "provider.base_url".into(),
        code: "invalid".into(),
        detail: refused.to_string(),
    })
}
