use super::{
    answer::{self, Asked},
    settings,
    try_it::{Shown, shown},
};
use crate::{
    App, contacts,
    conversations::{self, Said},
    knowledge::Reader,
    refusal::Outcome,
};
use api::{ConversationId, Drafted, Fallback, Purpose, TenantId};

/// Drafts a reply to what the customer wrote last, for somebody of the team to take over, change and send.
///
/// It stores nothing and sends nothing: whoever has the conversation decides. It is made of what the customer may read,
/// because they will. A wish for a person is no reason to draft nothing: a person asks.
///
/// # Errors
/// `not_found`; `conflict` where the customer has written nothing. A model that fails is none: the documents are
/// quoted, or the draft is empty and says why.
pub(super) async fn draft(app: &App, tenant: TenantId, conversation: ConversationId) -> Outcome<Drafted> {
    let mut tx = app.db.tenant(tenant).begin().await?;
    let turn = conversations::to_draft(&mut tx, conversation).await?;
    let mut configured = settings::configured(&mut tx).await?;
    let person = contacts::details(&mut tx, turn.contact).await?;
    drop(tx);
    let settings = &mut configured.settings;
    (settings.handoff.on_request, settings.handoff.on_complaint) = (false, false);
    settings.fallback = Fallback::Quote;
    let asked = Asked {
        tenant,
        reader: Reader::Customer(&turn.channel),
        text: &turn.question,
        locale: &turn.locale,
        dialect: turn.dialect.as_deref(),
        unanswered: 0,
        history: &turn.history,
        within_budget: true,
        purpose: Purpose::Draft,
        contact: Some(turn.contact),
        person: &person,
    };
    let mut answer = Box::pin(answer::answer(app, &configured, &asked, &mut |_| {})).await?;
    // What the assistant says when it has nothing to say is not what a person would.
    if matches!(answer.said, Said::Reply { refused: true, .. }) {
        answer.said = Said::Handoff { reason: api::HandoffReason::NoAnswer, body: None };
    }
    let empty = matches!(answer.said, Said::Handoff { .. });
    let Shown { body, sources, decision } = shown(app, tenant, answer).await?;
    Ok(Drafted { body: body.filter(|_| !empty), sources, decision })
}
