use crate::{
    client::{ApiError, Client, encode, use_client},
    live::use_live,
};
use api::{Document, DocumentId, Page, ServerFrame};
use leptos::{prelude::*, task::spawn_local};

const LIMIT: u32 = 50;

/// The tenant's documents, newest first, kept right by the events of the server.
#[derive(Clone, Copy)]
pub struct Documents {
    client: Client,
    items: RwSignal<Vec<Document>>,
    next: RwSignal<Option<String>>,
    loading: RwSignal<bool>,
    fault: RwSignal<Option<ApiError>>,
    /// Counts the events, to know of those that came while a list was on its way.
    heard: StoredValue<u32>,
    /// Words of the title that are looked for.
    pub query: RwSignal<String>,
    /// The state that is looked for; empty for all.
    pub state: RwSignal<String>,
}

impl Documents {
    /// Reads the list and follows what happens to it until the calling component is gone.
    pub fn follow() -> Self {
        let documents = Self {
            client: use_client(),
            items: RwSignal::new(Vec::new()),
            next: RwSignal::new(None),
            loading: RwSignal::new(true),
            fault: RwSignal::new(None),
            heard: StoredValue::new(0),
            query: RwSignal::new(String::new()),
            state: RwSignal::new(String::new()),
        };
        let live = use_live();
        live.on(move |frame| documents.hear(frame));
        Effect::new(move |_| {
            live.reread().track();
            documents.query.track();
            documents.state.track();
            documents.read();
        });
        documents
    }

    /// What is there.
    pub fn items(self) -> Signal<Vec<Document>> {
        self.items.into()
    }

    /// Whether the list is on its way for the first time or further on.
    pub fn loading(self) -> Signal<bool> {
        self.loading.into()
    }

    /// Why there is no list.
    pub fn fault(self) -> Signal<Option<ApiError>> {
        self.fault.into()
    }

    /// Whether older ones can be read.
    pub fn has_more(self) -> bool {
        self.next.with(Option::is_some)
    }

    /// Whether not all documents are looked for.
    pub fn is_narrowed(self) -> bool {
        self.state.with(|state| !state.is_empty()) || self.query.with(|query| !query.trim().is_empty())
    }

    fn path(self) -> String {
        let mut path = format!("documents?limit={LIMIT}");
        for (name, value) in [("q", self.query.get_untracked()), ("state", self.state.get_untracked())] {
            if !value.trim().is_empty() {
                path.push_str(&format!("&{name}={}", encode(value.trim())));
            }
        }
        path
    }

    /// Reads the list from its start.
    pub fn read(self) {
        self.loading.set(true);
        let heard = self.heard.get_value();
        spawn_local(async move {
            let path = self.path();
            let answer = self.client.get::<Page<Document>>(&path).await;
            // Something else is looked for by now, and will be answered.
            if self.query.is_disposed() || path != self.path() {
                return;
            }
            self.loading.try_set(false);
            match answer {
                Ok(page) => {
                    self.fault.try_set(None);
                    self.items.try_set(page.items);
                    self.next.try_set(page.next);
                    // Something changed on the way: this list may be older than what was shown.
                    if self.heard.try_get_value().is_some_and(|now| now != heard) {
                        self.read();
                    }
                }
                Err(fault) => drop(self.fault.try_set(Some(fault))),
            }
        });
    }

    /// Reads the next older ones.
    pub fn read_more(self) {
        let Some(cursor) = self.next.get_untracked().filter(|_| !self.loading.get_untracked()) else {
            return;
        };
        self.loading.set(true);
        spawn_local(async move {
            let path = format!("{}&cursor={}", self.path(), encode(&cursor));
            let answer = self.client.get::<Page<Document>>(&path).await;
            self.loading.try_set(false);
            match answer {
                Ok(page) => {
                    self.items.try_update(|items| {
                        for document in page.items {
                            put(items, document, Place::Last);
                        }
                    });
                    self.next.try_set(page.next);
                }
                Err(fault) => drop(self.fault.try_set(Some(fault))),
            }
        });
    }

    /// Reads a new document and puts it in front, unless an event brought it in the meantime: that is
    /// newer than this answer may be.
    pub async fn fetch(self, id: DocumentId) {
        // Without an answer its events will bring it.
        if let Ok(document) = self.client.get::<Document>(&format!("documents/{id}")).await
            && self.items.try_with_untracked(|items| items.iter().all(|known| known.id != id)) == Some(true)
        {
            self.put(document);
        }
    }

    /// Takes in what the server says a document is now.
    pub fn put(self, document: Document) {
        // In a narrowed list stands what the server finds.
        let narrowed = self.query.try_with_untracked(|query| !query.trim().is_empty()).unwrap_or_default()
            || self.state.try_with_untracked(|state| !state.is_empty()).unwrap_or_default();
        let known = self.items.try_with_untracked(|items| items.iter().any(|one| one.id == document.id));
        if !narrowed || known == Some(true) {
            self.items.try_update(|items| put(items, document, Place::First));
        }
    }

    /// Takes a document off the list.
    pub fn forget(self, id: DocumentId) {
        self.items.try_update(|items| items.retain(|document| document.id != id));
    }

    fn hear(self, frame: &ServerFrame) {
        let ServerFrame::Event(event) = frame else { return };
        if let Some(document) = event.document() {
            self.heard.try_update_value(|heard| *heard = heard.wrapping_add(1));
            self.put(document);
        } else if let Some(gone) = event.deleted_document() {
            self.heard.try_update_value(|heard| *heard = heard.wrapping_add(1));
            self.forget(gone.id);
        }
    }
}

/// Where a document goes that is not in the list yet.
#[derive(Clone, Copy)]
enum Place {
    First,
    Last,
}

fn put(items: &mut Vec<Document>, document: Document, place: Place) {
    match (items.iter_mut().find(|known| known.id == document.id), place) {
        (Some(known), _) => *known = document,
        (None, Place::First) => items.insert(0, document),
        (None, Place::Last) => items.push(document),
    }
}
