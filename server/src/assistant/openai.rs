//! Chat completions of any endpoint that speaks OpenAI's protocol, streamed.
//!
//! Endpoints differ in what they add, leave out and refuse, so chunks are read as loose JSON, and a request that is
//! refused for its form is sent once more with the least that all of them know. What may pass is tried again, as the
//! endpoint asks or after a growing pause, all within one answer's time; never once something of it was shown.

mod fault;
mod growing;
mod send;
mod simple;

pub(super) use fault::Fault;
pub(super) use simple::{models, one_word};

use super::prompt::Message;
use async_openai::error::OpenAIError;
use futures::{Stream, StreamExt};
use growing::Growing;
use reqwest::Url;
use send::{Refusal, Sender};
use serde_json::{Map, Value, json};
use std::{pin::Pin, time::Duration};
use tokio::time::{Instant, timeout_at};

/// Bytes that an endpoint may send for one answer.
const MOST_BYTES: usize = 4 * 1024 * 1024;
/// Tokens that a model may think with beyond those of the answer, where they are counted together.
const THINKING_TOKENS: u32 = 2_000;
/// The longest pause before another try that nobody asked for.
const PAUSE: Duration = Duration::from_secs(8);

/// Where and what to ask.
pub(super) struct Endpoint<'a> {
    pub base: &'a Url,
    pub model: &'a str,
    pub key: Option<&'a str>,
    pub answer_tokens: u32,
    /// Whether to ask that nothing be kept and trained on.
    pub no_training: bool,
    /// What this endpoint wants in each request.
    pub extra: Option<&'a Map<String, Value>>,
}

impl Endpoint<'_> {
    fn is_openai(&self) -> bool {
        is_openai(self.base)
    }

    /// Whether requests carry a setting against keeping and training: wanted, and known for this endpoint.
    pub fn says_no_training(&self) -> bool {
        self.no_training && self.is_openai()
    }
}

/// Whether an address is one of OpenAI's own, whose words for things are known.
pub(super) fn is_openai(base: &Url) -> bool {
    base.host_str().is_some_and(|host| host == "openai.com" || host.ends_with(".openai.com"))
}

/// How long to wait, and how often to try.
#[derive(Clone, Copy, Debug)]
pub(super) struct Patience {
    pub first_byte: Duration,
    pub idle: Duration,
    pub total: Duration,
    /// Before the second try; doubled before each after it.
    pub pause: Duration,
    pub tries: u8,
}

impl Patience {
    /// Of an endpoint that may take `total` for one answer. One that others stand behind is tried less often.
    pub fn of(total: Duration, others: bool) -> Self {
        Self {
            first_byte: total / 3,
            idle: (total / 4).min(Duration::from_secs(30)),
            total,
            pause: Duration::from_millis(500),
            tries: if others { 2 } else { 3 },
        }
    }
}

/// Tokens that an endpoint has counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Usage {
    pub prompt: Option<u32>,
    pub answer: Option<u32>,
    pub total: Option<u32>,
}

impl Usage {
    fn of(usage: &Value) -> Self {
        let count = |name: &str| {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "`as` stops at the ends of u32"
            )]
            usage.get(name).and_then(Value::as_f64).map(|tokens| tokens as u32)
        };
        let (prompt, answer) = (count("prompt_tokens"), count("completion_tokens"));
        let sum = prompt.zip(answer).map(|(prompt, answer)| prompt.saturating_add(answer));
        Self { prompt, answer, total: count("total_tokens").or(sum) }
    }
}

/// What a model wrote.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Completion {
    pub raw: String,
    pub usage: Usage,
    /// Requests that were sent for it.
    pub tries: u8,
}

/// A call without an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Failed {
    pub fault: Fault,
    /// The customer has read something of it already.
    pub shown: bool,
    pub tries: u8,
}

type Chunks = Pin<Box<dyn Stream<Item = Result<Value, OpenAIError>> + Send>>;

