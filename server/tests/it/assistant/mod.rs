//! The assistant as customers, agents and admins meet it.

mod budget;
mod draft;
mod egress;
mod gaps;
mod guards;
mod hostile;
mod model;
mod model_server;
mod modes;
mod playground;
mod providers;
mod quotes;
mod reviews;
mod settings;
mod spending;

use crate::world::{Visitor, World};
use api::DocumentId;
use api::{AuthorKind, ConversationId, Decision, Message, MessageKind, State};
use axum::body::Bytes;
use diwan::{knowledge, refusal::Refusal};
use serde_json::Value;

pub const SHIPPING: &str = "# Shipping\n\n## How long it takes\n\nDelivery inside Amman takes 1 to 2 working days. \
    Delivery to Aqaba takes 3 to 5 working days.\n\n## What it costs\n\nDelivery costs 3 JOD inside Amman and 6 JOD to Aqaba. \
    Questions: orders@prova.test.\n";
pub const ARABIC: &str = "# التوصيل\n\n## مدة التوصيل\n\nمدة التوصيل داخل عمان من يوم إلى يومي عمل. التوصيل إلى العقبة خلال خمسة أيام.\n\n\
    ## الإرجاع\n\nيمكنك إرجاع النباتات خلال 14 يومًا من الاستلام.\n";

/// Gives the tenant a document and waits until it can be found.
pub async fn knows(world: &World, name: &str, lang: &str, text: &str) -> DocumentId {
    let stream = futures::stream::iter([Ok::<_, Refusal>(Bytes::copy_from_slice(text.as_bytes()))]);
    let document =
        knowledge::take_in(&world.app, world.tenant, None, name, Some(lang.into()), stream).await.unwrap();
    world
        .eventually("the document to be read", || async {
            let mut tx = world.app.db.tenant(world.tenant).begin().await.unwrap();
            let now = knowledge::documents_by_id(&mut tx, &[document.id]).await.unwrap().pop().unwrap();
            assert_ne!(now.state, api::DocumentState::Failed, "{now:?}");
            (now.state == api::DocumentState::Ready).then_some(document.id)
        })
        .await
}

/// What the assistant said, oldest first.
pub async fn answers(visitor: &Visitor) -> Vec<Message> {
    let said = |m: &Message| m.author.kind == AuthorKind::Assistant && m.kind == MessageKind::Reply;
    visitor.messages().await.into_iter().filter(said).collect()
}

/// Waits for the assistant's answer number `n` (from 1).
pub async fn answer(visitor: &Visitor, n: usize) -> Message {
    visitor.world.eventually("an answer", || async { answers(visitor).await.get(n - 1).cloned() }).await
}

/// Waits until the conversation stands in the queue, and says why.
pub async fn handed_over(visitor: &Visitor, conversation: ConversationId) -> (String, Vec<Decision>) {
    let world = &visitor.world;
    world
        .eventually("a person to be needed", || async {
            (visitor.sees().await["state"] == "queued").then_some(())
        })
        .await;
    let lina = world.agent("lina").await;
    let body: Value = lina.get(&format!("conversations/{conversation}")).await.ok();
    assert_eq!(body["state"], State::Queued.as_str());
    (body["handoff_reason"].as_str().unwrap().to_owned(), decisions(world, conversation).await)
}

pub async fn decisions(world: &World, conversation: ConversationId) -> Vec<Decision> {
    let lina = world.agent("lina").await;
    serde_json::from_value(lina.get(&format!("conversations/{conversation}/decisions")).await.ok()).unwrap()
}
