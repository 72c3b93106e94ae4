use super::super::model::{Locked, reason_word};
use crate::{crypto::Sealed, db::TenantTx};
use api::{ContactId, ConversationId, Mode, UserId};
use std::collections::HashMap;
use time::OffsetDateTime;
use uuid::Uuid;

/// Locks contacts in order, so that each one's first message makes one conversation.
pub(in super::super) async fn lock_contacts(tx: &mut TenantTx, ids: &[ContactId]) -> sqlx::Result<()> {
    sqlx::query!(
        "select id from contacts where tenant_id = $1 and id = any($2) order by id for update",
        tx.tenant().0,
        ids as &[ContactId],
    )
    .fetch_all(tx.conn())
    .await
    .map(drop)
}

/// Selects [`Locked`] rows: its columns stand once.
macro_rules! select_locked {
    ($which:literal, $($argument:expr),* $(,)?) => {
        sqlx::query_as!(
            Locked,
            "select id, contact_id, state, assignee_id, last_seq, answered_seq, unanswered, unread, waiting_since,
                    handoff_reason, resolved_at, last_message_at, rating_score, channel, locale, dialect, dialect_evidence,
                    mode, visitor_events
               from conversations where tenant_id = $1 and " + $which,
            $($argument),*
        )
    };
}

/// The newest conversation of each contact on a channel, locked in order of id.
pub(in super::super) async fn lock_of_contacts(
    tx: &mut TenantTx,
    contacts: &[ContactId],
    channels: &[Uuid],
) -> sqlx::Result<Vec<Locked>> {
    select_locked!(
        "id in (
             select distinct on (c.contact_id, c.channel_id) c.id from conversations c
               join unnest($2::uuid[], $3::uuid[]) as w (contact, channel)
                 on c.contact_id = w.contact and c.channel_id = w.channel
              where c.tenant_id = $1
              order by c.contact_id, c.channel_id, c.created_at desc)
          order by id for update",
        tx.tenant().0,
        contacts as &[ContactId],
        channels,
    )
    .fetch_all(tx.conn())
    .await
}

/// One conversation under its lock.
pub(in super::super) async fn lock(tx: &mut TenantTx, id: ConversationId) -> sqlx::Result<Option<Locked>> {
    select_locked!("id = $2 for update", tx.tenant().0, id.0).fetch_optional(tx.conn()).await
}

/// As [`lock`], without holding it.
pub(in super::super) async fn peek(tx: &mut TenantTx, id: ConversationId) -> sqlx::Result<Option<Locked>> {
    select_locked!("id = $2", tx.tenant().0, id.0).fetch_optional(tx.conn()).await
}

/// A conversation's first row.
pub(in super::super) struct NewConversation {
    pub id: ConversationId,
    pub contact: ContactId,
    pub channel: &'static str,
    pub channel_id: Uuid,
    pub state: &'static str,
    pub locale: String,
    pub at: OffsetDateTime,
}

pub(in super::super) async fn add_conversation(tx: &mut TenantTx, new: &NewConversation) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into conversations (tenant_id, id, contact_id, channel, channel_id, state, locale, last_message_at, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $8)",
        tx.tenant().0,
        new.id.0,
        new.contact.0,
        new.channel,
        new.channel_id,
        new.state,
        new.locale,
        new.at,
    )
    .execute(tx.conn())
    .await
    .map(drop)
}

