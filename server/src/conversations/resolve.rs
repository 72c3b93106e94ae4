use super::{
    draft,
    thread::{By, Thread},
    view,
};
use crate::{
    App,
    http::{Caller, can},
    refusal::Outcome,
};
use api::{Action, Conversation, ConversationId, Happening};

/// Closes a conversation. Repeating it changes nothing.
pub(super) async fn resolve(
    app: &App,
    caller: &Caller<can::Reply>,
    id: ConversationId,
) -> Outcome<Conversation> {
    act(app, caller, id, Action::Resolve, Happening::Resolved, "resolved").await
}

/// Puts a resolved conversation back into the queue. Repeating it changes nothing.
pub(super) async fn reopen(
    app: &App,
    caller: &Caller<can::Reply>,
    id: ConversationId,
) -> Outcome<Conversation> {
    act(app, caller, id, Action::Reopen, Happening::Reopened, "reopened").await
}

async fn act(
    app: &App,
    caller: &Caller<can::Reply>,
    id: ConversationId,
    action: Action,
    happening: Happening,
    said: &str,
) -> Outcome<Conversation> {
    let mut tx = app.db.tenant(caller.tenant).begin().await?;
    let mut thread = Thread::open(&mut tx, id).await?;
    if thread.act(action, said, app.now())? {
        thread.happened(app, happening, By::Agent(caller.id.0), None)?;
        draft::dismiss(&mut tx, id).await?;
        thread.save(&mut tx).await?;
    }
    let conversation = view::one(&mut tx, id).await?;
    tx.commit().await?;
    Ok(conversation)
}