/// Asks for an answer. `so_far` gets all of the text each time it grows and says whether it has shown some of it.
///
/// # Errors
/// [`Failed`], whatever happens: this never panics and always ends within `patience.total`.
pub(super) async fn complete(
    http: reqwest::Client,
    endpoint: &Endpoint<'_>,
    messages: &[Message],
    patience: Patience,
    mut so_far: impl FnMut(&str) -> bool + Send,
) -> Result<Completion, Failed> {
    let end = Instant::now() + patience.total;
    let sender = Sender::new(http, endpoint.base, endpoint.key);
    let (mut shown, mut tries) = (false, 0_u8);
    loop {
        tries += 1;
        let mut show = |text: &str| shown |= so_far(text);
        let refusal = match attempt(&sender, endpoint, messages, patience, end, &mut show).await {
            Ok(mut completion) => {
                completion.tries = tries;
                return Ok(completion);
            }
            Err(refusal) => refusal,
        };
        let failed = Failed { fault: refusal.fault, shown, tries };
        if shown || tries >= patience.tries || refusal.last || !refusal.fault.passes() {
            return Err(failed);
        }
        let wait = refusal.after.unwrap_or_else(|| pause(patience.pause, tries));
        // What would come too late is not waited for.
        if Instant::now() + wait >= end {
            return Err(failed);
        }
        tokio::time::sleep(wait).await;
    }
}

/// The pause after try number `tries`, a little more or less, so that not everybody comes back at once.
fn pause(first: Duration, tries: u8) -> Duration {
    let grown = first.saturating_mul(1 << tries.saturating_sub(1).min(6)).min(PAUSE);
    grown.mul_f64(0.75 + f64::from(rand::random::<u8>()) / 512.0)
}

async fn attempt(
    sender: &Sender,
    endpoint: &Endpoint<'_>,
    messages: &[Message],
    patience: Patience,
    end: Instant,
    show: &mut (dyn FnMut(&str) + Send),
) -> Result<Completion, Refusal> {
    let begin = (Instant::now() + patience.first_byte).min(end);
    let mut chunks =
        timeout_at(begin, open(sender, endpoint, messages)).await.map_err(|_| Fault::TimedOut)??;
    let mut answer = Growing::default();
    let mut wait = begin;
    loop {
        let next = timeout_at(wait.min(end), chunks.next()).await.map_err(|_| Fault::TimedOut)?;
        let Some(chunk) = next.transpose().map_err(|error| sender.refusal(&error))? else { break };
        if answer.take(&chunk)? {
            show(&answer.text);
        }
        if answer.text.len() > MOST_BYTES / 16 {
            return Err(Fault::Nonsense.into());
        }
        wait = Instant::now() + patience.idle;
    }
    Ok(answer.finish()?)
}

/// Opens the stream: with everything we would like, or, where that form is refused, with what all endpoints know.
async fn open(sender: &Sender, endpoint: &Endpoint<'_>, messages: &[Message]) -> Result<Chunks, Refusal> {
    let mut plain = json!({ "model": endpoint.model, "messages": messages, "stream": true });
    let mut request = plain.clone();
    if let Value::Object(request) = &mut request {
        request.insert("stream_options".into(), json!({ "include_usage": true }));
        if endpoint.is_openai() {
            request.insert("max_completion_tokens".into(), json!(endpoint.answer_tokens + THINKING_TOKENS));
        } else {
            request.insert("max_tokens".into(), json!(endpoint.answer_tokens));
        }
    }
    for form in [&mut request, &mut plain] {
        insist(form, endpoint);
    }
    match stream(sender, request).await {
        Err(Refusal { fault: Fault::Status(400 | 422), .. }) => stream(sender, plain).await,
        answer => answer,
    }
}

/// What no form of a request goes without: that nothing be kept, and what the tenant wants in it.
fn insist(request: &mut Value, endpoint: &Endpoint<'_>) {
    let Value::Object(request) = request else { return };
    if endpoint.says_no_training() {
        // Keeps nothing, and so trains on nothing.
        request.insert("store".into(), json!(false));
    }
    for (name, value) in endpoint.extra.into_iter().flatten() {
        request.insert(name.clone(), value.clone());
    }
}

async fn stream(sender: &Sender, request: Value) -> Result<Chunks, Refusal> {
    let opened = sender.client.chat().create_stream_byot::<_, Value>(request).await;
    Ok(Box::pin(opened.map_err(|error| sender.refusal(&error))?))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
