use super::store::Stored;
use crate::{conversations, db::TenantTx, knowledge, refusal::Outcome, web};
use api::{ContactId, ConversationId, DocumentId, Event, MessageId, VisitorConversation, WebSourceId, event};
use serde_json::{Value, json};
use std::collections::HashMap;
use uuid::Uuid;

/// An event ready for sockets: for people, and where it concerns them for the conversation's visitor,
/// under the number that it has for each.
#[derive(Clone, Debug)]
pub(super) struct Rendered {
    pub conversation: Option<ConversationId>,
    /// Whose conversation it is.
    pub contact: Option<ContactId>,
    pub people: Event,
    pub visitor: Option<Event>,
}

/// Renders events as the things are now; what is gone renders as `null`.
pub(super) async fn all(tx: &mut TenantTx, stored: Vec<Stored>) -> Outcome<Vec<Rendered>> {
    let of =
        |prefix: &str| -> Vec<&Stored> { stored.iter().filter(|s| s.kind.starts_with(prefix)).collect() };
    let message_ids: Vec<(ConversationId, MessageId)> =
        of("message.").iter().filter_map(|s| Some((s.conversation_id?, MessageId(s.subject_id)))).collect();
    let mut conversation_ids: Vec<ConversationId> =
        of("conversation.").iter().chain(&of("rating.")).map(|s| ConversationId(s.subject_id)).collect();
    conversation_ids.sort_unstable();
    conversation_ids.dedup();
    let document_ids: Vec<DocumentId> =
        of(event::DOCUMENT_UPDATED).iter().map(|s| DocumentId(s.subject_id)).collect();

    let source_ids: Vec<WebSourceId> =
        of(event::WEB_SOURCE_UPDATED).iter().map(|s| WebSourceId(s.subject_id)).collect();

    let messages: HashMap<Uuid, api::Message> =
        conversations::messages_by_id(tx, &message_ids).await?.into_iter().map(|m| (m.id.0, m)).collect();
    let withheld = conversations::withheld(tx, messages.values()).await?;
    let conversations: HashMap<Uuid, api::Conversation> =
        conversations::by_id(tx, &conversation_ids).await?.into_iter().map(|c| (c.id.0, c)).collect();
    let documents: HashMap<Uuid, api::Document> =
        knowledge::documents_by_id(tx, &document_ids).await?.into_iter().map(|d| (d.id.0, d)).collect();

    let mut draft_ids: Vec<ConversationId> =
        of(event::DRAFT_UPDATED).iter().map(|s| ConversationId(s.subject_id)).collect();
    draft_ids.sort_unstable();
    draft_ids.dedup();
    let drafts: HashMap<Uuid, api::ConversationDraft> =
        conversations::drafts(tx, &draft_ids).await?.into_iter().map(|d| (d.conversation_id.0, d)).collect();
    let sources: HashMap<Uuid, api::WebSource> =
        web::sources_by_id(tx, &source_ids).await?.into_iter().map(|s| (s.id.0, s)).collect();

    let concerned: Vec<ConversationId> =
        stored.iter().filter(|s| s.visitor_id.is_some()).filter_map(|s| s.conversation_id).collect();
    let contacts = conversations::contacts_of(tx, &concerned).await?;

    Ok(stored
        .into_iter()
        .map(|s| {
            let subject = s.subject_id;
            let (people, visitor) = match s.kind.as_str() {
                event::MESSAGE_CREATED | event::MESSAGE_UPDATED => {
                    let message = messages.get(&subject);
                    (
                        to_value(message),
                        message.map(|m| to_value(Some(&conversations::for_visitor(m.clone(), &withheld)))),
                    )
                }
                event::CONVERSATION_CREATED | event::CONVERSATION_UPDATED => {
                    let conversation = conversations.get(&subject);
                    (to_value(conversation), conversation.map(|c| to_value(Some(&visitors_view(c)))))
                }
                event::RATING_CREATED => {
                    let rated = conversations.get(&subject).and_then(|c| {
                        c.rating.clone().map(|rating| api::Rated { conversation_id: c.id, rating })
                    });
                    (to_value(rated.as_ref()), None)
                }
                event::DRAFT_UPDATED => (to_value(drafts.get(&subject)), None),
                event::WEB_SOURCE_UPDATED => (to_value(sources.get(&subject)), None),
                event::DOCUMENT_DELETED => (json!({ "id": subject }), None),
                _ => (to_value(documents.get(&subject)), None),
            };
            let visitor = s.visitor_id.map(|id| Event {
                id,
                event: s.kind.clone(),
                data: visitor.unwrap_or(Value::Null),
            });
            Rendered {
                conversation: s.conversation_id,
                contact: s.conversation_id.and_then(|id| contacts.get(&id).copied()),
                visitor,
                people: Event { id: s.id, event: s.kind, data: people },
            }
        })
        .collect())
}

fn to_value<T: serde::Serialize>(thing: Option<&T>) -> Value {
    thing.and_then(|t| serde_json::to_value(t).ok()).unwrap_or(Value::Null)
}

fn visitors_view(c: &api::Conversation) -> VisitorConversation {
    VisitorConversation { id: c.id, state: c.state, agent: c.assignee.clone().map(Into::into) }
}
