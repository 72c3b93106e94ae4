//! Rows to what crosses the wire: opening sealed values, names, sources.

use super::store::{self, ConversationRow, MessageRow};
use crate::{
    crypto::{Key, Sealed},
    db::TenantTx,
    files, knowledge,
    refusal::{Outcome, Refusal},
    sign_in,
};
use api::{
    Attachment, AttachmentId, Author, AuthorKind, ChunkId, Contact, Conversation, ConversationId, DocumentId,
    Message, MessageId, Person, Rating, Source, Stamp, UserId,
};
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};
use uuid::Uuid;

/// Conversations by id; those that are gone are absent. In no order.
pub async fn by_id(tx: &mut TenantTx, ids: &[ConversationId]) -> Outcome<Vec<Conversation>> {
    if ids.is_empty() {
        return Ok(vec![]);
    }
    let rows = store::conversations_by_id(tx, ids).await?;
    conversations(tx, rows).await
}

/// One conversation.
pub(super) async fn one(tx: &mut TenantTx, id: ConversationId) -> Outcome<Conversation> {
    by_id(tx, &[id]).await?.pop().ok_or_else(Refusal::not_found)
}

/// Messages by id; those that are gone are absent. In no order.
pub async fn messages_by_id(tx: &mut TenantTx, ids: &[(ConversationId, MessageId)]) -> Outcome<Vec<Message>> {
    if ids.is_empty() {
        return Ok(vec![]);
    }
    let rows = store::messages_by_id(tx, ids).await?;
    messages(tx, rows).await
}

/// The messages of a conversation that its visitor may see, after a number.
pub async fn visitor_messages(
    tx: &mut TenantTx,
    id: ConversationId,
    after: i64,
    limit: i64,
) -> Outcome<Vec<Message>> {
    let rows = store::messages(tx, id, Some(after), None, false, limit).await?;
    let messages = messages(tx, rows).await?;
    let withheld = withheld(tx, messages.iter()).await?;
    Ok(messages.into_iter().map(|message| for_visitor(message, &withheld)).collect())
}

/// The documents among these messages' sources that visitors may not look into, whatever they could when they
/// were answered from them.
pub async fn withheld<'a>(
    tx: &mut TenantTx,
    messages: impl Iterator<Item = &'a Message>,
) -> Outcome<HashSet<DocumentId>> {
    let mut documents: Vec<DocumentId> =
        messages.flat_map(|message| message.sources.iter().map(|source| source.document_id)).collect();
    documents.sort_unstable();
    documents.dedup();
    knowledge::withheld(tx, &documents, "widget").await
}

/// What a visitor sees of a message: colleagues by name, not by id; reasons stay inside, and so do sources that
/// are not for visitors.
pub fn for_visitor(mut message: Message, withheld: &HashSet<DocumentId>) -> Message {
    message.sources.retain(|source| !withheld.contains(&source.document_id));
    if message.author.kind != AuthorKind::Contact {
        message.author.id = None;
        message.client_id = None;
    }
    message
}

pub(super) async fn conversations(
    tx: &mut TenantTx,
    rows: Vec<ConversationRow>,
) -> Outcome<Vec<Conversation>> {
    let contacts: Vec<Uuid> = rows.iter().map(|row| row.contact_id.0).collect();
    let assignees: Vec<UserId> = rows.iter().filter_map(|row| row.assignee_id).collect();
    tx.load_keys(&contacts).await?;
    let people = sign_in::people(tx, &assignees).await?;
    rows.into_iter()
        .map(|row| {
            let key = tx.loaded_key(row.contact_id.0);
            conversation(row, key, &people)
        })
        .collect()
}

