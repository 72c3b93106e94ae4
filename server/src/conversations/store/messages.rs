use super::super::model::NewMessage;
use crate::{crypto::Sealed, db::TenantTx};
use api::{
    AttachmentId, AuthorKind, ContactId, ConversationId, Delivery, DocumentId, MessageId, MessageKind,
};
use serde_json::{Value, json};
use time::OffsetDateTime;
use uuid::Uuid;

/// Stores messages whose numbers were taken under the conversations' locks.
pub(in super::super) async fn add_messages(tx: &mut TenantTx, messages: &[NewMessage]) -> sqlx::Result<()> {
    fn column<'a, T>(messages: &'a [NewMessage], of: impl Fn(&'a NewMessage) -> T) -> Vec<T> {
        messages.iter().map(of).collect()
    }
    sqlx::query!(
        "insert into messages (tenant_id, conversation_id, id, seq, author_kind, author_id, kind, body_sealed, detail,
                               sources, attachments, client_id, delivery, words, created_at)
         select $1, m.conversation, m.id, m.seq, m.author_kind, m.author, m.kind, m.body, m.detail, m.sources,
                array(select jsonb_array_elements_text(m.attachments)::uuid), m.client_id, m.delivery,
                array(select jsonb_array_elements_text(m.words)::bigint), m.at
           from unnest($2::uuid[], $3::uuid[], $4::int8[], $5::text[], $6::uuid[], $7::text[], $8::bytea[], $9::text[],
                       $10::jsonb[], $11::jsonb[], $12::text[], $13::text[], $14::jsonb[], $15::timestamptz[])
                as m (conversation, id, seq, author_kind, author, kind, body, detail, sources, attachments, client_id,
                      delivery, words, at)",
        tx.tenant().0,
        column(messages, |m| m.conversation) as Vec<ConversationId>,
        column(messages, |m| m.id) as Vec<MessageId>,
        &column(messages, |m| m.seq),
        column(messages, |m| m.author_kind) as Vec<&str>,
        column(messages, |m| m.author_id) as Vec<Option<Uuid>>,
        column(messages, |m| m.kind) as Vec<&str>,
        column(messages, |m| m.body.0.as_slice()) as Vec<&[u8]>,
        column(messages, |m| m.detail.as_deref()) as Vec<Option<&str>>,
        &column(messages, |m| m.sources.clone()),
        // Arrays of arrays must be rectangular in PostgreSQL: words and attachments travel as JSON.
        &column(messages, |m| json!(m.attachments)),
        column(messages, |m| m.client_id.as_deref()) as Vec<Option<&str>>,
        column(messages, |m| m.delivery) as Vec<&str>,
        &column(messages, |m| json!(m.words)),
        &column(messages, |m| m.at),
    )
    .execute(tx.conn())
    .await
    .map(drop)
}

/// A message as stored, and whose conversation it is in.
pub(in super::super) struct MessageRow {
    pub conversation_id: ConversationId,
    pub id: MessageId,
    pub seq: i64,
    pub author_kind: AuthorKind,
    pub author_id: Option<Uuid>,
    pub kind: MessageKind,
    pub body_sealed: Sealed,
    pub detail: Option<String>,
    pub sources: Value,
    pub attachments: Vec<AttachmentId>,
    pub client_id: Option<String>,
    pub delivery: Delivery,
    pub created_at: OffsetDateTime,
    pub contact_id: ContactId,
}

/// Selects [`MessageRow`]s: its columns stand once.
macro_rules! select_messages {
    ($from:literal, $($argument:expr),* $(,)?) => {
        sqlx::query_as!(
            MessageRow,
            "select m.conversation_id, m.id, m.seq, m.author_kind, m.author_id, m.kind, m.body_sealed, m.detail,
                    m.sources, m.attachments, m.client_id, m.delivery, m.created_at, c.contact_id " + $from,
            $($argument),*
        )
    };
}

