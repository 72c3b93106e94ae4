//! The table of contents: every address of the server.

use super::{headers, health, idempotency, limits, openapi, pages, problem::RequestId};
use crate::{
    App, assistant, channels::widget, conversations, egress, events, files, gaps, knowledge, lab,
    refusal::Refusal, sign_in, web,
};
use api::Code;
use axum::{
    Router,
    extract::{DefaultBodyLimit, Request},
    http::{HeaderName, HeaderValue},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::get,
};
use tower_http::{catch_panic::CatchPanicLayer, timeout::RequestBodyTimeoutLayer};
use tracing::Instrument;
use utoipa_axum::router::OpenApiRouter;

/// Bytes that a JSON body may have.
const JSON_BYTES: usize = 256 * 1024;

/// The API's routes with their documentation.
pub(super) fn api(app: &App) -> OpenApiRouter<App> {
    let people = OpenApiRouter::new()
        .merge(sign_in::routes())
        .merge(conversations::routes())
        .merge(knowledge::routes())
        .merge(web::routes())
        .merge(assistant::routes())
        .merge(egress::routes())
        .merge(gaps::routes())
        .merge(lab::routes())
        .merge(widget::people_routes())
        .merge(files::routes())
        .merge(events::routes());
    let visitors = widget::visitor_routes();
    OpenApiRouter::with_openapi(openapi::document())
        .nest(
            "/api/v1",
            people.merge(visitors).layer(middleware::from_fn_with_state(app.clone(), idempotency::replay)),
        )
        .layer(DefaultBodyLimit::max(JSON_BYTES))
}

/// Everything that the server answers.
pub fn router(app: App) -> Router {
    let (routes, document) = api(&app).split_for_parts();
    let api = routes
        .merge(openapi::pages(document))
        .method_not_allowed_fallback(method_not_allowed)
        .layer(middleware::from_fn_with_state(app.clone(), widget::cors))
        .layer(middleware::from_fn_with_state(app.clone(), limits::limit))
        .route("/healthz", get(health::healthz))
        .route("/readyz", get(health::readyz))
        .route("/metrics", get(health::metrics));
    pages::with_pages(api, &app)
        .layer(middleware::from_fn_with_state(app.clone(), headers::secure))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(RequestBodyTimeoutLayer::new(std::time::Duration::from_secs(60)))
        .layer(middleware::from_fn_with_state(app.clone(), identify))
        .with_state(app)
}

/// Gives every request an id, a line in the log without personal data, and its place in the metrics.
async fn identify(
    axum::extract::State(app): axum::extract::State<App>,
    request: Request,
    next: Next,
) -> Response {
    static NAME: HeaderName = HeaderName::from_static("x-request-id");
    let id = RequestId(app.new_id().simple().to_string());
    let span = tracing::info_span!("request", id = id.0, method = %request.method());
    let started = std::time::Instant::now();
    let route = health::route_of(request.uri().path());
    let method = request.method().clone();
    let value = HeaderValue::from_str(&id.0);
    let mut response = id.scope(next.run(request).instrument(span)).await;
    if let Ok(value) = value {
        response.headers_mut().insert(NAME.clone(), value);
    }
    health::observe(route, &method, response.status(), started.elapsed());
    response
}

async fn method_not_allowed() -> Refusal {
    Refusal::new(Code::MethodNotAllowed, "This address does not take that method; see /docs/api.")
}

fn panicked(_: Box<dyn std::any::Any + Send + 'static>) -> Response {
    Refusal::internal(anyhow::anyhow!("a handler panicked")).into_response()
}
