use super::{
    answer::{self, Answer, Asked},
    burst, draft,
    model::Configured,
    providers, settings, store,
};
use crate::{
    App, contacts,
    conversations::{self, Part, Spoken, Turn},
    events::Moment,
    knowledge::Reader,
    refusal::{Outcome, Refusal},
};
use api::{
    Author, AuthorKind, Code, ConversationId, HandoffReason, MessageId, Mode, ProviderKind, Purpose, TenantId,
};
use std::time::Duration;

/// How often it is asked whether the customer, or a colleague, wrote while a model is writing.
const LOOK: Duration = Duration::from_millis(400);
/// How often a turn may turn out to be another before the job gives up and comes back later.
const ROUNDS: usize = 8;

/// Answers a conversation if it is the assistant's turn: once for all of a burst, or hands it over.
///
/// Running it twice is harmless: what was answered is no turn any more, and of two at the same time the
/// conversation's lock lets one speak.
///
/// # Errors
/// When the database can't be reached: the job is tried again. Whatever else fails hands over.
pub async fn reply(app: &App, tenant: TenantId, conversation: ConversationId) -> Outcome<()> {
    // Each round looks at the turn anew: what it is changes with the mode, and after the customer was told that a
    // person will answer.
    for _ in 0..ROUNDS {
        let Some(turn) = burst::settled(app, tenant, conversation).await? else { return Ok(()) };
        let spoken = match turn.part {
            Part::Draft => draft::keep(app, &turn).await?,
            Part::Speak => speak(app, &turn).await?,
        };
        tracing::debug!(%conversation, mode = turn.mode.as_str(), ?spoken, "the assistant had its turn");
        match (spoken, turn.part, turn.mode) {
            (Spoken::OtherMode, ..) | (Spoken::Stored, Part::Speak, Mode::Draft) => {}
            (Spoken::Stored | Spoken::Superseded, ..) => return Ok(()),
        }
    }
    Err(Refusal::new(Code::Unavailable, "The assistant's mode changed again and again."))
}

/// Answers, or hands over where the assistant may not speak.
async fn speak(app: &App, turn: &Turn) -> Outcome<Spoken> {
    let (tenant, conversation) = (turn.tenant, turn.conversation);
    let mut tx = app.db.tenant(tenant).begin().await?;
    let configured = settings::configured(&mut tx).await?;
    let within_budget = within_budget(app, &mut tx, &configured, turn).await?;
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
        notes: None,
        changed: None,
    };
    let answer = match turn.mode {
        Mode::Automatic => tokio::select! {
            answer = decide(app, &configured, &asked, turn, message) => answer?,
            spoken = superseded(app, turn) => return Ok(spoken),
        },
        Mode::Draft => answer::hand_over_now(&configured, &asked, HandoffReason::DraftMode),
        Mode::Off => answer::hand_over_now(&configured, &asked, HandoffReason::AssistantOff),
    };
    tracing::debug!(%conversation, outcome = ?answer.decision.outcome, "the assistant decided");
    conversations::speak(app, turn, message, answer.said, answer.decision).await
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

pub(super) async fn within_budget(
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

/// Ends when the turn is over: the customer wrote more, a person took the conversation, or the mode is another.
async fn superseded(app: &App, turn: &Turn) -> Spoken {
    loop {
        tokio::time::sleep(LOOK).await;
        let stands = async {
            let mut tx = app.db.tenant(turn.tenant).begin().await?;
            conversations::turn(&mut tx, turn.conversation).await
        };
        // A look that fails says nothing; storing the answer will look again, under the lock.
        match stands.await {
            Ok(Some(now)) if now.trigger_seq == turn.trigger_seq && now.part == turn.part => {
                if now.mode != turn.mode {
                    return Spoken::OtherMode;
                }
            }
            Ok(_) => return Spoken::Superseded,
            Err(_) => {}
        }
    }
}
