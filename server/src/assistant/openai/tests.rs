use super::*;
use axum::{
    Json, Router,
    body::Body,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
    routing::post,
};
use std::sync::{Arc, Mutex};

/// An endpoint that answers each request with the next of its answers, and the last from then on.
struct Server {
    base: Url,
    seen: Arc<Mutex<Vec<(HeaderMap, Value)>>>,
    task: tokio::task::JoinHandle<()>,
}

#[derive(Clone)]
enum Say {
    Json(u16, &'static str),
    Stream(String),
    /// Sends this and then nothing, with the line open.
    Stall(String),
    Silence,
    /// Breaks off after this.
    Break(String),
}

impl Say {
    fn response(self) -> Response {
        let sse = |body: Body| ([("content-type", "text/event-stream")], body).into_response();
        let first = |text: String| futures::stream::iter([Ok::<_, std::io::Error>(text)]);
        match self {
            Self::Json(status, text) => {
                (StatusCode::from_u16(status).unwrap(), [("content-type", "application/json")], text)
                    .into_response()
            }
            Self::Stream(text) => sse(Body::from(text)),
            Self::Stall(text) => sse(Body::from_stream(first(text).chain(futures::stream::pending()))),
            Self::Break(text) => {
                let end = futures::stream::iter([Err(std::io::Error::other("cut"))]);
                sse(Body::from_stream(first(text).chain(end)))
            }
            Self::Silence => unreachable!("silence is not a response"),
        }
    }
}

impl Server {
    async fn start(answers: Vec<Say>) -> Self {
        type Shared = (Arc<Mutex<Vec<(HeaderMap, Value)>>>, Arc<Mutex<Vec<Say>>>);
        async fn answer(
            State((seen, answers)): State<Shared>,
            headers: HeaderMap,
            Json(body): Json<Value>,
        ) -> Response {
            seen.lock().unwrap().push((headers, body));
            let say = {
                let mut answers = answers.lock().unwrap();
                if answers.len() > 1 { answers.remove(0) } else { answers[0].clone() }
            };
            if matches!(say, Say::Silence) {
                std::future::pending::<()>().await;
            }
            say.response()
        }
        let seen = Arc::default();
        let state: Shared = (Arc::clone(&seen), Arc::new(Mutex::new(answers)));
        let router = Router::new().route("/v1/chat/completions", post(answer)).with_state(state);
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}/v1", listener.local_addr().unwrap()).parse().unwrap();
        let task = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { base, seen, task }
    }

    async fn ask(&self) -> Result<Completion, Fault> {
        ask(&self.base, |_| {}).await
    }

