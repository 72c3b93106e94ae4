//! Chat completions of any endpoint that speaks OpenAI's protocol, streamed.
//!
//! Endpoints differ in what they add, leave out and refuse, so chunks are read as loose JSON, and a request that is
//! refused for its form is sent once more with the least that all of them know.

use super::{clean, prompt::Message};
use async_openai::{
    Client,
    config::OpenAIConfig,
    error::{OpenAIError, StreamError},
    middleware::HttpRequestFactory,
};
use axum::http;
use futures::{Stream, StreamExt, TryStreamExt};
use reqwest::{StatusCode, Url};
use serde_json::{Value, json};
use std::{pin::Pin, time::Duration};
use tokio::time::{Instant, timeout_at};

/// Bytes that an endpoint may send for one answer.
const MOST_BYTES: usize = 4 * 1024 * 1024;
/// Tokens that a model may think with beyond those of the answer, where they are counted together.
const THINKING_TOKENS: u32 = 2_000;

/// Where and what to ask.
pub(super) struct Endpoint<'a> {
    pub base: &'a Url,
    pub model: &'a str,
    pub key: Option<&'a str>,
    pub answer_tokens: u32,
}

/// How long to wait.
#[derive(Clone, Copy, Debug)]
pub(super) struct Patience {
    pub first_byte: Duration,
    pub idle: Duration,
    pub total: Duration,
    /// Before the second try, where the first met a busy or failing server.
    pub again: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            first_byte: Duration::from_secs(20),
            idle: Duration::from_secs(15),
            total: Duration::from_secs(60),
            again: Duration::from_millis(400),
        }
    }
}

/// What a model wrote.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Completion {
    pub raw: String,
    /// Of prompt and answer together, where the endpoint counts them.
    pub tokens: Option<u32>,
}

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// The endpoint said no: 401, 404, 429, 500 …
    Status(u16),
    Unreachable,
    /// The address may not be called.
    Refused,
    TimedOut,
    /// It broke off, or what came is not the protocol.
    Garbled,
    /// It came, and is no answer.
    Nonsense,
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Status(status) => write!(f, "{status}"),
            Self::Unreachable => f.write_str("unreachable"),
            Self::Refused => f.write_str("refused"),
            Self::TimedOut => f.write_str("timed_out"),
            Self::Garbled => f.write_str("garbled"),
            Self::Nonsense => f.write_str("nonsense"),
        }
    }
}

type Chunks = Pin<Box<dyn Stream<Item = Result<Value, OpenAIError>> + Send>>;

/// Asks for an answer; `so_far` is shown all of the text each time it grows.
///
/// # Errors
/// [`Fault`], whatever happens: this never panics and always ends within `patience.total`.
pub(super) async fn complete(
    http: reqwest::Client,
    endpoint: &Endpoint<'_>,
    messages: &[Message],
    patience: Patience,
    mut so_far: impl FnMut(&str) + Send,
) -> Result<Completion, Fault> {
    let end = Instant::now() + patience.total;
    let client = client(http, endpoint, patience.again);
    let begin = (Instant::now() + patience.first_byte).min(end);
    let mut chunks =
        timeout_at(begin, open(&client, endpoint, messages)).await.map_err(|_| Fault::TimedOut)??;
    let mut answer = Answer::default();
    let mut wait = begin;
    loop {
        let next = timeout_at(wait.min(end), chunks.next()).await.map_err(|_| Fault::TimedOut)?;
        let Some(chunk) = next.transpose().map_err(|error| fault(&error))? else { break };
        if answer.take(&chunk)? {
            so_far(&answer.text);
        }
        if answer.text.len() > MOST_BYTES / 16 {
            return Err(Fault::Nonsense);
        }
        wait = Instant::now() + patience.idle;
    }
    answer.finish()
}

fn client(http: reqwest::Client, endpoint: &Endpoint, again: Duration) -> Client<OpenAIConfig> {
    // Organisation and project would come from our own environment; they are none of the tenant's.
    let config = OpenAIConfig::default()
        .with_org_id("")
        .with_project_id("")
        .with_api_base(endpoint.base.as_str().trim_end_matches('/'))
        .with_api_key(endpoint.key.unwrap_or("none"));
    let sending = http.clone();
    let service = tower::service_fn(move |request: HttpRequestFactory| send(sending.clone(), request, again));
    Client::build(http, config).with_http_service(service)
}

/// Sends a request; once more after a moment where the server was not there, busy or failing.
async fn send(
    http: reqwest::Client,
    request: HttpRequestFactory,
    again: Duration,
) -> Result<reqwest::Response, OpenAIError> {
    let first = http.execute(request.build().await?).await;
    let retry = match &first {
        Ok(response) => {
            response.status().is_server_error() || response.status() == StatusCode::TOO_MANY_REQUESTS
        }
        Err(error) => error.is_connect(),
    };
    let response = if retry {
        drop(first);
        tokio::time::sleep(again).await;
        http.execute(request.build().await?).await?
    } else {
        first?
    };
    Ok(limited(response))
}

