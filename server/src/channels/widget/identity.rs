use super::{origins::Allowed, store};
use crate::{
    App,
    contacts::Details,
    refusal::{Outcome, Refusal},
};
use api::Code;
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use serde::Deserialize;

/// Seconds that an identity token may be valid for.
const LONGEST: i64 = 3600;

#[derive(Deserialize)]
struct Claims {
    sub: String,
    name: Option<String>,
    email: Option<String>,
    exp: i64,
}

/// Who the tenant's own site says the visitor is.
///
/// # Errors
/// `identity_invalid` for a token that is not signed with the widget's secret, has expired, or is
/// valid for more than an hour.
pub(super) async fn verify(app: &App, widget: &Allowed, token: &str) -> Outcome<Details> {
    let invalid = |why: &'static str| Refusal::new(Code::IdentityInvalid, why);
    let mut tx = app.db.tenant(widget.tenant).begin().await?;
    let stored = store::by_id(&mut tx, widget.channel).await?.ok_or_else(Refusal::not_found)?;
    let sealed =
        stored.secret.ok_or_else(|| invalid("The widget has no secret yet; make one in its settings."))?;
    let secret = tx.tenant_key().await?.open("widgets.secret", stored.id, &sealed.0)?;
    let mut rules = Validation::new(Algorithm::HS256);
    rules.validate_exp = false;
    rules.required_spec_claims.clear();
    let claims = jsonwebtoken::decode::<Claims>(token, &DecodingKey::from_secret(&secret), &rules)
        .map_err(|_| {
            invalid("The token is not signed with the widget's secret (HS256), or lacks `sub` or `exp`.")
        })?
        .claims;
    let left = claims.exp - app.now().unix_timestamp();
    if left <= 0 {
        return Err(invalid("The token has expired."));
    }
    if left > LONGEST {
        return Err(invalid("The token is valid for more than an hour."));
    }
    let short = |text: Option<String>| {
        text.map(|t| t.trim().chars().take(200).collect()).filter(|t: &String| !t.is_empty())
    };
    let external = short(Some(claims.sub)).ok_or_else(|| invalid("`sub` is empty."))?;
    Ok(Details {
        name: short(claims.name),
        email: short(claims.email),
        phone: None,
        external: Some(external),
    })
}
