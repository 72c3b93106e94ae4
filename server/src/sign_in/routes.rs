use super::{login, refresh, store};
use crate::{
    App,
    http::{Body, Caller, Problem, can},
    refusal::Outcome,
};
use api::{Login, Me, Member, Refresh, SignedIn};
use axum::{Json, extract::State, http::StatusCode};
use utoipa_axum::{router::OpenApiRouter, routes};

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(post_login))
        .routes(routes!(post_refresh))
        .routes(routes!(post_logout))
        .routes(routes!(get_me))
        .routes(routes!(get_members))
}

/// Signs in with e-mail and password.
#[utoipa::path(post, path = "/auth/login", tag = "sign-in", request_body = Login, security(()),
    responses((status = 200, body = SignedIn), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn post_login(State(app): State<App>, Body(body): Body<Login>) -> Outcome<Json<SignedIn>> {
    login::login(&app, body).await.map(Json)
}

/// Exchanges a refresh token; a used one ends the whole session.
#[utoipa::path(post, path = "/auth/refresh", tag = "sign-in", request_body = Refresh, security(()),
    responses((status = 200, body = SignedIn), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn post_refresh(State(app): State<App>, Body(body): Body<Refresh>) -> Outcome<Json<SignedIn>> {
    refresh::refresh(&app, &body.refresh_token).await.map(Json)
}

/// Ends this session.
#[utoipa::path(post, path = "/auth/logout", tag = "sign-in",
    responses((status = 204), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn post_logout(State(app): State<App>, caller: Caller<can::SignedIn>) -> Outcome<StatusCode> {
    refresh::end(&app, caller.tenant, caller.session).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Who is signed in, and what they may do.
#[utoipa::path(get, path = "/me", tag = "sign-in",
    responses((status = 200, body = Me), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn get_me(State(app): State<App>, caller: Caller<can::SignedIn>) -> Outcome<Json<Me>> {
    Ok(Json(Me {
        tenant: store::tenant(&app.db, caller.tenant).await?,
        permissions: caller.role.permissions().to_vec(),
        user: caller.user,
    }))
}

/// The team: whom a conversation can be given to.
#[utoipa::path(get, path = "/members", tag = "sign-in",
    responses((status = 200, body = Vec<Member>), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn get_members(State(app): State<App>, caller: Caller<can::Read>) -> Outcome<Json<Vec<Member>>> {
    let mut tx = app.db.tenant(caller.tenant).begin().await?;
    let members = store::members(&mut tx).await?;
    Ok(Json(
        members
            .into_iter()
            .map(|(person, role)| Member {
                online: app.presence.is_online(caller.tenant, person.id),
                id: person.id,
                name: person.name,
                role,
            })
            .collect(),
    ))
}
