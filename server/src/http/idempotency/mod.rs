//! Writes that carry an `Idempotency-Key` may be repeated: the first result returns again.
//!
//! The key is claimed before the handler runs and the answer is stored after it, sealed. A repetition
//! that comes between the two waits for the answer. A crash may fall there too: the claim is shown to be
//! alive every few seconds, so a repetition soon knows and runs the handler again, and handlers that make
//! something make it under [`Replayable::resource`], so that there is no second one.

mod store;

use super::{credentials, problem::RequestId};
use crate::{
    App,
    channels::widget,
    refusal::{Outcome, Refusal},
    sign_in,
};
use api::{Code, TenantId};
use axum::{
    body::{Body, Bytes, to_bytes},
    extract::{FromRequestParts, Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};
use sha2::{Digest, Sha256};
use std::{
    convert::Infallible,
    time::{Duration, Instant},
};
use uuid::Uuid;

/// Bytes of a request that are compared with the first one's; longer ones by their head and length.
const COMPARED: usize = 256 * 1024;
/// Bytes of an answer that are kept.
const KEPT: usize = 1024 * 1024;
/// How long a repetition waits for the first request's answer, and how often it looks.
const WAIT: Duration = Duration::from_secs(10);
const LOOK: Duration = Duration::from_millis(200);
const PLACE: &str = "idempotency_keys.response";

/// Who repeats, and whose key seals what they were answered: a visitor's own, so that it goes with them.
#[derive(Clone, Copy)]
struct Actor {
    tenant: TenantId,
    id: Uuid,
    sealed_by: Uuid,
}

impl Actor {
    async fn of(app: &App, headers: &HeaderMap, path: &str) -> Option<Self> {
        if let Some(token) = credentials(headers, "Bearer") {
            let (tenant, user, _) = sign_in::who_is(app, token).await.ok()?;
            return Some(Self { tenant, id: user.id.0, sealed_by: tenant.0 });
        }
        let session = credentials(headers, "Widget")?;
        let (tenant, contact) = widget::who_writes(app, path, session).await?;
        Some(Self { tenant, id: contact.0, sealed_by: contact.0 })
    }
}

/// The id that a creating handler gives its thing.
#[derive(Clone, Copy, Debug)]
pub struct Replayable {
    pub resource: Uuid,
}

impl FromRequestParts<App> for Replayable {
    type Rejection = Infallible;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        Ok(parts.extensions.get::<Self>().copied().unwrap_or_else(|| Self { resource: app.new_id() }))
    }
}

/// Marks an answer as the first one's.
pub fn replayed(mut response: Response) -> Response {
    response
        .headers_mut()
        .insert(HeaderName::from_static("idempotent-replayed"), HeaderValue::from_static("true"));
    response
}

/// The middleware: does nothing unless a write carries a key.
pub async fn replay(State(app): State<App>, request: Request, next: Next) -> Response {
    let key = request.headers().get("idempotency-key").cloned();
    let writes = matches!(*request.method(), Method::POST | Method::PATCH | Method::PUT | Method::DELETE);
    let (Some(key), true) = (key, writes) else { return next.run(request).await };
    match run(&app, &key, request, next).await {
        Ok(response) => response,
        Err(refusal) => refusal.into_response(),
    }
}

async fn run(app: &App, key: &HeaderValue, request: Request, next: Next) -> Outcome<Response> {
    let key =
        key.to_str().ok().filter(|key| (1..=200).contains(&key.len())).ok_or_else(|| {
            Refusal::field("Idempotency-Key", "invalid", "1 to 200 printable ASCII characters")
        })?;
    // Without a caller there is nothing to remember; the handler says what is missing.
    let Some(actor) = Actor::of(app, request.headers(), request.uri().path()).await else {
        return Ok(next.run(request).await);
    };

    let (mut request, hash) = hashed(request).await?;
    let asked = Instant::now();
    let resource = loop {
        let mut tx = app.db.tenant(actor.tenant).begin().await?;
        match store::claim(&mut tx, actor.id, key, &hash, app.new_id(), app.now()).await? {
            store::Claim::Taken(resource) => {
                tx.commit().await?;
                break resource;
            }
            store::Claim::Other => {
                let detail = "This Idempotency-Key was used for another request.";
                return Err(Refusal::new(Code::IdempotencyMismatch, detail));
            }
            store::Claim::Running if asked.elapsed() < WAIT => {
                drop(tx);
                tokio::time::sleep(LOOK).await;
            }
            store::Claim::Running => {
                let detail =
                    "The first request with this Idempotency-Key still runs; repeat it a little later.";
                return Err(Refusal::new(Code::RequestRunning, detail));
            }
            store::Claim::Done { status, response } => {
                let body = tx.key(actor.sealed_by).await?.open(PLACE, actor.id, &response.0)?;
                return Ok(stored_response(status, body.to_vec()));
            }
        }
    };
    request.extensions_mut().insert(Replayable { resource });
    let response = tokio::select! {
        response = next.run(request) => response,
        never = beat(app, actor, key) => match never {},
    };
    keep(app, actor, key, response).await
}

