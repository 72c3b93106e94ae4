use super::store;
use crate::{
    App,
    http::{Caller, can},
    knowledge,
    refusal::{Outcome, Refusal},
};
use api::{
    ArticleSaved, ConversationId, DecisionId, DocumentId, GapArticle, Mark, NewArticle, TenantId, Unanswered,
};

/// Questions that one call settles.
const QUESTIONS: usize = 1_000;

/// Sets what a colleague thinks of an answer, or takes it back.
///
/// # Errors
/// `not_found`.
pub(super) async fn mark(
    app: &App,
    caller: &Caller<can::Reply>,
    conversation: ConversationId,
    decision: DecisionId,
    mark: Option<Mark>,
) -> Outcome<()> {
    let mut tx = app.db.tenant(caller.tenant).begin().await?;
    if !store::mark(&mut tx, conversation, decision, mark, caller.id).await? {
        return Err(Refusal::not_found());
    }
    tx.commit().await
}

/// Nothing is written for these questions.
///
/// # Errors
/// `invalid_input`; `not_found` where none of them is there.
pub(super) async fn dismiss(app: &App, tenant: TenantId, questions: &[Unanswered]) -> Outcome<()> {
    checked(questions)?;
    let mut tx = app.db.tenant(tenant).begin().await?;
    if store::settle(&mut tx, questions, None, app.now()).await? == 0 {
        return Err(Refusal::not_found());
    }
    tx.commit().await
}

/// Begins an article for these questions: draft and questions in one transaction. A repetition finds it there.
///
/// # Errors
/// `invalid_input`; `not_found` where none of them is there.
pub(super) async fn begin_article(
    app: &App,
    caller: &Caller<can::WriteKnowledge>,
    id: DocumentId,
    new: GapArticle,
) -> Outcome<ArticleSaved> {
    let GapArticle { questions, title, lang, body_markdown } = new;
    checked(&questions)?;
    let mut tx = app.db.tenant(caller.tenant).begin().await?;
    let article = NewArticle { title, lang, body_markdown };
    let saved = knowledge::write_article(app, &mut tx, caller.id, id, article).await?;
    if store::settle(&mut tx, &questions, Some(id), app.now()).await? == 0 {
        return Err(Refusal::not_found());
    }
    tx.commit().await?;
    Ok(saved)
}

fn checked(questions: &[Unanswered]) -> Outcome<()> {
    if (1..=QUESTIONS).contains(&questions.len()) {
        return Ok(());
    }
    Err(Refusal::field("questions", "out_of_range", format!("1 to {QUESTIONS}")))
}
