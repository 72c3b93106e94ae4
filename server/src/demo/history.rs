use super::content::Past;
use crate::{App, contacts, conversations, conversations::PastMessage, knowledge};
use api::{ContactId, ConversationId, DocumentId, TenantId};
use std::collections::HashMap;
use time::Duration;
use uuid::Uuid;

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
        for turn in &one.turns {
            let cited: Vec<DocumentId> =
                turn.sources.iter().filter_map(|s| documents.get(s).copied()).collect();
            let sources = knowledge::best_chunks(&mut tx, &cited, &turn.body).await?;
            messages.push(PastMessage {
                author: turn.author.clone(),
                person: people.get(&turn.author).copied(),
                kind: turn.kind.clone(),
                body: turn.body.clone(),
                at: now - Duration::minutes(turn.minutes_ago),
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
