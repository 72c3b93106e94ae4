use super::{
    login, store,
    store::sessions::{SESSION_KIND_FAMILY, TenantSessions},
    tokens::Position,
    who::SessionRef,
};
use crate::{
    App,
    events::Moment,
    refusal::{Outcome, Refusal},
};
use api::{Code, SignedIn, TenantId, UserId};
use tower_sessions::{SessionStore, session::Id};

/// Exchanges a refresh token for new tokens; one that was used before ends the whole family.
pub(super) async fn refresh(app: &App, token: &str) -> Outcome<SignedIn> {
    let invalid = || Refusal::new(Code::Unauthenticated, "The refresh token is not valid.");
    let position = Position::open(app, token).ok_or_else(invalid)?;
    let tenant = position.tenant;
    let id = Id(position.session);
    let sessions =
        TenantSessions { db: app.db.clone(), tenant, kind: SESSION_KIND_FAMILY, subject: tenant.0 };
    let record = sessions.load(&id).await.map_err(Refusal::unavailable)?.ok_or_else(invalid)?;
    let user: UserId =
        record.data.get("user").and_then(|v| serde_json::from_value(v.clone()).ok()).ok_or_else(invalid)?;

    let mut tx = app.db.tenant(tenant).begin().await?;
    let moved = store::advance(&mut tx, &app.db, &id, position.generation, app.now() + login::FAMILY).await?;
    if !moved {
        drop(tx);
        end(app, tenant, SessionRef { id, user }).await?;
        return Err(Refusal::new(
            Code::TokenReused,
            "This refresh token was used before; for safety the session has been ended everywhere.",
        ));
    }
    tx.commit().await?;
    login::tokens_for(app, tenant, user, Position { generation: position.generation + 1, ..position }).await
}

/// Ends a family, with every token of it.
pub(super) async fn end(app: &App, tenant: TenantId, session: SessionRef) -> Outcome<()> {
    let sessions =
        TenantSessions { db: app.db.clone(), tenant, kind: SESSION_KIND_FAMILY, subject: session.user.0 };
    sessions.delete(&session.id).await.map_err(Refusal::unavailable)?;
    app.callers.invalidate(&(tenant, session)).await;
    app.db.bus.whisper(tenant, Moment::SignedOut { session });
    Ok(())
}
