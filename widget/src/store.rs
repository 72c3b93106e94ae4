//! What stays in the browser between pages: the session id, the unsent messages, the rated conversation.
//!
//! One entry of localStorage each, so that two tabs never overwrite each other's unsent messages.
//! Every name begins with `diwan:<key>:`, which the loader knows too: signing out empties it
//! there, also for a visitor who never opened the panel. Without storage (private windows, blocked third parties) all of it lives
//! as long as the page.

use js_sys::Object;
use wasm_bindgen::{JsCast, JsValue};

use crate::json;
use crate::outbox::{Draft, Outbox, Sending};
use crate::text::cat;
use crate::view::window;

/// The entries of one widget key.
pub struct Store {
    storage: Option<JsValue>,
    prefix: String,
}

impl Store {
    pub fn new(key: &str) -> Self {
        // A page may be forbidden to look at it: that throws, and reads as no storage.
        let storage = Some(json::get(&window(), "localStorage"));
        let storage = storage.filter(JsValue::is_object);
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
        let Some(storage) = &self.storage else { return Outbox::default() };
        let names = Object::keys(storage.unchecked_ref::<Object>());
        let drafts = names.iter().filter_map(|name| {
            let name = name.as_string()?;
            let client_id = name.strip_prefix(&prefix)?.to_owned();
            let kept = json::parse(&json::text(storage, &name)?);
            Some(Draft {
                client_id,
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
            json::call_with(storage, "removeItem", &cat(&[&self.prefix, "out:", client_id]).into());
        }
    }

    fn read(&self, name: &str) -> Option<String> {
        json::text(self.storage.as_ref()?, &cat(&[&self.prefix, name]))
    }

    /// A full or forbidden storage is no error to the visitor: the page still remembers.
    fn write(&self, name: &str, value: &str) {
        if let Some(storage) = &self.storage {
            json::set(storage, &cat(&[&self.prefix, name]), &value.into());
        }
    }
}
