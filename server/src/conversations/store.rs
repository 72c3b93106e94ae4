use super::model::{Locked, NewMessage};
use crate::{crypto::Sealed, db::TenantTx};
use api::{ContactId, ConversationId, MessageId};
use sqlx::{Row, postgres::PgRow};
use std::collections::HashMap;
use time::OffsetDateTime;
use uuid::Uuid;

const LOCKED: &str =
    "id, contact_id, state, assignee_id, last_seq, answered_seq, unanswered, unread, waiting_since,
    handoff_reason, resolved_at, last_message_at, rating_score, locale, dialect, visitor_events";

/// Locks contacts in order, so that each one's first message makes one conversation.
pub(super) async fn lock_contacts(tx: &mut TenantTx, ids: &[Uuid]) -> sqlx::Result<()> {
    let tenant = tx.tenant();
    sqlx::query("select id from contacts where tenant_id = $1 and id = any($2) order by id for update")
        .bind(tenant)
        .bind(ids)
        .execute(tx.conn())
        .await
        .map(drop)
}

/// The newest conversation of each contact on a channel, locked in order of id.
pub(super) async fn lock_of_contacts(
    tx: &mut TenantTx,
    contacts: &[Uuid],
    channels: &[Uuid],
) -> sqlx::Result<Vec<Locked>> {
    let tenant = tx.tenant();
    sqlx::query_as(sqlx::AssertSqlSafe(format!(
        "select {LOCKED} from conversations where tenant_id = $1 and id in (
             select distinct on (c.contact_id, c.channel_id) c.id from conversations c
               join unnest($2::uuid[], $3::uuid[]) as w (contact, channel)
                 on c.contact_id = w.contact and c.channel_id = w.channel
              where c.tenant_id = $1
              order by c.contact_id, c.channel_id, c.created_at desc)
          order by id for update"
    )))
    .bind(tenant)
    .bind(contacts)
    .bind(channels)
    .fetch_all(tx.conn())
    .await
}

/// One conversation under its lock.
pub(super) async fn lock(tx: &mut TenantTx, id: ConversationId) -> sqlx::Result<Option<Locked>> {
    let tenant = tx.tenant();
    sqlx::query_as(sqlx::AssertSqlSafe(format!(
        "select {LOCKED} from conversations where tenant_id = $1 and id = $2 for update"
    )))
    .bind(tenant)
    .bind(id)
    .fetch_optional(tx.conn())
    .await
}

/// As [`lock`], without holding it.
pub(super) async fn peek(tx: &mut TenantTx, id: ConversationId) -> sqlx::Result<Option<Locked>> {
    let tenant = tx.tenant();
    sqlx::query_as(sqlx::AssertSqlSafe(format!(
        "select {LOCKED} from conversations where tenant_id = $1 and id = $2"
    )))
    .bind(tenant)
    .bind(id)
    .fetch_optional(tx.conn())
    .await
}

/// Claims senders' ids. Those that come back are new; the others were there before.
pub(super) async fn claim(
    tx: &mut TenantTx,
    senders: &[Uuid],
    provider_ids: &[String],
    conversations: &[Uuid],
    messages: &[Uuid],
) -> sqlx::Result<Vec<Uuid>> {
    let tenant = tx.tenant();
    sqlx::query_scalar(
        "insert into inbound_receipts (tenant_id, sender_id, provider_id, conversation_id, message_id)
         select $1, * from unnest($2::uuid[], $3::text[], $4::uuid[], $5::uuid[])
         on conflict do nothing returning message_id",
    )
    .bind(tenant)
    .bind(senders)
    .bind(provider_ids)
    .bind(conversations)
    .bind(messages)
    .fetch_all(tx.conn())
    .await
}

/// What a sender's id became: sender, id, conversation, message.
pub(super) async fn receipts(
    tx: &mut TenantTx,
    senders: &[Uuid],
    provider_ids: &[String],
) -> sqlx::Result<Vec<(Uuid, String, Uuid, Uuid)>> {
    let tenant = tx.tenant();
    sqlx::query_as(
        "select r.sender_id, r.provider_id, r.conversation_id, r.message_id from inbound_receipts r
           join unnest($2::uuid[], $3::text[]) as w (sender, provider) on r.sender_id = w.sender and r.provider_id = w.provider
          where r.tenant_id = $1",
    )
    .bind(tenant)
    .bind(senders)
    .bind(provider_ids)
    .fetch_all(tx.conn())
    .await
}

