//! Files that will go with the next message: on their way to the server as soon as they are chosen,
//! so that the message itself is sent at once. Each belongs to the conversation it was chosen in.

use crate::uploads::{self, Uploads};
use api::{Attachment, ConversationId};
use leptos::prelude::*;
use web_sys::FileList;

/// How many files the server takes with one message.
pub const MAX_FILES: i64 = 10;

/// A file that was chosen.
pub type Attached = uploads::Upload<ConversationId, Attachment>;
/// How far it has come; what is there, the next message can carry.
pub type Way = uploads::Way<Attachment>;

/// Everything that was chosen and not sent with a message yet. Copy it freely.
#[derive(Clone, Copy)]
pub struct Attaching(Uploads<ConversationId, Attachment>);

impl Attaching {
    /// Nothing yet.
    pub fn new() -> Self {
        Self(Uploads::new("attachments", |_| Vec::new()))
    }

    /// What was chosen for a conversation, in that order.
    pub fn of(self, id: ConversationId) -> Vec<Attached> {
        self.0.all().with(|all| all.iter().filter(|one| one.of == id).cloned().collect())
    }

    /// One of them, while it is here.
    pub fn way(self, key: u32) -> Option<Way> {
        self.0.way(key)
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
        self.0.all().with(|all| all.iter().any(|one| one.of == id && is(&one.way)))
    }

    /// Sends these files. `false` when they were more than a message carries; the first ones are taken.
    pub fn add(self, to: ConversationId, files: &FileList) -> bool {
        let counts = |one: &&Attached| one.of == to && one.way != Way::TooLarge;
        let taken = self.0.all().with_untracked(|all| all.iter().filter(counts).count());
        let room = usize::try_from(MAX_FILES).unwrap_or_default().saturating_sub(taken);
        let mut chosen = (0..files.length()).filter_map(|at| files.get(at));
        for file in chosen.by_ref().take(room) {
            self.0.add(to, file);
        }
        self.0.run(async |_, _| ());
        chosen.next().is_none()
    }

    /// Sends a refused file again.
    pub fn retry(self, key: u32) {
        self.0.again(key);
        self.0.run(async |_, _| ());
    }

    /// Takes a file back, also one that is being sent.
    pub fn remove(self, key: u32) {
        self.0.remove(key);
    }

    /// Gives what is there to a message. What was refused stays, to be seen.
    pub fn take(self, id: ConversationId) -> Vec<Attachment> {
        let mut given = Vec::new();
        self.0.give(|one| match &one.way {
            Way::There(attachment) if one.of == id => {
                given.push(attachment.clone());
                true
            }
            _ => false,
        });
        given
    }
}
