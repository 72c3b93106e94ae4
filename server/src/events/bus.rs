use crate::sign_in::SessionRef;
use api::{Author, ConversationId, MessageId, Person, TenantId, UserId};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};
use tokio::sync::{broadcast, watch};

/// Something of the moment; not stored, not resumed.
#[derive(Clone, Debug)]
pub enum Moment {
    Delta {
        conversation: ConversationId,
        message: MessageId,
        text: String,
    },
    Typing {
        conversation: ConversationId,
        author: Author,
    },
    Presence {
        user: UserId,
        online: bool,
    },
    Viewing {
        conversation: ConversationId,
        people: Vec<Person>,
        visitor_online: bool,
    },
    /// A family of tokens has ended, and its sockets with it.
    SignedOut {
        session: SessionRef,
    },
}

/// Wakes the readers of a tenant's events in this process.
///
/// This is the seam for several nodes: a bus over the network has the same three calls, and
/// correctness depends on none of them.
#[derive(Clone, Default)]
pub struct Bus {
    lines: Arc<Mutex<HashMap<TenantId, Line>>>,
}

#[derive(Clone)]
struct Line {
    wakes: watch::Sender<u64>,
    moments: broadcast::Sender<Arc<Moment>>,
}

/// A reader's end of a tenant's line.
pub struct Listener {
    pub wakes: watch::Receiver<u64>,
    pub moments: broadcast::Receiver<Arc<Moment>>,
}

impl Bus {
    /// New events of `tenant` have committed.
    pub fn wake(&self, tenant: TenantId) {
        self.with(tenant, false, |line| line.wakes.send_modify(|n| *n = n.wrapping_add(1)));
    }

    /// Tells whoever listens now.
    pub fn whisper(&self, tenant: TenantId, moment: Moment) {
        self.with(tenant, false, |line| drop(line.moments.send(Arc::new(moment))));
    }

    /// Listens from now on.
    pub fn listen(&self, tenant: TenantId) -> Listener {
        let mut listener = None;
        self.with(tenant, true, |line| {
            listener = Some(Listener { wakes: line.wakes.subscribe(), moments: line.moments.subscribe() });
        });
        listener.unwrap_or_else(|| Listener { wakes: watch::channel(0).1, moments: broadcast::channel(1).1 })
    }

    fn with(&self, tenant: TenantId, make: bool, act: impl FnOnce(&Line)) {
        let mut lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        if make {
            // Lines that nobody listens to any more go when a new one comes.
            if !lines.contains_key(&tenant) {
                lines.retain(|_, l| l.wakes.receiver_count() > 0 || l.moments.receiver_count() > 0);
            }
            let line = lines
                .entry(tenant)
                .or_insert_with(|| Line { wakes: watch::channel(0).0, moments: broadcast::channel(256).0 });
            act(line);
        } else if let Some(line) = lines.get(&tenant) {
            act(line);
        }
    }
}