fn conversation(
    row: ConversationRow,
    key: Option<Arc<Key>>,
    people: &HashMap<UserId, Person>,
) -> Outcome<Conversation> {
    let (id, contact) = (row.id.0, row.contact_id.0);
    let open = |sealed: Option<Sealed>, place: &str, row_id: Uuid| -> Outcome<Option<String>> {
        match (sealed, &key) {
            (Some(sealed), Some(key)) => Ok(Some(key.open_text(place, row_id, &sealed.0)?)),
            _ => Ok(None),
        }
    };
    let rating = match (row.rating_score, row.rated_at) {
        (Some(score), Some(at)) => Some(Rating {
            score: u8::try_from(score).unwrap_or_default(),
            comment: open(row.rating_comment_sealed, "conversations.rating_comment", id)?,
            created_at: Stamp(at),
        }),
        _ => None,
    };
    Ok(Conversation {
        id: row.id,
        state: row.state,
        channel: row.channel,
        locale: row.locale,
        dialect: row.dialect,
        contact: Contact {
            id: row.contact_id,
            name: open(row.name_sealed, "contacts.name", contact)?,
            email: open(row.email_sealed, "contacts.email", contact)?,
            phone: open(row.phone_sealed, "contacts.phone", contact)?,
            verified: row.verified,
        },
        assignee: row.assignee_id.and_then(|id| people.get(&id).cloned()),
        preview: open(row.preview_sealed, "conversations.preview", id)?,
        unread: u32::try_from(row.unread).unwrap_or_default(),
        waiting_since: row.waiting_since.map(Stamp),
        last_message_at: Stamp(row.last_message_at),
        created_at: Stamp(row.created_at),
        resolved_at: row.resolved_at.map(Stamp),
        rating,
        handoff_reason: row.handoff_reason,
        last_seq: row.last_seq,
        mode: row.mode,
    })
}

/// The reference to a passage, as stored with a message.
#[derive(serde::Deserialize)]
struct Reference {
    chunk: ChunkId,
}

/// The passages that stored references name.
pub(super) fn references(stored: serde_json::Value) -> Outcome<Vec<ChunkId>> {
    let stored: Vec<Reference> = serde_json::from_value(stored).map_err(Refusal::internal)?;
    Ok(stored.into_iter().map(|reference| reference.chunk).collect())
}

pub(super) async fn messages(tx: &mut TenantTx, mut rows: Vec<MessageRow>) -> Outcome<Vec<Message>> {
    let mut references: Vec<Vec<ChunkId>> = Vec::with_capacity(rows.len());
    for row in &mut rows {
        references.push(self::references(row.sources.take())?);
    }
    let contacts: Vec<Uuid> = rows.iter().map(|row| row.contact_id.0).collect();
    let by_agents = rows.iter().filter(|row| row.author_kind == AuthorKind::Agent);
    let agents: Vec<UserId> = by_agents.filter_map(|row| row.author_id).map(UserId).collect();
    let attachments: Vec<AttachmentId> =
        rows.iter().flat_map(|row| row.attachments.iter().copied()).collect();
    tx.load_keys(&contacts).await?;
    let people = sign_in::people(tx, &agents).await?;
    let sources = knowledge::sources(tx, &references.concat()).await?;
    let attachments = files::attachments_by_id(tx, &attachments).await?;
    rows.into_iter()
        .zip(references)
        .map(|(row, chunks)| {
            let key = tx.loaded_key(row.contact_id.0);
            message(row, key, &people, &sources, &chunks, &attachments)
        })
        .collect()
}

fn message(
    row: MessageRow,
    key: Option<Arc<Key>>,
    people: &HashMap<UserId, Person>,
    sources: &HashMap<ChunkId, Source>,
    chunks: &[ChunkId],
    attachments: &HashMap<AttachmentId, Attachment>,
) -> Outcome<Message> {
    // A destroyed key leaves the row readable as a row: the words are gone.
    let body = match key {
        Some(key) => key.open_text("messages.body", row.id.0, &row.body_sealed.0)?,
        None => String::new(),
    };
    Ok(Message {
        id: row.id,
        conversation_id: row.conversation_id,
        seq: row.seq,
        author: Author {
            kind: row.author_kind,
            id: row.author_id,
            name: row.author_id.and_then(|id| people.get(&UserId(id))).map(|p| p.name.clone()),
        },
        kind: row.kind,
        body,
        sources: chunks.iter().filter_map(|chunk| sources.get(chunk).cloned()).collect(),
        attachments: row.attachments.iter().filter_map(|id| attachments.get(id).cloned()).collect(),
        client_id: row.client_id,
        delivery: row.delivery,
        created_at: Stamp(row.created_at),
        detail: row.detail,
    })
}
