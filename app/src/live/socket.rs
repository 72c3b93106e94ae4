use super::{Line, Live, Wake};
use crate::{session::access_token, timer};
use api::{ClientFrame, Code, Events, ServerFrame};
use futures::{
    FutureExt, StreamExt,
    channel::mpsc::{UnboundedReceiver, UnboundedSender, unbounded},
    select,
};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, prelude::Closure};
use web_sys::{MessageEvent, WebSocket};

/// How a connection ended.
pub(super) enum End {
    /// It had been up.
    WasLive,
    /// It never came up.
    Failed,
    /// The token had run out and was replaced: connect again at once.
    Renewed,
    SignedOut,
}

enum Heard {
    Opened,
    Text(String),
    Closed,
}

/// A socket whose handlers are taken off before it goes, so that none is called afterwards.
struct Socket {
    raw: WebSocket,
    _handlers: [Closure<dyn FnMut(MessageEvent)>; 4],
}

impl Socket {
    fn open(heard: &UnboundedSender<Heard>) -> Option<Self> {
        let place = window().location();
        let scheme = if place.protocol().ok()? == "https:" { "wss" } else { "ws" };
        let raw = WebSocket::new(&format!("{scheme}://{}/api/v1/stream", place.host().ok()?)).ok()?;
        let on = |make: fn(MessageEvent) -> Option<Heard>| {
            let heard = heard.clone();
            Closure::<dyn FnMut(MessageEvent)>::new(move |event| {
                if let Some(what) = make(event) {
                    let _ = heard.unbounded_send(what);
                }
            })
        };
        let opened = on(|_| Some(Heard::Opened));
        let message = on(|event| event.data().as_string().map(Heard::Text));
        let closed = on(|_| Some(Heard::Closed));
        let failed = on(|_| Some(Heard::Closed));
        raw.set_onopen(Some(opened.as_ref().unchecked_ref()));
        raw.set_onmessage(Some(message.as_ref().unchecked_ref()));
        raw.set_onclose(Some(closed.as_ref().unchecked_ref()));
        raw.set_onerror(Some(failed.as_ref().unchecked_ref()));
        Some(Self { raw, _handlers: [opened, message, closed, failed] })
    }

    fn send(&self, frame: &ClientFrame) {
        if let Ok(text) = serde_json::to_string(frame) {
            let _ = self.raw.send_with_str(&text);
        }
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        self.raw.set_onopen(None);
        self.raw.set_onmessage(None);
        self.raw.set_onclose(None);
        self.raw.set_onerror(None);
        let _ = self.raw.close();
    }
}

/// After so long without a word it is asked by REST whether the socket misses anything: browsers
/// notice a dead connection only after minutes.
const SILENCE_MS: u32 = 45_000;
/// A socket that has not said `ready` by then will not.
const PATIENCE_MS: u32 = 10_000;
/// The same for a try in between, while events are asked for: until then nobody asks.
const PATIENCE_BETWEEN_MS: u32 = 3_000;

impl Live {
    /// One connection, from opening to its end. `between`: events are asked for meanwhile, and wait.
    pub(super) async fn connect(self, between: bool, woken: &mut UnboundedReceiver<Wake>) -> End {
        let Some(token) = access_token() else { return End::SignedOut };
        let (heard, mut hear) = unbounded();
        let Some(socket) = Socket::open(&heard) else { return End::Failed };
        let (outbox, mut outgoing) = unbounded();
        let mut live = false;
        loop {
            let patience = match (live, between) {
                (true, _) => SILENCE_MS,
                (false, false) => PATIENCE_MS,
                (false, true) => PATIENCE_BETWEEN_MS,
            };
            let mut silence = std::pin::pin!(timer::sleep(patience).fuse());
            select! {
                what = hear.next() => match what {
                    Some(Heard::Opened) => {
                        self.say(Line::CatchingUp);
                        let after = self.last.try_get_value().flatten();
                        socket.send(&ClientFrame::Hello { token: token.clone(), after });
                    }
                    Some(Heard::Text(text)) => {
                        // A frame of a newer server that is not understood is not for this version.
                        let Ok(frame) = serde_json::from_str::<ServerFrame>(&text) else { continue };
                        match frame {
                            ServerFrame::Ready { last } => {
                                live = true;
                                self.outbox.try_set_value(Some(outbox.clone()));
                                self.ready(last);
                            }
                            ServerFrame::Event(event) => self.take(event),
                            ServerFrame::Resync => self.resync(None),
                            ServerFrame::Error { code } => return self.refused(code, &token).await,
                            frame @ (ServerFrame::Delta { .. }
                            | ServerFrame::Typing { .. }
                            | ServerFrame::Presence { .. }
                            | ServerFrame::Viewing { .. }) => self.tell(&frame),
                        }
                    }
                    Some(Heard::Closed) | None => break,
                },
                frame = outgoing.next() => if let Some(frame) = frame {
                    socket.send(&frame);
                },
                why = woken.next() => match why {
                    Some(Wake::Offline) | None => break,
                    Some(Wake::Online) => if live && self.misses_something().await { break },
                },
                () = silence => {
                    if !live || self.misses_something().await {
                        break;
                    }
                    // Proxies close connections that carry nothing.
                    socket.send(&ClientFrame::Ping);
                }
            }
        }
        self.outbox.try_set_value(None);
        if live { End::WasLive } else { End::Failed }
    }

    /// Whether the server is out of reach or has events that did not come here.
    async fn misses_something(self) -> bool {
        let Some(last) = self.last.try_get_value().flatten() else { return true };
        match self.client.get::<Events>(&format!("events?after={last}&limit=1")).await {
            Ok(events) => events.resync || events.last > last,
            Err(_) => true,
        }
    }

    async fn refused(self, code: Code, token: &str) -> End {
        if !matches!(code, Code::TokenExpired | Code::Unauthenticated) {
            return End::Failed;
        }
        match self.client.renew(Some(token)).await {
            Ok(()) => End::Renewed,
            Err(fault) if fault.may_pass() => End::Failed,
            Err(_) => End::SignedOut,
        }
    }
}

/// Waits `ms`, or less when the network comes back.
pub(super) async fn pause(ms: u32, woken: &mut UnboundedReceiver<Wake>) {
    let mut rest = std::pin::pin!(timer::sleep(ms).fuse());
    loop {
        select! {
            () = rest => return,
            why = woken.next() => if why != Some(Wake::Offline) { return },
        }
    }
}
