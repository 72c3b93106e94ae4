use super::store::{self, Stored};
use crate::{
    App,
    db::TenantTx,
    refusal::{Outcome, Refusal},
};
use api::{LANGUAGES, TenantId, Widget, WidgetPatch, WidgetSecret, WidgetTexts};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

/// The longest name that a host can have (RFC 1035 §2.3.4).
const HOST_CHARS: usize = 253;

pub(super) async fn get(tx: &mut TenantTx) -> Outcome<Widget> {
    store::locked(tx).await.map(shown)
}

fn shown(stored: Stored) -> Widget {
    Widget {
        key: stored.key,
        allowed_origins: stored.settings.allowed_origins,
        position: stored.settings.position,
        colors: stored.settings.colors,
        texts: stored.settings.texts,
        identity_required: stored.settings.identity_required,
        secret_set: stored.secret.is_some(),
    }
}

/// Changes what is given; the rest stays.
pub(super) async fn patch(app: &App, tenant: TenantId, patch: WidgetPatch) -> Outcome<Widget> {
    let mut tx = app.db.tenant(tenant).begin().await?;
    let mut stored = store::locked(&mut tx).await?;
    let settings = &mut stored.settings;
    if let Some(origins) = patch.allowed_origins {
        if origins.len() > 50 {
            return Err(Refusal::field("allowed_origins", "too_long", "at most 50 origins"));
        }
        settings.allowed_origins = origins.iter().map(|o| origin(o)).collect::<Outcome<_>>()?;
        settings.allowed_origins.dedup();
    }
    if let Some(position) = patch.position {
        settings.position = position;
    }
    if let Some(colors) = patch.colors {
        let hex = colors.primary.strip_prefix('#').unwrap_or_default();
        if hex.len() != 6 || !hex.chars().all(|c| c.is_ascii_hexdigit()) {
            return Err(Refusal::field("colors.primary", "invalid", "a colour like #1f6f54"));
        }
        settings.colors = colors;
    }
    if let Some(texts) = patch.texts {
        for (language, texts) in &texts {
            if !LANGUAGES.contains(&language.as_str()) {
                return Err(Refusal::field(
                    &format!("texts.{language}"),
                    "invalid",
                    "one of ar, fa, tr, it, en",
                ));
            }
            checked(language, texts)?;
        }
        settings.texts = texts;
    }
    if let Some(required) = patch.identity_required {
        if required && stored.secret.is_none() {
            return Err(Refusal::field("identity_required", "invalid", "make the widget's secret first"));
        }
        settings.identity_required = required;
    }
    store::save(&mut tx, stored.id, settings).await?;
    tx.commit().await?;
    app.widgets.invalidate(&stored.key).await;
    Ok(shown(stored))
}

/// Gives the widget its heading in each language, unless the tenant has words of its own there already.
pub async fn name_in_each(app: &App, tenant: TenantId, names: &[(&str, &str)]) -> Outcome<()> {
    let mut tx = app.db.tenant(tenant).begin().await?;
    let mut stored = store::locked(&mut tx).await?;
    if names.is_empty() || !stored.settings.texts.is_empty() {
        return Ok(());
    }
    let titled = |name: &str| WidgetTexts { title: Some(name.to_owned()), ..WidgetTexts::default() };
    stored.settings.texts = names.iter().map(|(lang, name)| ((*lang).to_owned(), titled(name))).collect();
    store::save(&mut tx, stored.id, &stored.settings).await?;
    tx.commit().await?;
    app.widgets.invalidate(&stored.key).await;
    Ok(())
}

/// A new secret for identity tokens, shown this once. The old one ends at once, and with it every session that it
/// vouched for: it is replaced because others may know it.
pub(super) async fn make_secret(app: &App, tenant: TenantId) -> Outcome<WidgetSecret> {
    let secret = format!("ws_{}", URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>()));
    let mut tx = app.db.tenant(tenant).begin().await?;
    let mut stored = store::locked(&mut tx).await?;
    let sealed = tx.tenant_key().await?.seal("widgets.secret", stored.id, secret.as_bytes())?;
    store::set_secret(&mut tx, stored.id, &sealed).await?;
    stored.settings.secret_id = app.new_id();
    store::save(&mut tx, stored.id, &stored.settings).await?;
    tx.commit().await?;
    app.widgets.invalidate(&stored.key).await;
    Ok(WidgetSecret { secret })
}

fn checked(language: &str, texts: &WidgetTexts) -> Outcome<()> {
    for (name, text, most) in [
        ("title", &texts.title, 60),
        ("greeting", &texts.greeting, 500),
        ("placeholder", &texts.placeholder, 80),
    ] {
        if text.as_ref().is_some_and(|t| t.chars().count() > most) {
            return Err(Refusal::field(
                &format!("texts.{language}.{name}"),
                "too_long",
                format!("at most {most} characters"),
            ));
        }
    }
    Ok(())
}

/// `https://shop.example`, `http://localhost:8080`: scheme, host, perhaps a port, nothing behind.
fn origin(text: &str) -> Outcome<String> {
    let invalid = |why: String| Refusal::field("allowed_origins", "invalid", why);
    let trimmed = text.trim().trim_end_matches('/');
    // Beside the host, as many as the longest scheme, a port and some brackets take.
    if trimmed.chars().count() > HOST_CHARS + 16 {
        return Err(invalid(format!("a host has at most {HOST_CHARS} characters")));
    }
    if trimmed.contains('*') {
        return Err(invalid(format!(
            "{text:?}: wildcards are not supported; write each origin out, as in https://shop.example"
        )));
    }
    let no_origin = || invalid(format!("{text:?} is not an origin like https://shop.example"));
    let url = reqwest::Url::parse(trimmed).map_err(|_| no_origin())?;
    let origin = url.origin();
    let bare = url.username().is_empty()
        && url.password().is_none()
        && url.path() == "/"
        && url.query().is_none()
        && url.fragment().is_none();
    if !matches!(url.scheme(), "http" | "https") || !origin.is_tuple() || !bare {
        return Err(no_origin());
    }
    // Letters beyond ASCII grow when they are written as a browser sends them.
    if url.host_str().is_some_and(|host| host.len() > HOST_CHARS) {
        return Err(invalid(format!("a host has at most {HOST_CHARS} characters")));
    }
    Ok(origin.ascii_serialization())
}
