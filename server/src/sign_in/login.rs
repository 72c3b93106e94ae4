use super::{
    passwords, store,
    store::sessions::{SESSION_KIND_FAMILY, TenantSessions},
    tokens,
};
use crate::{
    App,
    refusal::{Outcome, Refusal},
};
use api::{Code, Login, SignedIn, TenantId, UserId};
use std::sync::Arc;
use time::Duration;
use tower_sessions::{Expiry, Session};

/// How long a refresh family lives after its last use (AUTH-2).
pub(super) const FAMILY: Duration = Duration::days(7);

/// Checks address and password and opens a family. The answer and its time never tell whether the
/// address exists.
pub(super) async fn login(app: &App, login: Login) -> Outcome<SignedIn> {
    let email = login.email.trim().to_lowercase();
    if email.len() > 254 || login.password.len() > 1024 {
        return Err(wrong());
    }
    let mut found = None;
    for tenant in store::tenants_of(&app.db, &email).await? {
        let Ok(mut tx) = app.db.tenant(tenant).begin().await else { continue };
        if let Some((user, hash)) = store::by_email(&mut tx, &email).await? {
            drop(tx);
            if passwords::verify(login.password.clone(), Some(hash)).await? {
                return open_family(app, tenant, user).await;
            }
            found = Some(tenant);
        }
    }
    if found.is_none() {
        passwords::verify(login.password, None).await?;
    }
    Err(wrong())
}

fn wrong() -> Refusal {
    Refusal::new(Code::InvalidCredentials, "The e-mail or the password is wrong.")
}

async fn open_family(app: &App, tenant: TenantId, user: UserId) -> Outcome<SignedIn> {
    let sessions = TenantSessions { db: app.db.clone(), tenant, kind: SESSION_KIND_FAMILY, subject: user.0 };
    let session = Session::new(None, Arc::new(sessions), Some(Expiry::AtDateTime(app.now() + FAMILY)));
    session.insert("user", user).await.map_err(Refusal::internal)?;
    session.save().await.map_err(Refusal::internal)?;
    let id = session.id().ok_or_else(|| Refusal::internal(anyhow::anyhow!("a saved session has no id")))?;
    tokens_for(app, tenant, user, tokens::Position { tenant, session: id.0, generation: 1 }).await
}

/// The answer of a sign-in or refresh.
pub(super) async fn tokens_for(
    app: &App,
    tenant: TenantId,
    user: UserId,
    position: tokens::Position,
) -> Outcome<SignedIn> {
    let mut tx = app.db.tenant(tenant).begin().await?;
    let person = store::user(&mut tx, user).await?.ok_or_else(wrong)?;
    drop(tx);
    let now = app.now().unix_timestamp();
    let claims = tokens::Claims {
        sub: user,
        tid: tenant,
        sid: tower_sessions::session::Id(position.session).to_string(),
        iat: now,
        exp: now + i64::from(tokens::ACCESS_SECONDS),
    };
    Ok(SignedIn {
        access_token: tokens::access(app, &claims)?,
        refresh_token: position.seal(app),
        expires_in: tokens::ACCESS_SECONDS,
        user: person,
        tenant: store::tenant(&app.db, tenant).await?,
    })
}
