use super::{store, view};
use crate::{
    App,
    http::{Caller, can},
    refusal::{Outcome, Refusal},
};
use api::{ConversationId, HitContact, MessageHit};
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
    let mut conversations: Vec<ConversationId> = messages.values().map(|m| m.conversation_id).collect();
    conversations.sort_unstable();
    conversations.dedup();
    let contacts: HashMap<_, _> =
        view::by_id(&mut tx, &conversations).await?.into_iter().map(|c| (c.id, c.contact)).collect();
    Ok(found
        .iter()
        .filter_map(|(_, id)| messages.get(id))
        .filter_map(|m| {
            let contact = contacts.get(&m.conversation_id)?;
            let (snippet, highlights) = snippet(&m.body, query);
            Some(MessageHit {
                conversation_id: m.conversation_id,
                message_id: m.id,
                seq: m.seq,
                contact: HitContact { id: contact.id, name: contact.name.clone() },
                author: m.author.clone(),
                snippet,
                highlights,
                created_at: m.created_at,
            })
        })
        .collect())
}

/// The part of `body` around its first match, and where in it the found words stand.
fn snippet(body: &str, query: &str) -> (String, Vec<(u32, u32)>) {
    let line = body.split_whitespace().collect::<Vec<_>>().join(" ");
    let found = text::highlight::exact(&line, query);
    let start = found.first().map_or(0, |first| first.0).saturating_sub(SNIPPET_CHARS / 3);
    let end = start + SNIPPET_CHARS;
    let mut snippet: String = line.chars().skip(start).take(SNIPPET_CHARS).collect();
    let before = usize::from(start > 0);
    if start > 0 {
        snippet.insert(0, '…');
    }
    if line.chars().count() > end {
        snippet.push('…');
    }
    let place = |at: usize| u32::try_from(at - start + before).unwrap_or(u32::MAX);
    let within = found.into_iter().filter(|(from, _)| *from < end);
    (snippet, within.map(|(from, to)| (place(from), place(to.min(end)))).collect())
}

#[cfg(test)]
mod tests {
    use super::{SNIPPET_CHARS, snippet};

    fn marked(body: &str, query: &str) -> (usize, Vec<String>) {
        let (snippet, highlights) = snippet(body, query);
        let letters: Vec<char> = snippet.chars().collect();
        let words = highlights
            .into_iter()
            .map(|(from, to)| letters[from as usize..to as usize].iter().collect())
            .collect();
        (letters.len(), words)
    }

    #[test]
    fn the_found_words_are_marked_wherever_the_snippet_begins_and_ends() {
        assert_eq!(marked("A green  lamp,\ngreen leaves", "green").1, ["green", "green"]);
        let long = format!("{} لمبة خضراء {}", "كلمة ".repeat(60), "شيء ".repeat(60));
        let (length, words) = marked(&long, "لمبة");
        assert_eq!((length, words), (SNIPPET_CHARS + 2, vec!["لمبة".to_owned()]));
        // A word at the snippet's end is marked as far as it is shown; one after it is not there.
        let cut = format!("lamp {}lamp lamp", "x ".repeat(76));
        assert_eq!(marked(&cut, "lamp").1, ["lamp", "lam"]);
    }
}
