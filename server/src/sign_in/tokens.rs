use crate::{
    App,
    refusal::{Outcome, Refusal},
};
use api::{Code, TenantId, UserId};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq;
use uuid::Uuid;

/// Seconds that an access token lives (AUTH-2).
pub(super) const ACCESS_SECONDS: u32 = 24 * 3600;

#[derive(Serialize, Deserialize)]
pub(super) struct Claims {
    pub sub: UserId,
    pub tid: TenantId,
    /// The family's session id.
    pub sid: String,
    pub iat: i64,
    pub exp: i64,
}

pub(super) fn access(app: &App, claims: &Claims) -> Outcome<String> {
    let key = EncodingKey::from_secret(&app.db.vault.master.access_tokens());
    jsonwebtoken::encode(&Header::new(Algorithm::HS256), claims, &key).map_err(Refusal::internal)
}

/// Checks signature and time.
pub(super) fn read_access(app: &App, token: &str) -> Outcome<Claims> {
    let key = DecodingKey::from_secret(&app.db.vault.master.access_tokens());
    let mut rules = Validation::new(Algorithm::HS256);
    rules.validate_exp = false;
    rules.required_spec_claims.clear();
    let claims = jsonwebtoken::decode::<Claims>(token, &key, &rules)
        .map_err(|_| Refusal::new(Code::Unauthenticated, "The access token is not valid."))?
        .claims;
    // The clock that tests can move decides, not the library's.
    if claims.exp <= app.now().unix_timestamp() {
        return Err(Refusal::new(Code::TokenExpired, "The access token has expired; use the refresh token."));
    }
    Ok(claims)
}

/// A position in a refresh family: tenant, session, generation, authenticated by us.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Position {
    pub tenant: TenantId,
    pub session: i128,
    pub generation: i32,
}

impl Position {
    pub fn seal(&self, app: &App) -> String {
        let mut bytes = Vec::with_capacity(52);
        bytes.extend_from_slice(self.tenant.0.as_bytes());
        bytes.extend_from_slice(&self.session.to_be_bytes());
        bytes.extend_from_slice(&self.generation.to_be_bytes());
        let mac = app.db.vault.master.refresh_tokens().index("refresh", &URL_SAFE_NO_PAD.encode(&bytes));
        bytes.extend_from_slice(&mac);
        format!("dr_{}", URL_SAFE_NO_PAD.encode(bytes))
    }

    pub fn open(app: &App, token: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(token.strip_prefix("dr_")?).ok()?;
        if bytes.len() != 52 {
            return None;
        }
        let (body, mac) = bytes.split_at(36);
        let expected = app.db.vault.master.refresh_tokens().index("refresh", &URL_SAFE_NO_PAD.encode(body));
        if !bool::from(expected.ct_eq(mac)) {
            return None;
        }
        Some(Self {
            tenant: TenantId(Uuid::from_slice(&body[..16]).ok()?),
            session: i128::from_be_bytes(body[16..32].try_into().ok()?),
            generation: i32::from_be_bytes(body[32..].try_into().ok()?),
        })
    }
}