/// A conversation's first row.
pub(super) struct NewConversation {
    pub id: ConversationId,
    pub contact: ContactId,
    pub channel: &'static str,
    pub channel_id: Uuid,
    pub state: &'static str,
    pub locale: String,
    pub at: OffsetDateTime,
}

pub(super) async fn add_conversation(tx: &mut TenantTx, new: &NewConversation) -> sqlx::Result<()> {
    let tenant = tx.tenant();
    sqlx::query(
        "insert into conversations (tenant_id, id, contact_id, channel, channel_id, state, locale, last_message_at, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $8)",
    )
    .bind(tenant)
    .bind(new.id)
    .bind(new.contact)
    .bind(new.channel)
    .bind(new.channel_id)
    .bind(new.state)
    .bind(&new.locale)
    .bind(new.at)
    .execute(tx.conn())
    .await
    .map(drop)
}

/// Writes back conversations that are locked; a preview that is `None` stays as it was.
pub(super) async fn save_all(
    tx: &mut TenantTx,
    all: &[Locked],
    previews: &[Option<Sealed>],
) -> sqlx::Result<()> {
    let tenant = tx.tenant();
    sqlx::query(
        "update conversations c set state = u.state, assignee_id = u.assignee, last_seq = u.last_seq,
                answered_seq = u.answered_seq, unanswered = u.unanswered, unread = u.unread, waiting_since = u.waiting,
                handoff_reason = u.reason, resolved_at = u.resolved, last_message_at = u.last_message,
                locale = u.locale, dialect = u.dialect, preview_sealed = coalesce(u.preview, c.preview_sealed),
                visitor_events = u.visitor_events
           from unnest($2::uuid[], $3::text[], $4::uuid[], $5::int8[], $6::int8[], $7::int2[], $8::int4[], $9::timestamptz[],
                       $10::text[], $11::timestamptz[], $12::timestamptz[], $13::text[], $14::text[], $15::bytea[], $16::int8[])
                as u (id, state, assignee, last_seq, answered_seq, unanswered, unread, waiting, reason, resolved,
                      last_message, locale, dialect, preview, visitor_events)
          where c.tenant_id = $1 and c.id = u.id",
    )
    .bind(tenant)
    .bind(all.iter().map(|c| c.id).collect::<Vec<_>>())
    .bind(all.iter().map(|c| c.state.0.as_str()).collect::<Vec<_>>())
    .bind(all.iter().map(|c| c.assignee_id).collect::<Vec<_>>())
    .bind(all.iter().map(|c| c.last_seq).collect::<Vec<_>>())
    .bind(all.iter().map(|c| c.answered_seq).collect::<Vec<_>>())
    .bind(all.iter().map(|c| c.unanswered).collect::<Vec<_>>())
    .bind(all.iter().map(|c| c.unread).collect::<Vec<_>>())
    .bind(all.iter().map(|c| c.waiting_since).collect::<Vec<_>>())
    .bind(all.iter().map(|c| c.handoff_reason.clone()).collect::<Vec<_>>())
    .bind(all.iter().map(|c| c.resolved_at).collect::<Vec<_>>())
    .bind(all.iter().map(|c| c.last_message_at).collect::<Vec<_>>())
    .bind(all.iter().map(|c| c.locale.clone()).collect::<Vec<_>>())
    .bind(all.iter().map(|c| c.dialect.clone()).collect::<Vec<_>>())
    .bind(previews.iter().map(|p| p.as_ref().map(|s| s.0.clone())).collect::<Vec<_>>())
    .bind(all.iter().map(|c| c.visitor_events).collect::<Vec<_>>())
    .execute(tx.conn())
    .await
    .map(drop)
}

