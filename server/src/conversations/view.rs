//! Rows to what crosses the wire: opening sealed values, names, sources.

use super::{model::word, store};
use crate::{
    crypto::{Key, Sealed},
    db::TenantTx,
    files, knowledge,
    refusal::{Outcome, Refusal},
    sign_in,
};
use api::{
    Attachment, AttachmentId, Author, AuthorKind, ChunkId, Contact, ContactId, Conversation, ConversationId,
    Message, MessageId, Person, Rating, Source, Stamp,
};
use sqlx::{Row, postgres::PgRow};
use std::{collections::HashMap, sync::Arc};
use time::OffsetDateTime;
use uuid::Uuid;

/// Conversations by id; those that are gone are absent. In no order.
pub async fn by_id(tx: &mut TenantTx, ids: &[ConversationId]) -> Outcome<Vec<Conversation>> {
    if ids.is_empty() {
        return Ok(vec![]);
    }
    let ids: Vec<Uuid> = ids.iter().map(|i| i.0).collect();
    let rows = store::conversations_by_id(tx, &ids).await?;
    conversations(tx, &rows).await
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
    messages(tx, &rows).await
}

/// The messages of a conversation that its visitor may see, after a number.
pub async fn visitor_messages(
    tx: &mut TenantTx,
    id: ConversationId,
    after: i64,
    limit: i64,
) -> Outcome<Vec<Message>> {
    let rows = store::messages(tx, id, Some(after), None, false, limit).await?;
    Ok(messages(tx, &rows).await?.into_iter().map(for_visitor).collect())
}

/// What a visitor sees of a message: colleagues by name, not by id; reasons stay inside.
pub fn for_visitor(mut message: Message) -> Message {
    if message.author.kind != AuthorKind::Contact {
        message.author.id = None;
        message.client_id = None;
    }
    message
}

pub(super) async fn conversations(tx: &mut TenantTx, rows: &[PgRow]) -> Outcome<Vec<Conversation>> {
    let contacts: Vec<Uuid> = rows.iter().map(|r| r.try_get("contact_id")).collect::<sqlx::Result<_>>()?;
    let assignees: Vec<Uuid> = rows
        .iter()
        .filter_map(|r| r.try_get::<Option<Uuid>, _>("assignee_id").transpose())
        .collect::<sqlx::Result<_>>()?;
    tx.load_keys(&contacts).await?;
    let people = sign_in::people(tx, &assignees).await?;
    rows.iter()
        .zip(contacts)
        .map(|(row, contact)| conversation(row, tx.loaded_key(contact), &people))
        .collect()
}

fn conversation(row: &PgRow, key: Option<Arc<Key>>, people: &HashMap<Uuid, Person>) -> Outcome<Conversation> {
    let id: Uuid = row.try_get("id")?;
    let contact_id: Uuid = row.try_get("contact_id")?;
    let open = |column: &str, place: &str, row_id: Uuid| -> Outcome<Option<String>> {
        match (row.try_get::<Option<Sealed>, _>(column)?, &key) {
            (Some(sealed), Some(key)) => Ok(Some(key.open_text(place, row_id, &sealed.0)?)),
            _ => Ok(None),
        }
    };
    let rating = match (
        row.try_get::<Option<i16>, _>("rating_score")?,
        row.try_get::<Option<OffsetDateTime>, _>("rated_at")?,
    ) {
        (Some(score), Some(at)) => Some(Rating {
            score: u8::try_from(score).unwrap_or_default(),
            comment: open("rating_comment_sealed", "conversations.rating_comment", id)?,
            created_at: Stamp(at),
        }),
        _ => None,
    };
    let assignee: Option<Uuid> = row.try_get("assignee_id")?;
    let reason: Option<String> = row.try_get("handoff_reason")?;
    Ok(Conversation {
        id: ConversationId(id),
        state: word(row.try_get("state")?).map_err(Refusal::internal)?,
        channel: row.try_get("channel")?,
        locale: row.try_get("locale")?,
        dialect: row.try_get("dialect")?,
        contact: Contact {
            id: ContactId(contact_id),
            name: open("name_sealed", "contacts.name", contact_id)?,
            email: open("email_sealed", "contacts.email", contact_id)?,
            phone: open("phone_sealed", "contacts.phone", contact_id)?,
            verified: row.try_get("verified")?,
        },
        assignee: assignee.and_then(|id| people.get(&id).cloned()),
        preview: open("preview_sealed", "conversations.preview", id)?,
        unread: u32::try_from(row.try_get::<i32, _>("unread")?).unwrap_or_default(),
        waiting_since: row.try_get::<Option<OffsetDateTime>, _>("waiting_since")?.map(Stamp),
        last_message_at: Stamp(row.try_get("last_message_at")?),
        created_at: Stamp(row.try_get("created_at")?),
        resolved_at: row.try_get::<Option<OffsetDateTime>, _>("resolved_at")?.map(Stamp),
        rating,
        handoff_reason: reason.map(|r| word(&r)).transpose().map_err(Refusal::internal)?,
        last_seq: row.try_get("last_seq")?,
    })
}

