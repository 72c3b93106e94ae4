//! Staying connected, as one task that reads like the story: a session, a socket, what was missed,
//! then live until it ends; and sending what waits, one after the other.

use std::rc::Rc;

use crate::api::{Reason, Trouble};
use crate::clock::{backoff, chance, now, sleep, spawn};
use crate::live::{CLOSED_EXPIRED, CLOSED_FORBIDDEN, CLOSED_TOO_MANY, Link, Socket};
use crate::model::Phase;
use crate::outbox::Sending;
use crate::timeline::Arrival;
use crate::widget::Widget;

/// A socket that has not said `ready` by then will not.
const READY_MS: f64 = 8_000.0;
/// How long to ask before a socket is tried again.
const POLL_FOR_MS: f64 = 60_000.0;
/// After sending, the socket must have said something by then.
const SILENCE_MS: f64 = 10_000.0;
/// However often somebody rings.
const TRY_EVERY_MS: i32 = 1_000;
/// The tries after which a pause grows no more: before the eyes of a visitor at 8 s, else at 30 s.
const PATIENCE_OPEN: u32 = 4;
const PATIENCE: u32 = 6;
/// For somebody to ring, or an administrator to let this site in.
const LONG_MS: i32 = 60_000;

/// Keeps the widget connected until it is destroyed.
pub async fn run(widget: Rc<Widget>) {
    let mut attempt = 0;
    while !widget.gone() {
        attempt += 1;
        let tried_at = now();
        let ended = round(&widget, &mut attempt).await;
        widget.close_socket();
        let most = if widget.see().open { PATIENCE_OPEN } else { PATIENCE };
        let patience = backoff(attempt.min(most), chance());
        let pause = match ended {
            Ok(()) | Err(Trouble::Expired) => {
                widget.phase(Phase::Connecting);
                if ended.is_err() {
                    widget.forget_session();
                }
                patience
            }
            // Signing in or out is what mostly changes it, and both ring.
            Err(Trouble::Refused(code)) => {
                widget.phase(Phase::Refused(code));
                LONG_MS
            }
            Err(Trouble::Later { wait_s }) => {
                widget.phase(Phase::Offline);
                patience.max(wait_s * 1_000)
            }
        };
        // A ring is no failure but somebody who is here: the next try comes at once, as if it were the first.
        if !widget.gone() && widget.bell.sleep(pause).await {
            attempt = 0;
            sleep(TRY_EVERY_MS - (now() - tried_at) as i32).await;
        }
    }
}

/// One connection, from its session to its end: read what was missed, then listen; where no socket
/// opens, ask every few seconds instead, and try a socket again after a while.
///
/// Once live, `attempt` counts as the first again.
async fn round(widget: &Rc<Widget>, attempt: &mut u32) -> Result<(), Trouble> {
    if !widget.online() {
        return Err(Trouble::Later { wait_s: 0 });
    }
    if !widget.has_session() {
        widget.phase(Phase::Connecting);
        widget.open_session().await?;
    }
    open_socket(widget);
    let since = now();
    let mut was_live = false;
    loop {
        verdict(widget)?;
        let link = widget.link();
        let lasted = now() - since;
        let (opening, live) = (link == Some(Link::Opening) && lasted < READY_MS, link == Some(Link::Ready));
        if widget.gone() || deaf(widget) || (was_live && !live) || (!live && lasted > POLL_FOR_MS) {
            return Ok(());
        }
        // A socket tells what comes after it is ready, so what came before is read once it is.
        if !(opening || was_live) {
            if widget.see().phase != Phase::Live {
                widget.phase(Phase::CatchingUp);
            }
            catch_up(widget).await?;
            verdict(widget)?;
            widget.phase(Phase::Live);
            *attempt = 1;
            flush(widget);
        }
        was_live = live;
        // Who rang while messages were read was not heard.
        if widget.link() == link {
            widget.bell.sleep(if opening { READY_MS as i32 } else { widget.attention_ms(live) }).await;
            widget.ping();
        }
    }
}

