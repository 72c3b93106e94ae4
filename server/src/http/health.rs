use crate::{App, jobs};
use axum::{
    Json,
    extract::{ConnectInfo, State},
    http::{HeaderMap, Method, StatusCode, header},
    response::{IntoResponse, Response},
};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use serde_json::json;
use sqlx::PgPool;
use std::{fmt::Display, net::SocketAddr, sync::OnceLock, time::Duration};
use subtle::ConstantTimeEq;
use tokio::task::JoinSet;

/// How long a database or the disk may take for a sign of life.
const SIGN_OF_LIFE: Duration = Duration::from_secs(2);

/// The process lives.
pub async fn healthz() -> &'static str {
    "ok"
}

/// It can serve: databases answer, job queues can be read, files can be written.
pub async fn readyz(State(app): State<App>) -> Response {
    let mut asked = JoinSet::new();
    if !app.is_ready() {
        asked.spawn(async { Some("still starting".to_owned()) });
    }
    let db = app.db.clone();
    asked.spawn(async move { in_time("control database", db.answers()).await.err() });
    for (region, pool) in app.db.regions() {
        let (region, pool) = (region.to_owned(), pool.clone());
        asked.spawn(async move { in_time(&format!("region {region}"), jobs::waiting(&pool)).await.err() });
    }
    let files = app.files.clone();
    asked.spawn(async move { in_time("files", files.writable()).await.err() });
    let wrong: Vec<String> = asked.join_all().await.into_iter().flatten().collect();
    if wrong.is_empty() {
        return Json(json!({ "ready": true })).into_response();
    }
    tracing::warn!(?wrong, "not ready");
    (StatusCode::SERVICE_UNAVAILABLE, Json(json!({ "ready": false }))).into_response()
}

/// What `what` answers, or why it does not: balancers and collectors wait for ours, so nothing is waited for long.
async fn in_time<T, E: Display>(what: &str, answer: impl Future<Output = Result<T, E>>) -> Result<T, String> {
    match tokio::time::timeout(SIGN_OF_LIFE, answer).await {
        Ok(answer) => answer.map_err(|error| format!("{what}: {error}")),
        Err(_) => Err(format!("{what}: no answer")),
    }
}

/// Figures for Prometheus; to this machine, or to whoever has the token.
pub async fn metrics(
    State(app): State<App>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
) -> Response {
    let forwarded = headers.contains_key("x-forwarded-for") || headers.contains_key("forwarded");
    let token = super::credentials(&headers, "Bearer");
    let allowed = match (&app.config.metrics_token, token) {
        (Some(expected), Some(token)) => bool::from(expected.as_bytes().ct_eq(token.as_bytes())),
        _ => peer.ip().is_loopback() && !forwarded,
    };
    if !allowed {
        return crate::refusal::Refusal::not_found().into_response();
    }
    let mut asked = JoinSet::new();
    for (region, pool) in app.db.regions() {
        asked.spawn(measure(region.to_owned(), pool.clone()));
    }
    asked.join_all().await;
    let text = recorder().map(PrometheusHandle::render).unwrap_or_default();
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], text).into_response()
}

/// Takes a region's figures. A database that does not answer has none: what it said last would pass for the present.
async fn measure(region: String, pool: PgPool) {
    let counted =
        async { Ok::<_, sqlx::Error>((jobs::waiting(&pool).await?, jobs::dead_letters(&pool).await?)) };
    let (waiting, dead) = match in_time(&format!("region {region}"), counted).await {
        Ok((waiting, dead)) => (waiting as f64, dead as f64),
        Err(error) => {
            tracing::warn!(error, "jobs can't be counted");
            (f64::NAN, f64::NAN)
        }
    };
    metrics::gauge!("diwan_jobs_waiting", "region" => region.clone()).set(waiting);
    metrics::gauge!("diwan_jobs_dead", "region" => region.clone()).set(dead);
    metrics::gauge!("diwan_database_connections", "region" => region).set(f64::from(pool.size()));
}

/// Starts collecting; the first call wins.
pub(super) fn recorder() -> Option<&'static PrometheusHandle> {
    static RECORDER: OnceLock<Option<PrometheusHandle>> = OnceLock::new();
    RECORDER.get_or_init(|| PrometheusBuilder::new().install_recorder().ok()).as_ref()
}

/// A label that does not grow with ids: `/api/v1/conversations/…`.
pub(super) fn route_of(path: &str) -> String {
    let mut parts: Vec<&str> = path.split('/').take(6).collect();
    for part in parts.iter_mut().skip(2) {
        if part.len() > 20 || part.starts_with("wk_") {
            *part = "{id}";
        }
    }
    if path.starts_with("/api/") { parts.join("/") } else { "pages".to_owned() }
}

pub(super) fn observe(route: String, method: &Method, status: StatusCode, took: Duration) {
    let _ = recorder();
    // Unknown paths would make as many series as a scanner has ideas.
    let route = if status == StatusCode::NOT_FOUND { "unknown".to_owned() } else { route };
    let labels = [("route", route), ("method", method.to_string()), ("status", status.as_u16().to_string())];
    metrics::counter!("diwan_requests_total", &labels).increment(1);
    metrics::histogram!("diwan_request_seconds", &labels[..1]).record(took.as_secs_f64());
}
