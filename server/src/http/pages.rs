//! Pages and files: the dashboard, the public pages, the demo shop, the widget's files.

use crate::{App, demo, refusal::Refusal};
use axum::{
    Router,
    extract::{FromRef, Request, State},
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use leptos::{config::LeptosOptions, nonce::use_nonce, prelude::use_context};
use leptos_axum::{LeptosRoutes, ResponseOptions, generate_route_list};
use tower::ServiceExt;
use tower_http::services::ServeDir;

impl FromRef<App> for LeptosOptions {
    /// The build writes the folder's name into `current`; it is read again for every page, since a
    /// new build may come while the server runs.
    fn from_ref(app: &App) -> Self {
        let current = std::fs::read_to_string(app.config.site.join("current")).unwrap_or_default();
        let current = current.trim();
        let folder = if current.is_empty() { "pkg" } else { current };
        LeptosOptions::builder()
            .output_name("frontend")
            .site_root(app.config.site.to_string_lossy().into_owned())
            .site_pkg_dir(folder.to_owned())
            .build()
    }
}

/// Adds every page to the API's routes.
pub(super) fn with_pages(api: Router<App>, app: &App) -> Router<App> {
    let routes = generate_route_list(::app::App);
    let shell_app = app.clone();
    api.leptos_routes_with_context(app, routes, page_headers, move || {
        ::app::shell(LeptosOptions::from_ref(&shell_app))
    })
    .route("/demo", get(demo::page))
    .fallback(file_or_not_found)
}

/// The policy of pages: nothing in line but what carries this answer's nonce.
fn page_headers() {
    // Also called for server functions, where no nonce exists.
    let (Some(nonce), Some(response)) = (use_nonce(), use_context::<ResponseOptions>()) else { return };
    let policy = format!(
        "default-src 'none'; base-uri 'none'; connect-src 'self'; img-src 'self' data: blob:; font-src 'self'; \
         style-src 'self'; manifest-src 'self'; media-src 'self'; form-action 'none'; frame-ancestors 'none'; \
         script-src 'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'"
    );
    if let Ok(value) = HeaderValue::from_str(&policy) {
        response.insert_header(header::CONTENT_SECURITY_POLICY, value);
    }
    response.insert_header(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
}

/// A built file, or the page that says there is none.
async fn file_or_not_found(State(app): State<App>, request: Request) -> Response {
    let path = request.uri().path().to_owned();
    if path.starts_with("/api/") {
        return Refusal::not_found().into_response();
    }
    let (parts, body) = request.into_parts();
    let asked = Request::from_parts(parts.clone(), axum::body::Body::empty());
    let files = ServeDir::new(&app.config.site)
        .append_index_html_on_directories(false)
        .precompressed_br()
        .precompressed_gzip();
    if path != "/" && path != "/current" {
        match files.oneshot(asked).await {
            Ok(found) if found.status().is_success() || found.status() == StatusCode::NOT_MODIFIED => {
                return file_headers(&path, found.map(axum::body::Body::new));
            }
            Ok(found) if found.status().is_redirection() || found.status() == StatusCode::NOT_FOUND => {}
            Ok(other) => return other.map(axum::body::Body::new),
            Err(never) => match never {},
        }
    }
    // The app draws the page in the reader's language.
    let shell_app = app.clone();
    let handler = leptos_axum::render_app_async_with_context(page_headers, move || {
        ::app::shell(LeptosOptions::from_ref(&shell_app))
    });
    let mut response = handler(Request::from_parts(parts, body)).await;
    *response.status_mut() = StatusCode::NOT_FOUND;
    response
}

/// What has its hash in its name never changes; the widget's files are for other sites' pages.
fn file_headers(path: &str, mut response: Response) -> Response {
    let headers = response.headers_mut();
    let hashed = path.starts_with("/pkg/") || path.starts_with("/w/");
    let cache = if hashed {
        "public, max-age=31536000, immutable"
    } else if path.starts_with("/fonts/") || path.starts_with("/demo/") {
        "public, max-age=86400"
    } else {
        "no-cache"
    };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    if path.starts_with("/w/") || path == "/widget.js" {
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
        headers.insert(
            HeaderName::from_static("cross-origin-resource-policy"),
            HeaderValue::from_static("cross-origin"),
        );
    }
    response
}