    fn requests(&self) -> Vec<Value> {
        self.seen.lock().unwrap().iter().map(|(_, body)| body.clone()).collect()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn ask(base: &Url, mut so_far: impl FnMut(&str) + Send) -> Result<Completion, Fault> {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let ms = Duration::from_millis;
    let patience = Patience { first_byte: ms(400), idle: ms(200), total: ms(1_500), pause: ms(10), tries: 2 };
    let endpoint = Endpoint {
        base,
        model: "m",
        key: Some("sk-test"),
        answer_tokens: 300,
        no_training: true,
        extra: None,
    };
    let messages = [Message { role: "user", content: "How long?".into() }];
    let so_far = |text: &str| {
        so_far(text);
        false
    };
    complete(reqwest::Client::new(), &endpoint, &messages, patience, so_far)
        .await
        .map_err(|failed| failed.fault)
}

fn piece(text: &str) -> String {
    format!(
        "data: {}\n\n",
        json!({"choices": [{"index": 0, "delta": {"content": text}, "finish_reason": null}]})
    )
}

fn end(reason: &str) -> String {
    let last = json!({"choices": [{"index": 0, "delta": {}, "finish_reason": reason}]});
    let usage =
        json!({"choices": [], "usage": {"prompt_tokens": 40, "completion_tokens": 8, "total_tokens": 48}});
    format!("data: {last}\n\ndata: {usage}\n\ndata: [DONE]\n\n")
}

fn whole(text: &str) -> Say {
    Say::Stream(piece(text) + &end("stop"))
}

#[tokio::test]
async fn an_answer_is_streamed_and_counted() {
    let server =
        Server::start(vec![Say::Stream(piece("خلال ") + ": a comment\n\n" + &piece("يومين.") + &end("stop"))])
            .await;
    let mut seen = Vec::new();
    let completion = ask(&server.base, |text| seen.push(text.to_owned())).await.unwrap();
    let usage = Usage { prompt: Some(40), answer: Some(8), total: Some(48) };
    assert_eq!(completion, Completion { raw: "خلال يومين.".into(), usage, tries: 1 });
    assert_eq!(seen, ["خلال ", "خلال يومين."]);
    let (headers, body) = server.seen.lock().unwrap()[0].clone();
    assert_eq!(headers["authorization"], "Bearer sk-test");
    assert!(!headers.contains_key("openai-organization") && !headers.contains_key("openai-project"));
    assert_eq!(
        (&body["stream"], &body["max_tokens"], &body["model"]),
        (&json!(true), &json!(300), &json!("m"))
    );
    assert!(body.get("temperature").is_none());
}

#[tokio::test]
async fn every_refusal_is_a_fault_with_its_status() {
    for status in [401, 403, 404, 429, 500, 503] {
        let server = Server::start(vec![Say::Json(status, r#"{"error":{"message":"no","type":"x"}}"#)]).await;
        assert_eq!(server.ask().await, Err(Fault::Status(status)));
    }
    // Some clones write plain text.
    let server = Server::start(vec![Say::Json(404, "not found")]).await;
    assert_eq!(server.ask().await, Err(Fault::Status(404)));
    let server = Server::start(vec![Say::Json(404, r#"{"error":{"code":"model_not_found"}}"#)]).await;
    assert_eq!(server.ask().await, Err(Fault::ModelMissing));
    let server = Server::start(vec![Say::Stream(
        "data: {\"error\":{\"message\":\"overloaded\",\"code\":529}}\n\n".into(),
    )])
    .await;
    assert_eq!(server.ask().await, Err(Fault::Status(529)));
}

#[tokio::test]
async fn a_busy_server_is_asked_once_more() {
    let busy = Say::Json(429, r#"{"error":{"message":"slow down"}}"#);
    let server = Server::start(vec![busy.clone(), whole("Two days.")]).await;
    assert_eq!(server.ask().await.unwrap().raw, "Two days.");
    let server = Server::start(vec![busy]).await;
    assert_eq!(server.ask().await, Err(Fault::Status(429)));
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn a_server_that_refuses_the_extras_is_asked_without_them() {
    let refuses = Say::Json(422, r#"{"error":{"message":"extra fields not permitted"}}"#);
    let server = Server::start(vec![refuses, whole("Two days.")]).await;
    assert_eq!(server.ask().await.unwrap().raw, "Two days.");
    let requests = server.requests();
    assert!(requests[0].get("stream_options").is_some() && requests[1].get("stream_options").is_none());
    assert!(requests[1].get("max_tokens").is_none() && requests[1]["stream"] == json!(true));
}

#[tokio::test]
async fn nobody_waits_for_ever() {
    for silent in [Say::Silence, Say::Stall(String::new()), Say::Stall(piece("Two da"))] {
        let server = Server::start(vec![silent]).await;
        let started = Instant::now();
        assert_eq!(server.ask().await, Err(Fault::TimedOut));
        assert!(started.elapsed() < Duration::from_secs(1));
    }
    // One that never stops, a little at a time, ends with the whole time.
    let drip = futures::stream::unfold((), |()| async {
        tokio::time::sleep(Duration::from_millis(50)).await;
        Some((Ok::<_, std::io::Error>(piece("and ")), ()))
    });
    let drip = Arc::new(Mutex::new(Some(drip)));
    let answer = move || {
        let body = Body::from_stream(drip.lock().unwrap().take().unwrap());
        std::future::ready(([("content-type", "text/event-stream")], body))
    };
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap()).parse().unwrap();
    let router = Router::new().route("/chat/completions", post(answer));
    let task = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    let started = Instant::now();
    assert_eq!(ask(&base, |_| {}).await, Err(Fault::TimedOut));
    assert!(started.elapsed() < Duration::from_millis(2_500));
    task.abort();
}

#[tokio::test]
async fn nobody_there_is_said_so() {
    assert_eq!(ask(&"http://127.0.0.1:9/v1".parse().unwrap(), |_| {}).await, Err(Fault::Unreachable));
}

#[tokio::test]
async fn what_is_no_answer_is_not_taken_for_one() {
    for (say, wanted) in [
        (whole(""), Fault::Nonsense),
        (whole("<think>a long thought"), Fault::Nonsense),
        (whole("12 34 …"), Fault::Nonsense),
        (whole(&"buy now ".repeat(60)), Fault::Nonsense),
        (Say::Stream(piece("Bad") + &end("content_filter")), Fault::Nonsense),
        (Say::Stream(piece("One.") + &end("length")), Fault::Nonsense),
        (Say::Stream("data: {\"choices\": [{\"delta\"\n\n".into()), Fault::Garbled),
        (Say::Stream("<html>a login page</html>".into()), Fault::Garbled),
        (Say::Json(200, r#"{"choices":[{"message":{"content":"not streamed"}}]}"#), Fault::Garbled),
        (Say::Stream(piece("It takes 2")), Fault::Garbled),
        (Say::Break(piece("It takes 2 days.")), Fault::Garbled),
    ] {
        let server = Server::start(vec![say]).await;
        assert_eq!(server.ask().await, Err(wanted));
    }
}

#[tokio::test]
async fn an_answer_without_end_is_cut_off() {
    let server = Server::start(vec![Say::Stream(piece(&"word ".repeat(1_000)).repeat(1_000))]).await;
    assert!(matches!(server.ask().await, Err(Fault::Nonsense | Fault::Garbled)));
    let server = Server::start(vec![Say::Stream("data: {}\n\n".repeat(1_000_000))]).await;
    assert_eq!(server.ask().await, Err(Fault::Garbled));
}

#[tokio::test]
async fn what_clones_leave_out_or_add_does_no_harm() {
    let reasoning = json!({"choices": [{"delta": {"reasoning_content": "hm", "content": null}}], "obfuscation": "x", "usage": null});
    let server =
        Server::start(vec![Say::Stream(format!("data: {reasoning}\r\n\r\n") + &piece("Two days."))]).await;
    assert_eq!(
        server.ask().await.unwrap(),
        Completion { raw: "Two days.".into(), usage: Usage::default(), tries: 1 }
    );
    let server = Server::start(vec![whole("NO_ANSWER")]).await;
    assert_eq!(server.ask().await.unwrap().raw, "NO_ANSWER");
}

#[tokio::test]
async fn a_shortened_answer_keeps_its_whole_sentences() {
    let server = Server::start(vec![Say::Stream(
        piece("It takes two days. It costs 3.") + &piece("5") + &end("length"),
    )])
    .await;
    assert_eq!(server.ask().await.unwrap().raw.trim(), "It takes two days.");
}
