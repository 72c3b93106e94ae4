use super::Moment;
use crate::App;
use api::{ContactId, TenantId, UserId};
use moka::sync::Cache;
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

/// Who of the team has a screen open, as far as this process knows.
#[derive(Clone, Default)]
pub struct Presence {
    screens: Arc<Mutex<HashMap<(TenantId, UserId), usize>>>,
}

/// A screen that is open; dropped when it closes.
pub struct Online {
    app: App,
    tenant: TenantId,
    user: UserId,
}

impl Presence {
    pub fn enter(&self, app: &App, tenant: TenantId, user: UserId) -> Online {
        let first = {
            let mut screens = self.screens.lock().unwrap_or_else(PoisonError::into_inner);
            let open = screens.entry((tenant, user)).or_default();
            *open += 1;
            *open == 1
        };
        if first {
            app.db.bus.whisper(tenant, Moment::Presence { user, online: true });
        }
        Online { app: app.clone(), tenant, user }
    }

    pub fn is_online(&self, tenant: TenantId, user: UserId) -> bool {
        self.screens.lock().unwrap_or_else(PoisonError::into_inner).contains_key(&(tenant, user))
    }
}

impl Drop for Online {
    fn drop(&mut self) {
        let mut screens = self.app.presence.screens.lock().unwrap_or_else(PoisonError::into_inner);
        let left = screens.get_mut(&(self.tenant, self.user)).map_or(0, |open| {
            *open = open.saturating_sub(1);
            *open
        });
        if left == 0 {
            screens.remove(&(self.tenant, self.user));
            drop(screens);
            self.app.db.bus.whisper(self.tenant, Moment::Presence { user: self.user, online: false });
        }
    }
}

/// When a visitor was last seen typing, so that the assistant lets them finish.
#[derive(Clone)]
pub struct Typing {
    last: Cache<(TenantId, ContactId), Instant>,
}

impl Default for Typing {
    fn default() -> Self {
        Self { last: Cache::builder().max_capacity(20_000).time_to_live(Duration::from_secs(10)).build() }
    }
}

impl Typing {
    pub fn note(&self, tenant: TenantId, contact: ContactId) {
        self.last.insert((tenant, contact), Instant::now());
    }

    /// They sent what they were typing.
    pub fn sent(&self, tenant: TenantId, contact: ContactId) {
        self.last.invalidate(&(tenant, contact));
    }

    /// How long ago they typed, where that was in the last ten seconds.
    pub fn since(&self, tenant: TenantId, contact: ContactId) -> Option<Duration> {
        self.last.get(&(tenant, contact)).map(|at| at.elapsed())
    }
}