/// Stores messages whose numbers were taken under the conversations' locks.
pub(super) async fn add_messages(tx: &mut TenantTx, messages: &[NewMessage]) -> sqlx::Result<()> {
    let tenant = tx.tenant();
    // Arrays of arrays must be rectangular in PostgreSQL: words and attachments travel as JSON.
    let words: Vec<serde_json::Value> = messages.iter().map(|m| serde_json::json!(m.words)).collect();
    let attachments: Vec<serde_json::Value> =
        messages.iter().map(|m| serde_json::json!(m.attachments)).collect();
    sqlx::query(
        "insert into messages (tenant_id, conversation_id, id, seq, author_kind, author_id, kind, body_sealed, detail,
                               sources, attachments, client_id, delivery, words, created_at)
         select $1, m.conversation, m.id, m.seq, m.author_kind, m.author, m.kind, m.body, m.detail, m.sources,
                array(select jsonb_array_elements_text(m.attachments)::uuid), m.client_id, m.delivery,
                array(select jsonb_array_elements_text(m.words)::bigint), m.at
           from unnest($2::uuid[], $3::uuid[], $4::int8[], $5::text[], $6::uuid[], $7::text[], $8::bytea[], $9::text[],
                       $10::jsonb[], $11::jsonb[], $12::text[], $13::text[], $14::jsonb[], $15::timestamptz[])
                as m (conversation, id, seq, author_kind, author, kind, body, detail, sources, attachments, client_id,
                      delivery, words, at)",
    )
    .bind(tenant)
    .bind(messages.iter().map(|m| m.conversation.0).collect::<Vec<_>>())
    .bind(messages.iter().map(|m| m.id.0).collect::<Vec<_>>())
    .bind(messages.iter().map(|m| m.seq).collect::<Vec<_>>())
    .bind(messages.iter().map(|m| m.author_kind).collect::<Vec<_>>())
    .bind(messages.iter().map(|m| m.author_id).collect::<Vec<_>>())
    .bind(messages.iter().map(|m| m.kind).collect::<Vec<_>>())
    .bind(messages.iter().map(|m| m.body.0.clone()).collect::<Vec<_>>())
    .bind(messages.iter().map(|m| m.detail.clone()).collect::<Vec<_>>())
    .bind(messages.iter().map(|m| m.sources.clone()).collect::<Vec<_>>())
    .bind(attachments)
    .bind(messages.iter().map(|m| m.client_id.clone()).collect::<Vec<_>>())
    .bind(messages.iter().map(|m| m.delivery).collect::<Vec<_>>())
    .bind(words)
    .bind(messages.iter().map(|m| m.at).collect::<Vec<_>>())
    .execute(tx.conn())
    .await
    .map(drop)
}

pub(super) const MESSAGE: &str =
    "m.conversation_id, m.id, m.seq, m.author_kind, m.author_id, m.kind, m.body_sealed,
    m.detail, m.sources, m.attachments, m.client_id, m.delivery, m.created_at, c.contact_id";

/// A conversation's messages after and before a number; the newest `limit` of them when only
/// `before` is given, the oldest otherwise. Always in order of `seq`.
pub(super) async fn messages(
    tx: &mut TenantTx,
    conversation: ConversationId,
    after: Option<i64>,
    before: Option<i64>,
    with_notes: bool,
    limit: i64,
) -> sqlx::Result<Vec<PgRow>> {
    let tenant = tx.tenant();
    let newest_first = after.is_none();
    let order = if newest_first { "desc" } else { "asc" };
    let mut rows = sqlx::query(sqlx::AssertSqlSafe(format!(
        "select {MESSAGE} from messages m join conversations c on c.tenant_id = m.tenant_id and c.id = m.conversation_id
          where m.tenant_id = $1 and m.conversation_id = $2 and ($3::int8 is null or m.seq > $3)
            and ($4::int8 is null or m.seq < $4) and ($5 or m.kind <> 'note')
          order by m.seq {order} limit $6"
    )))
    .bind(tenant)
    .bind(conversation)
    .bind(after)
    .bind(before)
    .bind(with_notes)
    .bind(limit)
    .fetch_all(tx.conn())
    .await?;
    if newest_first {
        rows.reverse();
    }
    Ok(rows)
}

/// Messages by id, in no order.
pub(super) async fn messages_by_id(
    tx: &mut TenantTx,
    ids: &[(ConversationId, MessageId)],
) -> sqlx::Result<Vec<PgRow>> {
    let tenant = tx.tenant();
    sqlx::query(sqlx::AssertSqlSafe(format!(
        "select {MESSAGE} from unnest($2::uuid[], $3::uuid[]) as w (conversation, message)
           join messages m on m.tenant_id = $1 and m.conversation_id = w.conversation and m.id = w.message
           join conversations c on c.tenant_id = m.tenant_id and c.id = m.conversation_id"
    )))
    .bind(tenant)
    .bind(ids.iter().map(|i| i.0.0).collect::<Vec<_>>())
    .bind(ids.iter().map(|i| i.1.0).collect::<Vec<_>>())
    .fetch_all(tx.conn())
    .await
}

