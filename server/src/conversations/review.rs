//! Human review: a customer wants a person to look at what the assistant decided.

use super::{
    handoff::hand_over,
    model::{checked_words, reason_word},
    store::{self, ReviewRow},
    thread::{By, Thread},
};
use crate::{
    App,
    channels::widget::Visitor,
    crypto::Key,
    db::{NewEvent, TenantTx},
    http::{Caller, can},
    refusal::{Outcome, Refusal},
    sign_in,
};
use api::{
    Action, Code, ConversationId, DecisionId, HandoffReason, Happening, HumanReview, NewReview, ReviewFound,
    ReviewId, Stamp, State, UserId, event,
};
use std::collections::HashMap;

/// Where the customer's reason is sealed.
const REASON: &str = "reviews.reason";

/// Takes a customer's wish for a review in, and hands the conversation to a person. Asking again for the same changes
/// nothing.
///
/// # Errors
/// `invalid_transition` where the assistant has decided nothing yet; `invalid_input` for a message that is none of the
/// assistant's in this conversation.
pub async fn ask(app: &App, visitor: &Visitor, wish: NewReview) -> Outcome<()> {
    let nothing = || Refusal::new(Code::InvalidTransition, "The assistant has decided nothing here yet.");
    let id = visitor.conversation.ok_or_else(nothing)?;
    let reason = wish.reason.filter(|reason| !crate::line::is_blank(reason));
    let reason = reason.map(|reason| checked_words("reason", &reason)).transpose()?;
    let mut tx = app.db.tenant(visitor.tenant).begin().await?;
    let mut thread = Thread::open(&mut tx, id).await?;
    let decision = match wish.message_id {
        Some(message) => store::decided_by(&mut tx, id, message).await?.ok_or_else(|| {
            Refusal::field("message_id", "invalid", "not one of the assistant's messages here")
        })?,
        None => store::newest_decision(&mut tx, id).await?.ok_or_else(nothing)?,
    };
    let review = ReviewId(app.new_id());
    let seal = |reason: String| thread.key.seal(REASON, review.0, reason.as_bytes());
    let row = ReviewRow {
        id: review,
        decision_id: decision,
        reason_sealed: reason.map(seal).transpose()?,
        asked_at: app.now(),
        outcome: None,
        reviewer_id: None,
        reviewed_at: None,
    };
    if !store::add_review(&mut tx, id, &row).await? {
        return Ok(());
    }
    let by = By::Contact(visitor.contact.0);
    match thread.state() {
        State::Assistant => {
            thread.row.answered_seq = thread.row.last_seq;
            hand_over(app, &mut thread, HandoffReason::Review, by)?;
        }
        State::Resolved => {
            thread.act(Action::Reopen, "reopened", app.now())?;
            thread.row.handoff_reason = Some(HandoffReason::Review);
            thread.happened(app, Happening::HandedOff, by, Some(reason_word(HandoffReason::Review)))?;
        }
        // Somebody has it, or will: they are told what it is about.
        State::Queued | State::Agent => {
            thread.row.handoff_reason = Some(HandoffReason::Review);
            thread.row.waiting_since.get_or_insert(app.now());
            thread.row.unread += 1;
            thread.touch();
            thread.happened(app, Happening::ReviewAsked, by, None)?;
        }
    }
    thread.save(&mut tx).await?;
    tx.commit().await
}

/// Somebody of the team has answered the customer: what was open is answered at the least.
pub(super) async fn answered(app: &App, tx: &mut TenantTx, thread: &Thread, by: UserId) -> Outcome<()> {
    Ok(store::answered_reviews(tx, thread.row.id, by, app.now()).await?)
}

/// Writes down what a person found. A later finding takes the place of an earlier one.
pub(super) async fn record(
    app: &App,
    caller: &Caller<can::Reply>,
    id: ConversationId,
    review: ReviewId,
    found: ReviewFound,
) -> Outcome<HumanReview> {
    let mut tx = app.db.tenant(caller.tenant).begin().await?;
    // The lock: reviews are written in order with what is said.
    Thread::open(&mut tx, id).await?;
    if !store::record_review(&mut tx, id, review, found.outcome, caller.id, app.now()).await? {
        return Err(Refusal::not_found());
    }
    tx.emit(NewEvent {
        kind: event::CONVERSATION_UPDATED,
        conversation: Some(id),
        subject: id.0,
        visitor_id: None,
    });
    let recorded = of_decisions(&mut tx, id).await?.into_values().flatten().find(|one| one.id == review);
    tx.commit().await?;
    recorded.ok_or_else(Refusal::not_found)
}

/// A conversation's reviews by the decision that they are about, oldest first.
pub async fn of_decisions(
    tx: &mut TenantTx,
    id: ConversationId,
) -> Outcome<HashMap<DecisionId, Vec<HumanReview>>> {
    let rows = store::reviews(tx, id).await?;
    if rows.is_empty() {
        return Ok(HashMap::new());
    }
    let reviewers: Vec<UserId> = rows.iter().filter_map(|row| row.reviewer_id).collect();
    let people = sign_in::people(tx, &reviewers).await?;
    let contact = store::contacts_of(tx, &[id]).await?.remove(&id).ok_or_else(Refusal::not_found)?;
    tx.load_keys(&[contact.0]).await?;
    let key = tx.loaded_key(contact.0);
    let mut of: HashMap<DecisionId, Vec<HumanReview>> = HashMap::new();
    for row in rows {
        let reviewer = row.reviewer_id.and_then(|user| people.get(&user).cloned());
        let reason = reason(&row, key.as_deref())?;
        of.entry(row.decision_id).or_default().push(HumanReview {
            id: row.id,
            asked_at: Stamp(row.asked_at),
            reason,
            outcome: row.outcome,
            reviewer,
            reviewed_at: row.reviewed_at.map(Stamp),
        });
    }
    Ok(of)
}

/// The customer's words; gone with their key.
fn reason(row: &ReviewRow, key: Option<&Key>) -> Outcome<Option<String>> {
    match (&row.reason_sealed, key) {
        (Some(sealed), Some(key)) => Ok(Some(key.open_text(REASON, row.id.0, &sealed.0)?)),
        _ => Ok(None),
    }
}