/// Writes back conversations that are locked; a preview that is `None` stays as it was.
pub(in super::super) async fn save_all(
    tx: &mut TenantTx,
    all: &[Locked],
    previews: &[Option<Sealed>],
) -> sqlx::Result<()> {
    fn column<'a, T>(all: &'a [Locked], of: impl Fn(&'a Locked) -> T) -> Vec<T> {
        all.iter().map(of).collect()
    }
    sqlx::query!(
        "update conversations c set state = u.state, assignee_id = u.assignee, last_seq = u.last_seq,
                answered_seq = u.answered_seq, unanswered = u.unanswered, unread = u.unread, waiting_since = u.waiting,
                handoff_reason = u.reason, resolved_at = u.resolved, last_message_at = u.last_message,
                locale = u.locale, dialect = u.dialect, dialect_evidence = u.evidence, preview_sealed = coalesce(u.preview, c.preview_sealed),
                visitor_events = u.visitor_events, mode = u.mode
           from unnest($2::uuid[], $3::text[], $4::uuid[], $5::int8[], $6::int8[], $7::int2[], $8::int4[], $9::timestamptz[],
                       $10::text[], $11::timestamptz[], $12::timestamptz[], $13::text[], $14::text[], $15::bytea[], $16::bytea[], $17::int8[],
                       $18::text[])
                as u (id, state, assignee, last_seq, answered_seq, unanswered, unread, waiting, reason, resolved,
                      last_message, locale, dialect, evidence, preview, visitor_events, mode)
          where c.tenant_id = $1 and c.id = u.id",
        tx.tenant().0,
        column(all, |c| c.id) as Vec<ConversationId>,
        column(all, |c| c.state.as_str()) as Vec<&str>,
        column(all, |c| c.assignee_id) as Vec<Option<UserId>>,
        &column(all, |c| c.last_seq),
        &column(all, |c| c.answered_seq),
        &column(all, |c| c.unanswered),
        &column(all, |c| c.unread),
        column(all, |c| c.waiting_since) as Vec<Option<OffsetDateTime>>,
        column(all, |c| c.handoff_reason.map(reason_word)) as Vec<Option<String>>,
        column(all, |c| c.resolved_at) as Vec<Option<OffsetDateTime>>,
        &column(all, |c| c.last_message_at),
        column(all, |c| c.locale.as_str()) as Vec<&str>,
        column(all, |c| c.dialect.as_deref()) as Vec<Option<&str>>,
        column(all, |c| c.dialect_evidence.as_deref()) as Vec<Option<&[u8]>>,
        previews as &[Option<Sealed>],
        &column(all, |c| c.visitor_events),
        column(all, |c| c.mode.map(Mode::as_str)) as Vec<Option<&str>>,
    )
    .execute(tx.conn())
    .await
    .map(drop)
}

/// Nobody has unread messages here any more; whether there were some, `None` without such a conversation.
pub(in super::super) async fn mark_read(tx: &mut TenantTx, id: ConversationId) -> sqlx::Result<Option<bool>> {
    sqlx::query_scalar!(
        r#"update conversations set unread = 0 from (select unread from conversations where tenant_id = $1 and id = $2 for update) as was
            where tenant_id = $1 and id = $2 returning was.unread > 0 as "was_unread!""#,
        tx.tenant().0,
        id.0,
    )
    .fetch_optional(tx.conn())
    .await
}

pub(in super::super) async fn set_rating(
    tx: &mut TenantTx,
    id: ConversationId,
    score: i16,
    comment: Option<Sealed>,
    at: OffsetDateTime,
) -> sqlx::Result<()> {
    sqlx::query!(
        "update conversations set rating_score = $3, rating_comment_sealed = $4, rated_at = $5 where tenant_id = $1 and id = $2",
        tx.tenant().0,
        id.0,
        score,
        comment as Option<Sealed>,
        at,
    )
    .execute(tx.conn())
    .await
    .map(drop)
}

/// The contact's newest conversation on a channel.
pub async fn of_contact(
    tx: &mut TenantTx,
    contact: ContactId,
    channel: Uuid,
) -> sqlx::Result<Option<ConversationId>> {
    sqlx::query_scalar!(
        "select id from conversations where tenant_id = $1 and contact_id = $2 and channel_id = $3 order by created_at desc limit 1",
        tx.tenant().0,
        contact.0,
        channel,
    )
    .fetch_optional(tx.conn())
    .await
}

/// The number of the last event that concerned the conversation's visitor; 0 before the first.
pub async fn last_visitor_event(tx: &mut TenantTx, id: ConversationId) -> sqlx::Result<i64> {
    let last = sqlx::query_scalar!(
        "select visitor_events from conversations where tenant_id = $1 and id = $2",
        tx.tenant().0,
        id.0,
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(last.unwrap_or(0))
}

/// Whose conversations these are.
pub async fn contacts_of(
    tx: &mut TenantTx,
    conversations: &[ConversationId],
) -> sqlx::Result<HashMap<ConversationId, ContactId>> {
    if conversations.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = sqlx::query!(
        "select id, contact_id from conversations where tenant_id = $1 and id = any($2)",
        tx.tenant().0,
        conversations as &[ConversationId],
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.contact_id)).collect())
}

/// Whether a member is active, and so can be given a conversation.
pub(in super::super) async fn is_member(tx: &mut TenantTx, user: UserId) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (select 1 from users where tenant_id = $1 and id = $2 and state = 'active') as "there!""#,
        tx.tenant().0,
        user.0,
    )
    .fetch_one(tx.conn())
    .await
}