/// The columns of a conversation with its contact.
pub(super) const CONVERSATION: &str = "c.id, c.state, c.channel, c.locale, c.dialect, c.assignee_id, c.preview_sealed,
    c.unread, c.waiting_since, c.last_message_at, c.created_at, c.resolved_at, c.rating_score, c.rating_comment_sealed,
    c.rated_at, c.handoff_reason, c.last_seq, c.contact_id, k.name_sealed, k.email_sealed, k.phone_sealed, k.verified";

pub(super) async fn conversations_by_id(tx: &mut TenantTx, ids: &[Uuid]) -> sqlx::Result<Vec<PgRow>> {
    let tenant = tx.tenant();
    sqlx::query(sqlx::AssertSqlSafe(format!(
        "select {CONVERSATION} from conversations c
           join contacts k on k.tenant_id = c.tenant_id and k.id = c.contact_id
          where c.tenant_id = $1 and c.id = any($2)"
    )))
    .bind(tenant)
    .bind(ids)
    .fetch_all(tx.conn())
    .await
}

/// Where a page of a queue begins: the sort key and id of the last row before it.
pub(super) type After = Option<(OffsetDateTime, Uuid)>;

/// A page of a queue: oldest waiting first in `unassigned`, newest activity first elsewhere.
pub(super) async fn list(
    tx: &mut TenantTx,
    queue: api::Queue,
    me: Uuid,
    after: After,
    limit: i64,
) -> sqlx::Result<Vec<PgRow>> {
    let tenant = tx.tenant();
    let (filter, key, ascending) = match queue {
        api::Queue::Mine => ("c.state = 'agent' and c.assignee_id = $2", "c.last_message_at", false),
        api::Queue::Unassigned => ("c.state = 'queued' and $2::uuid is not null", "c.waiting_since", true),
        api::Queue::All => (
            "c.state in ('assistant', 'queued', 'agent') and $2::uuid is not null",
            "c.last_message_at",
            false,
        ),
        api::Queue::Resolved => ("c.state = 'resolved' and $2::uuid is not null", "c.last_message_at", false),
    };
    let (order, beyond) = if ascending { ("asc", ">") } else { ("desc", "<") };
    sqlx::query(sqlx::AssertSqlSafe(format!(
        "select {CONVERSATION} from conversations c
           join contacts k on k.tenant_id = c.tenant_id and k.id = c.contact_id
          where c.tenant_id = $1 and {filter} and ($3::timestamptz is null or ({key}, c.id) {beyond} ($3, $4))
          order by {key} {order}, c.id {order} limit $5"
    )))
    .bind(tenant)
    .bind(me)
    .bind(after.map(|a| a.0))
    .bind(after.map(|a| a.1))
    .bind(limit)
    .fetch_all(tx.conn())
    .await
}

pub(super) async fn counts(tx: &mut TenantTx, me: Uuid) -> sqlx::Result<api::Counts> {
    let tenant = tx.tenant();
    let row = sqlx::query(
        "select count(*) filter (where state = 'agent' and assignee_id = $2),
                count(*) filter (where state = 'queued'),
                count(*) filter (where state <> 'resolved'),
                count(*) filter (where state = 'resolved'),
                count(*) filter (where unread > 0 and (state = 'queued' or (state = 'agent' and assignee_id = $2)))
           from conversations where tenant_id = $1",
    )
    .bind(tenant)
    .bind(me)
    .fetch_one(tx.conn())
    .await?;
    Ok(api::Counts {
        mine: row.try_get(0)?,
        unassigned: row.try_get(1)?,
        all: row.try_get(2)?,
        resolved: row.try_get(3)?,
        unread: row.try_get(4)?,
    })
}

/// Nobody has unread messages here any more.
pub(super) async fn mark_read(tx: &mut TenantTx, id: ConversationId) -> sqlx::Result<Option<bool>> {
    let tenant = tx.tenant();
    sqlx::query_scalar(
        "update conversations set unread = 0 from (select unread from conversations where tenant_id = $1 and id = $2 for update) as was
          where tenant_id = $1 and id = $2 returning was.unread > 0",
    )
    .bind(tenant)
    .bind(id)
    .fetch_optional(tx.conn())
    .await
}

