//! One conversation from all sides: what was acknowledged, what is stored, what everybody saw.

use super::{people, verdict::Verdict};
use crate::{database, server::Home, visitor::REGION};
use anyhow::Result;
use api::{AuthorKind, ConversationId, Message, MessageKind};
use sqlx::Connection as _;
use std::collections::HashSet;
use uuid::Uuid;

/// Who saw it and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    AgentSocket,
    AgentRest,
    VisitorSocket,
    VisitorRest,
}

/// A row of the table.
pub struct Stored {
    pub id: Uuid,
    pub seq: i64,
    pub is_reply: bool,
}

/// The rows themselves, in order of their numbers.
pub async fn stored(home: &Home, conversation: ConversationId) -> Result<Vec<Stored>> {
    let mut conn = database::connect(&home.data(), "postgres", REGION).await?;
    let rows: Vec<(Uuid, i64, bool)> = sqlx::query_as(
        "select id, seq, kind = 'reply' from messages where conversation_id = $1 order by seq, id",
    )
    .bind(conversation.0)
    .fetch_all(&mut conn)
    .await?;
    conn.close().await?;
    Ok(rows.into_iter().map(|(id, seq, is_reply)| Stored { id, seq, is_reply }).collect())
}

pub struct Sides {
    /// Acknowledged to the visitor, in the order of writing.
    pub by_visitor: Vec<Message>,
    /// Acknowledged to the agent, in the order of writing.
    pub by_agent: Vec<Message>,
    pub stored: Vec<Stored>,
    pub seen: Vec<(Side, Vec<Message>)>,
}

impl Sides {
    /// Counts what there is and notes every difference.
    pub fn compare(&self, verdict: &mut Verdict) {
        verdict.stored += self.stored.iter().filter(|row| row.is_reply).count();
        if !gapless(&self.stored) {
            verdict.wrong("the stored numbers have a gap or a repetition".to_owned());
        }

        let acknowledged: Vec<Uuid> =
            self.by_visitor.iter().chain(&self.by_agent).map(|message| message.id.0).collect();
        let distinct: HashSet<Uuid> = acknowledged.iter().copied().collect();
        let replies: HashSet<Uuid> = self.stored.iter().filter(|r| r.is_reply).map(|r| r.id).collect();
        if distinct.len() != acknowledged.len() {
            verdict.wrong("two messages were acknowledged as one".to_owned());
        }
        let lost = distinct.difference(&replies).count();
        let more = replies.difference(&distinct).count();
        if lost + more > 0 {
            verdict.wrong(format!(
                "{lost} acknowledged messages are not stored, {more} stored ones are too many"
            ));
        }
        for (who, kind, messages) in [
            ("the visitor", AuthorKind::Contact, &self.by_visitor),
            ("the agent", AuthorKind::Agent, &self.by_agent),
        ] {
            if !messages.is_sorted_by(|a, b| a.seq < b.seq) {
                verdict.wrong(format!("what {who} wrote was numbered in another order"));
            }
            if messages.iter().any(|m| m.author.kind != kind || !is_what_was_written(m)) {
                verdict.wrong(format!("what {who} wrote was acknowledged with another text or author"));
            }
        }

        // Events of the conversation (handed over, taken) are among the messages on every side.
        let order: Vec<Uuid> = self.stored.iter().map(|row| row.id).collect();
        for (side, messages) in &self.seen {
            *verdict.seen.entry(*side).or_default() +=
                messages.iter().filter(|m| m.kind == MessageKind::Reply).count();
            let seen: Vec<Uuid> = messages.iter().map(|message| message.id.0).collect();
            if seen != order {
                let (known, all): (HashSet<_>, HashSet<_>) = (seen.iter().collect(), order.iter().collect());
                verdict.wrong(format!(
                    "{side:?} saw {} messages where {} are stored: {} missing, {} unknown, {} doubled{}",
                    seen.len(),
                    order.len(),
                    all.difference(&known).count(),
                    known.difference(&all).count(),
                    seen.len() - known.len(),
                    if seen.len() == order.len() && known == all { ", in another order" } else { "" }
                ));
            }
            // Visitors are not told a colleague's ids.
            if messages.iter().any(|m| m.client_id.is_some() && !is_what_was_written(m)) {
                verdict.wrong(format!("{side:?} saw another text than was written"));
            }
        }
    }
}

/// 1, 2, 3…
fn gapless(stored: &[Stored]) -> bool {
    stored.iter().zip(1..).all(|(row, number)| row.seq == number)
}

/// Whether the text is the one that belongs to the sender's id.
fn is_what_was_written(message: &Message) -> bool {
    let number = message.client_id.as_deref().and_then(|id| id.strip_prefix("m-")?.parse().ok());
    number.is_some_and(|number| message.body == people::body(number))
}
