//! What stays in the browser between pages: the session id, the unsent messages, the rated conversation.
//!
//! One entry of localStorage each, so that two tabs never overwrite each other's unsent messages.
//! Every name begins with `diwan:<key>:`, which the loader knows too: it signs a visitor out who
//! never opened the panel. Without storage (private windows, blocked third parties) all of it lives
//! as long as the page.

use js_sys::Object;
use web_sys::Storage;

use crate::json;
use crate::outbox::{Draft, Outbox, Sending};
use crate::text::cat;

/// The entries of one widget key.
pub struct Store {
    storage: Option<Storage>,
    prefix: String,
}

impl Store {
    pub fn new(key: &str) -> Self {
        let storage = web_sys::window().and_then(|window| window.local_storage().ok().flatten());
        Self { storage, prefix: cat(&["diwan:", key, ":"]) }
    }

    pub fn session(&self) -> Option<String> {
        self.read("session")
    }

    pub fn keep_session(&self, id: &str) {
        self.write("session", id);
    }

    /// The last conversation that the visitor rated; it is not asked about again.
    pub fn rated(&self) -> Option<String> {
        self.read("rated")
    }

    pub fn keep_rated(&self, conversation: &str) {
        self.write("rated", conversation);
    }

    /// The unsent messages of an earlier page.
    pub fn outbox(&self) -> Outbox {
        let prefix = cat(&[&self.prefix, "out:"]);
        let names = self.names().into_iter().filter(|name| name.starts_with(&prefix));
        let drafts = names.filter_map(|name| {
            let kept = json::parse(&self.storage.as_ref()?.get_item(&name).ok()??);
            Some(Draft {
                client_id: name.strip_prefix(&prefix)?.to_owned(),
                body: json::text(&kept, "body")?,
                at: json::get(&kept, "at").as_f64()?,
                sending: Sending::Waiting,
            })
        });
        Outbox::restored(drafts)
    }

    pub fn keep_draft(&self, draft: &Draft) {
        let kept = json::print(&[("body", &draft.body.as_str().into()), ("at", &draft.at.into())]);
        self.write(&cat(&["out:", &draft.client_id]), &kept);
    }

    pub fn drop_draft(&self, client_id: &str) {
        if let Some(storage) = &self.storage {
            let _ = storage.remove_item(&cat(&[&self.prefix, "out:", client_id]));
        }
    }

    /// Forgets the visitor.
    pub fn clear(&self) {
        let Some(storage) = &self.storage else { return };
        for name in self.names() {
            let _ = storage.remove_item(&name);
        }
    }

    fn names(&self) -> Vec<String> {
        let Some(storage) = &self.storage else { return Vec::new() };
        let names = Object::keys(storage);
        let names = names.iter().filter_map(|name| name.as_string());
        names.filter(|name| name.starts_with(&self.prefix)).collect()
    }

    fn read(&self, name: &str) -> Option<String> {
        self.storage.as_ref()?.get_item(&cat(&[&self.prefix, name])).ok().flatten()
    }

    /// A full or forbidden storage is no error to the visitor: the page still remembers.
    fn write(&self, name: &str, value: &str) {
        if let Some(storage) = &self.storage {
            let _ = storage.set_item(&cat(&[&self.prefix, name]), value);
        }
    }
}
