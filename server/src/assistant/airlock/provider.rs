//! A stand-in for a model's server that records every byte and says back what it was asked, with its tokens written as
//! models write them.

use axum::{Router, body::Bytes, extract::State, response::IntoResponse, routing::post};
use rand::{RngExt, SeedableRng, rngs::StdRng, seq::IndexedRandom};
use serde_json::{Value, json};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

/// The bytes of each request, by the model that it asks for: a name for each chat.
type Seen = Arc<Mutex<HashMap<String, Vec<u8>>>>;

pub struct Provider {
    pub base: reqwest::Url,
    seen: Seen,
    task: tokio::task::JoinHandle<()>,
}

impl Provider {
    pub async fn start() -> Self {
        let seen = Seen::default();
        let router =
            Router::new().route("/v1/chat/completions", post(complete)).with_state(Arc::clone(&seen));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}/v1", listener.local_addr().unwrap()).parse().unwrap();
        let task = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { base, seen, task }
    }

    /// The bytes of the request that asked for a model.
    pub fn taken(&self, model: &str) -> Vec<u8> {
        self.seen.lock().unwrap().remove(model).unwrap()
    }
}

impl Drop for Provider {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn complete(State(seen): State<Seen>, body: Bytes) -> impl IntoResponse {
    let request: Value = serde_json::from_slice(&body).unwrap();
    let seed = body.iter().fold(7_u64, |sum, b| sum.wrapping_mul(31).wrapping_add(u64::from(*b)));
    seen.lock().unwrap().insert(request["model"].as_str().unwrap().to_owned(), body.to_vec());
    let asked = request["messages"].as_array().unwrap().last().unwrap()["content"].as_str().unwrap();
    let question = asked.rsplit_once("<question>\n").unwrap().1.strip_suffix("\n</question>").unwrap();
    let rng = &mut StdRng::seed_from_u64(seed);
    let answer = retold(rng, question);
    let mut events = String::new();
    let mut left: Vec<char> = answer.chars().collect();
    while !left.is_empty() {
        let piece: String = left.drain(..rng.random_range(1..12).min(left.len())).collect();
        events.push_str(&event(&json!({ "choices": [{ "index": 0, "delta": { "content": piece } }] })));
    }
    events.push_str(&event(&json!({ "choices": [{ "index": 0, "delta": {}, "finish_reason": "stop" }] })));
    events.push_str("data: [DONE]\n\n");
    ([("content-type", "text/event-stream")], events)
}

fn event(data: &Value) -> String {
    format!("data: {data}\n\n")
}

/// The question with each of its tokens in one of the forms that models change them to.
fn retold(rng: &mut StdRng, question: &str) -> String {
    let mut out = String::new();
    let mut rest = question;
    while let Some((before, after)) = rest.split_once('[') {
        out.push_str(before);
        let Some((word, number, tail)) = token(after) else {
            out.push('[');
            rest = after;
            continue;
        };
        out.push_str(&changed(rng, word, number));
        rest = tail;
    }
    out + rest
}

fn token(after: &str) -> Option<(&str, &str, &str)> {
    let (inner, tail) = after.split_once(']')?;
    let (word, number) = inner.split_once('_')?;
    let form = word.bytes().all(|b| b.is_ascii_uppercase()) && number.bytes().all(|b| b.is_ascii_digit());
    (form && !word.is_empty() && !number.is_empty()).then_some((word, number, tail))
}

fn changed(rng: &mut StdRng, word: &str, number: &str) -> String {
    let small = word.to_lowercase();
    let title = format!("{}{}", &word[..1], &small[1..]);
    let in_script = |zero: u32| -> String {
        number.bytes().filter_map(|b| char::from_u32(zero + u32::from(b - b'0'))).collect()
    };
    let translated = match word {
        "PHONE" => &["هاتف", "تلفن", "telefon", "telefono"][..],
        "NAME" => &["الاسم", "نام", "isim", "nome"],
        "EMAIL" => &["البريد", "ایمیل", "e-posta", "email"],
        "ADDRESS" => &["العنوان", "آدرس", "adres", "indirizzo"],
        _ => &[],
    };
    match rng.random_range(0..14) {
        0 => format!("[{title} {number}]"),
        1 => format!("【{word}_{number}】"),
        2 => format!("[{word}\\_{number}]"),
        3 => format!("[{word}_{}]", in_script(0x0660)),
        4 => format!("[{word}_{}]", in_script(0x06F0)),
        5 => format!("[{small}-{number}]"),
        6 => format!("({word}_{number})"),
        7 => format!("[ {word}_{number} ]"),
        8 => translated
            .choose(rng)
            .map_or_else(|| format!("[{word}_{number}]"), |other| format!("[{other}_{number}]")),
        _ => format!("[{word}_{number}]"),
    }
}
