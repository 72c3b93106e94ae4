use crate::{
    client::{ApiError, Client, use_client},
    live::use_live,
};
use api::{ServerFrame, WebSource, WebSourceId, event};
use leptos::{prelude::*, task::spawn_local};

/// The tenant's sources of web pages, newest first, kept right by the events of the server.
#[derive(Clone, Copy)]
pub struct Sources {
    client: Client,
    items: RwSignal<Vec<WebSource>>,
    loading: RwSignal<bool>,
    fault: RwSignal<Option<ApiError>>,
    /// Counts the events, to know of those that came while the list was on its way.
    heard: StoredValue<u32>,
}

impl Sources {
    /// Reads the list and follows what happens to it until the calling component is gone.
    pub fn follow() -> Self {
        let sources = Self {
            client: use_client(),
            items: RwSignal::new(Vec::new()),
            loading: RwSignal::new(true),
            fault: RwSignal::new(None),
            heard: StoredValue::new(0),
        };
        let live = use_live();
        live.on(move |frame| sources.hear(frame));
        Effect::new(move |_| {
            live.reread().track();
            sources.read();
        });
        sources
    }

    /// What is there.
    pub fn items(self) -> Signal<Vec<WebSource>> {
        self.items.into()
    }

    /// Whether the list is on its way.
    pub fn loading(self) -> Signal<bool> {
        self.loading.into()
    }

    /// Why there is no list.
    pub fn fault(self) -> Signal<Option<ApiError>> {
        self.fault.into()
    }

    /// Reads the list.
    pub fn read(self) {
        self.loading.set(true);
        let heard = self.heard.get_value();
        spawn_local(async move {
            let answer = self.client.get::<Vec<WebSource>>("web-sources").await;
            self.loading.try_set(false);
            match answer {
                Ok(found) => {
                    self.fault.try_set(None);
                    self.items.try_set(found);
                    // Something changed on the way: this list may be older than what was shown.
                    if self.heard.try_get_value().is_some_and(|now| now != heard) {
                        self.read();
                    }
                }
                Err(fault) => drop(self.fault.try_set(Some(fault))),
            }
        });
    }

    /// Takes in what the server says a source is now.
    pub fn put(self, source: WebSource) {
        self.items.try_update(|items| match items.iter_mut().find(|known| known.id == source.id) {
            Some(known) => *known = source,
            None => items.insert(0, source),
        });
    }

    /// Takes a source off the list.
    pub fn forget(self, id: WebSourceId) {
        self.items.try_update(|items| items.retain(|source| source.id != id));
    }

    fn hear(self, frame: &ServerFrame) {
        let ServerFrame::Event(news) = frame else { return };
        if news.event != event::WEB_SOURCE_UPDATED {
            return;
        }
        self.heard.try_update_value(|heard| *heard = heard.wrapping_add(1));
        match news.web_source() {
            Some(source) => self.put(source),
            // It is gone, and the event does not say which: the list does.
            None if !self.loading.get_untracked() => self.read(),
            None => {}
        }
    }
}