/// A conversation's messages after and before a number; the newest `limit` of them when only
/// `before` is given, the oldest otherwise. Always in order of `seq`.
pub(in super::super) async fn messages(
    tx: &mut TenantTx,
    conversation: ConversationId,
    after: Option<i64>,
    before: Option<i64>,
    with_notes: bool,
    limit: i64,
) -> sqlx::Result<Vec<MessageRow>> {
    let tenant = tx.tenant().0;
    let Some(after) = after else {
        let mut newest = select_messages!(
            "from messages m join conversations c on c.tenant_id = m.tenant_id and c.id = m.conversation_id
              where m.tenant_id = $1 and m.conversation_id = $2
                and ($3::int8 is null or m.seq < $3) and ($4 or m.kind <> 'note')
              order by m.seq desc limit $5",
            tenant,
            conversation.0,
            before,
            with_notes,
            limit,
        )
        .fetch_all(tx.conn())
        .await?;
        newest.reverse();
        return Ok(newest);
    };
    select_messages!(
        "from messages m join conversations c on c.tenant_id = m.tenant_id and c.id = m.conversation_id
          where m.tenant_id = $1 and m.conversation_id = $2 and m.seq > $3
            and ($4::int8 is null or m.seq < $4) and ($5 or m.kind <> 'note')
          order by m.seq limit $6",
        tenant,
        conversation.0,
        after,
        before,
        with_notes,
        limit,
    )
    .fetch_all(tx.conn())
    .await
}

/// Messages by id, in no order.
pub(in super::super) async fn messages_by_id(
    tx: &mut TenantTx,
    ids: &[(ConversationId, MessageId)],
) -> sqlx::Result<Vec<MessageRow>> {
    let (conversations, messages): (Vec<ConversationId>, Vec<MessageId>) = ids.iter().copied().unzip();
    select_messages!(
        "from unnest($2::uuid[], $3::uuid[]) as w (conversation, message)
           join messages m on m.tenant_id = $1 and m.conversation_id = w.conversation and m.id = w.message
           join conversations c on c.tenant_id = m.tenant_id and c.id = m.conversation_id",
        tx.tenant().0,
        conversations as Vec<ConversationId>,
        messages as Vec<MessageId>,
    )
    .fetch_all(tx.conn())
    .await
}

/// Messages that hold each word in one of its hashed forms, newest first.
pub(in super::super) async fn find_messages(
    tx: &mut TenantTx,
    words: &[Vec<i64>],
    limit: i64,
) -> sqlx::Result<Vec<(ConversationId, MessageId)>> {
    let ends: Vec<i32> = words
        .iter()
        .scan(0, |end, forms| {
            *end += i32::try_from(forms.len()).unwrap_or(i32::MAX);
            Some(*end)
        })
        .collect();
    // Of a function's result nothing is known but its types.
    let rows = sqlx::query!(
        r#"select conversation_id as "conversation!: ConversationId", id as "message!: MessageId"
             from find_messages($1, $2, $3)"#,
        &words.concat(),
        &ends,
        limit,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|row| (row.conversation, row.message)).collect())
}

/// The messages since `since` that rest on a document, of conversations that went on since then; newest first.
pub(in super::super) async fn citing(
    tx: &mut TenantTx,
    document: DocumentId,
    since: OffsetDateTime,
    most: i64,
) -> sqlx::Result<Vec<(ConversationId, MessageId)>> {
    let rows = sqlx::query!(
        "select m.conversation_id, m.id from messages m
           join conversations c on c.tenant_id = m.tenant_id and c.id = m.conversation_id
          where m.tenant_id = $1 and c.last_message_at > $3 and m.created_at > $3
            and m.sources @> jsonb_build_array(jsonb_build_object('document', $2::uuid))
          order by m.created_at desc limit $4",
        tx.tenant().0,
        document.0,
        since,
        most,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|row| (row.conversation_id, row.id)).collect())
}