/// The response, ending in an error after [`MOST_BYTES`].
fn limited(response: reqwest::Response) -> reqwest::Response {
    let (status, headers) = (response.status(), response.headers().clone());
    let mut left = MOST_BYTES;
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

/// Opens the stream: with everything we would like, or, where that form is refused, with what all endpoints know.
async fn open(
    client: &Client<OpenAIConfig>,
    endpoint: &Endpoint<'_>,
    messages: &[Message],
) -> Result<Chunks, Fault> {
    let mut request = json!({ "model": endpoint.model, "messages": messages, "stream": true });
    let plain = request.clone();
    if let Value::Object(request) = &mut request {
        request.insert("stream_options".into(), json!({ "include_usage": true }));
        if endpoint.base.host_str().is_some_and(|host| host.ends_with("openai.com")) {
            // Keeps nothing, and so trains on nothing.
            request.insert("store".into(), json!(false));
            request.insert("max_completion_tokens".into(), json!(endpoint.answer_tokens + THINKING_TOKENS));
        } else {
            request.insert("max_tokens".into(), json!(endpoint.answer_tokens));
        }
    }
    match client.chat().create_stream_byot::<_, Value>(request).await {
        Ok(chunks) => Ok(Box::pin(chunks)),
        Err(error) => match fault(&error) {
            Fault::Status(400 | 422) => {
                let chunks = client.chat().create_stream_byot::<_, Value>(plain).await;
                Ok(Box::pin(chunks.map_err(|error| fault(&error))?))
            }
            fault => Err(fault),
        },
    }
}

fn fault(error: &OpenAIError) -> Fault {
    match error {
        OpenAIError::ApiError(answer) => Fault::Status(answer.status_code.as_u16()),
        OpenAIError::Reqwest(error) if error.is_timeout() => Fault::TimedOut,
        OpenAIError::Reqwest(error) if error.is_connect() => Fault::Unreachable,
        OpenAIError::StreamError(error) => match **error {
            StreamError::UnknownEvent(_) | StreamError::EventStream(_) => Fault::Garbled,
        },
        _ => Fault::Garbled,
    }
}

/// An answer as it grows.
#[derive(Default)]
struct Answer {
    text: String,
    finish: Option<String>,
    tokens: Option<u32>,
}

impl Answer {
    /// Takes a chunk in; whether the text grew.
    fn take(&mut self, chunk: &Value) -> Result<bool, Fault> {
        if let Some(error) = chunk.get("error").filter(|error| !error.is_null()) {
            let status = error.get("code").and_then(Value::as_u64).and_then(|code| u16::try_from(code).ok());
            return Err(status.map_or(Fault::Garbled, Fault::Status));
        }
        if let Some(tokens) = chunk.pointer("/usage/total_tokens").and_then(Value::as_f64) {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "`as` stops at the ends of u32"
            )]
            let tokens = tokens as u32;
            self.tokens = Some(tokens);
        }
        if let Some(finish) = chunk.pointer("/choices/0/finish_reason").and_then(Value::as_str) {
            self.finish = Some(finish.to_owned());
        }
        let content = chunk
            .pointer("/choices/0/delta/content")
            .or_else(|| chunk.pointer("/choices/0/message/content"))
            .and_then(Value::as_str)
            .unwrap_or_default();
        self.text.push_str(content);
        Ok(!content.is_empty())
    }

    /// The answer, if it is whole: a stream that just stops in the middle of a sentence is not.
    fn finish(self) -> Result<Completion, Fault> {
        let visible = clean::clean(&self.text).text;
        let whole = match self.finish.as_deref() {
            Some("length") => return self.shortened(&visible),
            Some("content_filter") => return Err(Fault::Nonsense),
            Some(_) => true,
            None => {
                visible == clean::NO_ANSWER
                    || visible.ends_with(['.', '!', '?', '؟', '۔', '…', ':', ')', '"', '»'])
            }
        };
        match whole {
            false => Err(Fault::Garbled),
            true if visible != clean::NO_ANSWER && clean::is_nonsense(&visible) => Err(Fault::Nonsense),
            true => Ok(Completion { raw: self.text, tokens: self.tokens }),
        }
    }

    /// An answer that was cut at its most tokens: what is whole of it.
    fn shortened(mut self, visible: &str) -> Result<Completion, Fault> {
        let mut sentences = text::sentence::sentences(&self.text);
        sentences.pop();
        let end = sentences.last().map(|last| last.end).ok_or(Fault::Nonsense)?;
        self.text.truncate(end);
        if clean::is_nonsense(visible) || clean::clean(&self.text).text.is_empty() {
            return Err(Fault::Nonsense);
        }
        Ok(Completion { raw: self.text, tokens: self.tokens })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
#[path = "openai_tests.rs"]
mod tests;
