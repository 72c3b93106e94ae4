use super::documents::Documents;
use crate::{session::use_session, storage, uploads};
use api::{DocumentReceived, Me};
use leptos::prelude::*;
use web_sys::FileList;

/// What goes with a file: its title and language, empty where the server shall find them.
#[derive(Clone, Debug, PartialEq)]
pub struct Described {
    title: String,
    lang: String,
    review: bool,
}

/// A file on its way to the server.
pub type Entry = uploads::Upload<Described, DocumentReceived>;
/// How far it has come.
pub type Way = uploads::Way<DocumentReceived>;

/// The files that are being sent, and what the next ones are called.
#[derive(Clone, Copy)]
pub struct Uploads {
    documents: Documents,
    sent: uploads::Uploads<Described, DocumentReceived>,
    /// The title for the next file, when it comes alone.
    pub title: RwSignal<String>,
    /// The language of the next files; empty lets the server find out.
    pub lang: RwSignal<String>,
    /// Whether the next files wait to be looked through before they are used.
    pub review: RwSignal<bool>,
    me: Signal<Option<Me>>,
}

impl Uploads {
    /// Nothing yet; what is stored goes to `documents`.
    pub fn new(documents: Documents) -> Self {
        let me = use_session().me();
        let uploads = Self {
            documents,
            sent: uploads::Uploads::new("documents", fields),
            title: RwSignal::new(String::new()),
            lang: RwSignal::new(String::new()),
            review: RwSignal::new(false),
            me,
        };
        let mine = Memo::new(move |_| uploads.key());
        Effect::new(move |_| {
            if let Some(key) = mine.get() {
                uploads.review.set(storage::get(&key).as_deref() == Some("on"));
            }
        });
        uploads
    }

    /// Has the next files looked through first or not, now and when the person comes back to this page.
    pub fn set_review(self, on: bool) {
        self.review.set(on);
        if let Some(key) = untrack(|| self.key()) {
            storage::set(&key, if on { "on" } else { "off" });
        }
    }

    /// Under which the choice is kept: each person at this browser has their own.
    fn key(self) -> Option<String> {
        self.me.with(|me| me.as_ref().map(|me| format!("{}.{}", storage::REVIEW, me.user.id)))
    }

    /// What is on its way or was refused.
    pub fn entries(self) -> Signal<Vec<Entry>> {
        self.sent.all()
    }

    /// How far one of them has come.
    pub fn way(self, key: u32) -> Option<Way> {
        self.sent.way(key)
    }

    /// Sends these files.
    pub fn add(self, files: &FileList) {
        let title = if files.length() == 1 { self.title.get_untracked() } else { String::new() };
        let described = Described {
            title: title.trim().to_owned(),
            lang: self.lang.get_untracked(),
            review: self.review.get_untracked(),
        };
        for file in (0..files.length()).filter_map(|at| files.get(at)) {
            self.sent.add(described.clone(), file);
        }
        self.title.set(String::new());
        self.run();
    }

    /// Sends a refused file again.
    pub fn retry(self, key: u32) {
        self.sent.again(key);
        self.run();
    }

    /// Takes a refused file off the screen.
    pub fn dismiss(self, key: u32) {
        self.sent.remove(key);
    }

    fn run(self) {
        self.sent.run(async move |key, received: DocumentReceived| {
            self.documents.fetch(received.id).await;
            self.dismiss(key);
        });
    }
}

fn fields(described: &Described) -> uploads::Fields {
    let review = if described.review { "true" } else { "" };
    let all = [("title", described.title.as_str()), ("lang", &described.lang), ("review", review)];
    all.into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| (name, value.to_owned()))
        .collect()
}
