use super::{
    store,
    thread::{By, Thread},
    view,
};
use crate::{
    App,
    db::TenantTx,
    http::{Caller, can},
    refusal::{Outcome, Refusal},
    sign_in,
};
use api::{Action, Assign, Code, Conversation, ConversationId, Happening, State, UserId};

/// Gives a conversation to a colleague, or with no user back to the queue.
///
/// # Errors
/// `already_assigned` with who has it, unless `force`.
pub(super) async fn assign(
    app: &App,
    caller: &Caller<can::Reply>,
    id: ConversationId,
    to: Assign,
) -> Outcome<Conversation> {
    let mut tx = app.db.tenant(caller.tenant).begin().await?;
    let mut thread = Thread::open(&mut tx, id).await?;
    match to.user_id {
        None => {
            if held_by_another(&thread, caller) && !to.force {
                return Err(taken(&mut tx, &thread).await?);
            }
            if thread.act(Action::Release, "given back to the queue", app.now())? {
                thread.happened(app, Happening::Released, By::Agent(caller.id.0), None)?;
                thread.save(&mut tx).await?;
            }
        }
        Some(user) if thread.row.assignee_id == Some(user) && thread.state() == State::Agent => {}
        Some(user) => {
            if !store::is_member(&mut tx, user).await? {
                return Err(Refusal::field("user_id", "invalid", "nobody of the team has this id"));
            }
            if held_by_another(&thread, caller) && !to.force {
                return Err(taken(&mut tx, &thread).await?);
            }
            give(app, &mut thread, user, caller.id)?;
            thread.save(&mut tx).await?;
        }
    }
    let conversation = view::one(&mut tx, id).await?;
    tx.commit().await?;
    Ok(conversation)
}

fn held_by_another(thread: &Thread, caller: &Caller<can::Reply>) -> bool {
    thread.state() == State::Agent && thread.row.assignee_id != Some(caller.id)
}

/// Puts a conversation into a colleague's hands.
pub(super) fn give(app: &App, thread: &mut Thread, to: UserId, by: UserId) -> Outcome<()> {
    thread.act(Action::Take, "taken", app.now())?;
    thread.row.assignee_id = Some(to);
    thread.touch();
    let detail = (to != by).then(|| by.to_string());
    thread.happened(app, Happening::Taken, By::Agent(to.0), detail)
}

/// Says who has it.
pub(super) async fn taken(tx: &mut TenantTx, thread: &Thread) -> Outcome<Refusal> {
    let mut refusal = Refusal::new(Code::AlreadyAssigned, "A colleague has this conversation.");
    if let Some(id) = thread.row.assignee_id {
        refusal.assignee = sign_in::people(tx, &[id]).await?.remove(&id);
    }
    Ok(refusal)
}
