//! A site on this machine whose pages a test writes.

use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, StatusCode},
    response::Response,
};
use std::{
    collections::{BTreeMap, HashMap},
    net::SocketAddr,
    sync::{Arc, Mutex},
};
use tokio::{sync::Semaphore, task::JoinHandle};

/// What is at an address.
#[derive(Clone)]
pub struct Reply {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    gate: Option<Arc<Semaphore>>,
}

impl Reply {
    pub fn page(body: &str) -> Self {
        Self::of(200, body).with("content-type", "text/html; charset=utf-8")
    }

    /// A page with a title and a paragraph.
    pub fn words(title: &str, text: &str) -> Self {
        Self::page(&format!(
            "<!doctype html><title>{title}</title><main><h1>{title}</h1><p>{text}</p></main>"
        ))
    }

    pub fn of(status: u16, body: impl AsRef<[u8]>) -> Self {
        Self { status, headers: vec![], body: body.as_ref().to_vec(), gate: None }
    }

    pub fn to(location: &str) -> Self {
        Self::of(302, "").with("location", location)
    }

    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.headers.retain(|(other, _)| other != name);
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Each answer waits for a permit.
    pub fn behind(mut self, gate: &Arc<Semaphore>) -> Self {
        self.gate = Some(gate.clone());
        self
    }
}

#[derive(Default)]
struct Book {
    replies: HashMap<String, Reply>,
    seen: Vec<(String, HeaderMap)>,
}

#[derive(Clone)]
pub struct Site {
    pub addr: SocketAddr,
    book: Arc<Mutex<Book>>,
    _server: Arc<Ending>,
}

struct Ending(JoinHandle<()>);

impl Drop for Ending {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl Site {
    /// A site without a page: what is not written is 404.
    pub async fn new() -> Self {
        let book = Arc::new(Mutex::new(Book::default()));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let addr = listener.local_addr().unwrap();
        let app = axum::Router::new().fallback(answer).with_state(book.clone());
        let server = tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
        Self { addr, book, _server: Arc::new(Ending(server)) }
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.addr)
    }

    /// Writes a page; `{site}` in it is the site's address.
    pub fn put(&self, path: &str, mut reply: Reply) {
        if let Ok(text) = std::str::from_utf8(&reply.body) {
            reply.body = text.replace("{site}", &self.url("")).into_bytes();
        }
        self.book.lock().unwrap().replies.insert(path.to_owned(), reply);
    }

    pub fn remove(&self, path: &str) {
        self.book.lock().unwrap().replies.remove(path);
    }

    /// How often each address was asked for since the last look.
    pub fn visits(&self) -> BTreeMap<String, usize> {
        let mut visits = BTreeMap::new();
        for (path, _) in self.book.lock().unwrap().seen.drain(..) {
            *visits.entry(path).or_default() += 1;
        }
        visits
    }

    /// The headers of the last request for an address.
    pub fn headers(&self, path: &str) -> HeaderMap {
        let book = self.book.lock().unwrap();
        book.seen.iter().rev().find(|(seen, _)| seen == path).map(|(_, headers)| headers.clone()).unwrap()
    }
}

async fn answer(State(book): State<Arc<Mutex<Book>>>, request: Request) -> Response {
    let path = request.uri().path_and_query().unwrap().to_string();
    let reply = {
        let mut book = book.lock().unwrap();
        book.seen.push((path.clone(), request.headers().clone()));
        book.replies.get(&path).cloned().unwrap_or_else(|| Reply::of(404, "not here"))
    };
    if let Some(gate) = &reply.gate {
        gate.acquire().await.unwrap().forget();
    }
    let known = |asked: &str, said: &str| {
        let asked = request.headers().get(asked).and_then(|value| value.to_str().ok());
        asked.is_some_and(|asked| reply.headers.iter().any(|(name, value)| name == said && value == asked))
    };
    let mut response = Response::builder();
    for (name, value) in &reply.headers {
        response = response.header(name, value);
    }
    if known("if-none-match", "etag") || known("if-modified-since", "last-modified") {
        return response.status(StatusCode::NOT_MODIFIED).body(Body::empty()).unwrap();
    }
    response.status(reply.status).body(Body::from(reply.body)).unwrap()
}
