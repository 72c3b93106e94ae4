//! What waits to be stored. One after the other, each known by its own id: a repetition is the same
//! message, and the order stays that of writing.

use super::desk::Desk;
use crate::{client::ApiError, ids, live::Line};
use api::{Attachment, ConversationId, Message, MessageKind, NewMessage};
use leptos::{prelude::*, task::spawn_local};

/// How often one message is sent again by itself while the line is up.
const STUMBLES: u32 = 4;

/// A message on its way.
#[derive(Clone, Debug, PartialEq)]
pub struct Outgoing {
    pub client_id: String,
    pub conversation_id: ConversationId,
    pub kind: MessageKind,
    pub body: String,
    pub attachments: Vec<Attachment>,
    pub state: Sending,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Sending {
    /// Its turn will come, at the latest with the connection.
    Waiting,
    OnTheWay,
    /// The server said no.
    Refused(ApiError),
}

impl Desk {
    /// Shows a message at once and sends it.
    pub fn send(
        self,
        conversation_id: ConversationId,
        kind: MessageKind,
        body: String,
        attachments: Vec<Attachment>,
    ) {
        let client_id = ids::client_id();
        self.outbox.update(|all| {
            let state = Sending::Waiting;
            all.push(Outgoing { client_id, conversation_id, kind, body, attachments, state });
        });
        self.flush();
    }

    /// Sends a refused message again, with the same id.
    pub fn resend(self, client_id: &str) {
        self.set_sending(client_id, Sending::Waiting);
        self.flush();
    }

    /// Lets a message go: it is stored, or given up.
    pub fn forget(self, client_id: &str) {
        self.outbox.try_update(|all| all.retain(|one| one.client_id != client_id));
    }

    /// What waits is sent when the connection is back.
    pub fn resend_when_live(self) {
        Effect::new(move |_| {
            if self.live.line().get() == Line::Live {
                self.flush();
            }
        });
    }

    fn set_sending(self, client_id: &str, state: Sending) {
        self.outbox.try_update(|all| {
            if let Some(one) = all.iter_mut().find(|one| one.client_id == client_id) {
                one.state = state;
            }
        });
    }

    fn flush(self) {
        if self.sending.get_value() {
            return;
        }
        self.sending.set_value(true);
        spawn_local(async move {
            let mut stumbles = 0;
            while let Some(one) = self.next_to_send() {
                self.set_sending(&one.client_id, Sending::OnTheWay);
                let path = format!("conversations/{}/messages", one.conversation_id);
                let new = NewMessage {
                    client_id: one.client_id.clone(),
                    kind: one.kind,
                    body: one.body,
                    attachment_ids: one.attachments.iter().map(|one| one.id).collect(),
                };
                match self.client.post::<Message>(&path, &new).await {
                    Ok(message) => {
                        stumbles = 0;
                        match self.told.try_get_value().flatten() {
                            Some(told) => told.run(message),
                            None => self.forget(&one.client_id),
                        }
                    }
                    Err(fault) if fault.may_pass() && stumbles < STUMBLES => {
                        stumbles += 1;
                        self.set_sending(&one.client_id, Sending::Waiting);
                        // While the line is up it is the server that stumbles: ask again, slowly.
                        crate::timer::sleep(3_000).await;
                        if self.live.line().try_get_untracked() != Some(Line::Live) {
                            break;
                        }
                    }
                    // The person decides, and what was written after it is not held up.
                    Err(fault) => {
                        stumbles = 0;
                        self.set_sending(&one.client_id, Sending::Refused(fault));
                    }
                }
            }
            self.sending.try_set_value(false);
        });
    }

    fn next_to_send(self) -> Option<Outgoing> {
        self.outbox.try_with_untracked(|all| all.iter().find(|one| one.state == Sending::Waiting).cloned())?
    }
}
