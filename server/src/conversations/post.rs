use super::{
    draft,
    model::{checked_body, checked_client_id, wrong_state},
    review, store,
    thread::{By, Draft, Thread},
    view,
};
use crate::{
    App, files,
    http::{Caller, can},
    line,
    refusal::{Outcome, Refusal},
};
use std::collections::HashSet;

use api::{ConversationId, Message, MessageId, MessageKind, NewMessage, State};

/// Whether a message was stored now, or had been before under the same `client_id`.
pub enum Posted {
    Now(Message),
    Before(Message),
}

/// Stores a colleague's reply or note.
///
/// A reply needs the conversation in the writer's hands: one speaker at a time. From the queue or
/// the assistant a reply takes it.
pub async fn post(
    app: &App,
    caller: &Caller<can::Reply>,
    id: ConversationId,
    mut new: NewMessage,
) -> Outcome<Posted> {
    checked_client_id(&new.client_id)?;
    let mut named = HashSet::new();
    new.attachment_ids.retain(|file| named.insert(*file));
    let body = if line::is_blank(&new.body) && !new.attachment_ids.is_empty() {
        String::new()
    } else {
        checked_body(&new.body)?
    };
    if new.kind == MessageKind::Event {
        return Err(Refusal::field("kind", "invalid", "`reply` or `note`"));
    }
    if new.attachment_ids.len() > 10 {
        return Err(Refusal::field("attachment_ids", "too_long", "at most 10 files with a message"));
    }
    let mut tx = app.db.tenant(caller.tenant).begin().await?;
    let mut thread = Thread::open(&mut tx, id).await?;
    let message = MessageId(app.new_id());
    let claimed =
        store::claim(&mut tx, &[caller.id.0], std::slice::from_ref(&new.client_id), &[id], &[message])
            .await?;
    if claimed.is_empty() {
        let found = store::receipts(&mut tx, &[caller.id.0], &[new.client_id]).await?;
        let places: Vec<_> = found.iter().map(|r| (r.conversation_id, r.message_id)).collect();
        let before = view::messages_by_id(&mut tx, &places).await?.pop();
        return match before {
            Some(before) if before.conversation_id == id => Ok(Posted::Before(before)),
            _ => Err(Refusal::new(
                api::Code::IdempotencyMismatch,
                "This client_id was used in another conversation.",
            )),
        };
    }
    let now = app.now();
    if new.kind == MessageKind::Reply {
        match thread.state() {
            State::Agent if thread.row.assignee_id == Some(caller.id) => {}
            State::Agent => return Err(super::assign::taken(&mut tx, &thread).await?),
            State::Resolved => return Err(wrong_state(State::Resolved, "answered")),
            State::Assistant | State::Queued => super::assign::give(app, &mut thread, caller.id, caller.id)?,
        }
        thread.row.unread = 0;
        thread.row.waiting_since = None;
        thread.row.answered_seq = thread.row.last_seq;
        draft::dismiss(&mut tx, id).await?;
        review::answered(app, &mut tx, &thread, caller.id).await?;
    }
    files::claim_attachments(&mut tx, &new.attachment_ids, message, thread.row.contact_id).await?;
    let draft = Draft {
        kind: new.kind,
        client_id: Some(new.client_id),
        attachments: new.attachment_ids,
        ..Draft::reply(message, By::Agent(caller.id.0), body)
    };
    thread.write(draft, now)?;
    thread.save(&mut tx).await?;
    let stored = view::messages_by_id(&mut tx, &[(id, message)])
        .await?
        .pop()
        .ok_or_else(|| Refusal::internal(anyhow::anyhow!("a stored message is not there")))?;
    tx.commit().await?;
    Ok(Posted::Now(stored))
}
