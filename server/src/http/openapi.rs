use crate::App;
use api::{Code, Problem};
use axum::{
    Json, Router,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
    routing::get,
};
use utoipa::{
    OpenApi,
    openapi::{
        OpenApi as Document,
        security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme},
    },
};

/// More than the page has; its scripts and styles are files of their own.
const PAGE_BYTES: usize = 64 * 1024;
const VIEWPORT: &str = r#"<head>
    <meta name="viewport" content="width=device-width, initial-scale=1">"#;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Diwan",
        description = "AI customer support whose privacy policy is executable. Errors are RFC 9457 problem documents with a stable `code`."
    ),
    components(schemas(Problem, Code, api::Event, api::Conversation, api::Message, api::Document))
)]
struct Base;

/// The document that the handlers' descriptions are added to.
pub(super) fn document() -> Document {
    let mut document = Base::openapi();
    document.info.version = env!("CARGO_PKG_VERSION").to_owned();
    let components = document.components.get_or_insert_default();
    components.add_security_scheme(
        "people",
        SecurityScheme::Http(HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("JWT").build()),
    );
    components.add_security_scheme(
        "visitor",
        SecurityScheme::ApiKey(ApiKey::Header(ApiKeyValue::with_description(
            "Authorization",
            "`Widget <session id>`",
        ))),
    );
    document.security = Some(vec![SecurityRequirement::new::<_, [&str; 0], &str>("people", [])]);
    let codes: Vec<String> =
        Code::ALL.iter().map(|c| format!("| `{}` | {} | {} |", c.as_str(), c.status(), c.title())).collect();
    document.info.description = Some(format!(
        "{}\n\n| code | status | meaning |\n|---|---|---|\n{}",
        document.info.description.unwrap_or_default(),
        codes.join("\n")
    ));
    document
}

/// The document and the page that shows it, usable. The page's own scripts come from this server.
pub(super) fn pages(document: Document) -> Router<App> {
    let page = utoipa_swagger_ui::SwaggerUi::new("/docs/api")
        .config(utoipa_swagger_ui::Config::from("/api/v1/openapi.json").try_it_out_enabled(true))
        .into();
    let page: Router<App> = page;
    Router::new()
        .route("/api/v1/openapi.json", get(move || std::future::ready(Json(document.clone()))))
        .merge(page.layer(axum::middleware::map_response(at_home)))
}

/// The page fits a phone, and has a policy of its own.
async fn at_home(response: Response) -> Response {
    own_policy(for_phones(response).await)
}

/// Swagger UI's page does not say that it can be as narrow as the window.
async fn for_phones(response: Response) -> Response {
    let is_page = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    if !is_page {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let page = match axum::body::to_bytes(body, PAGE_BYTES).await {
        Ok(bytes) => String::from_utf8_lossy(&bytes).replacen("<head>", VIEWPORT, 1),
        Err(error) => return crate::refusal::Refusal::internal(error).into_response(),
    };
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, page.into())
}

/// Swagger UI styles its elements in line; nothing else is loosened, and only on this page.
fn own_policy(mut response: Response) -> Response {
    response.headers_mut().insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(
            "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
             connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        ),
    );
    response
}
