//! Drafts for the team.

use super::{
    model_server::{Does, ModelServer},
    *,
};
use crate::world;
use api::Code;
use serde_json::json;

const SAID: &str = "It takes 3 to 5 working days [1].";

#[test]
fn a_draft_has_its_sources_and_is_neither_sent_nor_stored() {
    world::with(|world| async move {
        knows(&world, "shipping.md", "en", SHIPPING).await;
        let visitor = world.visitor("en").await;
        visitor.asks_for_a_person().await;
        let first = visitor.writes("I want a person.").await;
        let conversation = first.conversation_id;
        visitor.writes("How long does delivery to Aqaba take?").await;
        let lina = world.agent("lina").await;
        let before = lina.messages(conversation).await.len();
        let drafted = lina.post(&format!("conversations/{conversation}/draft"), &json!({})).await.ok();
        assert!(drafted["body"].as_str().unwrap().contains("3 to 5 working days"), "{drafted}");
        assert!(drafted["sources"][0]["quote"].as_str().unwrap().contains("Aqaba"), "{drafted}");
        assert_eq!(drafted["decision"]["outcome"], "answered");
        assert_eq!(lina.messages(conversation).await.len(), before);
        assert!(answers(&visitor).await.is_empty() && decisions(&world, conversation).await.is_empty());
        // It stays a person's conversation.
        assert_eq!(lina.get(&format!("conversations/{conversation}")).await.ok()["state"], "queued");
        world.stranger_drafts(conversation).await;
    });
}

#[test]
fn drafts_have_a_model_of_their_own_where_one_is_set() {
    world::with(|world| async move {
        knows(&world, "shipping.md", "en", SHIPPING).await;
        let (answering, drafting) = (ModelServer::writing(SAID).await, ModelServer::writing(SAID).await);
        let one = json!({ "base_url": answering.base, "model": "a" });
        let two = json!({ "base_url": drafting.base, "model": "d", "tasks": ["draft"] });
        let admin = world.admin("dana").await;
        let patch = json!({ "provider": { "kind": "openai" }, "providers": [one, two] });
        let settings = admin.patch("assistant", &patch).await.ok();
        let visitor = world.visitor("en").await;
        let conversation = visitor
            .writes("I am at rana@mail.example. How long does delivery to Aqaba take?")
            .await
            .conversation_id;
        answer(&visitor, 1).await;
        assert_eq!((answering.requests().len(), drafting.requests().len()), (1, 0));
        let path = format!("conversations/{conversation}/draft");
        // The newest that the customer wrote, although it has its answer.
        let drafted = admin.post(&path, &json!({})).await.ok();
        assert_eq!(drafted["body"], "It takes 3 to 5 working days.");
        assert_eq!((answering.requests().len(), drafting.requests().len()), (1, 1));
        assert!(!drafting.requests()[0].to_string().contains("rana@"));
        let call = admin.get("egress").await.ok()["items"][0].clone();
        assert_eq!(
            (&call["purpose"], &call["basis"], &call["model"]),
            (&json!("draft"), &json!("asked"), &json!("d"))
        );
        // Without one, those for answers write drafts too; and where none answers, the documents are quoted.
        let only = json!({ "providers": [{ "id": settings["providers"][0]["id"] }] });
        admin.patch("assistant", &only).await.ok();
        answering.now(Does::Fails(401));
        let other = world.visitor("en").await;
        other.asks_for_a_person().await;
        let conversation = other.writes("How long does delivery to Aqaba take?").await.conversation_id;
        let path = format!("conversations/{conversation}/draft");
        let drafted = admin.post(&path, &json!({})).await.ok();
        assert_eq!(drafted["decision"]["reason"], "quoted_without_model/401");
        assert!(drafted["body"].as_str().unwrap().contains("3 to 5 working days"));
        assert_eq!(answering.requests().len(), 2);
    });
}

#[test]
fn where_there_is_nothing_to_say_the_draft_is_empty_and_says_why() {
    world::with(|world| async move {
        knows(&world, "shipping.md", "en", SHIPPING).await;
        let visitor = world.visitor("en").await;
        visitor.asks_for_a_person().await;
        let conversation = visitor.writes("Do you sell used bicycles?").await.conversation_id;
        let lina = world.agent("lina").await;
        let path = format!("conversations/{conversation}/draft");
        let drafted = lina.post(&path, &json!({})).await.ok();
        assert_eq!((&drafted["body"], &drafted["sources"]), (&json!(null), &json!([])));
        assert!(drafted["decision"]["reason"].is_string(), "{drafted}");
        // Notes are nobody's question.
        lina.notes(conversation, "n-1", "How long does delivery to Aqaba take?").await.created();
        assert_eq!(lina.post(&path, &json!({})).await.ok()["body"], json!(null));
    });
}

impl World {
    /// Another company's agent asks for a draft of this conversation.
    async fn stranger_drafts(&self, conversation: ConversationId) {
        let eve = self.another().await.agent("eve").await;
        eve.post(&format!("conversations/{conversation}/draft"), &json!({})).await.refused(Code::NotFound);
    }
}
