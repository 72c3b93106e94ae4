use super::{origins::Allowed, store};
use crate::{
    App,
    contacts::{self, Details},
    refusal::{Outcome, Refusal},
};
use api::Code;
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use serde::Deserialize;
use uuid::Uuid;

/// Seconds that an identity token may be valid for.
const LONGEST: i64 = 3600;
/// Seconds that the site's clock may be ahead of ours (RFC 7519 §4.1.5 allows some leeway).
const SKEW: i64 = 60;
/// Characters of the id that the tenant's own system knows a customer by.
const SUB_CHARS: usize = 200;

#[derive(Deserialize)]
struct Claims {
    sub: String,
    name: Option<String>,
    email: Option<String>,
    exp: i64,
    nbf: Option<i64>,
}

/// A customer whom the tenant's own site vouches for.
pub(super) struct Vouched {
    /// The id that the site knows them by, byte for byte: it decides whose conversation is shown.
    pub external: String,
    pub details: Details,
    /// The secret that the token was signed with.
    pub by: Uuid,
}

/// Who the tenant's own site says the visitor is.
///
/// # Errors
/// `identity_invalid` for a token that is not signed with the widget's secret, has expired, is valid for more than
/// an hour, or names nobody.
pub(super) async fn verify(app: &App, widget: &Allowed, token: &str) -> Outcome<Vouched> {
    let invalid = |why: &'static str| Refusal::new(Code::IdentityInvalid, why);
    let mut tx = app.db.tenant(widget.tenant).begin().await?;
    let stored = store::by_id(&mut tx, widget.channel).await?.ok_or_else(Refusal::not_found)?;
    let sealed =
        stored.secret.ok_or_else(|| invalid("The widget has no secret yet; make one in its settings."))?;
    let secret = tx.tenant_key().await?.open("widgets.secret", stored.id, &sealed.0)?;
    let mut rules = Validation::new(Algorithm::HS256);
    // By our own clock, below.
    rules.validate_exp = false;
    rules.required_spec_claims.clear();
    let claims = jsonwebtoken::decode::<Claims>(token, &DecodingKey::from_secret(&secret), &rules)
        .map_err(|_| {
            invalid("The token is not signed with the widget's secret (HS256), or lacks `sub` or `exp`.")
        })?
        .claims;
    let left = claims.exp.saturating_sub(app.now().unix_timestamp());
    if left <= 0 {
        return Err(invalid("The token has expired."));
    }
    if claims.nbf.is_some_and(|from| from > app.now().unix_timestamp() + SKEW) {
        return Err(invalid("The token is not valid yet (`nbf`)."));
    }
    if left > LONGEST {
        return Err(invalid("The token is valid for more than an hour."));
    }
    if let Some(why) = names_nobody(&claims.sub) {
        return Err(invalid(why));
    }
    let details = Details {
        name: claims.name.as_deref().and_then(contacts::name),
        email: claims.email.as_deref().and_then(contacts::email),
        phone: None,
        external: Some(claims.sub.clone()),
    };
    Ok(Vouched { external: claims.sub, details, by: stored.settings.secret_id })
}

/// Why `sub` can't be an id. One that can is never changed: trimmed or cut, two customers could become one.
fn names_nobody(sub: &str) -> Option<&'static str> {
    if sub.trim().is_empty() {
        return Some("`sub` is empty.");
    }
    if sub.chars().count() > SUB_CHARS {
        return Some("`sub` is longer than 200 characters.");
    }
    sub.chars().any(char::is_control).then_some("`sub` holds control characters.")
}
