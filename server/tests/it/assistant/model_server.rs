//! A stand-in for a model's server, speaking OpenAI's protocol.

use axum::{
    Json, Router,
    body::Body,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::post,
};
use futures::StreamExt;
use serde_json::{Value, json};
use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

/// What it does with the next requests.
#[derive(Clone, Debug)]
pub enum Does {
    /// Streams these pieces, with a pause after each.
    Writes(Vec<String>, Duration),
    Fails(u16),
    /// Sends this instead of events.
    Babbles(String),
}

#[derive(Clone)]
pub struct ModelServer {
    pub base: String,
    does: Arc<Mutex<Does>>,
    requests: Arc<Mutex<Vec<Value>>>,
}

impl ModelServer {
    pub async fn start(does: Does) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}/v1", listener.local_addr().unwrap());
        let server = Self { base, does: Arc::new(Mutex::new(does)), requests: Arc::default() };
        let router = Router::new().route("/v1/chat/completions", post(complete)).with_state(server.clone());
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

    pub fn requests(&self) -> Vec<Value> {
        self.requests.lock().unwrap().clone()
    }
}

async fn complete(State(server): State<ModelServer>, Json(body): Json<Value>) -> Response {
    server.requests.lock().unwrap().push(body);
    let does = server.does.lock().unwrap().clone();
    let events = |body| ([("content-type", "text/event-stream")], body).into_response();
    match does {
        Does::Fails(status) => {
            let error = json!({ "error": { "message": "no", "type": "x" } });
            (StatusCode::from_u16(status).unwrap(), Json(error)).into_response()
        }
        Does::Babbles(text) => events(Body::from(text)),
        Does::Writes(pieces, pause) => {
            let stream = futures::stream::iter(pieces).then(move |piece| async move {
                tokio::time::sleep(pause).await;
                Ok::<_, std::io::Error>(event(&json!({ "choices": [{ "delta": { "content": piece } }] })))
            });
            let end = event(&json!({ "choices": [{ "delta": {}, "finish_reason": "stop" }] }))
                + &event(&json!({ "choices": [], "usage": { "total_tokens": 321 } }))
                + "data: [DONE]\n\n";
            let end = futures::stream::iter([Ok(end)]);
            events(Body::from_stream(stream.chain(end)))
        }
    }
}

fn event(data: &Value) -> String {
    format!("data: {data}\n\n")
}
