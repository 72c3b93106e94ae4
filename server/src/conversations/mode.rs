use super::{draft, jobs::reply_job, thread::Thread, view};
use crate::{
    App, assistant,
    http::{Caller, can},
    refusal::Outcome,
};
use api::{Conversation, ConversationId, Mode, State};

/// Sets what the assistant does in a conversation; `None` is the channel's mode again. Repeating it changes nothing.
///
/// It changes who answers next, not who has the conversation: what waits for a person still waits for one. What the
/// assistant had not answered yet is looked at again in the new mode, and drafted for where that is the mode.
pub(super) async fn set(
    app: &App,
    caller: &Caller<can::Reply>,
    id: ConversationId,
    mode: Option<Mode>,
) -> Outcome<Conversation> {
    let mut tx = app.db.tenant(caller.tenant).begin().await?;
    let mut thread = Thread::open(&mut tx, id).await?;
    if thread.row.mode != mode {
        thread.row.mode = mode;
        thread.touch();
        let now = assistant::modes(&mut tx).await?.of(&thread.row.channel, mode);
        if now != Mode::Draft {
            draft::dismiss(&mut tx, id).await?;
        }
        if thread.state() == State::Assistant || now == Mode::Draft {
            tx.enqueue(reply_job(caller.tenant, id));
        }
        thread.save(&mut tx).await?;
    }
    let conversation = view::one(&mut tx, id).await?;
    tx.commit().await?;
    Ok(conversation)
}
