use super::{
    store,
    thread::{By, Thread},
};
use crate::{
    App,
    db::NewEvent,
    refusal::{Outcome, Refusal},
};
use api::{Code, ContactId, ConversationId, Happening, NewRating, State, TenantId, event};

/// Characters that a rating's comment may have.
const COMMENT_CHARS: usize = 2_000;

/// Stores a visitor's rating of a resolved conversation; a later one replaces it.
///
/// # Errors
/// `invalid_transition` while it is not resolved.
pub async fn rate(
    app: &App,
    tenant: TenantId,
    contact: ContactId,
    id: ConversationId,
    rating: NewRating,
) -> Outcome<()> {
    if !(1..=5).contains(&rating.score) {
        return Err(Refusal::field("score", "out_of_range", "1 to 5"));
    }
    let comment = rating.comment.map(|c| c.trim().to_owned()).filter(|c| !c.is_empty());
    if comment.as_ref().is_some_and(|c| c.chars().count() > COMMENT_CHARS) {
        return Err(Refusal::field("comment", "too_long", format!("at most {COMMENT_CHARS} characters")));
    }
    let mut tx = app.db.tenant(tenant).begin().await?;
    let mut thread = Thread::open(&mut tx, id).await?;
    if thread.row.contact_id != contact {
        return Err(Refusal::not_found());
    }
    if thread.state() != State::Resolved {
        return Err(Refusal::new(
            Code::InvalidTransition,
            "A conversation can be rated once it is resolved.",
        ));
    }
    let sealed = match &comment {
        Some(text) => Some(thread.key.seal("conversations.rating_comment", id.0, text.as_bytes())?),
        None => None,
    };
    let score = i16::from(rating.score);
    if thread.row.rating_score != Some(score) {
        thread.happened(app, Happening::Rated, By::Contact(contact.0), Some(rating.score.to_string()))?;
    }
    thread.touch();
    thread.save(&mut tx).await?;
    store::set_rating(&mut tx, id, score, sealed, app.now()).await?;
    tx.emit(NewEvent {
        kind: event::RATING_CREATED,
        conversation: Some(id),
        subject: id.0,
        visitor_id: None,
    });
    tx.commit().await
}
