//! One request, and what its status and headers say.

use super::{MOST_BYTES, fault::Fault};
use async_openai::{Client, config::OpenAIConfig, error::OpenAIError, middleware::HttpRequestFactory};
use axum::http::{self, HeaderMap};
use futures::TryStreamExt;
use reqwest::Url;
use serde_json::Value;
use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

/// Bytes of an error that are read.
const ERROR_BYTES: usize = 64 * 1024;

/// Why a request was refused, and how long to wait before it is sent again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    pub fault: Fault,
    pub after: Option<Duration>,
    /// The endpoint says that trying again is of no use.
    pub last: bool,
}

impl From<Fault> for Refusal {
    fn from(fault: Fault) -> Self {
        Self { fault, after: None, last: false }
    }
}

/// A client for one endpoint, and what its last request was refused with.
pub(super) struct Sender {
    pub client: Client<OpenAIConfig>,
    refused: Arc<Mutex<Option<Refusal>>>,
}

impl Sender {
    pub fn new(http: reqwest::Client, base: &Url, key: Option<&str>) -> Self {
        // Organisation and project would come from our own environment; they are none of the tenant's.
        let config = OpenAIConfig::default()
            .with_org_id("")
            .with_project_id("")
            .with_api_base(base.as_str().trim_end_matches('/'))
            .with_api_key(key.unwrap_or("none"));
        let refused = Arc::<Mutex<Option<Refusal>>>::default();
        let (sending, note) = (http.clone(), Arc::clone(&refused));
        let service = tower::service_fn(move |request: HttpRequestFactory| {
            send(sending.clone(), request, Arc::clone(&note))
        });
        Self { client: Client::build(http, config).with_http_service(service), refused }
    }

    /// What became of a request that failed with `error`.
    pub fn refusal(&self, error: &OpenAIError) -> Refusal {
        let noted = self.refused.lock().unwrap_or_else(PoisonError::into_inner).take();
        noted.unwrap_or_else(|| Fault::from(error).into())
    }
}

/// Sends a request. The library reads errors in one form only and keeps no headers, so that they are read here.
async fn send(
    http: reqwest::Client,
    request: HttpRequestFactory,
    note: Arc<Mutex<Option<Refusal>>>,
) -> Result<reqwest::Response, OpenAIError> {
    match checked(http.execute(request.build().await?).await?).await {
        Ok(response) => Ok(response),
        Err(refusal) => {
            *note.lock().unwrap_or_else(PoisonError::into_inner) = Some(refusal);
            Err(OpenAIError::InvalidArgument(refusal.fault.to_string()))
        }
    }
}

/// A response that says yes, ending in an error after [`MOST_BYTES`].
///
/// # Errors
/// What one says that doesn't.
pub(super) async fn checked(response: reqwest::Response) -> Result<reqwest::Response, Refusal> {
    let status = response.status();
    if status.is_success() {
        return Ok(limited(response, MOST_BYTES));
    }
    let headers = response.headers().clone();
    let text = limited(response, ERROR_BYTES).bytes().await.unwrap_or_default();
    let body: Value = serde_json::from_slice(&text)
        .unwrap_or_else(|_| Value::String(String::from_utf8_lossy(&text).into_owned()));
    Err(Refusal {
        fault: Fault::read(Some(status.as_u16()), &body),
        after: after(&headers),
        last: headers.get("x-should-retry").is_some_and(|value| value == "false"),
    })
}

/// How long the endpoint asks to wait: in milliseconds, or in seconds. A date is not worth a look at two clocks.
fn after(headers: &HeaderMap) -> Option<Duration> {
    let number = |name: &str| headers.get(name)?.to_str().ok()?.trim().parse::<f64>().ok();
    let seconds = number("retry-after-ms").map(|ms| ms / 1_000.0).or_else(|| number("retry-after"))?;
    Duration::try_from_secs_f64(seconds).ok()
}

/// The response, ending in an error after `left` bytes.
fn limited(response: reqwest::Response, mut left: usize) -> reqwest::Response {
    let (status, headers) = (response.status(), response.headers().clone());
    let body = response.bytes_stream().map_err(std::io::Error::other).and_then(move |bytes| {
        let enough = left.checked_sub(bytes.len());
        left = enough.unwrap_or_default();
        std::future::ready(enough.map(|_| bytes).ok_or_else(|| std::io::Error::other("too much")))
    });
    let mut limited = http::Response::new(reqwest::Body::wrap_stream(body));
    *limited.status_mut() = status;
    *limited.headers_mut() = headers;
    limited.into()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_is_read_in_milliseconds_first() {
        let headers = |pairs: &[(&'static str, &'static str)]| -> HeaderMap {
            pairs.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect()
        };
        let wait = |pairs: &[_]| after(&headers(pairs)).map(|wait| wait.as_millis());
        assert_eq!(wait(&[("retry-after", "2"), ("retry-after-ms", "150")]), Some(150));
        assert_eq!(wait(&[("retry-after", " 1.5 ")]), Some(1_500));
        for nothing in ["Wed, 21 Oct 2015 07:28:00 GMT", "-1", "NaN", "1e300", ""] {
            assert_eq!(wait(&[("retry-after", nothing)]), None, "{nothing}");
        }
    }
}
