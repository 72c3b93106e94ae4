//! Sockets: a first frame with the token, then everything missed, then everything as it happens.

use super::{Moment, feed::BATCH, render, render::Rendered, store, viewing::Seat};
use crate::{
    App,
    channels::widget::Visitor,
    conversations,
    db::TenantTx,
    refusal::{Outcome, Refusal},
    sign_in,
};
use api::{Author, AuthorKind, ClientFrame, Code, ConversationId, Event, Person, ServerFrame, TenantId};
use axum::extract::ws::{CloseFrame, Message as Frame, WebSocket};
use governor::{Quota, RateLimiter};
use std::{num::NonZeroU32, ops::ControlFlow, time::Duration};
use tokio::{sync::broadcast, time::Instant};

/// How long a client may take for its first frame.
const HELLO: Duration = Duration::from_secs(5);
/// A frame to keep proxies from closing an idle connection, and to notice a dead one.
const PING: Duration = Duration::from_secs(25);
/// How often the session behind a socket is looked at again.
const RECHECK: Duration = Duration::from_secs(30);
/// Frames a second that a client may send for long, and at once (ISO-6). Ours send some in a minute.
const FRAMES: (NonZeroU32, NonZeroU32) = (NonZeroU32::new(10).unwrap(), NonZeroU32::new(100).unwrap());

/// Who is at the other end, and what of the tenant's events concerns them.
enum Reader {
    Person { tenant: TenantId, user: api::User, session: sign_in::SessionRef },
    Visitor(Box<Visitor>),
}

impl Reader {
    fn tenant(&self) -> TenantId {
        match self {
            Self::Person { tenant, .. } => *tenant,
            Self::Visitor(visitor) => visitor.tenant,
        }
    }

    /// The number of the newest event that concerns them. People count the tenant's events, a visitor
    /// those of their conversation that they may see.
    async fn newest(&mut self, tx: &mut TenantTx) -> sqlx::Result<i64> {
        match self {
            Self::Person { .. } => store::last(tx).await,
            Self::Visitor(visitor) => {
                visitor.conversation =
                    conversations::of_contact(tx, visitor.contact, visitor.channel).await?;
                match visitor.conversation {
                    Some(conversation) => conversations::last_visitor_event(tx, conversation).await,
                    None => Ok(0),
                }
            }
        }
    }

    /// The number of the oldest event that is still kept for them.
    async fn oldest(&self, tx: &mut TenantTx) -> sqlx::Result<Option<i64>> {
        match self {
            Self::Person { .. } => store::oldest(tx).await,
            Self::Visitor(visitor) => match visitor.conversation {
                Some(conversation) => store::visitor_oldest(tx, conversation).await,
                None => Ok(None),
            },
        }
    }

    async fn stored_after(&self, tx: &mut TenantTx, at: i64) -> sqlx::Result<Vec<store::Stored>> {
        match self {
            Self::Person { .. } => store::after(tx, at, BATCH).await,
            Self::Visitor(visitor) => match visitor.conversation {
                Some(conversation) => store::visitor_after(tx, conversation, at, BATCH).await,
                None => Ok(vec![]),
            },
        }
    }

    /// The event as they may see it, under their own number; `None` where it does not concern them.
    fn view(&mut self, event: &Rendered) -> Option<Event> {
        match self {
            Self::Person { .. } => Some(event.people.clone()),
            Self::Visitor(visitor) => {
                // A visitor's first message makes the conversation while the socket is open.
                if visitor.conversation.is_none() && event.contact == Some(visitor.contact) {
                    visitor.conversation = event.conversation;
                }
                let mine = event.conversation.is_some() && event.conversation == visitor.conversation;
                event.visitor.clone().filter(|_| mine)
            }
        }
    }

    fn author(&self) -> Author {
        match self {
            Self::Person { user, .. } => {
                Author { kind: AuthorKind::Agent, id: Some(user.id.0), name: Some(user.name.clone()) }
            }
            Self::Visitor(v) => Author { kind: AuthorKind::Contact, id: Some(v.contact.0), name: None },
        }
    }
}

/// `GET stream`: a member of the team.
pub async fn people_socket(app: App, mut socket: WebSocket) {
    let Some((token, after)) = hello(&mut socket).await else { return };
    match sign_in::who_is(&app, &token).await {
        Ok((tenant, user, session)) => {
            let online = app.presence.enter(&app, tenant, user.id);
            let reader = Reader::Person { tenant, user, session };
            serve(&app, socket, reader, after).await;
            drop(online);
        }
        Err(refusal) => close(&mut socket, refusal.code).await,
    }
}

