use super::{
    store,
    store::sessions::{SESSION_KIND_FAMILY, TenantSessions, parse_id},
    tokens,
};
use crate::{
    App,
    refusal::{Outcome, Refusal},
};
use api::{Code, TenantId, User, UserId};
use tower_sessions::{SessionStore, session::Id};

/// The family that a caller's token belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SessionRef {
    pub id: Id,
    pub user: UserId,
}

/// Who an access token belongs to, now: a member who left or a family that ended is nobody.
pub async fn who_is(app: &App, token: &str) -> Outcome<(TenantId, User, SessionRef)> {
    let claims = tokens::read_access(app, token)?;
    let id = parse_id(&claims.sid).ok_or_else(ended)?;
    let session = SessionRef { id, user: claims.sub };
    let user = look(app, claims.tid, session).await?;
    Ok((claims.tid, user, session))
}

/// Whether the session behind a long connection still holds.
pub async fn still_valid(app: &App, tenant: TenantId, session: &SessionRef) -> Outcome<()> {
    look(app, tenant, *session).await.map(drop)
}

/// Kept for a second, so that a screen's burst of requests asks once.
async fn look(app: &App, tenant: TenantId, session: SessionRef) -> Outcome<User> {
    if let Some(user) = app.callers.get(&(tenant, session)).await {
        return Ok(user);
    }
    match app.db.region_of(tenant).await {
        Err(refusal) if refusal.code == Code::NotFound => return Err(ended()),
        home => home?,
    };
    let sessions =
        TenantSessions { db: app.db.clone(), tenant, kind: SESSION_KIND_FAMILY, subject: session.user.0 };
    let record = match sessions.load(&session.id).await {
        Ok(Some(record)) => record,
        Ok(None) => return Err(ended()),
        Err(error) => return Err(Refusal::unavailable(error)),
    };
    let owner: Option<UserId> = record.data.get("user").and_then(|v| serde_json::from_value(v.clone()).ok());
    if owner != Some(session.user) {
        return Err(ended());
    }
    let mut tx = app.db.tenant(tenant).begin().await?;
    let user = store::user(&mut tx, session.user).await?.ok_or_else(ended)?;
    app.callers.insert((tenant, session), user.clone()).await;
    Ok(user)
}

fn ended() -> Refusal {
    Refusal::new(Code::Unauthenticated, "This session has ended; sign in again.")
}
