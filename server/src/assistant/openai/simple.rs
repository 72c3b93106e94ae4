//! Requests without a stream: for trying an endpoint.

use super::{
    Endpoint,
    fault::Fault,
    insist, is_openai,
    send::{Sender, checked},
};
use async_openai::error::OpenAIError;
use reqwest::Url;
use serde_json::{Value, json};

/// The ids of the models that an endpoint has.
///
/// # Errors
/// [`Fault`]: some endpoints can't say.
pub(in crate::assistant) async fn models(
    http: reqwest::Client,
    base: &Url,
    key: Option<&str>,
) -> Result<Vec<String>, Fault> {
    let address = format!("{}/models", base.as_str().trim_end_matches('/'));
    let mut request = http.get(address);
    if let Some(key) = key {
        request = request.bearer_auth(key);
    }
    let fault = |error: reqwest::Error| Fault::from(&OpenAIError::Reqwest(error));
    let response = checked(request.send().await.map_err(fault)?).await.map_err(|refusal| refusal.fault)?;
    let list: Value = response.json().await.map_err(fault)?;
    // Together AI sends the bare list.
    let items = list.get("data").unwrap_or(&list).as_array().ok_or(Fault::Garbled)?;
    Ok(items.iter().filter_map(|item| item.get("id")?.as_str()).map(str::to_owned).collect())
}

/// Has a model say one word. What it says does not matter, and models that think first may not come to it.
///
/// # Errors
/// [`Fault`]
pub(in crate::assistant) async fn one_word(
    http: reqwest::Client,
    base: &Url,
    model: &str,
    key: Option<&str>,
    no_training: bool,
) -> Result<(), Fault> {
    let sender = Sender::new(http, base, key);
    let endpoint = Endpoint { base, model, key, answer_tokens: 1, no_training, extra: None };
    let limit = if is_openai(base) { "max_completion_tokens" } else { "max_tokens" };
    let mut request = json!({
        "model": model,
        "messages": [{ "role": "user", "content": "Say: yes" }],
        limit: if is_openai(base) { 16 } else { 1 },
    });
    insist(&mut request, &endpoint);
    let answer: Value =
        sender.client.chat().create_byot(request).await.map_err(|error| sender.refusal(&error).fault)?;
    let choices = answer.get("choices").and_then(Value::as_array);
    choices.filter(|choices| !choices.is_empty()).map(drop).ok_or(Fault::Garbled)
}