/// `GET widget/{key}/stream`: a visitor. The page's origin was checked before the upgrade.
pub async fn visitor_socket(app: App, key: String, mut socket: WebSocket) {
    let Some((token, after)) = hello(&mut socket).await else { return };
    match crate::channels::widget::visitor(&app, &key, &token).await {
        Ok(visitor) => serve(&app, socket, Reader::Visitor(Box::new(visitor)), after).await,
        Err(refusal) => close(&mut socket, refusal.code).await,
    }
}

async fn hello(socket: &mut WebSocket) -> Option<(String, Option<i64>)> {
    let first = tokio::time::timeout(HELLO, socket.recv()).await;
    if let Ok(Some(Ok(Frame::Text(text)))) = first
        && let Ok(ClientFrame::Hello { token, after }) = serde_json::from_str(&text)
    {
        return Some((token, after));
    }
    close(socket, Code::Unauthenticated).await;
    None
}

async fn serve(app: &App, mut socket: WebSocket, reader: Reader, after: Option<i64>) {
    if let Err(refusal) = run(app, &mut socket, reader, after).await {
        tracing::warn!(%refusal, "a socket ended");
        close(&mut socket, refusal.code).await;
    }
}

async fn run(app: &App, socket: &mut WebSocket, mut reader: Reader, after: Option<i64>) -> Outcome<()> {
    let tenant = reader.tenant();
    let mut listener = app.db.bus.listen(tenant);
    let mut feed = app.feeds.subscribe(app, tenant).await?;
    let ControlFlow::Continue(mut sent) = catch_up(app, socket, &mut reader, after).await? else {
        return Ok(());
    };
    if !send(socket, &ServerFrame::Ready { last: sent }).await {
        return Ok(());
    }
    let mut seat = None;
    let mut ping = tokio::time::interval_at(Instant::now() + PING, PING);
    let mut heard = Instant::now();
    let mut checked = Instant::now();
    let frames = RateLimiter::direct(Quota::per_second(FRAMES.0).allow_burst(FRAMES.1));
    loop {
        visitor_sits(app, &reader, &mut seat);
        tokio::select! {
            event = feed.recv() => match event {
                Ok(event) => {
                    let Some(event) = reader.view(&event).filter(|event| event.id > sent) else { continue };
                    sent = event.id;
                    if !send(socket, &ServerFrame::Event(event)).await { return Ok(()) }
                }
                Err(broadcast::error::RecvError::Lagged(_)) => {
                    match catch_up(app, socket, &mut reader, Some(sent)).await? {
                        ControlFlow::Continue(to) => sent = to,
                        ControlFlow::Break(()) => return Ok(()),
                    }
                }
                Err(broadcast::error::RecvError::Closed) => return Ok(()),
            },
            moment = listener.moments.recv() => {
                let Ok(moment) = moment else { continue };
                if signed_out(&reader, &moment) {
                    still_allowed(app, &reader).await?;
                }
                if let Some(frame) = whispered(&reader, seat.as_ref(), &moment) && !send(socket, &frame).await {
                    return Ok(());
                }
            }
            frame = socket.recv() => {
                let Some(Ok(frame)) = frame else { return Ok(()) };
                if frames.check().is_err() {
                    return Err(Refusal::new(Code::RateLimited, "This socket sends too many frames."));
                }
                heard = Instant::now();
                let Frame::Text(text) = frame else { continue };
                match serde_json::from_str(&text) {
                    Ok(ClientFrame::Typing { conversation_id }) => typing(app, &reader, conversation_id),
                    Ok(ClientFrame::Viewing { conversation_id }) => {
                        person_sits(app, &reader, &mut seat, conversation_id);
                    }
                    Ok(ClientFrame::Hello { .. } | ClientFrame::Ping) | Err(_) => {}
                }
            }
            () = app.stopping.cancelled() => {
                let _ = socket.send(Frame::Close(Some(CloseFrame { code: 1001, reason: "restarting".into() }))).await;
                return Ok(());
            }
            _ = ping.tick() => {
                if heard.elapsed() > PING * 3 || socket.send(Frame::Ping(Default::default())).await.is_err() {
                    return Ok(());
                }
                if checked.elapsed() > RECHECK {
                    checked = Instant::now();
                    still_allowed(app, &reader).await?;
                }
            }
        }
    }
}

