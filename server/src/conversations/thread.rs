use super::{
    model::{Locked, NewMessage, preview},
    store,
};
use crate::{
    App,
    crypto::{BlindKey, Key, Sealed},
    db::{NewEvent, TenantTx},
    refusal::{Outcome, Refusal},
};
use api::{
    Action, AttachmentId, AuthorKind, ChunkId, ConversationId, Happening, MessageId, MessageKind, State,
    event,
};
use std::sync::Arc;
use time::OffsetDateTime;
use uuid::Uuid;

/// A conversation under its lock, with what is about to be written to it.
///
/// Nothing is stored before [`Thread::save`]; numbers are taken from the locked row, so they are
/// without a gap.
pub(super) struct Thread {
    pub row: Locked,
    pub key: Arc<Key>,
    blind: Arc<BlindKey>,
    new: Vec<NewMessage>,
    /// Stored messages that look different now.
    renewed: Vec<MessageId>,
    preview: Option<Sealed>,
    /// Whether the conversation's own row changed in a way that lists show.
    changed: bool,
    made: bool,
}

/// Who writes.
#[derive(Clone, Copy, Debug)]
pub(super) enum By {
    Contact(Uuid),
    Assistant,
    Agent(Uuid),
    System,
}

/// A message to be written.
pub(super) struct Draft {
    pub id: MessageId,
    pub by: By,
    pub kind: MessageKind,
    pub body: String,
    pub detail: Option<String>,
    pub sources: Vec<(ChunkId, api::DocumentId)>,
    pub attachments: Vec<AttachmentId>,
    pub client_id: Option<String>,
}

impl Draft {
    pub fn reply(id: MessageId, by: By, body: String) -> Self {
        Self {
            id,
            by,
            kind: MessageKind::Reply,
            body,
            detail: None,
            sources: vec![],
            attachments: vec![],
            client_id: None,
        }
    }
}

impl Thread {
    /// Locks a conversation.
    ///
    /// # Errors
    /// `not_found` where there is none under this id in this tenant.
    pub async fn open(tx: &mut TenantTx, id: ConversationId) -> Outcome<Self> {
        let row = store::lock(tx, id).await?.ok_or_else(Refusal::not_found)?;
        Self::of(tx, row).await
    }

    /// Of a row that is locked already.
    pub async fn of(tx: &mut TenantTx, row: Locked) -> Outcome<Self> {
        let key = tx.key(row.contact_id.0).await?;
        let blind = Arc::new(tx.tenant_key().await?.blind());
        Ok(Self { row, key, blind, new: vec![], renewed: vec![], preview: None, changed: false, made: false })
    }

    /// Of a conversation that this transaction made.
    pub async fn made(tx: &mut TenantTx, row: Locked) -> Outcome<Self> {
        Ok(Self { made: true, ..Self::of(tx, row).await? })
    }

    pub fn state(&self) -> State {
        self.row.state
    }

    /// Moves the conversation; `false` where it was there already.
    ///
    /// # Errors
    /// `invalid_transition` where the action means nothing in this state.
    pub fn act(&mut self, action: Action, said: &str, at: OffsetDateTime) -> Outcome<bool> {
        let before = self.state();
        let after = before.after(action).ok_or_else(|| super::model::wrong_state(before, said))?;
        if after == before {
            return Ok(false);
        }
        self.row.state = after;
        self.changed = true;
        match after {
            State::Queued => {
                self.row.assignee_id = None;
                self.row.resolved_at = None;
                self.row.waiting_since = Some(at);
            }
            State::Resolved => {
                self.row.resolved_at = Some(at);
                self.row.waiting_since = None;
                self.row.unread = 0;
            }
            State::Assistant => {
                self.row.assignee_id = None;
                self.row.resolved_at = None;
                self.row.waiting_since = None;
                self.row.handoff_reason = None;
                self.row.unanswered = 0;
                // What a person has dealt with is not asked of the assistant again.
                self.row.answered_seq = self.row.last_seq;
            }
            State::Agent => self.row.resolved_at = None,
        }
        Ok(true)
    }

    /// A stored message, seen by both sides, is shown anew.
    pub fn changed_message(&mut self, id: MessageId) {
        self.renewed.push(id);
    }

    /// Lists will show the conversation anew.
    pub fn touch(&mut self) {
        self.changed = true;
    }

