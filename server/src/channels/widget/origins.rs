//! Which pages may show the widget, and the CORS headers that say so.

use super::store;
use crate::{
    App,
    refusal::{Outcome, Refusal},
    tenants,
};
use api::{Code, TenantId};
use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use std::sync::Arc;
use uuid::Uuid;

/// A widget behind a key, as requests need it; kept for five seconds.
#[derive(Clone, Debug)]
pub struct Allowed {
    pub tenant: TenantId,
    pub channel: Uuid,
    pub(super) key: Arc<str>,
    pub(super) settings: Arc<store::Settings>,
}

/// The widget behind a key.
///
/// # Errors
/// `not_found` for a key that nobody has.
pub(super) async fn widget(app: &App, key: &str) -> Outcome<Allowed> {
    if let Some(known) = app.widgets.get(key).await {
        return Ok(known);
    }
    let (tenant, channel) = tenants::channel(&app.db, "widget", key)
        .await?
        .ok_or_else(|| Refusal::new(Code::NotFound, "No widget has this key; copy the embed code again."))?;
    let mut tx = app.db.tenant(tenant).begin().await?;
    let stored = store::by_id(&mut tx, channel).await?.ok_or_else(Refusal::not_found)?;
    let allowed = Allowed { tenant, channel, key: key.into(), settings: Arc::new(stored.settings) };
    app.widgets.insert(key.to_owned(), allowed.clone()).await;
    Ok(allowed)
}

/// Whether a page of this origin may show the widget. Our own pages always may; a request without
/// an origin comes from no page.
fn may(app: &App, settings: &store::Settings, headers: &HeaderMap) -> bool {
    let Some(origin) = headers.get(header::ORIGIN) else { return true };
    // Browsers write origins in ASCII: what is none is on no list.
    let Ok(origin) = origin.to_str() else { return false };
    let host = headers.get(header::HOST).and_then(|h| h.to_str().ok()).unwrap_or_default();
    let own = origin.split_once("://").is_some_and(|(_, rest)| rest == host);
    own || origin == app.config.public_url
        || settings.allowed_origins.iter().any(|o| o.eq_ignore_ascii_case(origin))
}

/// The widget's key in an address below `/widget/{key}/`, with or without what stands before it.
pub fn key_of(path: &str) -> Option<&str> {
    let below = path.strip_prefix("/api/v1").unwrap_or(path).strip_prefix("/widget/")?;
    below.split_once('/').map(|(key, _)| key)
}

/// Lets the pages of `origin` read an answer, and those of its headers that are for programs.
pub fn readable_by(response: &mut Response, origin: HeaderValue) {
    let headers = response.headers_mut();
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    headers.append(header::VARY, HeaderValue::from_static("Origin"));
    headers.insert(
        header::ACCESS_CONTROL_EXPOSE_HEADERS,
        HeaderValue::from_static(
            "Idempotent-Replayed, RateLimit, RateLimit-Policy, Retry-After, X-Request-Id",
        ),
    );
}

/// Whether a browser asks here, before a request of a page, if that page may make it.
pub fn is_preflight(request: &Request) -> bool {
    request.method() == Method::OPTIONS
        && request.headers().contains_key(header::ACCESS_CONTROL_REQUEST_METHOD)
        && key_of(request.uri().path()).is_some()
}

/// Tells a browser that pages of `origin` may make requests here. Each is looked at by itself when it comes.
pub fn may_ask(origin: Option<HeaderValue>) -> Response {
    let mut response = StatusCode::NO_CONTENT.into_response();
    if let Some(origin) = origin {
        readable_by(&mut response, origin);
        let headers = response.headers_mut();
        headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static("GET, POST"));
        headers.insert(
            header::ACCESS_CONTROL_ALLOW_HEADERS,
            HeaderValue::from_static("Authorization, Content-Type, Idempotency-Key"),
        );
        headers.insert(header::ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("600"));
    }
    response
}

/// Lets allowed origins in, and answers their preflight requests. Addresses that are not visitors' pass.
pub async fn cors(State(app): State<App>, request: Request, next: Next) -> Response {
    let Some(key) = key_of(request.uri().path()).map(str::to_owned) else {
        return next.run(request).await;
    };
    match check(&app, &key, request.headers()).await {
        Ok(origin) if is_preflight(&request) => may_ask(origin),
        Ok(origin) => {
            let mut response = next.run(request).await;
            if let Some(origin) = origin {
                readable_by(&mut response, origin);
            }
            response
        }
        Err(refusal) => refusal.into_response(),
    }
}

async fn check(app: &App, key: &str, headers: &HeaderMap) -> Outcome<Option<HeaderValue>> {
    let widget = widget(app, key).await?;
    if may(app, &widget.settings, headers) {
        return Ok(headers.get(header::ORIGIN).cloned());
    }
    Err(Refusal::new(
        Code::OriginNotAllowed,
        "This site is not among the widget's allowed origins; add it in the widget's settings.",
    ))
}
