use super::{store, view};
use crate::{
    App,
    db::NewEvent,
    http::{Caller, can},
    refusal::{Outcome, Refusal},
};
use api::{Code, Conversation, ConversationId, Messages, Page, Queue, event};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use time::OffsetDateTime;
use uuid::Uuid;

/// A page of a queue.
pub(super) async fn list(
    app: &App,
    caller: &Caller<can::Read>,
    queue: Queue,
    cursor: Option<&str>,
    limit: i64,
) -> Outcome<Page<Conversation>> {
    let after = cursor.map(|c| parse_cursor(c, queue)).transpose()?;
    let mut tx = app.db.tenant(caller.tenant).begin().await?;
    let mut rows = store::list(&mut tx, queue, caller.id, after, limit + 1).await?;
    let more = rows.len() as i64 > limit;
    rows.truncate(usize::try_from(limit).unwrap_or(rows.len()));
    let next = match rows.last() {
        Some(last) if more => {
            let key = match queue {
                Queue::Unassigned => last.waiting_since,
                Queue::Mine | Queue::All | Queue::Resolved => Some(last.last_message_at),
            };
            key.map(|key| cursor_of(queue, key, last.id.0))
        }
        _ => None,
    };
    Ok(Page { items: view::conversations(&mut tx, rows).await?, next })
}

fn cursor_of(queue: Queue, key: OffsetDateTime, id: Uuid) -> String {
    URL_SAFE_NO_PAD.encode(format!("{}:{}:{id}", queue.as_str(), key.unix_timestamp_nanos() / 1000))
}

fn parse_cursor(text: &str, queue: Queue) -> Outcome<(OffsetDateTime, Uuid)> {
    let parse = || {
        let plain = String::from_utf8(URL_SAFE_NO_PAD.decode(text).ok()?).ok()?;
        let mut parts = plain.splitn(3, ':');
        let (name, micros, id) = (parts.next()?, parts.next()?, parts.next()?);
        let key = OffsetDateTime::from_unix_timestamp_nanos(micros.parse::<i128>().ok()?.checked_mul(1000)?)
            .ok()?;
        (name == queue.as_str()).then_some((key, id.parse().ok()?))
    };
    parse().ok_or_else(|| {
        Refusal::new(Code::InvalidCursor, "This cursor is not of this list; start without one.")
    })
}

/// Messages after or before a number.
pub(super) async fn messages(
    app: &App,
    caller: &Caller<can::Read>,
    id: ConversationId,
    after: Option<i64>,
    before: Option<i64>,
    limit: i64,
) -> Outcome<Messages> {
    let mut tx = app.db.tenant(caller.tenant).begin().await?;
    store::peek(&mut tx, id).await?.ok_or_else(Refusal::not_found)?;
    let mut rows = store::messages(&mut tx, id, after, before, true, limit + 1).await?;
    let has_more = rows.len() as i64 > limit;
    if has_more {
        // The row too many stands at the far end: last when reading on, first when reading back.
        if after.is_some() {
            rows.pop();
        } else {
            rows.remove(0);
        }
    }
    Ok(Messages { items: view::messages(&mut tx, rows).await?, has_more })
}

/// Marks a conversation as read; says so to the other screens when something was unread.
pub(super) async fn mark_read(
    app: &App,
    caller: &Caller<can::Read>,
    id: ConversationId,
) -> Outcome<Conversation> {
    let mut tx = app.db.tenant(caller.tenant).begin().await?;
    let was_unread = store::mark_read(&mut tx, id).await?.ok_or_else(Refusal::not_found)?;
    if was_unread {
        tx.emit(NewEvent {
            kind: event::CONVERSATION_UPDATED,
            conversation: Some(id),
            subject: id.0,
            visitor_id: None,
        });
    }
    let conversation = view::one(&mut tx, id).await?;
    tx.commit().await?;
    Ok(conversation)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_of_its_list_only() {
        let (at, id) =
            (OffsetDateTime::from_unix_timestamp_nanos(1_772_357_400_125_123_000).unwrap(), Uuid::now_v7());
        let cursor = cursor_of(Queue::All, at, id);
        assert_eq!(parse_cursor(&cursor, Queue::All).unwrap(), (at, id));
        assert!(parse_cursor(&cursor, Queue::Mine).is_err());
        assert!(parse_cursor("%%", Queue::All).is_err());
    }
}
