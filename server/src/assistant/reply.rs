use super::{
    answer::{self, Answer, Asked},
    burst,
    model::Configured,
    providers, settings, store,
};
use crate::{
    App, contacts,
    conversations::{self, Spoken, Turn},
    events::Moment,
    knowledge::Reader,
    refusal::Outcome,
};
use api::{
    Author, AuthorKind, Code, ConversationId, HandoffReason, MessageId, ProviderKind, Purpose, TenantId,
};
use std::time::Duration;

/// How often it is asked whether the customer, or a colleague, wrote while a model is writing.
const LOOK: Duration = Duration::from_millis(400);

/// Answers a conversation if it is the assistant's turn: once for all of a burst, or hands it over.
///
/// Running it twice is harmless: what was answered is no turn any more, and of two at the same time the
/// conversation's lock lets one speak.
///
/// # Errors
/// When the database can't be reached: the job is tried again. Whatever else fails hands over.
pub async fn reply(app: &App, tenant: TenantId, conversation: ConversationId) -> Outcome<()> {
    let Some(turn) = burst::settled(app, tenant, conversation).await? else { return Ok(()) };
    let mut tx = app.db.tenant(tenant).begin().await?;
    let configured = settings::configured(&mut tx).await?;
    let within_budget = within_budget(app, &mut tx, &configured, &turn).await?;
    let person = contacts::details(&mut tx, turn.contact).await?;
    drop(tx);
    let message = MessageId(app.new_id());
    let asked = Asked {
        tenant,
        reader: Reader::Customer(&turn.channel),
        text: &turn.question,
        locale: &turn.locale,
        dialect: turn.dialect.as_deref(),
        unanswered: turn.unanswered,
        history: &turn.history,
        within_budget,
        purpose: Purpose::Answer,
        contact: Some(turn.contact),
        person: &person,
    };
    let answer = if configured.settings.enabled {
        tokio::select! {
            answer = decide(app, &configured, &asked, &turn, message) => answer?,
            () = superseded(app, &turn) => return Ok(()),
        }
    } else {
        answer::hand_over_now(&configured, &asked, HandoffReason::AssistantOff)
    };
    let outcome = answer.decision.outcome;
    let spoken = conversations::speak(app, &turn, message, answer.said, answer.decision).await?;
    tracing::debug!(%conversation, ?outcome, stored = spoken == Spoken::Stored, "the assistant answered");
    Ok(())
}

async fn decide(
    app: &App,
    configured: &Configured,
    asked: &Asked<'_>,
    turn: &Turn,
    message: MessageId,
) -> Outcome<Answer> {
    let settings = &configured.settings;
    if settings.provider.kind == ProviderKind::Openai {
        let author = Author { kind: AuthorKind::Assistant, id: None, name: Some(settings.name.clone()) };
        app.db.bus.whisper(turn.tenant, Moment::Typing { conversation: turn.conversation, author });
    }
    let mut show = |text: String| {
        app.db.bus.whisper(turn.tenant, Moment::Delta { conversation: turn.conversation, message, text });
    };
    // Boxed: a model's stream is large, and every job would carry its size.
    match Box::pin(answer::answer(app, configured, asked, &mut show)).await {
        // Trying again helps against a database that is away, and against nothing else.
        Err(error) if error.code != Code::Unavailable => {
            tracing::error!(conversation = %turn.conversation, %error, "answering failed; handing over");
            Ok(answer::hand_over_now(configured, asked, HandoffReason::ProviderError))
        }
        answer => answer,
    }
}

async fn within_budget(
    app: &App,
    tx: &mut crate::db::TenantTx,
    configured: &Configured,
    turn: &Turn,
) -> Outcome<bool> {
    let (now, budget) = (app.now(), &configured.settings.budget);
    let hour = now - time::Duration::HOUR;
    let used = store::visitor_has_used(tx, turn.contact, hour, budget.visitor_answers_per_hour).await?
        || store::tenant_has_used(tx, providers::day_of(now), budget.tenant_answers_per_day).await?;
    Ok(!used)
}

/// Ends when the turn is over: the customer wrote more, or a person took the conversation.
async fn superseded(app: &App, turn: &Turn) {
    loop {
        tokio::time::sleep(LOOK).await;
        let stands = async {
            let mut tx = app.db.tenant(turn.tenant).begin().await?;
            Outcome::Ok(store::still_stands(&mut tx, turn.conversation, turn.trigger_seq).await?)
        };
        // A look that fails says nothing; storing the answer will look again, under the lock.
        if matches!(stands.await, Ok(false)) {
            return;
        }
    }
}