/// The reference to a passage, as stored with a message.
#[derive(serde::Deserialize)]
struct Reference {
    chunk: ChunkId,
}

pub(super) async fn messages(tx: &mut TenantTx, rows: &[PgRow]) -> Outcome<Vec<Message>> {
    let mut contacts = Vec::new();
    let mut agents = Vec::new();
    let mut chunks = Vec::new();
    let mut attachments = Vec::new();
    let mut references: Vec<Vec<ChunkId>> = Vec::with_capacity(rows.len());
    for row in rows {
        contacts.push(row.try_get::<Uuid, _>("contact_id")?);
        if row.try_get::<&str, _>("author_kind")? == "agent" {
            agents.extend(row.try_get::<Option<Uuid>, _>("author_id")?);
        }
        let stored: Vec<Reference> =
            serde_json::from_value(row.try_get("sources")?).map_err(Refusal::internal)?;
        let stored: Vec<ChunkId> = stored.into_iter().map(|r| r.chunk).collect();
        chunks.extend_from_slice(&stored);
        references.push(stored);
        attachments.extend(row.try_get::<Vec<Uuid>, _>("attachments")?.into_iter().map(AttachmentId));
    }
    tx.load_keys(&contacts).await?;
    let people = sign_in::people(tx, &agents).await?;
    let sources = knowledge::sources(tx, &chunks).await?;
    let attachments = files::attachments_by_id(tx, &attachments).await?;
    rows.iter()
        .zip(contacts)
        .zip(references)
        .map(|((row, contact), chunks)| {
            message(row, tx.loaded_key(contact), &people, &sources, &chunks, &attachments)
        })
        .collect()
}

fn message(
    row: &PgRow,
    key: Option<Arc<Key>>,
    people: &HashMap<Uuid, Person>,
    sources: &HashMap<ChunkId, Source>,
    chunks: &[ChunkId],
    attachments: &HashMap<AttachmentId, Attachment>,
) -> Outcome<Message> {
    let id: Uuid = row.try_get("id")?;
    let author_id: Option<Uuid> = row.try_get("author_id")?;
    let author_kind: AuthorKind = word(row.try_get("author_kind")?).map_err(Refusal::internal)?;
    // A destroyed key leaves the row readable as a row: the words are gone.
    let body = match key {
        Some(key) => key.open_text("messages.body", id, row.try_get("body_sealed")?)?,
        None => String::new(),
    };
    let sent: Vec<Uuid> = row.try_get("attachments")?;
    Ok(Message {
        id: MessageId(id),
        conversation_id: row.try_get("conversation_id")?,
        seq: row.try_get("seq")?,
        author: Author {
            kind: author_kind,
            id: author_id,
            name: author_id.and_then(|id| people.get(&id)).map(|p| p.name.clone()),
        },
        kind: word(row.try_get("kind")?).map_err(Refusal::internal)?,
        body,
        sources: chunks.iter().filter_map(|chunk| sources.get(chunk).cloned()).collect(),
        attachments: sent.iter().filter_map(|id| attachments.get(&AttachmentId(*id)).cloned()).collect(),
        client_id: row.try_get("client_id")?,
        delivery: word(row.try_get("delivery")?).map_err(Refusal::internal)?,
        created_at: Stamp(row.try_get("created_at")?),
        detail: row.try_get("detail")?,
    })
}
