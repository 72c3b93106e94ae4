use super::{store, view};
use crate::{
    App,
    http::{Caller, can},
    refusal::{Outcome, Refusal},
};
use api::MessageHit;
use std::collections::HashMap;

/// Characters of a snippet around the first match.
const SNIPPET_CHARS: usize = 160;

/// Messages that hold all words of `query`, newest first. Words are compared as keyed hashes.
pub(super) async fn search(
    app: &App,
    caller: &Caller<can::Read>,
    query: &str,
    limit: i64,
) -> Outcome<Vec<MessageHit>> {
    if query.chars().count() > 200 {
        return Err(Refusal::field("q", "too_long", "at most 200 characters"));
    }
    let mut tx = app.db.tenant(caller.tenant).begin().await?;
    let blind = tx.tenant_key().await?.blind();
    // A word is found by itself or by its stem; the message holds both.
    let words: Vec<Vec<i64>> = text::tokens::search_groups(query)
        .into_iter()
        .map(|forms| forms.iter().map(|form| blind.word(form)).collect())
        .collect();
    if words.is_empty() {
        return Ok(vec![]);
    }
    let found = store::find_messages(&mut tx, &words, limit).await?;
    let messages: HashMap<_, _> =
        view::messages_by_id(&mut tx, &found).await?.into_iter().map(|m| (m.id, m)).collect();
    Ok(found
        .iter()
        .filter_map(|(_, id)| messages.get(id))
        .map(|m| MessageHit {
            conversation_id: m.conversation_id,
            message_id: m.id,
            seq: m.seq,
            snippet: snippet(&m.body, query),
            created_at: m.created_at,
        })
        .collect())
}

/// The part of `body` around its first match.
fn snippet(body: &str, query: &str) -> String {
    let line = body.split_whitespace().collect::<Vec<_>>().join(" ");
    let first = text::highlight::ranges(&line, query).first().map_or(0, |r| r.0);
    let start = first.saturating_sub(SNIPPET_CHARS / 3);
    let mut snippet: String = line.chars().skip(start).take(SNIPPET_CHARS).collect();
    if start > 0 {
        snippet.insert(0, '…');
    }
    if line.chars().count() > start + SNIPPET_CHARS {
        snippet.push('…');
    }
    snippet
}
