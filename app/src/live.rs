//! What happens elsewhere, as it happens: one socket for the whole app, resumed by event id.
//!
//! The screens read lists by REST and keep them right with the events that come here. An event is
//! handed out once and in order; after a gap the server repeats what was missed before it says
//! `ready`, and until then [`Line`] is not `Live`, so that nobody answers on an old picture. Where
//! sockets are blocked, the same events are polled.

mod poll;
mod socket;

use crate::{
    client::{Client, use_client},
    session::use_session,
    timer,
};
use api::{ClientFrame, ConversationId, Event, ServerFrame};
use futures::channel::mpsc::{UnboundedSender, unbounded};
use leptos::{ev, prelude::*, task::spawn_local};
use std::{collections::BTreeMap, rc::Rc};

/// The state of the connection, as screens show it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Line {
    /// On the way to the server, for the first time.
    #[default]
    Connecting,
    /// Connected; what was missed is still coming.
    CatchingUp,
    /// Everything that happened is here.
    Live,
    /// Not connected; it is being tried again.
    Offline,
}

type Subscriber = Rc<dyn Fn(&ServerFrame)>;

/// The connection to the server's events. Copy it freely.
#[derive(Clone, Copy)]
pub struct Live {
    client: Client,
    line: RwSignal<Line>,
    reread: RwSignal<u32>,
    last: StoredValue<Option<i64>>,
    subscribers: StoredValue<BTreeMap<u32, Subscriber>, LocalStorage>,
    next_key: StoredValue<u32>,
    /// The conversation before the person's eyes: said again with each connection.
    viewing: StoredValue<Option<ConversationId>>,
    outbox: StoredValue<Option<UnboundedSender<ClientFrame>>, LocalStorage>,
    wake: StoredValue<Option<UnboundedSender<Wake>>, LocalStorage>,
    running: StoredValue<bool>,
}

/// How sockets have failed of late.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Failures {
    /// While nothing else reached the server either: it is away, or the network.
    away: u32,
    /// One after the other while the server answered other calls.
    shunned: u32,
}

impl Failures {
    /// And one more socket failed, while the server did or did not answer.
    const fn and(self, answers: bool) -> Self {
        if answers {
            Self { away: 0, shunned: self.shunned.saturating_add(1) }
        } else {
            Self { away: self.away.saturating_add(1), shunned: 0 }
        }
    }

    /// A server that starts refuses a socket, and answers the next moment: that happens once.
    const fn sockets_forbidden(self) -> bool {
        self.shunned >= 3
    }

    /// For how long to wait: a server that answers is tried again at once.
    const fn in_a_row(self) -> u32 {
        if self.away > 0 { self.away } else { self.shunned.saturating_sub(1) }
    }
}

/// Why the connection loop should look up from what it waits for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wake {
    /// The browser says that there is a network again.
    Online,
    /// The browser says that the network is gone.
    Offline,
}

/// Makes the connection known to everything below. It opens with [`Live::start`].
pub fn provide_live() -> Live {
    let live = Live {
        client: use_client(),
        line: RwSignal::new(Line::Connecting),
        reread: RwSignal::new(0),
        last: StoredValue::new(None),
        subscribers: StoredValue::new_local(BTreeMap::new()),
        next_key: StoredValue::new(0),
        viewing: StoredValue::new(None),
        outbox: StoredValue::new_local(None),
        wake: StoredValue::new_local(None),
        running: StoredValue::new(false),
    };
    provide_context(live);
    live
}

/// The connection of this app.
pub fn use_live() -> Live {
    expect_context()
}

impl Live {
    /// How the connection stands.
    pub fn line(self) -> Signal<Line> {
        self.line.into()
    }

    /// Grows when lists must be read again: after the first connection (what happened between the
    /// first read and it is unknown) and when the server no longer has the events that were missed.
    pub fn reread(self) -> Signal<u32> {
        self.reread.into()
    }

    /// Calls `again` each time the connection stands again after it did not.
    pub fn when_back(self, again: impl Fn() + 'static) {
        let is_live = Memo::new(move |_| self.line.get() == Line::Live);
        Effect::new(move |before: Option<bool>| {
            let now = is_live.get();
            if now && before == Some(false) {
                untrack(&again);
            }
            now
        });
    }

    /// Calls `heard` for every frame until the calling component is gone.
    pub fn on(self, heard: impl Fn(&ServerFrame) + 'static) {
        let key = self.next_key.get_value();
        self.next_key.set_value(key.wrapping_add(1));
        self.subscribers.update_value(|all| drop(all.insert(key, Rc::new(heard))));
        on_cleanup(move || {
            self.subscribers.try_update_value(|all| drop(all.remove(&key)));
        });
    }

    /// Tells the others that this person is writing in `conversation`. Lost without harm.
    pub fn typing(self, conversation: ConversationId) {
        self.send(ClientFrame::Typing { conversation_id: Some(conversation) });
    }

