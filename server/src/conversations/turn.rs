use super::{
    handoff::hand_over,
    model::Locked,
    store,
    thread::{By, Draft, Thread},
    view,
};
use crate::{
    App,
    assistant::{self, InForce},
    db::TenantTx,
    refusal::{Outcome, Refusal},
};
use api::{
    AuthorKind, ChunkId, Code, ContactId, ConversationId, DecisionId, DocumentId, HandoffReason, MessageId,
    MessageKind, Mode, State, TenantId,
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
    /// The mode by which it is the assistant's turn.
    pub mode: Mode,
    pub part: Part,
}

/// What the assistant's part is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// It has the conversation: it answers, or hands over.
    Speak,
    /// People have it: it drafts for them.
    Draft,
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
    /// What the guards saw.
    pub factors: Vec<String>,
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
    /// What it may do has changed since: nothing was stored, and the turn is to be looked at again.
    OtherMode,
}

/// What stands to be answered or drafted for; `None` when it is not the assistant's turn.
pub async fn turn(tx: &mut TenantTx, id: ConversationId) -> Outcome<Option<Turn>> {
    let Some(row) = store::peek(tx, id).await? else { return Ok(None) };
    let modes = assistant::modes(tx).await?;
    of(tx, row, &modes).await
}

/// What stands to be answered or drafted for in a conversation whose row is at hand.
pub(super) async fn of(tx: &mut TenantTx, row: Locked, modes: &InForce) -> Outcome<Option<Turn>> {
    let mode = modes.of(&row.channel, row.mode);
    match row.state {
        State::Assistant if row.last_seq > row.answered_seq => unanswered(tx, row, mode).await,
        State::Queued | State::Agent if mode == Mode::Draft => undrafted(tx, row).await,
        State::Assistant | State::Queued | State::Agent | State::Resolved => Ok(None),
    }
}

/// What no draft was made for and nobody of the team has answered.
async fn undrafted(tx: &mut TenantTx, row: Locked) -> Outcome<Option<Turn>> {
    let before = store::drafts(tx, &[row.id]).await?.pop().map_or(0, |draft| draft.trigger_seq);
    let (turn, replied) = newest(tx, row).await?;
    Ok(turn.filter(|turn| turn.trigger_seq > before && !replied))
}

async fn unanswered(tx: &mut TenantTx, row: Locked, mode: Mode) -> Outcome<Option<Turn>> {
    let id = row.id;
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
        mode,
        part: Part::Speak,
    }))
}

/// What the customer wrote last, to draft a reply to it, whoever has the conversation: their newest messages in a row.
///
/// # Errors
/// `not_found`; `conflict` where the customer has written nothing.
pub async fn to_draft(tx: &mut TenantTx, id: ConversationId) -> Outcome<Turn> {
    let row = store::peek(tx, id).await?.ok_or_else(Refusal::not_found)?;
    let (turn, _) = newest(tx, row).await?;
    turn.ok_or_else(|| {
        Refusal::new(Code::Conflict, "The customer has written nothing that could be answered.")
    })
}

/// The customer's newest messages in a row, and whether somebody of the team has replied since.
async fn newest(tx: &mut TenantTx, row: Locked) -> Outcome<(Option<Turn>, bool)> {
    let id = row.id;
    let rows = store::messages(tx, id, None, None, false, HISTORY + 20).await?;
    let messages = view::messages(tx, rows).await?;
    let mut replies: Vec<&api::Message> = messages.iter().filter(|m| m.kind == MessageKind::Reply).collect();
    let theirs = |m: &&api::Message| m.author.kind == AuthorKind::Contact;
    let end = replies.iter().rposition(theirs).map_or(0, |last| last + 1);
    let replied = replies.iter().skip(end).any(|m| m.author.kind == AuthorKind::Agent);
    replies.truncate(end);
    let begin = replies.iter().rposition(|m| !theirs(m)).map_or(0, |before| before + 1);
    let open = replies.split_off(begin);
    let Some(last) = open.last() else { return Ok((None, replied)) };
    let skip = replies.len().saturating_sub(usize::try_from(HISTORY).unwrap_or_default());
    let turn = Turn {
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
        mode: Mode::Draft,
        part: Part::Draft,
    };
    Ok((Some(turn), replied))
}

/// Stores what the assistant says, with its decision, in one transaction.
///
/// The conversation's lock decides: if a person took it, or the customer wrote after
/// `turn.trigger_seq`, nothing is stored and the job that the newer message queued answers. So does
/// the mode of this moment, held until the commit: what was made in another is not said.
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
    if assistant::modes_held(&mut tx).await?.of(&thread.row.channel, thread.row.mode) != turn.mode {
        return Ok(Spoken::OtherMode);
    }
    let now = app.now();
    let mut spoken = Some(message);
    match said {
        Said::Reply { body, sources, refused } => {
            thread.write(Draft { sources, ..Draft::reply(message, By::Assistant, body) }, now)?;
            thread.row.unanswered = if refused { thread.row.unanswered.saturating_add(1) } else { 0 };
        }
        Said::Handoff { reason, body } => {
            match body {
                Some(body) => drop(thread.write(Draft::reply(message, By::Assistant, body), now)?),
                None => spoken = None,
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
        spoken,
        &decision,
    )
    .await?;
    tx.commit().await?;
    Ok(Spoken::Stored)
}
