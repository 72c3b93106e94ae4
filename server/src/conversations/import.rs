use super::{
    NewDecision,
    model::{Locked, word},
    store,
    thread::{By, Draft, Thread},
};
use crate::{
    App,
    db::TenantTx,
    refusal::{Outcome, Refusal},
};
use api::{
    ChunkId, ContactId, ConversationId, DecisionId, DocumentId, MessageId, MessageKind, State, UserId,
};
use time::OffsetDateTime;
use uuid::Uuid;

/// A conversation that took place elsewhere or before.
pub struct Past {
    /// What it is called where it comes from; under one name it is taken in once.
    pub provider_id: String,
    pub id: ConversationId,
    pub contact: ContactId,
    pub channel_id: Uuid,
    pub locale: String,
    pub state: String,
    pub assignee: Option<Uuid>,
    pub handoff_reason: Option<String>,
    /// Score, comment, when.
    pub rating: Option<(u8, Option<String>, OffsetDateTime)>,
    pub messages: Vec<PastMessage>,
}

/// One message of a [`Past`]; `person` is the colleague where one wrote it.
pub struct PastMessage {
    pub author: String,
    pub person: Option<Uuid>,
    pub kind: String,
    pub body: String,
    pub at: OffsetDateTime,
    pub sources: Vec<(ChunkId, DocumentId)>,
    /// Why the assistant wrote it, or handed over with it, where that is known.
    pub decision: Option<NewDecision>,
}

/// Whether a conversation of this name was taken in on a channel before.
pub async fn is_imported(tx: &mut TenantTx, channel: Uuid, provider_id: &str) -> Outcome<bool> {
    Ok(!store::receipts(tx, &[channel], &[provider_id.to_owned()]).await?.is_empty())
}

/// Writes a conversation with its own times; `false` where it is there already. No job is queued: what
/// is past is not answered.
pub async fn import(app: &App, tx: &mut TenantTx, past: Past) -> Outcome<bool> {
    let state: State = word(&past.state).map_err(Refusal::internal)?;
    let start = past.messages.first().map_or_else(|| app.now(), |m| m.at);
    let ids: Vec<MessageId> = past.messages.iter().map(|m| MessageId(app.id_at(m.at))).collect();
    let first = ids.first().copied().unwrap_or(MessageId(past.id.0));
    let claimed = store::claim(tx, &[past.channel_id], &[past.provider_id], &[past.id], &[first]).await?;
    if claimed.is_empty() {
        return Ok(false);
    }
    store::add_conversation(
        tx,
        &store::NewConversation {
            id: past.id,
            contact: past.contact,
            channel: "widget",
            channel_id: past.channel_id,
            state: State::Assistant.as_str(),
            locale: past.locale.clone(),
            at: start,
        },
    )
    .await?;
    let language = past.locale.split('-').next().unwrap_or_default().to_owned();
    let dialect = (past.locale != language).then(|| past.locale.clone());
    let row = Locked {
        id: past.id,
        contact_id: past.contact,
        state: State::Assistant,
        assignee_id: past.assignee.map(UserId),
        last_seq: 0,
        answered_seq: 0,
        unanswered: 0,
        unread: 0,
        waiting_since: None,
        handoff_reason: past.handoff_reason.as_deref().map(word).transpose().map_err(Refusal::internal)?,
        resolved_at: None,
        last_message_at: start,
        rating_score: None,
        channel: "widget".to_owned(),
        locale: language,
        dialect,
        dialect_evidence: None,
        mode: None,
        visitor_events: 0,
    };
    let mut thread = Thread::made(tx, row).await?;
    let mut decisions = Vec::new();
    let mut asked_seq = 0;
    for (id, message) in ids.into_iter().zip(past.messages) {
        let by = match (message.author.as_str(), message.person) {
            (_, Some(person)) => By::Agent(person),
            ("contact", _) => By::Contact(past.contact.0),
            ("assistant", _) => By::Assistant,
            _ => By::System,
        };
        let kind = word(&message.kind).map_err(Refusal::internal)?;
        let from_contact = matches!(by, By::Contact(_));
        let (by, body, detail) = match (kind, message.body.as_str()) {
            (MessageKind::Event, "handed_over") => {
                let by = if past.handoff_reason.as_deref() == Some("asked_for_person") {
                    By::Contact(past.contact.0)
                } else {
                    By::Assistant
                };
                thread.row.waiting_since = Some(message.at);
                (by, "handed_off".to_owned(), past.handoff_reason.clone())
            }
            (MessageKind::Event, "assigned") => {
                (past.assignee.map_or(by, By::Agent), "taken".to_owned(), None)
            }
            (MessageKind::Event, "resolved") => {
                thread.row.resolved_at = Some(message.at);
                (past.assignee.map_or(by, By::Agent), "resolved".to_owned(), None)
            }
            _ => (by, message.body, None),
        };
        thread.write(
            Draft { kind, detail, sources: message.sources, ..Draft::reply(id, by, body) },
            message.at,
        )?;
        if from_contact {
            asked_seq = thread.row.last_seq;
        }
        let said = matches!(by, By::Assistant).then_some(id);
        decisions.extend(message.decision.map(|decision| (message.at, asked_seq, said, decision)));
        match by {
            By::Agent(_) => thread.row.unread = 0,
            _ if from_contact => thread.row.unread += 1,
            By::Contact(_) | By::Assistant | By::System => {}
        }
    }
    thread.row.state = state;
    thread.row.answered_seq = thread.row.last_seq;
    match state {
        State::Queued => drop(thread.row.waiting_since.get_or_insert(thread.row.last_message_at)),
        State::Resolved => {
            thread.row.unread = 0;
            thread.row.waiting_since = None;
            thread.row.resolved_at.get_or_insert(thread.row.last_message_at);
        }
        State::Assistant | State::Agent => thread.row.waiting_since = None,
    }
    let sealed = match &past.rating {
        Some((_, Some(comment), _)) => {
            Some(thread.key.seal("conversations.rating_comment", past.id.0, comment.as_bytes())?)
        }
        _ => None,
    };
    thread.save(tx).await?;
    for (at, asked_seq, said, decision) in decisions {
        store::add_decision(tx, DecisionId(app.id_at(at)), past.id, at, asked_seq, said, &decision).await?;
    }
    if let Some((score, _, at)) = past.rating {
        store::set_rating(tx, past.id, i16::from(score), sealed, at).await?;
    }
    Ok(true)
}
