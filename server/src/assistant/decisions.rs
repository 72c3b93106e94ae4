use super::store::{self, Row};
use crate::{
    conversations,
    db::TenantTx,
    knowledge,
    refusal::{Outcome, Refusal},
};
use api::{ChunkId, ConversationId, Decision, DecisionId, HumanReview, Passage, Source, Stamp};
use serde::Deserialize;
use std::collections::HashMap;

/// A passage as a decision keeps it: where it is and how well it fitted, not what it says.
#[derive(Deserialize)]
struct Reference {
    chunk: ChunkId,
    score: f32,
}

/// Why the assistant did what it did in a conversation, oldest first.
///
/// Passages are shown as they are now; those of deleted documents are absent.
pub async fn decisions(tx: &mut TenantTx, conversation: ConversationId) -> Outcome<Vec<Decision>> {
    let rows = store::decisions(tx, conversation).await?;
    shown(tx, conversation, rows).await
}

/// One of a conversation's decisions; `None` where it is gone.
pub async fn decision(
    tx: &mut TenantTx,
    conversation: ConversationId,
    id: DecisionId,
) -> Outcome<Option<Decision>> {
    let row = store::decision(tx, conversation, id).await?;
    Ok(shown(tx, conversation, row.into_iter().collect()).await?.pop())
}

async fn shown(tx: &mut TenantTx, conversation: ConversationId, rows: Vec<Row>) -> Outcome<Vec<Decision>> {
    let mut reviews = conversations::reviews(tx, conversation).await?;
    let mut read = Vec::with_capacity(rows.len());
    for mut row in rows {
        let references: Vec<Reference> =
            serde_json::from_value(row.passages.take()).map_err(Refusal::internal)?;
        read.push((row, references));
    }
    let mut chunks: Vec<ChunkId> =
        read.iter().flat_map(|(_, used)| used.iter().map(|one| one.chunk)).collect();
    chunks.sort_unstable();
    chunks.dedup();
    let sources = knowledge::sources(tx, &chunks).await?;
    let shown = |(row, used): (Row, Vec<Reference>)| {
        let reviews = reviews.remove(&row.id).unwrap_or_default();
        of_row(row, &used, &sources, reviews)
    };
    Ok(read.into_iter().map(shown).collect())
}

fn of_row(
    row: Row,
    used: &[Reference],
    sources: &HashMap<ChunkId, Source>,
    reviews: Vec<HumanReview>,
) -> Decision {
    Decision {
        id: row.id,
        at: Stamp(row.at),
        trigger_seq: row.trigger_seq,
        outcome: row.outcome,
        reason: row.reason,
        factors: row.factors,
        provider: row.provider,
        model: row.model,
        latency_ms: u32::try_from(row.latency_ms).unwrap_or_default(),
        tokens: row.tokens.and_then(|tokens| u32::try_from(tokens).ok()),
        mark: row.mark,
        passages: passages(used.iter().map(|one| (one.chunk, one.score)), sources),
        reviews,
    }
}

/// Passages with their text, in the order given; those that are gone are left out.
pub(super) fn passages(
    used: impl Iterator<Item = (ChunkId, f32)>,
    sources: &HashMap<ChunkId, Source>,
) -> Vec<Passage> {
    used.filter_map(|(chunk, score)| {
        let Source { document_id, title, page, quote } = sources.get(&chunk)?.clone();
        Some(Passage { document_id, title, page, text: quote, score })
    })
    .collect()
}