/// Opens a socket; one that cannot even be tried is as good as none.
fn open_socket(widget: &Rc<Widget>) {
    let (heard, rung) = (Rc::clone(widget), Rc::clone(widget));
    let socket = Socket::open(
        &widget.api.stream(),
        widget.api.session(),
        widget.cursor.get(),
        move |frame| heard.hear(frame),
        move || rung.bell.ring(),
    );
    if let Ok(socket) = socket {
        widget.keep_socket(socket);
    }
}

/// A socket that stays silent about what was sent is dead, though nobody has closed it: a laptop that
/// slept, a phone that changed networks.
fn deaf(widget: &Widget) -> bool {
    let sent_at = widget.sent_at.get();
    widget.heard_at.get() < sent_at && now() - sent_at > SILENCE_MS
}

/// Whether the session still stands, and what the code of a closed socket means for the next try.
fn verdict(widget: &Widget) -> Result<(), Trouble> {
    match widget.link() {
        _ if !widget.has_session() => Err(Trouble::Expired),
        Some(Link::Closed(CLOSED_EXPIRED)) => Err(Trouble::Expired),
        Some(Link::Closed(CLOSED_FORBIDDEN)) => Err(Trouble::Refused(Reason::Other)),
        Some(Link::Closed(CLOSED_TOO_MANY)) => Err(Trouble::Later { wait_s: 10 }),
        Some(Link::Opening | Link::Ready | Link::Closed(_)) | None => Ok(()),
    }
}

/// Reads everything that is stored and not here yet.
pub async fn catch_up(widget: &Rc<Widget>) -> Result<(), Trouble> {
    let mut after = widget.see().timeline.synced();
    loop {
        let page = widget.api.messages(after).await?;
        let done = page.last <= after;
        let mut again = false;
        for message in page.messages {
            again |= widget.admit(message) == Arrival::NewConversation;
        }
        if done && !again {
            let mut model = widget.edit();
            model.turn(page.state, page.agent);
            model.timeline.caught_up(after);
            model.settled = true;
        }
        widget.draw();
        // A new conversation counts from 1 again, and is read from there.
        after = if again { 0 } else { page.last };
        if done && !again {
            return Ok(());
        }
    }
}

/// Sends what waits, in order, one at a time; does nothing while it is already at it.
pub fn flush(widget: &Rc<Widget>) {
    if widget.sending.replace(true) {
        return;
    }
    let widget = Rc::clone(widget);
    spawn(Box::pin(async move {
        while let Some(pause) = send_next(&widget).await {
            if pause > 0 {
                sleep(pause).await;
            }
        }
        widget.sending.set(false);
        widget.draw();
    }));
}

/// Sends the next message; how many milliseconds to wait before another, `None` to stop.
async fn send_next(widget: &Rc<Widget>) -> Option<i32> {
    let draft = {
        let mut model = widget.edit();
        if model.phase != Phase::Live {
            return None;
        }
        model.outbox.take_next()?
    };
    widget.draw();
    let session = widget.api.session();
    let sent_at = now();
    let sent = widget.api.send(&draft.client_id, &draft.body).await;
    // When the visitor signed out or became another meanwhile, the answer is nobody's.
    let answer = if widget.api.session() == session { sent } else { Err(Trouble::Expired) };
    let (sending, next, expired) = match answer {
        Ok(message) => {
            widget.took(message);
            widget.sent_at.set(sent_at);
            return Some(0);
        }
        Err(Trouble::Refused(_)) => (Sending::Refused, Some(0), false),
        Err(Trouble::Later { wait_s: 0 }) => (Sending::Waiting, None, false),
        Err(Trouble::Later { wait_s }) => (Sending::Waiting, Some(wait_s * 1_000), false),
        Err(Trouble::Expired) => (Sending::Waiting, None, true),
    };
    widget.edit().outbox.mark(&draft.client_id, sending);
    widget.draw();
    if next.is_none() {
        widget.lost(expired);
    }
    next
}
