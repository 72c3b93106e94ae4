use super::{
    model::reason_word,
    thread::{By, Thread},
};
use crate::{App, channels::widget::Visitor, refusal::Outcome};
use api::{Action, HandoffReason, Happening, State};

/// Puts a conversation into the queue with the reason why. Repeating it changes nothing.
///
/// # Errors
/// `invalid_transition` when a person has it, or it is resolved.
pub(super) fn hand_over(app: &App, thread: &mut Thread, reason: HandoffReason, by: By) -> Outcome<bool> {
    if thread.state() == State::Queued || !thread.act(Action::HandOff, "handed over", app.now())? {
        return Ok(false);
    }
    thread.row.handoff_reason = Some(reason);
    thread.happened(app, Happening::HandedOff, by, Some(reason_word(reason)))?;
    Ok(true)
}

/// The visitor asks for a person; before the first message that makes the conversation.
/// Asking again, or while a person has it, changes nothing.
pub async fn ask_for_person(app: &App, visitor: &Visitor) -> Outcome<()> {
    let mut tx = app.db.tenant(visitor.tenant).begin().await?;
    let mut thread = super::receive::thread_of(app, &mut tx, visitor).await?;
    match thread.state() {
        State::Queued | State::Agent => return Ok(()),
        State::Resolved => drop(thread.act(Action::Reopen, "reopened", app.now())?),
        State::Assistant => {}
    }
    let at = thread.row.last_seq;
    thread.row.answered_seq = at;
    if thread.state() == State::Queued {
        // Reopened just now: it waits for a person already, and says why.
        let reason = HandoffReason::AskedForPerson;
        thread.row.handoff_reason = Some(reason);
        let by = By::Contact(visitor.contact.0);
        thread.happened(app, Happening::HandedOff, by, Some(reason_word(reason)))?;
    } else {
        hand_over(app, &mut thread, HandoffReason::AskedForPerson, By::Contact(visitor.contact.0))?;
    }
    thread.save(&mut tx).await?;
    tx.commit().await
}
