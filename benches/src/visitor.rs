use crate::http::{Answer, Failure, Http, send, send_empty, until_answered};
use api::{Message, NewSession, Session, VisitorMessage, VisitorMessages};
use reqwest::RequestBuilder;

/// The demo shop that is measured and its region.
pub const KEY: &str = "wk_demo_nabta";
pub const REGION: &str = "jordan";

/// A visitor of the demo shop, with a session.
#[derive(Clone)]
pub struct Visitor {
    http: Http,
    pub session: String,
}

impl Visitor {
    pub async fn open(http: &Http, locale: &str) -> Result<Self, Failure> {
        let new = NewSession { locale: locale.to_owned(), identity: None };
        let path = format!("widget/{KEY}/sessions");
        let (session, _) = until_answered(|| send::<Session>(http.post(&path).json(&new))).await?;
        Ok(Self { http: http.clone(), session: session.body.session_id })
    }

    fn with_session(&self, request: RequestBuilder) -> RequestBuilder {
        request.header("authorization", format!("Widget {}", self.session))
    }

    /// Writes once; the caller repeats.
    pub async fn say(&self, client_id: &str, body: &str) -> Result<Answer<Message>, Failure> {
        let new = VisitorMessage { client_id: client_id.to_owned(), body: body.to_owned() };
        send(self.with_session(self.http.post(&format!("widget/{KEY}/messages"))).json(&new)).await
    }

    /// Asks for a person: the assistant is silent from now on.
    pub async fn asks_for_person(&self) -> Result<(), Failure> {
        let path = format!("widget/{KEY}/handoff");
        until_answered(|| send_empty(self.with_session(self.http.post(&path)))).await.map(drop)
    }

    /// The conversation after a number.
    pub async fn read(&self, after: i64) -> Result<VisitorMessages, Failure> {
        let path = format!("widget/{KEY}/messages?after={after}");
        send(self.with_session(self.http.get(&path))).await.map(|answer| answer.body)
    }

    /// All of the conversation, page by page.
    pub async fn read_all(&self) -> Result<Vec<Message>, Failure> {
        let mut all: Vec<Message> = Vec::new();
        loop {
            let after = all.last().map_or(0, |message| message.seq);
            let (page, _) = until_answered(|| self.read(after)).await?;
            if page.items.is_empty() {
                return Ok(all);
            }
            all.extend(page.items);
        }
    }

    /// Where this visitor's socket is.
    pub fn stream() -> String {
        format!("widget/{KEY}/stream")
    }
}