/// Sends what was missed since `after`; nothing when the client starts from now.
async fn catch_up(
    app: &App,
    socket: &mut WebSocket,
    reader: &mut Reader,
    after: Option<i64>,
) -> Outcome<ControlFlow<(), i64>> {
    let tenant = reader.tenant();
    let mut tx = app.db.tenant(tenant).begin().await?;
    let newest = reader.newest(&mut tx).await?;
    let Some(mut at) = after else { return Ok(ControlFlow::Continue(newest)) };
    let too_old = at < newest && reader.oldest(&mut tx).await?.is_none_or(|oldest| at + 1 < oldest);
    if too_old || at > newest {
        // From the future: a client of a database that was restored.
        if !send(socket, &ServerFrame::Resync).await {
            return Ok(ControlFlow::Break(()));
        }
        return Ok(ControlFlow::Continue(newest));
    }
    drop(tx);
    loop {
        let mut tx = app.db.tenant(tenant).begin().await?;
        let stored = reader.stored_after(&mut tx, at).await?;
        if stored.is_empty() {
            return Ok(ControlFlow::Continue(at));
        }
        let events = render::all(&mut tx, stored).await?;
        drop(tx);
        for event in events {
            let Some(event) = reader.view(&event) else { continue };
            at = event.id;
            if !send(socket, &ServerFrame::Event(event)).await {
                return Ok(ControlFlow::Break(()));
            }
        }
    }
}

fn whispered(reader: &Reader, seat: Option<&Seat>, moment: &Moment) -> Option<ServerFrame> {
    let concerns = |conversation: ConversationId| match reader {
        Reader::Person { .. } => true,
        Reader::Visitor(v) => v.conversation == Some(conversation),
    };
    match moment {
        Moment::Delta { conversation, message, text } if concerns(*conversation) => {
            Some(ServerFrame::Delta {
                conversation_id: *conversation,
                message_id: *message,
                text: text.clone(),
            })
        }
        Moment::Typing { conversation, author } if concerns(*conversation) && *author != reader.author() => {
            Some(ServerFrame::Typing { conversation_id: *conversation, author: author.clone() })
        }
        Moment::Presence { user, online } => match reader {
            Reader::Person { .. } => Some(ServerFrame::Presence { user_id: *user, online: *online }),
            Reader::Visitor(_) => None,
        },
        Moment::Viewing { conversation, people, visitor_online } => match reader {
            Reader::Person { .. } if seat.is_some_and(|seat| seat.conversation == *conversation) => {
                Some(ServerFrame::Viewing {
                    conversation_id: *conversation,
                    people: people.clone(),
                    visitor_online: *visitor_online,
                })
            }
            Reader::Person { .. } | Reader::Visitor(_) => None,
        },
        Moment::Delta { .. } | Moment::Typing { .. } | Moment::SignedOut { .. } => None,
    }
}

fn signed_out(reader: &Reader, moment: &Moment) -> bool {
    matches!((reader, moment), (Reader::Person { session, .. }, Moment::SignedOut { session: ended }) if session == ended)
}

fn typing(app: &App, reader: &Reader, conversation: Option<ConversationId>) {
    let conversation = match reader {
        Reader::Person { .. } => conversation,
        Reader::Visitor(v) => {
            app.typing.note(v.tenant, v.contact);
            v.conversation
        }
    };
    if let Some(conversation) = conversation {
        app.db.bus.whisper(reader.tenant(), Moment::Typing { conversation, author: reader.author() });
    }
}

/// The person looks at another conversation, or at none. The same one again tells how it stands.
fn person_sits(app: &App, reader: &Reader, seat: &mut Option<Seat>, at: Option<ConversationId>) {
    if let Reader::Person { tenant, user, .. } = reader {
        let person = |user: &api::User| Person { id: user.id, name: user.name.clone() };
        // The new seat before the old one goes: at the same conversation nobody seems to leave.
        *seat = at.map(|conversation| app.viewing.person(app, *tenant, conversation, person(user)));
    }
}

/// A visitor is at their conversation as soon as there is one.
fn visitor_sits(app: &App, reader: &Reader, seat: &mut Option<Seat>) {
    if let Reader::Visitor(visitor) = reader
        && let Some(conversation) = visitor.conversation
        && seat.as_ref().is_none_or(|seat| seat.conversation != conversation)
    {
        *seat = Some(app.viewing.visitor(app, visitor.tenant, conversation));
    }
}

async fn still_allowed(app: &App, reader: &Reader) -> Outcome<()> {
    match reader {
        Reader::Person { tenant, session, .. } => sign_in::still_valid(app, *tenant, session).await,
        Reader::Visitor(visitor) => crate::channels::widget::still_valid(app, visitor).await,
    }
}

async fn send(socket: &mut WebSocket, frame: &ServerFrame) -> bool {
    let Ok(text) = serde_json::to_string(frame) else { return true };
    // A client that does not read must not hold the memory of what it misses.
    matches!(
        tokio::time::timeout(Duration::from_secs(10), socket.send(Frame::Text(text.into()))).await,
        Ok(Ok(()))
    )
}

async fn close(socket: &mut WebSocket, code: Code) {
    let number = match code.status() {
        401 => 4401,
        403 | 404 => 4403,
        429 => 4429,
        _ => 1011,
    };
    let _ = send(socket, &ServerFrame::Error { code }).await;
    let _ = socket.send(Frame::Close(Some(CloseFrame { code: number, reason: code.as_str().into() }))).await;
}
