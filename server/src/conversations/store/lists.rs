use crate::{crypto::Sealed, db::TenantTx};
use api::{ContactId, ConversationId, HandoffReason, Mode, Queue, State, UserId};
use time::OffsetDateTime;
use uuid::Uuid;

/// A conversation as stored, with its contact.
pub(in super::super) struct ConversationRow {
    pub id: ConversationId,
    pub state: State,
    pub channel: String,
    pub locale: String,
    pub dialect: Option<String>,
    pub assignee_id: Option<UserId>,
    pub preview_sealed: Option<Sealed>,
    pub unread: i32,
    pub waiting_since: Option<OffsetDateTime>,
    pub last_message_at: OffsetDateTime,
    pub created_at: OffsetDateTime,
    pub resolved_at: Option<OffsetDateTime>,
    pub rating_score: Option<i16>,
    pub rating_comment_sealed: Option<Sealed>,
    pub rated_at: Option<OffsetDateTime>,
    pub handoff_reason: Option<HandoffReason>,
    pub last_seq: i64,
    pub mode: Option<Mode>,
    pub contact_id: ContactId,
    pub name_sealed: Option<Sealed>,
    pub email_sealed: Option<Sealed>,
    pub phone_sealed: Option<Sealed>,
    pub verified: bool,
}

/// Selects [`ConversationRow`]s: its columns stand once.
macro_rules! select_conversations {
    ($which:literal, $($argument:expr),* $(,)?) => {
        sqlx::query_as!(
            ConversationRow,
            "select c.id, c.state, c.channel, c.locale, c.dialect, c.assignee_id, c.preview_sealed, c.unread,
                    c.waiting_since, c.last_message_at, c.created_at, c.resolved_at, c.rating_score,
                    c.rating_comment_sealed, c.rated_at, c.handoff_reason, c.last_seq, c.mode, c.contact_id,
                    k.name_sealed, k.email_sealed, k.phone_sealed, k.verified
               from conversations c join contacts k on k.tenant_id = c.tenant_id and k.id = c.contact_id
              where c.tenant_id = $1 and " + $which,
            $($argument),*
        )
    };
}

/// Conversations by id; those that are gone are absent. In no order.
pub(in super::super) async fn conversations_by_id(
    tx: &mut TenantTx,
    ids: &[ConversationId],
) -> sqlx::Result<Vec<ConversationRow>> {
    select_conversations!("c.id = any($2)", tx.tenant().0, ids as &[ConversationId])
        .fetch_all(tx.conn())
        .await
}

/// Where a page of a queue begins: the sort key and id of the last row before it.
pub(in super::super) type After = Option<(OffsetDateTime, Uuid)>;

/// A page of a queue: oldest waiting first in `unassigned`, newest activity first elsewhere.
pub(in super::super) async fn list(
    tx: &mut TenantTx,
    queue: Queue,
    me: UserId,
    after: After,
    limit: i64,
) -> sqlx::Result<Vec<ConversationRow>> {
    let (tenant, conn) = (tx.tenant().0, tx.conn());
    let (at, id) = after.unzip();
    match queue {
        Queue::Mine => {
            select_conversations!(
                "c.state = 'agent' and c.assignee_id = $5
                 and ($2::timestamptz is null or (c.last_message_at, c.id) < ($2, $3))
                 order by c.last_message_at desc, c.id desc limit $4",
                tenant,
                at,
                id,
                limit,
                me.0,
            )
            .fetch_all(conn)
            .await
        }
        Queue::Unassigned => {
            select_conversations!(
                "c.state = 'queued' and ($2::timestamptz is null or (c.waiting_since, c.id) > ($2, $3))
                 order by c.waiting_since, c.id limit $4",
                tenant,
                at,
                id,
                limit,
            )
            .fetch_all(conn)
            .await
        }
        Queue::All => {
            select_conversations!(
                "c.state in ('assistant', 'queued', 'agent')
                 and ($2::timestamptz is null or (c.last_message_at, c.id) < ($2, $3))
                 order by c.last_message_at desc, c.id desc limit $4",
                tenant,
                at,
                id,
                limit,
            )
            .fetch_all(conn)
            .await
        }
        Queue::Resolved => {
            select_conversations!(
                "c.state = 'resolved' and ($2::timestamptz is null or (c.last_message_at, c.id) < ($2, $3))
                 order by c.last_message_at desc, c.id desc limit $4",
                tenant,
                at,
                id,
                limit,
            )
            .fetch_all(conn)
            .await
        }
    }
}

/// How many conversations each queue has.
pub(in super::super) async fn counts(tx: &mut TenantTx, me: UserId) -> sqlx::Result<api::Counts> {
    // A count is never null, which PostgreSQL does not say.
    sqlx::query_as!(
        api::Counts,
        r#"select count(*) filter (where state = 'agent' and assignee_id = $2) as "mine!",
                  count(*) filter (where state = 'queued') as "unassigned!",
                  count(*) filter (where state <> 'resolved') as "all!",
                  count(*) filter (where state = 'resolved') as "resolved!",
                  count(*) filter (where unread > 0 and (state = 'queued' or (state = 'agent' and assignee_id = $2))) as "unread!"
             from conversations where tenant_id = $1"#,
        tx.tenant().0,
        me.0,
    )
    .fetch_one(tx.conn())
    .await
}
