use crate::http::{Answer, Failure, Http, send, until_answered};
use api::{ConversationId, Decision, Login, Message, MessageKind, Messages, NewMessage, SignedIn};

/// The path of a person's socket.
pub const STREAM: &str = "stream";

/// A member of the demo shop's team, signed in.
#[derive(Clone)]
pub struct Agent {
    http: Http,
    pub token: String,
}

impl Agent {
    pub async fn sign_in(http: &Http) -> Result<Self, Failure> {
        Self::sign_in_as(http, "lina@nabta.test").await
    }

    /// Somebody else of the demo's people.
    pub async fn sign_in_as(http: &Http, email: &str) -> Result<Self, Failure> {
        let login = Login { email: email.into(), password: "diwan-demo-2026".into(), code: None };
        let (answer, _) = until_answered(|| send::<SignedIn>(http.post("auth/login").json(&login))).await?;
        Ok(Self { http: http.clone(), token: answer.body.access_token })
    }

    /// Replies once; the caller repeats.
    pub async fn say(
        &self,
        to: ConversationId,
        client_id: &str,
        body: &str,
    ) -> Result<Answer<Message>, Failure> {
        let new = NewMessage {
            client_id: client_id.to_owned(),
            kind: MessageKind::Reply,
            body: body.to_owned(),
            attachment_ids: vec![],
        };
        let path = format!("conversations/{}/messages", to.0);
        send(self.http.post(&path).bearer_auth(&self.token).json(&new)).await
    }

    /// All of a conversation, page by page.
    pub async fn read_all(&self, of: ConversationId) -> Result<Vec<Message>, Failure> {
        let mut all: Vec<Message> = Vec::new();
        loop {
            let after = all.last().map_or(0, |message| message.seq);
            let path = format!("conversations/{}/messages?after={after}&limit=100", of.0);
            let (page, _) =
                until_answered(|| send::<Messages>(self.http.get(&path).bearer_auth(&self.token))).await?;
            let more = page.body.has_more;
            all.extend(page.body.items);
            if !more {
                return Ok(all);
            }
        }
    }

    /// What the assistant decided in a conversation.
    pub async fn decisions(&self, of: ConversationId) -> Result<Vec<Decision>, Failure> {
        let path = format!("conversations/{}/decisions", of.0);
        let (answer, _) = until_answered(|| send(self.http.get(&path).bearer_auth(&self.token))).await?;
        Ok(answer.body)
    }
}
