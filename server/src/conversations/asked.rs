//! What customers asked, and what colleagues replied, by the decisions that stood between.

use super::{store, view};
use crate::{db::TenantTx, refusal::Outcome};
use api::{ConversationId, MessageId};
use std::collections::HashMap;

/// A question and what became of it.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// All that the customer wrote since the decision before, one message a line.
    pub question: String,
    /// The first that a colleague wrote after it.
    pub reply: Option<String>,
}

/// What stood behind these decisions (a conversation and the decision's `trigger_seq`), in their order. Words whose
/// key was destroyed are empty.
pub async fn asked(tx: &mut TenantTx, decisions: &[(ConversationId, i64)]) -> Outcome<Vec<Asked>> {
    let found = store::asked_and_replied(tx, decisions).await?;
    let ids: Vec<(ConversationId, MessageId)> =
        found.iter().map(|one| (one.conversation, one.message)).collect();
    let bodies: HashMap<MessageId, String> =
        view::messages_by_id(tx, &ids).await?.into_iter().map(|message| (message.id, message.body)).collect();
    let mut all = vec![Asked::default(); decisions.len()];
    for one in found {
        let place = usize::try_from(one.place - 1).ok();
        let (Some(asked), Some(body)) = (place.and_then(|at| all.get_mut(at)), bodies.get(&one.message))
        else {
            continue;
        };
        if one.reply {
            asked.reply = Some(body.clone());
        } else {
            if !asked.question.is_empty() {
                asked.question.push('\n');
            }
            asked.question.push_str(body);
        }
    }
    Ok(all)
}
