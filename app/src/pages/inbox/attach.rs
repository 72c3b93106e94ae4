//! Files that will go with the next message: on their way to the server as soon as they are chosen,
//! so that the message itself is sent at once. Each belongs to the conversation it was chosen in.

use crate::client::{ApiError, Client, use_client};
use api::{Attachment, ConversationId};
use futures::{
    channel::oneshot,
    future::{Either, select},
};
use leptos::{prelude::*, task::spawn_local};
use std::collections::BTreeMap;
use web_sys::{File, FileList, FormData};

/// What the server takes, said before anything is sent.
pub const MAX_BYTES: u64 = 25 * 1024 * 1024;
/// How many files the server takes with one message.
pub const MAX_FILES: i64 = 10;

/// A file that was chosen.
#[derive(Clone, Debug, PartialEq)]
pub struct Attached {
    pub key: u32,
    pub conversation_id: ConversationId,
    pub name: String,
    pub size: u64,
    pub way: Way,
}

/// How far it has come.
#[derive(Clone, Debug, PartialEq)]
pub enum Way {
    Waiting,
    /// The part that is sent, 0 to 1.
    Sending(f64),
    /// The server has it; the next message can carry it.
    There(Attachment),
    /// Larger than the server takes; was never sent.
    TooLarge,
    Refused(ApiError),
}

/// Everything that was chosen and not sent with a message yet. Copy it freely.
#[derive(Clone, Copy)]
pub struct Attaching {
    client: Client,
    all: RwSignal<Vec<Attached>>,
    /// The contents of what is not there yet.
    files: StoredValue<BTreeMap<u32, File>, LocalStorage>,
    /// Ends the sending that is going on.
    stop: StoredValue<Option<(u32, oneshot::Sender<()>)>, LocalStorage>,
    running: StoredValue<bool>,
    next_key: StoredValue<u32>,
}

impl Attaching {
    /// Nothing yet.
    pub fn new() -> Self {
        Self {
            client: use_client(),
            all: RwSignal::new(Vec::new()),
            files: StoredValue::new_local(BTreeMap::new()),
            stop: StoredValue::new_local(None),
            running: StoredValue::new(false),
            next_key: StoredValue::new(0),
        }
    }

    /// What was chosen for a conversation, in that order.
    pub fn of(self, id: ConversationId) -> Vec<Attached> {
        self.all.with(|all| all.iter().filter(|one| one.conversation_id == id).cloned().collect())
    }

    /// One of them, while it is here.
    pub fn way(self, key: u32) -> Option<Way> {
        self.all.with(|all| all.iter().find(|one| one.key == key).map(|one| one.way.clone()))
    }

    /// Whether a file for this conversation is still on its way.
    pub fn is_busy(self, id: ConversationId) -> bool {
        self.any(id, |way| matches!(way, Way::Waiting | Way::Sending(_)))
    }

    /// Whether the next message of this conversation has a file to carry.
    pub fn has_some(self, id: ConversationId) -> bool {
        self.any(id, |way| matches!(way, Way::There(_)))
    }

    fn any(self, id: ConversationId, is: fn(&Way) -> bool) -> bool {
        self.all.with(|all| all.iter().any(|one| one.conversation_id == id && is(&one.way)))
    }

    /// Sends these files. `false` when they were more than a message carries; the first ones are taken.
    pub fn add(self, to: ConversationId, files: &FileList) -> bool {
        let taken = self.all.with_untracked(|all| {
            all.iter().filter(|one| one.conversation_id == to && one.way != Way::TooLarge).count()
        });
        let chosen: Vec<File> = (0..files.length()).filter_map(|at| files.get(at)).collect();
        let room = usize::try_from(MAX_FILES).unwrap_or_default().saturating_sub(taken);
        let all_fit = chosen.len() <= room;
        for file in chosen.into_iter().take(room) {
            let key = self.next_key.get_value();
            self.next_key.set_value(key.wrapping_add(1));
            let (name, size) = (file.name(), bytes_of(&file));
            let way = if size > MAX_BYTES { Way::TooLarge } else { Way::Waiting };
            if way == Way::Waiting {
                self.files.update_value(|files| drop(files.insert(key, file)));
            }
            self.all.update(|all| all.push(Attached { key, conversation_id: to, name, size, way }));
        }
        self.run();
        all_fit
    }

    /// Sends a refused file again.
    pub fn retry(self, key: u32) {
        self.mark(key, Way::Waiting);
        self.run();
    }

    /// Takes a file back, also one that is being sent.
    pub fn remove(self, key: u32) {
        self.all.try_update(|all| all.retain(|one| one.key != key));
        self.files.try_update_value(|files| files.remove(&key));
        self.stop.try_update_value(|stop| {
            if stop.as_ref().is_some_and(|(sending, _)| *sending == key)
                && let Some((_, stop)) = stop.take()
            {
                let _ = stop.send(());
            }
        });
    }

    /// Gives what is there to a message. What was refused stays, to be seen.
    pub fn take(self, id: ConversationId) -> Vec<Attachment> {
        let mut given = Vec::new();
        self.all.update(|all| {
            all.retain(|one| match &one.way {
                Way::There(attachment) if one.conversation_id == id => {
                    given.push(attachment.clone());
                    false
                }
                _ => true,
            });
        });
        given
    }

    fn mark(self, key: u32, way: Way) {
        self.all.try_update(|all| {
            if let Some(one) = all.iter_mut().find(|one| one.key == key) {
                one.way = way;
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
            while let Some((key, file)) = self.next() {
                self.send(key, &file).await;
            }
            self.running.try_set_value(false);
        });
    }

    fn next(self) -> Option<(u32, File)> {
        let key = self
            .all
            .try_with_untracked(|all| all.iter().find(|one| one.way == Way::Waiting).map(|one| one.key))??;
        let file = self.files.try_with_value(|files| files.get(&key).cloned())??;
        Some((key, file))
    }

    async fn send(self, key: u32, file: &File) {
        self.mark(key, Way::Sending(0.0));
        let Some(form) = form(file) else { return self.mark(key, Way::Refused(ApiError::Offline)) };
        let (stop, stopped) = oneshot::channel();
        self.stop.try_set_value(Some((key, stop)));
        let heard = move |part| self.mark(key, Way::Sending(part));
        let upload = std::pin::pin!(self.client.upload::<Attachment>("attachments", &form, heard));
        let answer = match select(upload, stopped).await {
            Either::Left((answer, _)) => answer,
            // Taken back: the request goes with its future.
            Either::Right(_) => return,
        };
        match answer {
            Ok(attachment) => {
                self.files.try_update_value(|files| files.remove(&key));
                self.mark(key, Way::There(attachment));
            }
            Err(fault) => self.mark(key, Way::Refused(fault)),
        }
    }
}

fn form(file: &File) -> Option<FormData> {
    let form = FormData::new().ok()?;
    form.append_with_blob_and_filename("file", file, &file.name()).ok()?;
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
