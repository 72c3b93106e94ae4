use crate::db::TenantTx;
use api::{ConversationId, MessageId};

/// A message that belongs to one of the decisions that were given.
pub(in super::super) struct Belongs {
    /// The decision's place, from 1.
    pub place: i64,
    pub conversation: ConversationId,
    pub message: MessageId,
    /// A colleague's reply, not the question.
    pub reply: bool,
}

/// What customers asked and the first that a colleague replied, for decisions by conversation and `trigger_seq`; in
/// the order of the decisions and the messages.
pub(in super::super) async fn asked_and_replied(
    tx: &mut TenantTx,
    decisions: &[(ConversationId, i64)],
) -> sqlx::Result<Vec<Belongs>> {
    let (conversations, triggers): (Vec<ConversationId>, Vec<i64>) = decisions.iter().copied().unzip();
    sqlx::query_as!(
        Belongs,
        r#"select w.place as "place!", w.conversation as "conversation!: ConversationId", m.id as "message!: MessageId",
                  m.reply as "reply!"
             from unnest($2::uuid[], $3::int8[]) with ordinality as w (conversation, trigger_seq, place)
            cross join lateral (
                select id, seq, false as reply from messages
                 where tenant_id = $1 and conversation_id = w.conversation and seq <= w.trigger_seq
                   and seq > coalesce((select max(trigger_seq) from decisions
                                        where tenant_id = $1 and conversation_id = w.conversation
                                          and trigger_seq < w.trigger_seq), 0)
                   and author_kind = 'contact' and kind = 'reply'
                union all
                (select id, seq, true from messages
                  where tenant_id = $1 and conversation_id = w.conversation and seq > w.trigger_seq
                    and author_kind = 'agent' and kind = 'reply'
                  order by seq limit 1)) as m
            order by w.place, m.seq"#,
        tx.tenant().0,
        conversations as Vec<ConversationId>,
        &triggers,
    )
    .fetch_all(tx.conn())
    .await
}
