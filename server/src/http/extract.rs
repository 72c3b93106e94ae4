//! Extractors whose refusals are problem documents.

use crate::refusal::{Outcome, Refusal};
use api::Code;
use axum::{
    RequestExt,
    body::Bytes,
    extract::{FromRequest, FromRequestParts, Query, Request, WebSocketUpgrade},
    http::{HeaderMap, header, request::Parts},
};
use serde::de::DeserializeOwned;

/// The most that a list gives at once.
const LIST: i64 = 100;

/// The query string, as [`Query`]; a bad one is `invalid_input` and names the parameter.
pub struct Extract<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned + Send> FromRequestParts<S> for Extract<T> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        match Query::<T>::from_request_parts(parts, state).await {
            Ok(Query(value)) => Ok(Self(value)),
            Err(error) => {
                let text = error.body_text();
                let text = text.strip_prefix("Failed to deserialize query string: ").unwrap_or(&text);
                let (path, message) = text.split_once(": ").unwrap_or((".", text));
                Err(misfit(path, message).unwrap_or_else(|| Refusal::field("query", "invalid", message)))
            }
        }
    }
}

/// How many rows a list gives: what was asked for, else `usual`.
///
/// # Errors
/// `invalid_input`, naming `limit`, for anything but 1 to 100.
pub fn limit(asked: Option<i64>, usual: i64) -> Outcome<i64> {
    match asked.unwrap_or(usual) {
        limit if (1..=LIST).contains(&limit) => Ok(limit),
        _ => Err(Refusal::field("limit", "out_of_range", format!("1 to {LIST}"))),
    }
}

/// The number after or before which a list goes on.
///
/// # Errors
/// `invalid_input`, naming `field`, for what no list could have given.
pub fn place(field: &str, asked: Option<i64>) -> Outcome<Option<i64>> {
    if asked.is_some_and(|number| number < 0) {
        return Err(Refusal::field(field, "out_of_range", "0 or more"));
    }
    Ok(asked)
}

/// The language that `tag` is of, with or without a region.
///
/// # Errors
/// `invalid_input`, naming `field`, for anything but the five that customers are served in.
pub fn language(field: &str, tag: &str) -> Outcome<&'static str> {
    text::language::known(tag).filter(|_| text::language::is_tag(tag)).ok_or_else(|| {
        Refusal::field(field, "invalid", "one of ar, fa, tr, it, en, with or without a region: ar-JO")
    })
}

/// A JSON object. What is no JSON is `invalid_json`; a field that is missing, unknown or of another
/// type is `invalid_input` and named; another content type is `unsupported_media_type`.
pub struct Body<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned + 'static> FromRequest<S> for Body<T> {
    type Rejection = Refusal;

    async fn from_request(request: Request, _: &S) -> Result<Self, Refusal> {
        if !is_json(request.headers()) {
            return Err(Refusal::new(Code::UnsupportedMediaType, "Send the body as application/json."));
        }
        match request.extract::<Bytes, _>().await {
            Ok(bytes) => read(&bytes).map(Self),
            Err(error) if error.status() == 413 => {
                Err(Refusal::new(Code::PayloadTooLarge, "The body is too large."))
            }
            Err(error) => Err(Refusal::new(Code::InvalidJson, error.body_text())),
        }
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let named = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = named.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    essence == "application/json" || (essence.starts_with("application/") && essence.ends_with("+json"))
}

/// Reads an object. A field that nobody knows is refused, not dropped: whoever sends it believes that
/// it does something.
fn read<T: DeserializeOwned>(bytes: &[u8]) -> Outcome<T> {
    // Serde would take a list for a struct, field by field.
    if bytes.iter().find(|byte| !byte.is_ascii_whitespace()).is_some_and(|first| b"[\"".contains(first)) {
        return Err(Refusal::new(Code::InvalidJson, "The body is not a JSON object."));
    }
    let mut unknown = Vec::new();
    let mut track = serde_path_to_error::Track::new();
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let tracked = serde_path_to_error::Deserializer::new(&mut json, &mut track);
    let value = serde_ignored::deserialize(tracked, |path| unknown.push(path.to_string()));
    let value = match value.and_then(|value| json.end().map(|()| value)) {
        Ok(value) => value,
        Err(error) => return Err(misread(&track.path().to_string(), &error, bytes)),
    };
    // serde_ignored marks what it has looked through (an option) with a question mark.
    let mut unknown = unknown.iter().map(|field| field.replace(".?", "").replace("?.", ""));
    let Some(first) = unknown.next() else { return Ok(value) };
    let mut refusal = Refusal::field(&first, "unknown", "there is no such field");
    for field in unknown {
        refusal.errors.extend(Refusal::field(&field, "unknown", "there is no such field").errors);
    }
    Err(refusal)
}

fn misread(path: &str, error: &serde_json::Error, bytes: &[u8]) -> Refusal {
    let text = error.to_string();
    let message = text.rsplit_once(" at line ").map_or(&*text, |(message, _)| message);
    // Serde calls a number in the place of a word an error of syntax.
    let is_json = || serde_json::from_slice::<serde::de::IgnoredAny>(bytes).is_ok();
    if !error.is_data() && !is_json() {
        return Refusal::new(Code::InvalidJson, format!("The body is not JSON: {text}."));
    }
    let message = if error.is_data() { message } else { "another type of value is expected" };
    misfit(path, message)
        .unwrap_or_else(|| Refusal::new(Code::InvalidJson, format!("The body does not fit: {message}.")))
}

