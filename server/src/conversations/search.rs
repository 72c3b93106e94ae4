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
    let words: Vec<String> = text::tokens::words(query).into_iter().map(|w| w.text).collect();
    if words.is_empty() {
        return Ok(vec![]);
    }
    // A form of a word is found by the word itself or by its stem; the message holds both.
    let mut found: Option<Vec<(api::ConversationId, api::MessageId)>> = None;
    for forms in text::tokens::search_groups(query) {
        let mut with_form = Vec::new();
        for form in forms {
            with_form.extend(store::find_messages(&mut tx, &[blind.word(&form)], None, 1000).await?);
        }
        found = Some(match found {
            None => with_form,
            Some(before) => before.into_iter().filter(|hit| with_form.contains(hit)).collect(),
        });
    }
    let mut found = found.unwrap_or_default();
    found.sort_by_key(|(_, message)| std::cmp::Reverse(*message));
    found.dedup();
    found.truncate(usize::try_from(limit).unwrap_or_default());
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
