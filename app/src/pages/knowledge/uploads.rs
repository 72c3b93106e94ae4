use super::documents::Documents;
use crate::client::{ApiError, Client, use_client};
use api::DocumentReceived;
use leptos::{prelude::*, task::spawn_local};
use std::collections::VecDeque;
use web_sys::{File, FileList, FormData};

/// What the server takes, said before anything is sent.
pub const MAX_BYTES: u64 = 25 * 1024 * 1024;

/// A file on its way to the server.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    pub key: u32,
    pub name: String,
    pub size: u64,
    pub way: Way,
}

/// How far a file has come.
#[derive(Clone, Debug, PartialEq)]
pub enum Way {
    Waiting,
    /// The part that is sent, 0 to 1.
    Sending(f64),
    /// Larger than the server takes; was never sent.
    TooLarge,
    Refused(ApiError),
}

#[derive(Clone)]
struct Job {
    key: u32,
    file: File,
    title: String,
    lang: String,
}

/// The files that are being sent, one after the other.
#[derive(Clone, Copy)]
pub struct Uploads {
    client: Client,
    documents: Documents,
    entries: RwSignal<Vec<Entry>>,
    queue: StoredValue<VecDeque<Job>, LocalStorage>,
    refused: StoredValue<Vec<Job>, LocalStorage>,
    running: StoredValue<bool>,
    next_key: StoredValue<u32>,
    /// The title for the next file, when it comes alone.
    pub title: RwSignal<String>,
    /// The language of the next files; empty lets the server find out.
    pub lang: RwSignal<String>,
}

impl Uploads {
    /// Nothing yet; what is stored goes to `documents`.
    pub fn new(documents: Documents) -> Self {
        Self {
            client: use_client(),
            documents,
            entries: RwSignal::new(Vec::new()),
            queue: StoredValue::new_local(VecDeque::new()),
            refused: StoredValue::new_local(Vec::new()),
            running: StoredValue::new(false),
            next_key: StoredValue::new(0),
            title: RwSignal::new(String::new()),
            lang: RwSignal::new(String::new()),
        }
    }

    /// What is on its way or was refused.
    pub fn entries(self) -> Signal<Vec<Entry>> {
        self.entries.into()
    }

    /// Sends these files.
    pub fn add(self, files: &FileList) {
        let title = if files.length() == 1 { self.title.get_untracked() } else { String::new() };
        let lang = self.lang.get_untracked();
        for file in (0..files.length()).filter_map(|at| files.get(at)) {
            let key = self.next_key.get_value();
            self.next_key.set_value(key.wrapping_add(1));
            let size = bytes_of(&file);
            let way = if size > MAX_BYTES { Way::TooLarge } else { Way::Waiting };
            if way == Way::Waiting {
                let job = Job { key, file: file.clone(), title: title.clone(), lang: lang.clone() };
                self.queue.update_value(|queue| queue.push_back(job));
            }
            self.entries.update(|entries| entries.push(Entry { key, name: file.name(), size, way }));
        }
        self.title.set(String::new());
        self.run();
    }

    /// Sends a refused file again.
    pub fn retry(self, key: u32) {
        let job = self.refused.try_update_value(|refused| {
            let at = refused.iter().position(|job| job.key == key)?;
            Some(refused.remove(at))
        });
        if let Some(Some(job)) = job {
            self.mark(key, Way::Waiting);
            self.queue.update_value(|queue| queue.push_back(job));
            self.run();
        }
    }

    /// Takes a refused file off the screen.
    pub fn dismiss(self, key: u32) {
        self.refused.try_update_value(|refused| refused.retain(|job| job.key != key));
        self.entries.try_update(|entries| entries.retain(|entry| entry.key != key));
    }

    fn mark(self, key: u32, way: Way) {
        self.entries.try_update(|entries| {
            if let Some(entry) = entries.iter_mut().find(|entry| entry.key == key) {
                entry.way = way;
            }
        });
    }

    fn run(self) {
        if self.running.get_value() {
            return;
        }
        self.running.set_value(true);
        spawn_local(async move {
            // One at a time: on a slow line ten at once would all be late.
            while let Some(Some(job)) = self.queue.try_update_value(VecDeque::pop_front) {
                self.send(job).await;
            }
            self.running.try_set_value(false);
        });
    }

    async fn send(self, job: Job) {
        let key = job.key;
        self.mark(key, Way::Sending(0.0));
        let answer = match form(&job) {
            Some(form) => {
                let heard = move |part| self.mark(key, Way::Sending(part));
                self.client.upload::<DocumentReceived>("documents", &form, heard).await
            }
            None => Err(ApiError::Offline),
        };
        match answer {
            Ok(received) => {
                self.documents.fetch(received.id).await;
                self.dismiss(key);
            }
            Err(fault) => {
                self.mark(key, Way::Refused(fault));
                self.refused.try_update_value(|refused| refused.push(job));
            }
        }
    }
}

/// The fields before the file: the server reads them as they come.
fn form(job: &Job) -> Option<FormData> {
    let form = FormData::new().ok()?;
    for (name, value) in [("title", job.title.trim()), ("lang", job.lang.as_str())] {
        if !value.is_empty() {
            form.append_with_str(name, value).ok()?;
        }
    }
    form.append_with_blob_and_filename("file", &job.file, &job.file.name()).ok()?;
    Some(form)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a file's size is a whole number"
)]
fn bytes_of(file: &File) -> u64 {
    file.size() as u64
}