/// Shows for as long as it is polled that somebody works on the request. A process that was killed is
/// silent, and after a few beats a repetition may take its place.
async fn beat(app: &App, actor: Actor, key: &str) -> Infallible {
    loop {
        tokio::time::sleep(store::BEAT).await;
        let beat = async {
            let mut tx = app.db.tenant(actor.tenant).begin().await?;
            store::beat(&mut tx, actor.id, key, app.now()).await?;
            tx.commit().await
        };
        if let Err(refusal) = beat.await {
            tracing::debug!(%refusal, "a repeatable request could not show that it runs");
        }
    }
}

/// The request with its body read, and a hash over method, path and body. Uploads pass unread.
async fn hashed(request: Request) -> Outcome<(Request, Vec<u8>)> {
    let mut hash = Sha256::new();
    hash.update(request.method().as_str());
    hash.update(request.uri().path());
    let json = request
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|v| v.to_str().ok())
        .is_none_or(|t| !t.starts_with("multipart/"));
    if !json {
        let length =
            request.headers().get(header::CONTENT_LENGTH).map(|v| v.as_bytes().to_vec()).unwrap_or_default();
        hash.update(length);
        return Ok((request, hash.finalize().to_vec()));
    }
    let (parts, body) = request.into_parts();
    let bytes: Bytes = to_bytes(body, COMPARED)
        .await
        .map_err(|_| Refusal::new(Code::PayloadTooLarge, "The body is too large."))?;
    hash.update(&bytes);
    Ok((Request::from_parts(parts, Body::from(bytes)), hash.finalize().to_vec()))
}

/// Stores an answer that stands; what may go better next time is not kept.
async fn keep(app: &App, actor: Actor, key: &str, response: Response) -> Outcome<Response> {
    let mut tx = app.db.tenant(actor.tenant).begin().await?;
    let status = response.status();
    let broke_off = response.extensions().get() == Some(&Code::UploadInterrupted);
    if status.is_server_error()
        || status == StatusCode::TOO_MANY_REQUESTS
        || status == StatusCode::UNAUTHORIZED
        || broke_off
    {
        store::release(&mut tx, actor.id, key).await?;
        tx.commit().await?;
        return Ok(response);
    }
    let (parts, body) = response.into_parts();
    let bytes = to_bytes(body, KEPT).await.map_err(Refusal::internal)?;
    let sealed = tx.key(actor.sealed_by).await?.seal(PLACE, actor.id, &bytes)?;
    store::finish(&mut tx, actor.id, key, i16::try_from(status.as_u16()).unwrap_or(200), &sealed).await?;
    tx.commit().await?;
    Ok(Response::from_parts(parts, Body::from(bytes)))
}

fn stored_response(status: i16, body: Vec<u8>) -> Response {
    let status =
        u16::try_from(status).ok().and_then(|s| StatusCode::from_u16(s).ok()).unwrap_or(StatusCode::OK);
    let kind = if status.is_success() { "application/json" } else { "application/problem+json" };
    let empty = body.is_empty();
    let mut response = (status, body).into_response();
    if empty {
        response.headers_mut().remove(header::CONTENT_TYPE);
    } else {
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    }
    tracing::debug!(request = RequestId::current(), "answered a repeated request");
    replayed(response)
}
