use super::{
    answer::{self, Answer, Asked},
    decisions,
    notes::Notes,
    settings,
};
use crate::{
    App,
    contacts::Details,
    conversations::Said,
    http,
    knowledge::{self, Reader},
    line,
    refusal::{Outcome, Refusal},
};
use api::{ChunkId, Decision, DecisionId, Purpose, Source, Stamp, TenantId, Tried, Try};

/// Whose customers the playground answers as.
const WIDGET: &str = "widget";
/// Characters of a question, as of a customer's message.
const BODY_CHARS: usize = 8_000;

/// Answers as a customer would be answered; nothing is stored and nobody sees it.
///
/// It answers although the assistant is switched off: that is when one wants to try.
///
/// # Errors
/// `invalid_input` for an empty or too long question, and for a language that customers are not served in.
pub(super) async fn try_it(app: &App, tenant: TenantId, body: Try) -> Outcome<Tried> {
    let question = body.body.trim();
    let chars = question.chars().count();
    if line::is_blank(question) {
        return Err(Refusal::field("body", "required", "write a question"));
    }
    if chars > BODY_CHARS {
        return Err(Refusal::field(
            "body",
            "too_long",
            format!("at most {BODY_CHARS} characters are possible"),
        ));
    }
    http::language("locale", &body.locale)?;
    let mut tx = app.db.tenant(tenant).begin().await?;
    let configured = settings::configured(&mut tx).await?;
    drop(tx);
    let notes = Notes::default();
    let asked = Asked {
        tenant,
        reader: Reader::Customer(WIDGET),
        text: question,
        locale: &body.locale,
        dialect: text::dialect::dialect(question).and_then(|guess| guess.label.tag()),
        unanswered: 0,
        history: &[],
        within_budget: true,
        purpose: Purpose::Try,
        contact: None,
        person: &Details::default(),
        notes: Some(&notes),
        changed: None,
    };
    let answer = answer::answer(app, &configured, &asked, &mut |_| {}).await?;
    let used: Vec<ChunkId> = match &answer.said {
        Said::Reply { sources, .. } => sources.iter().map(|(chunk, _)| *chunk).collect(),
        Said::Handoff { .. } => vec![],
    };
    let Shown { body, sources, decision } = shown(app, tenant, answer).await?;
    Ok(Tried { body, sources, decision, steps: notes.steps(&used) })
}

/// An answer that is shown to the team and stored nowhere.
pub(super) struct Shown {
    pub body: Option<String>,
    pub sources: Vec<Source>,
    pub decision: Decision,
}

/// Finds what an answer's sources and passages are.
///
/// # Errors
/// Those of the database.
pub(super) async fn shown(app: &App, tenant: TenantId, answer: Answer) -> Outcome<Shown> {
    let made = answer.decision;
    let (body, used) = match answer.said {
        Said::Reply { body, sources, .. } => (Some(body), sources),
        Said::Handoff { body, .. } => (body, vec![]),
    };
    let mut tx = app.db.tenant(tenant).begin().await?;
    let chunks: Vec<ChunkId> =
        made.passages.iter().map(|passage| passage.0).chain(used.iter().map(|source| source.0)).collect();
    let sources = knowledge::sources(&mut tx, &chunks).await?;
    Ok(Shown {
        body,
        sources: used.iter().filter_map(|(chunk, _)| sources.get(chunk).cloned()).collect(),
        decision: Decision {
            id: DecisionId(app.new_id()),
            at: Stamp(app.now()),
            trigger_seq: 0,
            outcome: made.outcome,
            reason: made.reason,
            factors: made.factors,
            provider: made.provider,
            model: made.model,
            latency_ms: made.latency_ms,
            tokens: made.tokens,
            passages: decisions::passages(made.passages.iter().map(|used| (used.0, used.2)), &sources),
            reviews: vec![],
            mark: None,
        },
    })
}
