use anyhow::Result;
use reqwest::{Client, RequestBuilder, StatusCode};
use serde::de::DeserializeOwned;
use std::{net::SocketAddr, time::Duration};

/// Why a call gave nothing.
#[derive(Debug)]
pub enum Failure {
    /// The line broke or the server can't now: the same call may succeed later.
    Again(String),
    /// The server refused.
    Refused(StatusCode, String),
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Again(why) => write!(f, "no answer: {why}"),
            Self::Refused(status, body) => write!(f, "refused with {status}: {body}"),
        }
    }
}

impl std::error::Error for Failure {}

/// An answer, with what its headers say about repetition.
pub struct Answer<T> {
    pub body: T,
    /// Whether this call had been answered before.
    pub replayed: bool,
}

/// The server's API. Connections are kept and shared.
#[derive(Clone)]
pub struct Http {
    client: Client,
    pub addr: SocketAddr,
}

impl Http {
    pub fn new(addr: SocketAddr) -> Result<Self> {
        let client =
            Client::builder().no_proxy().tcp_nodelay(true).timeout(Duration::from_secs(20)).build()?;
        Ok(Self { client, addr })
    }

    fn url(&self, path: &str) -> String {
        format!("http://{}/api/v1/{path}", self.addr)
    }

    pub fn get(&self, path: &str) -> RequestBuilder {
        self.client.get(self.url(path))
    }

    pub fn post(&self, path: &str) -> RequestBuilder {
        self.client.post(self.url(path))
    }
}

/// Sends and reads the answer.
pub async fn send<T: DeserializeOwned>(request: RequestBuilder) -> Result<Answer<T>, Failure> {
    let (bytes, replayed) = send_raw(request).await?;
    let body = serde_json::from_slice(&bytes).map_err(|error| {
        Failure::Refused(StatusCode::OK, format!("an answer that can't be read: {error}"))
    })?;
    Ok(Answer { body, replayed })
}

/// Sends where the answer has no body.
pub async fn send_empty(request: RequestBuilder) -> Result<(), Failure> {
    send_raw(request).await.map(drop)
}

async fn send_raw(request: RequestBuilder) -> Result<(Vec<u8>, bool), Failure> {
    let again = |error: reqwest::Error| Failure::Again(error.without_url().to_string());
    let answer = request.send().await.map_err(again)?;
    let status = answer.status();
    let replayed = answer.headers().get("idempotent-replayed").is_some_and(|value| value == "true");
    // A kill in the middle of an answer breaks it off here.
    let bytes = answer.bytes().await.map_err(again)?;
    if status.is_success() {
        return Ok((bytes.into(), replayed));
    }
    let text = String::from_utf8_lossy(&bytes).into_owned();
    if status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS {
        return Err(Failure::Again(format!("{status}: {text}")));
    }
    Err(Failure::Refused(status, text))
}

/// Calls until the server answers, as every client of ours does.
///
/// # Errors
/// A refusal: repeating would not change it. Or two minutes without an answer.
pub async fn until_answered<T, F>(mut call: impl FnMut() -> F) -> Result<(T, usize), Failure>
where
    F: Future<Output = Result<T, Failure>>,
{
    let began = std::time::Instant::now();
    let mut tries = 0;
    loop {
        match call().await {
            Ok(answer) => return Ok((answer, tries)),
            Err(Failure::Again(_)) if began.elapsed() < Duration::from_secs(120) => {}
            Err(failure) => return Err(failure),
        }
        tries += 1;
        tokio::time::sleep(Duration::from_millis(rand::random_range(20..120))).await;
    }
}