    /// Writes a message under the next number.
    pub fn write(&mut self, draft: Draft, at: OffsetDateTime) -> Outcome<i64> {
        self.row.last_seq += 1;
        let seq = self.row.last_seq;
        let (author_kind, author_id) = match draft.by {
            By::Contact(id) => (AuthorKind::Contact, Some(id)),
            By::Assistant => (AuthorKind::Assistant, None),
            By::Agent(id) => (AuthorKind::Agent, Some(id)),
            By::System => (AuthorKind::System, None),
        };
        if draft.kind == MessageKind::Reply {
            // A list is looked through for what people want; an assistant's words make its rows alike.
            if author_kind != AuthorKind::Assistant {
                let line = preview(&draft.body);
                self.preview =
                    Some(self.key.seal("conversations.preview", self.row.id.0, line.as_bytes())?);
            }
            self.row.last_message_at = self.row.last_message_at.max(at);
            self.changed = true;
        }
        let words = match draft.kind {
            MessageKind::Event => vec![],
            MessageKind::Reply | MessageKind::Note => self.words(&draft.body),
        };
        let sources: Vec<_> =
            draft.sources.iter().map(|(c, d)| serde_json::json!({ "chunk": c, "document": d })).collect();
        self.new.push(NewMessage {
            id: draft.id,
            conversation: self.row.id,
            seq,
            author_kind: match author_kind {
                AuthorKind::Contact => "contact",
                AuthorKind::Assistant => "assistant",
                AuthorKind::Agent => "agent",
                AuthorKind::System => "system",
            },
            author_id,
            kind: match draft.kind {
                MessageKind::Reply => "reply",
                MessageKind::Note => "note",
                MessageKind::Event => "event",
            },
            body: self.key.seal("messages.body", draft.id.0, draft.body.as_bytes())?,
            detail: draft.detail,
            sources: serde_json::Value::Array(sources),
            attachments: draft.attachments,
            client_id: draft.client_id,
            // The widget shows what is stored; there is no carrier between that could lose it.
            delivery: "sent",
            words,
            at,
        });
        Ok(seq)
    }

    /// Writes down that something happened, for both sides to see.
    pub fn happened(&mut self, app: &App, what: Happening, by: By, detail: Option<String>) -> Outcome<()> {
        let draft = Draft {
            kind: MessageKind::Event,
            detail,
            ..Draft::reply(MessageId(app.new_id()), by, what.as_str().to_owned())
        };
        self.write(draft, app.now()).map(drop)
    }

    fn words(&self, body: &str) -> Vec<i64> {
        let mut words: Vec<i64> =
            text::tokens::search_words(body).iter().map(|w| self.blind.word(w)).collect();
        words.sort_unstable();
        words.dedup();
        words
    }

    /// Stores the row and the messages, and emits their events.
    pub async fn save(self, tx: &mut TenantTx) -> Outcome<()> {
        Self::save_all(tx, vec![self]).await
    }

    /// As [`Thread::save`], for several conversations with two statements.
    pub async fn save_all(tx: &mut TenantTx, mut threads: Vec<Self>) -> Outcome<()> {
        // Rows are written in one order everywhere, so that two writers never wait for each other.
        threads.sort_by_key(|t| t.row.id);
        let mut messages = Vec::new();
        let (mut rows, mut previews) = (Vec::new(), Vec::new());
        for mut thread in threads {
            let id = thread.row.id;
            if thread.made {
                tx.emit(NewEvent {
                    kind: event::CONVERSATION_CREATED,
                    conversation: Some(id),
                    subject: id.0,
                    visitor_id: thread.row.next_visitor_event(),
                });
            }
            for message in &thread.new {
                tx.emit(NewEvent {
                    kind: event::MESSAGE_CREATED,
                    conversation: Some(id),
                    subject: message.id.0,
                    visitor_id: if message.kind == "note" { None } else { thread.row.next_visitor_event() },
                });
            }
            for message in &thread.renewed {
                tx.emit(NewEvent {
                    kind: event::MESSAGE_UPDATED,
                    conversation: Some(id),
                    subject: message.0,
                    visitor_id: thread.row.next_visitor_event(),
                });
            }
            if thread.changed && !thread.made {
                tx.emit(NewEvent {
                    kind: event::CONVERSATION_UPDATED,
                    conversation: Some(id),
                    subject: id.0,
                    visitor_id: thread.row.next_visitor_event(),
                });
            }
            messages.extend(thread.new);
            rows.push(thread.row);
            previews.push(thread.preview);
        }
        store::save_all(tx, &rows, &previews).await?;
        if !messages.is_empty() {
            store::add_messages(tx, &messages).await?;
        }
        Ok(())
    }
}