pub(super) async fn set_rating(
    tx: &mut TenantTx,
    id: ConversationId,
    score: i16,
    comment: Option<Sealed>,
    at: OffsetDateTime,
) -> sqlx::Result<()> {
    let tenant = tx.tenant();
    sqlx::query(
        "update conversations set rating_score = $3, rating_comment_sealed = $4, rated_at = $5 where tenant_id = $1 and id = $2",
    )
    .bind(tenant)
    .bind(id)
    .bind(score)
    .bind(comment)
    .bind(at)
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
    let tenant = tx.tenant();
    sqlx::query_scalar(
        "select id from conversations where tenant_id = $1 and contact_id = $2 and channel_id = $3 order by created_at desc limit 1",
    )
    .bind(tenant)
    .bind(contact)
    .bind(channel)
    .fetch_optional(tx.conn())
    .await
}

/// The number of the last event that concerned the conversation's visitor; 0 before the first.
pub async fn last_visitor_event(tx: &mut TenantTx, id: ConversationId) -> sqlx::Result<i64> {
    let tenant = tx.tenant();
    let last: Option<i64> =
        sqlx::query_scalar("select visitor_events from conversations where tenant_id = $1 and id = $2")
            .bind(tenant)
            .bind(id)
            .fetch_optional(tx.conn())
            .await?;
    Ok(last.unwrap_or(0))
}

/// Whose conversations these are.
pub async fn contacts_of(
    tx: &mut TenantTx,
    conversations: &[Uuid],
) -> sqlx::Result<HashMap<ConversationId, ContactId>> {
    if conversations.is_empty() {
        return Ok(HashMap::new());
    }
    let tenant = tx.tenant();
    let pairs: Vec<(ConversationId, ContactId)> =
        sqlx::query_as("select id, contact_id from conversations where tenant_id = $1 and id = any($2)")
            .bind(tenant)
            .bind(conversations)
            .fetch_all(tx.conn())
            .await?;
    Ok(pairs.into_iter().collect())
}

/// Messages that hold all of the hashed words, newest first.
pub(super) async fn find_messages(
    tx: &mut TenantTx,
    words: &[i64],
    before: Option<Uuid>,
    limit: i32,
) -> sqlx::Result<Vec<(ConversationId, MessageId)>> {
    sqlx::query_as("select conversation_id, id from find_messages($1, $2, $3)")
        .bind(words)
        .bind(before)
        .bind(limit)
        .fetch_all(tx.conn())
        .await
}

pub(super) async fn add_decision(
    tx: &mut TenantTx,
    id: Uuid,
    conversation: ConversationId,
    at: OffsetDateTime,
    trigger_seq: i64,
    decision: &super::NewDecision,
) -> sqlx::Result<()> {
    let tenant = tx.tenant();
    let passages: Vec<_> = decision
        .passages
        .iter()
        .map(|(chunk, document, score)| serde_json::json!({"chunk": chunk, "document": document, "score": score}))
        .collect();
    let outcome = serde_json::to_value(decision.outcome).ok();
    sqlx::query(
        "insert into decisions (tenant_id, id, conversation_id, at, trigger_seq, outcome, reason, provider, model,
                                latency_ms, tokens, passages)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
    )
    .bind(tenant)
    .bind(id)
    .bind(conversation)
    .bind(at)
    .bind(trigger_seq)
    .bind(outcome.as_ref().and_then(|o| o.as_str()))
    .bind(&decision.reason)
    .bind(&decision.provider)
    .bind(&decision.model)
    .bind(i32::try_from(decision.latency_ms).unwrap_or(i32::MAX))
    .bind(decision.tokens.map(|t| i32::try_from(t).unwrap_or(i32::MAX)))
    .bind(serde_json::Value::Array(passages))
    .execute(tx.conn())
    .await
    .map(drop)
}

/// Whether a member is active, and so can be given a conversation.
pub(super) async fn is_member(tx: &mut TenantTx, user: Uuid) -> sqlx::Result<bool> {
    let tenant = tx.tenant();
    sqlx::query_scalar(
        "select exists (select 1 from users where tenant_id = $1 and id = $2 and state = 'active')",
    )
    .bind(tenant)
    .bind(user)
    .fetch_one(tx.conn())
    .await
}
