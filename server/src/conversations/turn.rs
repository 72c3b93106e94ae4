use super::{
    handoff::hand_over,
    store,
    thread::{By, Draft, Thread},
    view,
};
use crate::{
    App,
    db::TenantTx,
    refusal::{Outcome, Refusal},
};
use api::{
    AuthorKind, ChunkId, Code, ContactId, ConversationId, DecisionId, DocumentId, HandoffReason, MessageId,
    MessageKind, State, TenantId,
};
use time::OffsetDateTime;

/// How many older replies the assistant is shown.
const HISTORY: i64 = 20;

/// What stands to be answered by the assistant.
#[derive(Clone, Debug)]
pub struct Turn {
    pub tenant: TenantId,
    pub conversation: ConversationId,
    pub contact: ContactId,
    pub channel: String,
    pub locale: String,
    pub dialect: Option<String>,
    /// Refusals in a row before this.
    pub unanswered: u8,
    /// The newest message that stands to be answered.
    pub trigger_seq: i64,
    /// All of the customer's messages since the last answer, one a line.
    pub question: String,
    /// Older replies, oldest first.
    pub history: Vec<(AuthorKind, String)>,
    pub last_contact_at: OffsetDateTime,
}

/// What the assistant says.
#[derive(Clone, Debug)]
pub enum Said {
    Reply { body: String, sources: Vec<(ChunkId, DocumentId)>, refused: bool },
    Handoff { reason: HandoffReason, body: Option<String> },
}

/// Why it says so.
#[derive(Clone, Debug)]
pub struct NewDecision {
    pub outcome: api::Outcome,
    pub reason: Option<String>,
    pub provider: String,
    pub model: Option<String>,
    pub latency_ms: u32,
    pub tokens: Option<u32>,
    pub passages: Vec<(ChunkId, DocumentId, f32)>,
}

/// Whether what was said was stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spoken {
    Stored,
    /// It is no longer the assistant's turn, or the customer wrote more: nothing was stored.
    Superseded,
}

/// What stands to be answered; `None` when it is not the assistant's turn.
pub async fn turn(tx: &mut TenantTx, id: ConversationId) -> Outcome<Option<Turn>> {
    let Some(row) = store::peek(tx, id).await? else { return Ok(None) };
    if row.state != State::Assistant || row.last_seq <= row.answered_seq {
        return Ok(None);
    }
    let rows = store::messages(tx, id, None, None, false, HISTORY + 20).await?;
    let messages = view::messages(tx, rows).await?;
    let replies = messages.iter().filter(|m| m.kind == MessageKind::Reply);
    let (open, older): (Vec<_>, Vec<_>) =
        replies.partition(|m| m.author.kind == AuthorKind::Contact && m.seq > row.answered_seq);
    let Some(last) = open.last() else { return Ok(None) };
    let skip = older.len().saturating_sub(usize::try_from(HISTORY).unwrap_or_default());
    Ok(Some(Turn {
        tenant: tx.tenant(),
        conversation: id,
        contact: row.contact_id,
        locale: row.locale,
        channel: row.channel,
        dialect: row.dialect,
        unanswered: u8::try_from(row.unanswered).unwrap_or_default(),
        trigger_seq: last.seq,
        question: open.iter().map(|m| m.body.as_str()).collect::<Vec<_>>().join("\n"),
        history: older.into_iter().skip(skip).map(|m| (m.author.kind, m.body.clone())).collect(),
        last_contact_at: last.created_at.0,
    }))
}

/// What the customer wrote last, to draft a reply to it, whoever has the conversation: their newest messages in a row.
///
/// # Errors
/// `not_found`; `conflict` where the customer has written nothing.
pub async fn to_draft(tx: &mut TenantTx, id: ConversationId) -> Outcome<Turn> {
    let row = store::peek(tx, id).await?.ok_or_else(Refusal::not_found)?;
    let rows = store::messages(tx, id, None, None, false, HISTORY + 20).await?;
    let messages = view::messages(tx, rows).await?;
    let mut replies: Vec<&api::Message> = messages.iter().filter(|m| m.kind == MessageKind::Reply).collect();
    let theirs = |m: &&api::Message| m.author.kind == AuthorKind::Contact;
    let end = replies.iter().rposition(theirs).map_or(0, |last| last + 1);
    replies.truncate(end);
    let begin = replies.iter().rposition(|m| !theirs(m)).map_or(0, |before| before + 1);
    let open = replies.split_off(begin);
    let Some(last) = open.last() else {
        return Err(Refusal::new(Code::Conflict, "The customer has written nothing that could be answered."));
    };
    let skip = replies.len().saturating_sub(usize::try_from(HISTORY).unwrap_or_default());
    Ok(Turn {
        tenant: tx.tenant(),
        conversation: id,
        contact: row.contact_id,
        locale: row.locale,
        channel: row.channel,
        dialect: row.dialect,
        unanswered: 0,
        trigger_seq: last.seq,
        question: open.iter().map(|m| m.body.as_str()).collect::<Vec<_>>().join("\n"),
        history: replies.into_iter().skip(skip).map(|m| (m.author.kind, m.body.clone())).collect(),
        last_contact_at: last.created_at.0,
    })
}

/// Stores what the assistant says, with its decision, in one transaction.
///
/// The conversation's lock decides: if a person took it, or the customer wrote after
/// `turn.trigger_seq`, nothing is stored and the job that the newer message queued answers.
pub async fn speak(
    app: &App,
    turn: &Turn,
    message: MessageId,
    said: Said,
    decision: NewDecision,
) -> Outcome<Spoken> {
    let mut tx = app.db.tenant(turn.tenant).begin().await?;
    let mut thread = Thread::open(&mut tx, turn.conversation).await?;
    let newer = thread.row.last_seq > turn.trigger_seq;
    if thread.state() != State::Assistant || thread.row.answered_seq >= turn.trigger_seq || newer {
        return Ok(Spoken::Superseded);
    }
    let now = app.now();
    match said {
        Said::Reply { body, sources, refused } => {
            thread.write(Draft { sources, ..Draft::reply(message, By::Assistant, body) }, now)?;
            thread.row.unanswered = if refused { thread.row.unanswered.saturating_add(1) } else { 0 };
        }
        Said::Handoff { reason, body } => {
            if let Some(body) = body {
                thread.write(Draft::reply(message, By::Assistant, body), now)?;
            }
            hand_over(app, &mut thread, reason, By::Assistant)?;
        }
    }
    thread.row.answered_seq = turn.trigger_seq;
    thread.save(&mut tx).await?;
    store::add_decision(
        &mut tx,
        DecisionId(app.new_id()),
        turn.conversation,
        now,
        turn.trigger_seq,
        &decision,
    )
    .await?;
    tx.commit().await?;
    Ok(Spoken::Stored)
}