/// A refusal that names the field at `path` of which serde says `message`; `None` where it names none.
fn misfit(path: &str, message: &str) -> Option<Refusal> {
    let within = Some(path).filter(|path| *path != ".");
    let missing = message.strip_prefix("missing field `").and_then(|rest| rest.strip_suffix('`'));
    match (within, missing) {
        (Some(path), Some(field)) => {
            Some(Refusal::field(&format!("{path}.{field}"), "required", "is missing"))
        }
        (None, Some(field)) => Some(Refusal::field(field, "required", "is missing")),
        (Some(path), None) => Some(Refusal::field(path, "invalid", plain(message))),
        (None, None) => None,
    }
}

/// What serde says, in words of JSON instead of Rust's.
fn plain(message: &str) -> String {
    if message.contains("invalid digit found in string")
        || message == "cannot parse integer from empty string"
    {
        return "a whole number is expected".to_owned();
    }
    let Some((found, expected)) = message.split_once(", expected ") else { return message.to_owned() };
    let expected = match expected {
        "u8" => "a whole number from 0 to 255",
        "u16" | "u32" | "u64" | "usize" => "a whole number that is not negative",
        "i16" | "i32" | "i64" => "a whole number",
        "f32" | "f64" => "a number",
        _ if expected.starts_with("struct ") || expected == "a map" => "an object",
        _ if expected.starts_with("a sequence") => "a list",
        _ => expected,
    };
    format!("{found}, expected {expected}")
}

/// The parts of the path, as [`axum::extract::Path`]; what is no id is `invalid_input`.
pub struct Path<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned + Send> FromRequestParts<S> for Path<T> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        match axum::extract::Path::<T>::from_request_parts(parts, state).await {
            Ok(axum::extract::Path(value)) => Ok(Self(value)),
            Err(_) => Err(Refusal::field("id", "invalid", "there is no such id")),
        }
    }
}

/// A request that becomes a WebSocket; any other is `upgrade_required`.
pub struct Upgrade(pub WebSocketUpgrade);

impl<S: Send + Sync> FromRequestParts<S> for Upgrade {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        WebSocketUpgrade::from_request_parts(parts, state).await.map(Self).map_err(|_| {
            Refusal::new(
                Code::UpgradeRequired,
                "This address is a WebSocket (RFC 6455, version 13); where those are blocked, use events.",
            )
        })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use api::{Assign, AssistantPatch, NewMessage, WidgetPatch};

    fn fields<T: DeserializeOwned>(body: &str) -> (Code, Vec<(String, String)>) {
        let refusal = read::<T>(body.as_bytes()).err().unwrap();
        (refusal.code, refusal.errors.into_iter().map(|e| (e.field, e.code)).collect())
    }

    fn named(field: &str, code: &str) -> (Code, Vec<(String, String)>) {
        (Code::InvalidInput, vec![(field.to_owned(), code.to_owned())])
    }

    #[test]
    fn what_is_wrong_with_a_body_is_named() {
        assert_eq!(fields::<Assign>("{}"), named("user_id", "required"));
        assert_eq!(fields::<Assign>(r#"{"user_id": 7}"#), named("user_id", "invalid"));
        assert_eq!(fields::<Assign>(r#"{"user_id": null, "forse": true}"#), named("forse", "unknown"));
        assert_eq!(fields::<WidgetPatch>(r#"{"colors": {}}"#), named("colors.primary", "required"));
        assert_eq!(fields::<AssistantPatch>(r#"{"tone": 1}"#), named("tone", "invalid"));
        let deep = r##"{"colors": {"primary": "#1f6f54", "second": 1}, "texts": {"en": {"titel": ""}}}"##;
        let (code, both) = fields::<WidgetPatch>(deep);
        assert_eq!(code, Code::InvalidInput);
        assert_eq!(
            both.iter().map(|(f, _)| f.as_str()).collect::<Vec<_>>(),
            ["colors.second", "texts.en.titel"]
        );
    }

    #[test]
    fn types_are_named_in_words_of_json() {
        let said = |body: &str| read::<AssistantPatch>(body.as_bytes()).err().unwrap().detail.into_owned();
        assert_eq!(
            said(r#"{"handoff": {"on_request": true, "after_unanswered": 300, "on_complaint": true}}"#),
            "handoff.after_unanswered: invalid value: integer `300`, expected a whole number from 0 to 255"
        );
        assert_eq!(said(r#"{"provider": 1}"#), "provider: invalid type: integer `1`, expected an object");
    }

    #[test]
    fn what_is_no_object_is_no_body() {
        for body in ["[]", " [[]]", "null", "7", "\"{}\"", "", "{", "{} x"] {
            assert_eq!(fields::<WidgetPatch>(body), (Code::InvalidJson, vec![]), "{body}");
        }
        assert!(read::<WidgetPatch>(b" {} ").is_ok());
        assert_eq!(read::<Assign>(br#"{"user_id": null}"#).unwrap().user_id, None);
        assert!(read::<NewMessage>(br#"{"client_id": "1", "kind": "note", "body": ""}"#).is_ok());
    }
}
