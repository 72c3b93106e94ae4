//! A stand-in for a model's server, speaking OpenAI's protocol.

use axum::{
    Json, Router,
    body::Body,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use futures::{Stream, StreamExt};
use serde_json::{Value, json};
use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
    time::Duration,
};

/// What it does with the next requests.
#[derive(Clone, Debug)]
pub enum Does {
    /// Streams these pieces, with a pause after each.
    Writes(Vec<String>, Duration),
    Fails(u16),
    /// Refuses with this error, and asks to come back after so many milliseconds.
    Says(u16, Value, u32),
    /// Streams these pieces, with a pause after each, and breaks off.
    BreaksOff(Vec<String>, Duration),
    /// Sends this instead of events.
    Babbles(String),
}

#[derive(Clone)]
pub struct ModelServer {
    pub base: String,
    does: Arc<Mutex<Does>>,
    /// What it does before that, once each.
    first: Arc<Mutex<VecDeque<Does>>>,
    requests: Arc<Mutex<Vec<Value>>>,
    /// What the requests carried to be let in.
    keys: Arc<Mutex<Vec<String>>>,
}

impl ModelServer {
    pub async fn start(does: Does) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}/v1", listener.local_addr().unwrap());
        let server = Self {
            base,
            does: Arc::new(Mutex::new(does)),
            first: Arc::default(),
            requests: Arc::default(),
            keys: Arc::default(),
        };
        let router = Router::new()
            .route("/v1/chat/completions", post(complete))
            .route("/v1/models", get(models))
            .with_state(server.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        server
    }

    /// One that writes this at once.
    pub async fn writing(text: &str) -> Self {
        Self::start(Does::Writes(vec![text.into()], Duration::ZERO)).await
    }

    pub fn now(&self, does: Does) {
        *self.does.lock().unwrap() = does;
    }

    /// Does this once, before what it does else.
    pub fn first(&self, does: Does) {
        self.first.lock().unwrap().push_back(does);
    }

    pub fn keys(&self) -> Vec<String> {
        self.keys.lock().unwrap().clone()
    }

    pub fn requests(&self) -> Vec<Value> {
        self.requests.lock().unwrap().clone()
    }
}

async fn models(State(server): State<ModelServer>, headers: HeaderMap) -> Json<Value> {
    server.let_in(&headers);
    Json(json!({ "object": "list", "data": [{ "id": "small-1" }, { "id": "large-1" }] }))
}

async fn complete(
    State(server): State<ModelServer>,
    headers: HeaderMap,
    Json(body): Json<Value>,
) -> Response {
    server.let_in(&headers);
    let streamed = body["stream"] == json!(true);
    server.requests.lock().unwrap().push(body);
    let first = server.first.lock().unwrap().pop_front();
    let does = first.unwrap_or_else(|| server.does.lock().unwrap().clone());
    if let (Does::Writes(pieces, _), false) = (&does, streamed) {
        let message = json!({ "role": "assistant", "content": pieces.concat() });
        return Json(json!({ "choices": [{ "message": message, "finish_reason": "length" }] }))
            .into_response();
    }
    let events = |body| ([("content-type", "text/event-stream")], body).into_response();
    match does {
        Does::Fails(status) => {
            let error = json!({ "error": { "message": "no", "type": "x" } });
            (StatusCode::from_u16(status).unwrap(), Json(error)).into_response()
        }
        Does::Says(status, error, wait_ms) => {
            let status = StatusCode::from_u16(status).unwrap();
            (status, [("retry-after-ms", wait_ms.to_string())], Json(json!({ "error": error })))
                .into_response()
        }
        Does::BreaksOff(pieces, pause) => {
            let end = futures::stream::iter([Err(std::io::Error::other("gone"))]);
            events(Body::from_stream(written(pieces, pause).chain(end)))
        }
        Does::Babbles(text) => events(Body::from(text)),
        Does::Writes(pieces, pause) => {
            let end = event(&json!({ "choices": [{ "delta": {}, "finish_reason": "stop" }] }))
                + &event(
                    &json!({ "choices": [], "usage": { "prompt_tokens": 300, "completion_tokens": 21, "total_tokens": 321 } }),
                )
                + "data: [DONE]\n\n";
            let end = futures::stream::iter([Ok(end)]);
            events(Body::from_stream(written(pieces, pause).chain(end)))
        }
    }
}

fn written(pieces: Vec<String>, pause: Duration) -> impl Stream<Item = std::io::Result<String>> {
    futures::stream::iter(pieces).then(move |piece| async move {
        tokio::time::sleep(pause).await;
        Ok(event(&json!({ "choices": [{ "delta": { "content": piece } }] })))
    })
}

impl ModelServer {
    fn let_in(&self, headers: &HeaderMap) {
        let key = headers.get("authorization").and_then(|key| key.to_str().ok()).unwrap_or_default();
        self.keys.lock().unwrap().push(key.to_owned());
    }
}

fn event(data: &Value) -> String {
    format!("data: {data}\n\n")
}
