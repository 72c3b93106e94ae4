use crate::socket::Socket;
use api::{Code, Message, ServerFrame};
use std::{net::SocketAddr, sync::Arc, time::Duration};
use tokio::sync::watch;

/// Everything that came over a socket that was opened again after every break.
#[derive(Default)]
pub struct Seen {
    /// Messages in the order in which they came, with their events' numbers.
    pub messages: Vec<(i64, Message)>,
    /// Numbers of all events, in the order in which they came.
    pub events: Vec<i64>,
    /// The newest event that the client has, by which it resumes.
    pub last: i64,
    pub breaks: usize,
    /// What must not be said to a client that resumes from a recent number.
    pub wrong: Vec<String>,
}

/// A client at a socket: resumes after every break where it stopped, until it is told to stop and has everything.
pub struct Watcher {
    pub addr: SocketAddr,
    pub path: String,
    pub token: Arc<str>,
    /// The number to begin after.
    pub after: i64,
}

impl Watcher {
    /// Watches until it is told to stop and has come as far as the server has. How far that is the server says: people
    /// count a tenant's events, a visitor their own.
    pub async fn watch(self, mut stopped: watch::Receiver<bool>) -> Seen {
        let mut seen = Seen { last: self.after, ..Seen::default() };
        loop {
            let reading = self.read(&mut seen);
            let reached = tokio::select! {
                () = reading => false,
                _ = stopped.wait_for(|stopped| *stopped) => true,
            };
            if reached {
                break;
            }
            seen.breaks += 1;
            tokio::time::sleep(Duration::from_millis(30)).await;
        }
        // Connected or not at the end: one more resume brings whatever is missing, and `ready` says that it did.
        let catching_up = async {
            let goal = loop {
                if let Ok(mut socket) = Socket::open(self.addr, &self.path, &self.token, None).await
                    && let Ok(newest) = socket.ready().await
                {
                    break newest;
                }
                tokio::time::sleep(Duration::from_millis(100)).await;
            };
            while seen.last < goal {
                self.read_until_ready(&mut seen).await;
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        };
        let in_time = tokio::time::timeout(Duration::from_secs(60), catching_up).await.is_ok();
        if !in_time {
            seen.wrong.push(format!(
                "the socket at {} ended at event {}, short of the newest",
                self.path, seen.last
            ));
        }
        seen
    }

    async fn read(&self, seen: &mut Seen) {
        let Ok(mut socket) = self.open(seen).await else { return };
        while let Ok(frame) = socket.next().await {
            take(seen, frame);
        }
    }

    async fn read_until_ready(&self, seen: &mut Seen) {
        let Ok(mut socket) = self.open(seen).await else { return };
        while let Ok(frame) = socket.next().await {
            let ready = matches!(frame, ServerFrame::Ready { .. });
            take(seen, frame);
            if ready {
                return;
            }
        }
    }

    async fn open(&self, seen: &Seen) -> anyhow::Result<Socket> {
        Socket::open(self.addr, &self.path, &self.token, Some(seen.last)).await
    }
}

fn take(seen: &mut Seen, frame: ServerFrame) {
    match frame {
        ServerFrame::Event(event) => {
            seen.last = event.id;
            seen.events.push(event.id);
            if event.event == api::event::MESSAGE_CREATED {
                match event.message() {
                    Some(message) => seen.messages.push((event.id, message)),
                    None => seen.wrong.push(format!("event {} has no message", event.id)),
                }
            }
        }
        ServerFrame::Ready { last } => seen.last = seen.last.max(last),
        ServerFrame::Resync => seen.wrong.push("told to read everything again".to_owned()),
        // A server whose database is about to end says so and closes: a break like any other.
        ServerFrame::Error { code: Code::Unavailable } => {}
        ServerFrame::Error { code } => seen.wrong.push(format!("refused with {code:?}")),
        ServerFrame::Delta { .. }
        | ServerFrame::Typing { .. }
        | ServerFrame::Presence { .. }
        | ServerFrame::Viewing { .. } => {}
    }
}
