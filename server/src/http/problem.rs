use crate::{causes::one_line, refusal::Refusal};
use api::{Code, Problem};
use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

tokio::task_local! {
    /// The id of the request that this task answers.
    static REQUEST: RequestId;
}

/// The id that every answer carries as `X-Request-Id`.
#[derive(Clone, Debug)]
pub struct RequestId(pub String);

impl RequestId {
    /// Answers within `answer` name this id in their problems.
    pub async fn scope<F: Future>(self, answer: F) -> F::Output {
        REQUEST.scope(self, answer).await
    }

    /// The present request's id; empty outside of a request.
    pub fn current() -> String {
        REQUEST.try_with(|id| id.0.clone()).unwrap_or_default()
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let request_id = RequestId::current();
        if let Some(cause) = &self.cause {
            tracing::error!(
                request_id,
                code = self.code.as_str(),
                cause = one_line(cause),
                "a request failed"
            );
        }
        let problem = Problem {
            kind: format!("/problems/{}", self.code.as_str()),
            title: self.code.title().into(),
            status: self.code.status(),
            detail: self.detail.into_owned(),
            code: self.code,
            request_id,
            errors: self.errors,
            assignee: self.assignee,
        };
        let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, Json(problem)).into_response();
        response.extensions_mut().insert(self.code);
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if matches!(self.code, Code::Unavailable | Code::RequestRunning) {
            headers.insert(header::RETRY_AFTER, HeaderValue::from_static("2"));
        }
        if self.code == Code::UpgradeRequired {
            headers.insert(header::UPGRADE, HeaderValue::from_static("websocket"));
            headers.insert(header::CONNECTION, HeaderValue::from_static("upgrade"));
            headers.insert(header::SEC_WEBSOCKET_VERSION, HeaderValue::from_static("13"));
        }
        if status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}
