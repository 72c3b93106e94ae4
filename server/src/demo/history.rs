use super::content::{Past, Turn};
use crate::{
    App, contacts, conversations,
    conversations::{NewDecision, PastMessage},
    knowledge,
    knowledge::Reader,
};
use api::{ChunkId, ContactId, ConversationId, DocumentId, Outcome, TenantId};
use std::{collections::HashMap, time::Instant};
use time::Duration;
use uuid::Uuid;

/// Passages that a decision shows.
const SHOWN: usize = 4;

/// Writes the past conversations that are not there yet.
pub(super) async fn make(
    app: &App,
    tenant: TenantId,
    channel: Uuid,
    people: &HashMap<String, Uuid>,
    documents: &HashMap<String, DocumentId>,
    past: Vec<Past>,
) -> anyhow::Result<()> {
    for one in past {
        let mut tx = app.db.tenant(tenant).begin().await?;
        let provider_id = format!("demo:{}", one.key);
        if conversations::is_imported(&mut tx, channel, &provider_id).await? {
            continue;
        }
        let now = app.now();
        let start = now - Duration::minutes(one.turns.first().map_or(0, |t| t.minutes_ago));
        let contact = ContactId(app.id_at(start));
        let details = contacts::Details {
            name: one.contact.name.clone(),
            email: one.contact.email.clone(),
            phone: one.contact.phone.clone(),
            external: None,
        };
        contacts::add(&mut tx, contact, &one.locale, &details, start).await?;
        let mut messages = Vec::new();
        for (at, turn) in one.turns.iter().enumerate() {
            let cited: Vec<DocumentId> =
                turn.sources.iter().filter_map(|s| documents.get(s).copied()).collect();
            let sources = knowledge::best_chunks(&mut tx, &cited, &turn.body).await?;
            messages.push(PastMessage {
                author: turn.author.clone(),
                person: people.get(&turn.author).copied(),
                kind: turn.kind.clone(),
                body: turn.body.clone(),
                at: now - Duration::minutes(turn.minutes_ago),
                decision: decision(app, tenant, &one, at, &sources).await?,
                sources,
            });
        }
        let conversation = conversations::Past {
            provider_id,
            id: ConversationId(app.id_at(start)),
            contact,
            channel_id: channel,
            locale: one.locale,
            state: one.state,
            assignee: one.assignee.as_ref().and_then(|a| people.get(a)).copied(),
            handoff_reason: one.handoff_reason,
            rating: one.rating.map(|r| (r.score, r.comment, now - Duration::minutes(r.minutes_ago))),
            messages,
        };
        if conversations::import(app, &mut tx, conversation).await? {
            tx.commit().await?;
        }
    }
    Ok(())
}

/// Why the assistant did what it did at a turn; the passages of an answer and their scores are those that a search
/// for the customer's words finds. No model was asked: the past was written with the demo.
async fn decision(
    app: &App,
    tenant: TenantId,
    past: &Past,
    at: usize,
    sources: &[(ChunkId, DocumentId)],
) -> anyhow::Result<Option<NewDecision>> {
    let hands_over = |turn: &Turn| turn.kind == "event" && turn.body == "handed_over";
    let Some(turn) = past.turns.get(at) else { return Ok(None) };
    let (outcome, reason) = match (turn.author.as_str(), turn.kind.as_str()) {
        _ if hands_over(turn) => (Outcome::HandedOff, past.handoff_reason.as_deref()),
        ("assistant", "reply") if !sources.is_empty() => (Outcome::Answered, Some("supported")),
        // The words that go with a hand-over: the hand-over has the decision.
        ("assistant", "reply") if past.turns.get(at + 1).is_some_and(hands_over) => return Ok(None),
        ("assistant", "reply") => (Outcome::Refused, Some("not_in_passages")),
        _ => return Ok(None),
    };
    let started = Instant::now();
    let passages = if outcome == Outcome::Answered {
        passages(app, tenant, past, at, sources).await?
    } else {
        Vec::new()
    };
    Ok(Some(NewDecision {
        outcome,
        reason: reason.map(str::to_owned),
        factors: Vec::new(),
        provider: "demo".into(),
        model: None,
        latency_ms: u32::try_from(started.elapsed().as_millis()).unwrap_or(u32::MAX),
        tokens: None,
        passages,
    }))
}

/// What a search finds for what the customer wrote last before the turn, and the turn's own sources.
async fn passages(
    app: &App,
    tenant: TenantId,
    past: &Past,
    at: usize,
    sources: &[(ChunkId, DocumentId)],
) -> anyhow::Result<Vec<(ChunkId, DocumentId, f32)>> {
    let before = past.turns.get(..at).unwrap_or_default();
    let written = before.iter().rev().skip_while(|turn| turn.author != "contact");
    let mut asked: Vec<&str> =
        written.take_while(|turn| turn.author == "contact").map(|turn| turn.body.as_str()).collect();
    asked.reverse();
    let (reader, question) = (Reader::Customer("widget"), asked.join("\n"));
    let found = knowledge::retrieve(app, tenant, reader, &question, Some(&past.locale), SHOWN).await?;
    let mut passages: Vec<_> = found.iter().map(|one| (one.chunk, one.document, one.score)).collect();
    let lowest = passages.last().map_or(0.0, |(_, _, score)| *score);
    for (chunk, document) in sources {
        if !passages.iter().any(|(known, ..)| known == chunk) {
            passages.push((*chunk, *document, lowest));
        }
    }
    Ok(passages)
}
