use super::{
    answer::{self, Answer, Asked},
    reply, settings,
    try_it::{Shown, shown},
};
use crate::{
    App, contacts,
    conversations::{self, Said, Spoken, Turn},
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
    drop(tx);
    let answer = make(app, &turn, Asks::Person).await?;
    let empty = matches!(answer.said, Said::Handoff { .. });
    let Shown { body, sources, decision } = shown(app, tenant, answer).await?;
    Ok(Drafted { body: body.filter(|_| !empty), sources, decision })
}

/// Makes the draft of a turn and stores it: the team sees it at once, the customer nothing of it.
///
/// # Errors
/// When the database can't be reached. A model that fails is none: the draft is empty, and its decision says why.
pub(super) async fn keep(app: &App, turn: &Turn) -> Outcome<Spoken> {
    let Answer { said, mut decision } = make(app, turn, Asks::Mode).await?;
    let (body, sources) = match said {
        Said::Reply { body, sources, .. } => (Some(body), sources),
        Said::Handoff { .. } => (None, vec![]),
    };
    if body.is_some() {
        decision.outcome = api::Outcome::Drafted;
    }
    conversations::keep(app, turn, body.as_deref(), &sources, decision).await
}

/// Who wants a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asks {
    /// Somebody of the team, now.
    Person,
    /// The mode, for each message: within the budget of answers.
    Mode,
}

async fn make(app: &App, turn: &Turn, asks: Asks) -> Outcome<Answer> {
    let mut tx = app.db.tenant(turn.tenant).begin().await?;
    let mut configured = settings::configured(&mut tx).await?;
    let within_budget = asks == Asks::Person || reply::within_budget(app, &mut tx, &configured, turn).await?;
    let person = contacts::details(&mut tx, turn.contact).await?;
    drop(tx);
    let settings = &mut configured.settings;
    (settings.handoff.on_request, settings.handoff.on_complaint) = (false, false);
    settings.fallback = Fallback::Quote;
    let asked = Asked {
        tenant: turn.tenant,
        reader: Reader::Customer(&turn.channel),
        text: &turn.question,
        locale: &turn.locale,
        dialect: turn.dialect.as_deref(),
        unanswered: 0,
        history: &turn.history,
        within_budget,
        purpose: Purpose::Draft,
        contact: Some(turn.contact),
        person: &person,
        notes: None,
        changed: None,
    };
    let mut answer = Box::pin(answer::answer(app, &configured, &asked, &mut |_| {})).await?;
    // What the assistant says when it has nothing to say is not what a person would.
    if matches!(answer.said, Said::Reply { refused: true, .. }) {
        answer.said = Said::Handoff { reason: api::HandoffReason::NoAnswer, body: None };
    }
    Ok(answer)
}
