//! Diwan's server: one binary, PostgreSQL, and rooms cut by noun.
//!
//! Platform rooms (`db`, `crypto`, `events`, `jobs`, `http`, `files`, `demo`) carry the domain rooms
//! (`tenants`, `sign_in`, `contacts`, `conversations`, `channels`, `knowledge`, `web`, `assistant`, `gaps`, `egress`).
//! A room's `mod.rs` is its only door.

pub mod assistant;
pub mod causes;
pub mod channels;
pub mod config;
pub mod contacts;
pub mod conversations;
pub mod crypto;
pub mod data_folder;
pub mod db;
pub mod demo;
pub mod doctor;
pub mod egress;
pub mod events;
pub mod files;
pub mod gaps;
pub mod http;
pub mod jobs;
pub mod knowledge;
pub mod lab;
mod line;
pub mod privacy;
pub mod refusal;
pub mod sign_in;
pub mod start;
pub mod tenants;
pub mod web;

use api::{TenantId, User};
use moka::future::Cache;
use std::{
    ops::Deref,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use time::OffsetDateTime;
use tokio_util::sync::CancellationToken;
use tower_sessions::session::Id;
use uuid::Uuid;

/// Everything that a request or a job needs; cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Parts>);

impl std::fmt::Debug for App {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("App")
    }
}

impl Deref for App {
    type Target = Parts;
    fn deref(&self) -> &Parts {
        &self.0
    }
}

/// The parts that an [`App`] is built from.
pub struct Parts {
    pub config: config::Config,
    pub db: db::Db,
    pub files: files::Files,
    pub outgoing: http::Outgoing,
    pub intake: conversations::Intake,
    pub feeds: events::Feeds,
    pub presence: events::Presence,
    pub viewing: events::Viewing,
    pub typing: events::Typing,
    pub indexes: knowledge::Indexes,
    pub breakers: assistant::Breakers,
    pub hosts: web::Hosts,
    pub per_ip: Option<http::PerIp>,
    /// Whoever an access token belonged to a second ago.
    pub callers: Cache<(TenantId, sign_in::SessionRef), User>,
    /// Widgets by key.
    pub widgets: Cache<String, channels::widget::Allowed>,
    /// Visitors by session.
    pub visitors: Cache<(TenantId, Id), channels::widget::Visitor>,
    /// Ends long connections and workers when the server stops.
    pub stopping: CancellationToken,
    ready: AtomicBool,
}

impl App {
    pub fn new(config: config::Config, db: db::Db, files: files::Files) -> Self {
        let brief =
            |seconds| Cache::builder().max_capacity(20_000).time_to_live(Duration::from_secs(seconds));
        Self(Arc::new(Parts {
            outgoing: http::Outgoing::new(config.outgoing_allow.clone()),
            per_ip: config.rate_limit.and_then(http::PerIp::new),
            config,
            db,
            files,
            intake: conversations::Intake::default(),
            feeds: events::Feeds::default(),
            presence: events::Presence::default(),
            viewing: events::Viewing::default(),
            typing: events::Typing::default(),
            indexes: knowledge::Indexes::default(),
            breakers: assistant::Breakers::default(),
            hosts: web::Hosts::default(),
            callers: brief(1).build(),
            widgets: Cache::builder().max_capacity(20_000).time_to_live(Duration::from_secs(5)).build(),
            visitors: Cache::builder().max_capacity(20_000).time_to_live(Duration::from_secs(5)).build(),
            stopping: CancellationToken::new(),
            ready: AtomicBool::new(false),
        }))
    }

    /// The present moment; the only clock that domain code asks. Whole microseconds, as PostgreSQL keeps them.
    pub fn now(&self) -> OffsetDateTime {
        let now = OffsetDateTime::now_utc();
        now.replace_microsecond(now.microsecond()).unwrap_or(now)
    }

    /// A new UUIDv7 of the present moment.
    pub fn new_id(&self) -> Uuid {
        self.id_at(self.now())
    }

    /// A new UUIDv7 of a given moment.
    pub fn id_at(&self, at: OffsetDateTime) -> Uuid {
        let seconds = u64::try_from(at.unix_timestamp()).unwrap_or_default();
        Uuid::new_v7(uuid::Timestamp::from_unix(uuid::NoContext, seconds, at.nanosecond()))
    }

    /// Requests may come: everything has started.
    pub fn set_ready(&self) {
        self.ready.store(true, Ordering::Release);
    }

    pub fn is_ready(&self) -> bool {
        self.ready.load(Ordering::Acquire)
    }
}