    /// Tells colleagues at the same conversation that this person looks at it, or at none.
    pub fn viewing(self, conversation: Option<ConversationId>) {
        if self.viewing.try_get_value().is_some_and(|known| known != conversation) {
            self.viewing.try_set_value(conversation);
            self.send(ClientFrame::Viewing { conversation_id: conversation });
        }
    }

    /// Sends a frame of the moment; without a connection it is lost.
    fn send(self, frame: ClientFrame) {
        self.outbox.try_with_value(|outbox| {
            if let Some(outbox) = outbox {
                let _ = outbox.unbounded_send(frame);
            }
        });
    }

    /// Connects, and stays connected until the session ends. Calling it again changes nothing.
    pub fn start(self) {
        if self.running.get_value() {
            return;
        }
        self.running.set_value(true);
        let (wake, woken) = unbounded();
        for (name, why) in [("online", Wake::Online), ("offline", Wake::Offline)] {
            let wake = wake.clone();
            let handle = window_event_listener_untyped(name, move |_| drop(wake.unbounded_send(why)));
            on_cleanup(move || handle.remove());
        }
        // A phone that wakes up should not wait for the back-off.
        let shown = wake.clone();
        let handle = window_event_listener(ev::pageshow, move |_| drop(shown.unbounded_send(Wake::Online)));
        on_cleanup(move || handle.remove());
        self.wake.set_value(Some(wake));
        let session = use_session();
        spawn_local(async move {
            self.keep_connected(woken, move || session.has_tokens()).await;
            self.running.try_set_value(false);
        });
    }

    async fn keep_connected(
        self,
        mut woken: futures::channel::mpsc::UnboundedReceiver<Wake>,
        signed_in: impl Fn() -> bool,
    ) {
        let mut failures = Failures::default();
        while signed_in() && !self.line.is_disposed() {
            let failed = match self.connect(failures.sockets_forbidden(), &mut woken).await {
                socket::End::Renewed => continue,
                socket::End::SignedOut => break,
                socket::End::WasLive => false,
                socket::End::Failed => true,
            };
            // What is polled is no older for a socket that could not be had.
            if !failures.sockets_forbidden() {
                self.say(Line::Offline);
            }
            failures = if failed { failures.and(self.answers().await) } else { Failures::default() };
            if failures.sockets_forbidden() && self.poll(&mut woken).await {
                continue;
            }
            self.say(Line::Offline);
            socket::pause(timer::backoff(failures.in_a_row(), 15_000), &mut woken).await;
        }
    }

    fn say(self, line: Line) {
        if self.line.try_get_untracked().is_some_and(|now| now != line) {
            self.line.set(line);
        }
    }

    /// Takes one durable event: once, in order.
    fn take(self, event: Event) {
        if self.last.try_get_value().flatten().is_some_and(|last| event.id <= last) {
            return;
        }
        self.last.try_set_value(Some(event.id));
        self.tell(&ServerFrame::Event(event));
    }

    /// Everything up to `last` is here.
    fn ready(self, last: i64) {
        let first = self.last.try_get_value().flatten().is_none();
        self.last.try_set_value(Some(last));
        if first {
            self.reread.try_update(|n| *n = n.wrapping_add(1));
        }
        if let Some(conversation) = self.viewing.try_get_value().flatten() {
            self.send(ClientFrame::Viewing { conversation_id: Some(conversation) });
        }
        self.say(Line::Live);
    }

    /// What was missed is lost: the lists must be read again.
    fn resync(self, last: Option<i64>) {
        self.last.try_set_value(last);
        if last.is_some() {
            self.reread.try_update(|n| *n = n.wrapping_add(1));
        }
    }

    fn tell(self, frame: &ServerFrame) {
        // Copied first: a subscriber may add or drop another.
        let all: Vec<Subscriber> =
            self.subscribers.try_with_value(|all| all.values().cloned().collect()).unwrap_or_default();
        for heard in all {
            heard(frame);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Failures;

    fn after(answers: &[bool]) -> Failures {
        answers.iter().fold(Failures::default(), |failures, answers| failures.and(*answers))
    }

    #[test]
    fn sockets_are_forbidden_only_where_the_server_answers_other_calls() {
        assert!(!after(&[false; 40]).sockets_forbidden(), "a server that is away forbids nothing");
        assert!(!after(&[false, false, false, true, true]).sockets_forbidden(), "it has just come back");
        assert!(after(&[false, true, true, true]).sockets_forbidden());
        assert!(!after(&[true, true, false, true]).sockets_forbidden());
    }

    #[test]
    fn a_server_that_answers_again_is_not_kept_waiting() {
        assert_eq!(after(&[false; 5]).in_a_row(), 5);
        assert_eq!(after(&[false, false, false, false, true]).in_a_row(), 0);
    }
}
