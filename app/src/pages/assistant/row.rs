//! One model's endpoint while it is being changed.

use super::{form::origin, money};
use api::{ModelProvider, ModelProviderDraft};
use leptos::prelude::*;

/// What is typed is text until it is saved.
#[derive(Clone, Copy)]
pub struct Row {
    /// Names its fields on the page; never another's, also when rows move.
    pub slot: usize,
    stored: StoredValue<Option<ModelProvider>>,
    pub name: RwSignal<String>,
    pub base_url: RwSignal<String>,
    pub model: RwSignal<String>,
    /// A new key; empty keeps what is stored.
    pub key: RwSignal<String>,
    pub key_removed: RwSignal<bool>,
    pub timeout_s: RwSignal<String>,
    pub price_in: RwSignal<String>,
    pub price_out: RwSignal<String>,
    pub no_training: RwSignal<bool>,
}

impl Row {
    /// A row that shows what is stored, or an empty one.
    pub fn new(slot: usize, stored: Option<ModelProvider>) -> Self {
        let shown = stored.clone().unwrap_or_else(|| ModelProvider::new(api::ProviderId(Default::default())));
        let price = |amount: u64| if amount == 0 { String::new() } else { money::write(amount) };
        Self {
            slot,
            name: RwSignal::new(shown.name),
            base_url: RwSignal::new(shown.base_url),
            model: RwSignal::new(shown.model),
            key: RwSignal::new(String::new()),
            key_removed: RwSignal::new(false),
            timeout_s: RwSignal::new(shown.timeout_s.to_string()),
            price_in: RwSignal::new(price(shown.price_in)),
            price_out: RwSignal::new(price(shown.price_out)),
            no_training: RwSignal::new(shown.no_training),
            stored: StoredValue::new(stored),
        }
    }

    /// The id of the provider that is stored.
    pub fn id(self) -> Option<api::ProviderId> {
        self.stored.with_value(|stored| stored.as_ref().map(|one| one.id))
    }

    /// Whether it differs from what is stored.
    pub fn differs(self) -> bool {
        let (name, base_url, model) = (self.name.get(), self.base_url.get(), self.model.get());
        let (timeout, price_in, price_out) =
            (self.timeout_s.get(), self.price_in.get(), self.price_out.get());
        let (key, removed, no_training) = (self.key.get(), self.key_removed.get(), self.no_training.get());
        self.stored.with_value(|stored| match stored {
            None => true,
            Some(stored) => {
                name != stored.name
                    || base_url != stored.base_url
                    || model != stored.model
                    || !key.is_empty()
                    || removed
                    || no_training != stored.no_training
                    || super::form::number(&timeout) != Some(stored.timeout_s.into())
                    || price(&price_in) != Some(stored.price_in)
                    || price(&price_out) != Some(stored.price_out)
            }
        })
    }

    /// What is wrong with it, by field, as the server would say it.
    pub fn wrong(self) -> Vec<(&'static str, &'static str)> {
        let mut wrong = Vec::new();
        let url = self.base_url.read_untracked().trim().to_owned();
        if url.is_empty() {
            wrong.push(("base_url", "required"));
        } else if origin(&url).is_none() {
            wrong.push(("base_url", "invalid"));
        }
        if self.model.read_untracked().trim().is_empty() {
            wrong.push(("model", "required"));
        }
        let seconds = super::form::number(&self.timeout_s.read_untracked());
        if !seconds.is_some_and(|seconds| (5..=300).contains(&seconds)) {
            wrong.push(("timeout_s", "out_of_range"));
        }
        for (field, typed) in [("price_in", self.price_in), ("price_out", self.price_out)] {
            if price(&typed.read_untracked()).is_none() {
                wrong.push((field, "invalid"));
            }
        }
        wrong
    }

    /// The row to be stored.
    pub fn draft(self) -> ModelProviderDraft {
        let key = self.key.read_untracked().trim().to_owned();
        let key = if key.is_empty() { self.key_removed.get_untracked().then(String::new) } else { Some(key) };
        let seconds = super::form::number(&self.timeout_s.read_untracked());
        ModelProviderDraft {
            id: self.id(),
            name: Some(self.name.get_untracked()),
            base_url: Some(self.base_url.get_untracked()),
            model: Some(self.model.get_untracked()),
            key,
            timeout_s: seconds.and_then(|seconds| u16::try_from(seconds).ok()),
            price_in: price(&self.price_in.read_untracked()),
            price_out: price(&self.price_out.read_untracked()),
            no_training: Some(self.no_training.get_untracked()),
            // Set by way of the API only, and kept.
            tasks: None,
            extra_body: None,
        }
    }

    /// Whether a key is stored, and stays when this is saved.
    pub fn key_stored(self) -> bool {
        !self.key_removed.get()
            && self.stored.with_value(|stored| stored.as_ref().is_some_and(|one| one.key_set))
    }

    /// Whether saving makes the server forget the key: it belongs to the address it was given for.
    pub fn key_will_be_lost(self) -> bool {
        let stored = self.stored.with_value(|stored| stored.as_ref().map(|one| one.base_url.clone()));
        let stored = stored.unwrap_or_default();
        self.key_stored()
            && self.key.read().is_empty()
            && origin(&stored).is_some()
            && origin(&stored) != origin(self.base_url.read().trim())
    }
}

/// A price; nothing typed is nothing asked.
fn price(typed: &str) -> Option<u64> {
    if typed.trim().is_empty() { Some(0) } else { money::parse(typed) }
}
