use anyhow::{Context, Result, bail};
use api::{ClientFrame, ServerFrame};
use futures::{SinkExt as _, StreamExt as _};
use std::{net::SocketAddr, time::Duration};
use tokio::net::TcpStream;
use tokio_tungstenite::{WebSocketStream, client_async, tungstenite::Message};

/// A socket of the API, after its first frame was sent.
pub struct Socket {
    stream: WebSocketStream<TcpStream>,
}

impl Socket {
    /// Connects and says who it is; `after` is the last event it has.
    pub async fn open(addr: SocketAddr, path: &str, token: &str, after: Option<i64>) -> Result<Self> {
        let connect = async {
            let tcp = TcpStream::connect(addr).await?;
            tcp.set_nodelay(true)?;
            let (mut stream, _) = client_async(format!("ws://{addr}/api/v1/{path}"), tcp).await?;
            let hello = ClientFrame::Hello { token: token.to_owned(), after };
            stream.send(Message::text(serde_json::to_string(&hello)?)).await?;
            anyhow::Ok(stream)
        };
        let stream =
            tokio::time::timeout(Duration::from_secs(10), connect).await.context("connecting a socket")??;
        Ok(Self { stream })
    }

    /// The next frame; an error when the line is gone.
    pub async fn next(&mut self) -> Result<ServerFrame> {
        loop {
            match self.stream.next().await {
                Some(Ok(Message::Text(text))) => return Ok(serde_json::from_str(&text)?),
                Some(Ok(Message::Close(_)) | Err(_)) | None => bail!("the socket ended"),
                Some(Ok(_)) => {}
            }
        }
    }

    /// Waits until the server has sent what was missed; the number of the newest event.
    pub async fn ready(&mut self) -> Result<i64> {
        loop {
            match self.next().await? {
                ServerFrame::Ready { last } => return Ok(last),
                ServerFrame::Error { code } => bail!("the socket was refused: {code:?}"),
                ServerFrame::Event(_)
                | ServerFrame::Delta { .. }
                | ServerFrame::Typing { .. }
                | ServerFrame::Presence { .. }
                | ServerFrame::Viewing { .. }
                | ServerFrame::Resync => {}
            }
        }
    }
}
