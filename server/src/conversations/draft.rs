//! The assistant's draft of a conversation: for the team only, used up by the next reply.

use super::{
    NewDecision, Spoken, Turn, store,
    store::DraftRow,
    thread::Thread,
    turn::{self, Part},
    view::references,
};
use crate::{
    App, assistant,
    db::{NewEvent, TenantTx},
    http::{Caller, can},
    knowledge,
    refusal::{Outcome, Refusal},
};
use api::{ChunkId, ConversationDraft, ConversationId, DecisionId, DocumentId, Drafted, event};
use serde_json::json;
use std::collections::HashMap;

/// Where a draft's words are sealed; under the customer's key, because they are about them.
const BODY: &str = "drafts.body";

/// Stores what the assistant would say to a turn, with its decision, in one transaction.
///
/// The conversation's lock decides, and the mode of this moment: where the assistant drafts no more, somebody has
/// answered or the customer wrote again, nothing is stored.
pub async fn keep(
    app: &App,
    turn: &Turn,
    body: Option<&str>,
    sources: &[(ChunkId, DocumentId)],
    decision: NewDecision,
) -> Outcome<Spoken> {
    let mut tx = app.db.tenant(turn.tenant).begin().await?;
    let thread = Thread::open(&mut tx, turn.conversation).await?;
    let modes = assistant::modes_held(&mut tx).await?;
    let now = turn::of(&mut tx, thread.row, &modes).await?;
    if !now.is_some_and(|now| now.part == Part::Draft && now.trigger_seq == turn.trigger_seq) {
        return Ok(Spoken::Superseded);
    }
    let id = turn.conversation;
    let seal = |body: &str| thread.key.seal(BODY, id.0, body.as_bytes());
    let (decision_id, at) = (DecisionId(app.new_id()), app.now());
    let sources: Vec<_> =
        sources.iter().map(|(chunk, document)| json!({ "chunk": chunk, "document": document })).collect();
    let row = DraftRow {
        conversation_id: id,
        decision_id,
        trigger_seq: turn.trigger_seq,
        body_sealed: body.map(seal).transpose()?,
        sources: sources.into(),
        created_at: at,
    };
    store::keep_draft(&mut tx, &row).await?;
    store::add_decision(&mut tx, decision_id, id, at, turn.trigger_seq, None, &decision).await?;
    say_so(&mut tx, id);
    tx.commit().await?;
    Ok(Spoken::Stored)
}

/// What waits for the team in these conversations, each named once: an entry for each, with or without a draft.
pub async fn drafts(tx: &mut TenantTx, ids: &[ConversationId]) -> Outcome<Vec<ConversationDraft>> {
    if ids.is_empty() {
        return Ok(vec![]);
    }
    let mut rows: HashMap<ConversationId, DraftRow> =
        store::drafts(tx, ids).await?.into_iter().map(|row| (row.conversation_id, row)).collect();
    let contacts = store::contacts_of(tx, ids).await?;
    tx.load_keys(&contacts.values().map(|contact| contact.0).collect::<Vec<_>>()).await?;
    let mut all = Vec::with_capacity(ids.len());
    for id in ids {
        let key = contacts.get(id).and_then(|contact| tx.loaded_key(contact.0));
        let draft = match (rows.remove(id), key) {
            (Some(DraftRow { body_sealed: Some(body), decision_id, sources, .. }), Some(key)) => {
                let body = key.open_text(BODY, id.0, &body.0)?;
                shown(tx, *id, decision_id, body, sources).await?
            }
            _ => None,
        };
        all.push(ConversationDraft { conversation_id: *id, draft });
    }
    Ok(all)
}

async fn shown(
    tx: &mut TenantTx,
    id: ConversationId,
    decision: DecisionId,
    body: String,
    sources: serde_json::Value,
) -> Outcome<Option<Drafted>> {
    let chunks = references(sources)?;
    let found = knowledge::sources(tx, &chunks).await?;
    let sources = chunks.iter().filter_map(|chunk| found.get(chunk).cloned()).collect();
    let decision = assistant::decision(tx, id, decision).await?;
    Ok(decision.map(|decision| Drafted { body: Some(body), sources, decision }))
}

/// One conversation's.
pub(super) async fn draft(tx: &mut TenantTx, id: ConversationId) -> Outcome<ConversationDraft> {
    store::peek(tx, id).await?.ok_or_else(Refusal::not_found)?;
    drafts(tx, &[id]).await?.pop().ok_or_else(Refusal::not_found)
}

/// Throws a conversation's draft away, for everybody of the team. Repeating it changes nothing.
pub(super) async fn discard(app: &App, caller: &Caller<can::Reply>, id: ConversationId) -> Outcome<()> {
    let mut tx = app.db.tenant(caller.tenant).begin().await?;
    Thread::open(&mut tx, id).await?;
    dismiss(&mut tx, id).await?;
    tx.commit().await
}

/// The draft is no longer wanted; screens hear of it.
pub(super) async fn dismiss(tx: &mut TenantTx, id: ConversationId) -> Outcome<()> {
    if store::dismiss_draft(tx, id).await? {
        say_so(tx, id);
    }
    Ok(())
}

/// What rests on a document that goes, goes with it.
pub(super) async fn source_goes(tx: &mut TenantTx, document: DocumentId) -> Outcome<()> {
    for id in store::dismiss_drafts_citing(tx, document).await? {
        say_so(tx, id);
    }
    Ok(())
}

/// For people only: no visitor hears of a draft.
fn say_so(tx: &mut TenantTx, id: ConversationId) {
    tx.emit(NewEvent { kind: event::DRAFT_UPDATED, conversation: Some(id), subject: id.0, visitor_id: None });
}
