//! Files on their way to the server, one after the other: how far each has come, again, and back.

use crate::client::{ApiError, Client, use_client};
use api::Code;
use futures::{
    channel::oneshot,
    future::{Either, select},
};
use leptos::{prelude::*, task::spawn_local};
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use web_sys::{File, FormData};

/// What the server takes, said before anything is sent.
pub const MAX_BYTES: u64 = 25 * 1024 * 1024;

/// A file that was chosen. `T` is what else is known of it, `A` what the server says when it has it.
#[derive(Clone, Debug, PartialEq)]
pub struct Upload<T, A> {
    pub key: u32,
    pub of: T,
    pub name: String,
    pub size: u64,
    pub way: Way<A>,
}

/// How far a file has come.
#[derive(Clone, Debug, PartialEq)]
pub enum Way<A> {
    Waiting,
    /// The part that is sent, 0 to 1.
    Sending(f64),
    /// The server has it.
    There(A),
    /// Larger than the server takes; was never sent.
    TooLarge,
    Refused(ApiError),
}

/// Fields of a form that go before the file: the server reads them as they come.
pub type Fields = Vec<(&'static str, String)>;

/// Everything that was chosen and not removed since, in that order. Copy it freely.
pub struct Uploads<T: 'static, A: 'static> {
    client: Client,
    path: &'static str,
    fields: fn(&T) -> Fields,
    all: RwSignal<Vec<Upload<T, A>>>,
    /// The contents of what is not there yet.
    files: StoredValue<BTreeMap<u32, File>, LocalStorage>,
    /// Ends the sending that is going on.
    stop: StoredValue<Option<(u32, oneshot::Sender<()>)>, LocalStorage>,
    running: StoredValue<bool>,
    next_key: StoredValue<u32>,
}

impl<T, A> Clone for Uploads<T, A> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T, A> Copy for Uploads<T, A> {}

impl<T, A> Uploads<T, A>
where
    T: Clone + Send + Sync + 'static,
    A: Clone + DeserializeOwned + Send + Sync + 'static,
{
    /// Nothing yet; what is added goes to `path`, with these fields.
    pub fn new(path: &'static str, fields: fn(&T) -> Fields) -> Self {
        Self {
            client: use_client(),
            path,
            fields,
            all: RwSignal::new(Vec::new()),
            files: StoredValue::new_local(BTreeMap::new()),
            stop: StoredValue::new_local(None),
            running: StoredValue::new(false),
            next_key: StoredValue::new(0),
        }
    }

    pub fn all(self) -> Signal<Vec<Upload<T, A>>> {
        self.all.into()
    }

    /// How far one of them has come, while it is here.
    pub fn way(self, key: u32) -> Option<Way<A>> {
        self.all.with(|all| all.iter().find(|one| one.key == key).map(|one| one.way.clone()))
    }

    /// One more, to be sent by [`Uploads::run`].
    pub fn add(self, of: T, file: File) {
        let key = self.next_key.get_value();
        self.next_key.set_value(key.wrapping_add(1));
        let (name, size) = (file.name(), bytes_of(&file));
        let fits = size <= MAX_BYTES;
        if fits {
            self.files.update_value(|files| drop(files.insert(key, file)));
        }
        let way = if fits { Way::Waiting } else { Way::TooLarge };
        self.all.update(|all| all.push(Upload { key, of, name, size, way }));
    }

    /// A refused file waits again, for [`Uploads::run`].
    pub fn again(self, key: u32) {
        self.mark(key, Way::Waiting);
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

    /// Removes those that `give` is true of.
    pub fn give(self, mut give: impl FnMut(&Upload<T, A>) -> bool) {
        self.all.update(|all| all.retain(|one| !give(one)));
    }

    /// Sends what waits; `there` is called for each that the server has taken.
    pub fn run(self, there: impl AsyncFn(u32, A) + 'static) {
        if self.running.get_value() {
            return;
        }
        self.running.set_value(true);
        spawn_local(async move {
            // One at a time: on a slow line ten at once would all be late.
            while let Some((key, of, file)) = self.next() {
                if let Some(answer) = self.send(key, &of, &file).await {
                    there(key, answer).await;
                }
            }
            self.running.try_set_value(false);
        });
    }

    fn next(self) -> Option<(u32, T, File)> {
        let waits = |one: &&Upload<T, A>| matches!(one.way, Way::Waiting);
        let (key, of) = self
            .all
            .try_with_untracked(|all| all.iter().find(waits).map(|one| (one.key, one.of.clone())))??;
        let file = self.files.try_with_value(|files| files.get(&key).cloned())??;
        Some((key, of, file))
    }

    async fn send(self, key: u32, of: &T, file: &File) -> Option<A> {
        self.mark(key, Way::Sending(0.0));
        let Some(form) = form((self.fields)(of), file) else {
            self.mark(key, Way::Refused(ApiError::Offline));
            return None;
        };
        let (stop, stopped) = oneshot::channel();
        self.stop.try_set_value(Some((key, stop)));
        let heard = move |part| self.mark(key, Way::Sending(part));
        let upload = std::pin::pin!(self.client.upload::<A>(self.path, &form, heard));
        match select(upload, stopped).await {
            Either::Left((Ok(answer), _)) => {
                self.files.try_update_value(|files| files.remove(&key));
                self.mark(key, Way::There(answer.clone()));
                Some(answer)
            }
            Either::Left((Err(fault), _)) => {
                self.mark(key, Way::Refused(fault));
                None
            }
            // Taken back: the request goes with its future.
            Either::Right(_) => None,
        }
    }

    fn mark(self, key: u32, way: Way<A>) {
        self.all.try_update(|all| {
            if let Some(one) = all.iter_mut().find(|one| one.key == key) {
                one.way = way;
            }
        });
    }
}

/// Whether the same file may be taken a moment later.
pub fn is_of_the_moment(fault: &ApiError) -> bool {
    !matches!(fault.code(), Some(Code::PayloadTooLarge | Code::UnsupportedMediaType | Code::Forbidden))
}

fn form(fields: Fields, file: &File) -> Option<FormData> {
    let form = FormData::new().ok()?;
    for (name, value) in fields {
        form.append_with_str(name, &value).ok()?;
    }
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
