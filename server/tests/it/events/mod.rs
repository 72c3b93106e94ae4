mod closing;
mod viewing;
mod visitor;

use crate::world::World;
use futures::{SinkExt, StreamExt};
use serde_json::{Value, json};
use std::time::Duration;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, tungstenite::Message as Frame};

/// A socket of the API.
pub struct Socket(WebSocketStream<MaybeTlsStream<tokio::net::TcpStream>>);

impl Socket {
    /// Opens a socket and says hello; `after` is where it resumes.
    pub async fn open(world: &World, path: &str, token: &str, after: Option<i64>) -> Self {
        let url = format!("ws://{}/api/v1/{path}", world.addr);
        let (mut socket, _) = tokio_tungstenite::connect_async(url).await.unwrap();
        let hello = json!({ "type": "hello", "token": token, "after": after });
        socket.send(Frame::text(hello.to_string())).await.unwrap();
        Self(socket)
    }

    /// Sends a frame.
    pub async fn says(&mut self, frame: Value) {
        self.0.send(Frame::text(frame.to_string())).await.unwrap();
    }

    /// Sends a frame that may come too late.
    pub async fn tries(&mut self, frame: Value) {
        let _ = self.0.send(Frame::text(frame.to_string())).await;
    }

    /// The next frame of any kind.
    pub async fn any(&mut self) -> Value {
        loop {
            let next = tokio::time::timeout(Duration::from_secs(20), self.0.next());
            let frame = next.await.expect("a frame within 20 seconds").unwrap().unwrap();
            let Frame::Text(text) = frame else { continue };
            return serde_json::from_str(&text).unwrap();
        }
    }

    /// The number that the server closes it with.
    pub async fn closed(&mut self) -> u16 {
        loop {
            let next = tokio::time::timeout(Duration::from_secs(20), self.0.next());
            match next.await.expect("a frame within 20 seconds").unwrap().unwrap() {
                Frame::Close(close) => return close.unwrap().code.into(),
                _ => continue,
            }
        }
    }

    /// The next frame that is not of the moment.
    pub async fn next(&mut self) -> Value {
        loop {
            let frame = self.any().await;
            if !["typing", "presence", "viewing", "delta"].contains(&frame["type"].as_str().unwrap()) {
                return frame;
            }
        }
    }

    /// Events until `ready`, and what that says.
    pub async fn until_ready(&mut self) -> (Vec<Value>, i64) {
        let mut events = Vec::new();
        loop {
            let frame = self.next().await;
            if frame["type"] == "ready" {
                return (events, frame["last"].as_i64().unwrap());
            }
            events.push(frame);
        }
    }
}
