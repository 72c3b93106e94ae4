//! Who answers: the assistant, a person with its drafts, a person alone.

use super::{
    model_server::{Does, ModelServer},
    *,
};
use crate::world;
use api::{Code, MessageId};
use diwan::conversations::{self, Said, Spoken};
use serde_json::json;
use std::time::Duration;

const ASKED: &str = "How long does delivery to Aqaba take?";

async fn set_widget(world: &World, mode: &str) {
    let modes = json!({ "modes": { "default": "automatic", "channels": { "widget": mode } } });
    world.admin("dana").await.patch("assistant", &modes).await.ok();
}

/// The draft that waits for the team, once there is one.
async fn drafted(world: &World, conversation: ConversationId) -> Value {
    let lina = world.agent("lina").await;
    let path = format!("conversations/{conversation}/draft");
    world
        .eventually("a draft", || async {
            let draft = lina.get(&path).await.ok()["draft"].clone();
            (!draft.is_null()).then_some(draft)
        })
        .await
}

#[test]
fn in_draft_mode_the_team_gets_a_draft_and_the_customer_one_notice() {
    world::with(|world| async move {
        knows(&world, "shipping.md", "en", SHIPPING).await;
        set_widget(&world, "draft").await;
        let visitor = world.visitor("en").await;
        let conversation = visitor.writes(ASKED).await.conversation_id;
        let draft = drafted(&world, conversation).await;
        assert!(draft["body"].as_str().unwrap().contains("3 to 5 working days"), "{draft}");
        assert!(draft["sources"][0]["quote"].as_str().unwrap().contains("Aqaba"), "{draft}");
        assert_eq!(draft["decision"]["outcome"], "drafted");
        let (reason, log) = handed_over(&visitor, conversation).await;
        assert_eq!(reason, "draft_mode");
        let outcomes: Vec<_> = log.iter().map(|one| (one.outcome, one.reason.as_deref())).collect();
        assert_eq!(
            outcomes,
            [(api::Outcome::HandedOff, Some("draft_mode")), (api::Outcome::Drafted, Some("quoted"))]
        );
        let notice = answers(&visitor).await;
        assert_eq!(notice.len(), 1, "{notice:?}");
        assert!(notice[0].body.contains("colleague") && notice[0].sources.is_empty());
        // The next message has a draft of its own, and nobody is told twice.
        let second = visitor.writes("And what does delivery inside Amman cost?").await;
        world
            .eventually("the next draft", || async {
                let draft = drafted(&world, conversation).await;
                (draft["decision"]["trigger_seq"] == second.seq).then_some(())
            })
            .await;
        assert_eq!(answers(&visitor).await.len(), 1);
        // Screens hear of it; the customer's does not.
        let lina = world.agent("lina").await;
        let events = lina.get("events?after=0").await.ok();
        let told: Vec<&Value> = events["items"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|one| one["event"] == "draft.updated")
            .collect();
        assert_eq!(told.len(), 2, "{events}");
        assert_eq!(told[1]["data"]["conversation_id"], conversation.to_string());
        assert!(told[1]["data"]["draft"]["body"].as_str().unwrap().contains("3 JOD"), "{told:?}");
        assert!(!visitor.sees().await.to_string().contains("3 JOD"));
        // A person's reply uses it up.
        lina.replies(conversation, "r-1", "It costs three dinars.").await.created();
        let path = format!("conversations/{conversation}/draft");
        assert_eq!(lina.get(&path).await.ok()["draft"], json!(null));
    });
}

#[test]
fn a_draft_is_thrown_away_for_all_and_goes_with_its_document() {
    world::with(|world| async move {
        let document = knows(&world, "shipping.md", "en", SHIPPING).await;
        set_widget(&world, "draft").await;
        let visitor = world.visitor("en").await;
        let conversation = visitor.writes(ASKED).await.conversation_id;
        drafted(&world, conversation).await;
        let (lina, path) = (world.agent("lina").await, format!("conversations/{conversation}/draft"));
        let eve = world.another().await.agent("eve").await;
        eve.get(&path).await.refused(Code::NotFound);
        eve.delete(&path).await.refused(Code::NotFound);
        for _ in 0..2 {
            assert_eq!(lina.delete(&path).await.status, 204);
        }
        assert_eq!(world.agent("omar").await.get(&path).await.ok()["draft"], json!(null));
        visitor.writes("I ask again: how long does delivery to Aqaba take?").await;
        drafted(&world, conversation).await;
        let gone = world.admin("dana").await.delete(&format!("documents/{document}")).await;
        assert_eq!(gone.status, 204);
        assert_eq!(lina.get(&path).await.ok()["draft"], json!(null));
    });
}

#[test]
fn a_conversations_own_mode_counts_before_its_channels() {
    world::with(|world| async move {
        knows(&world, "shipping.md", "en", SHIPPING).await;
        let (lina, visitor) = (world.agent("lina").await, world.visitor("en").await);
        let conversation = visitor.writes(ASKED).await.conversation_id;
        answer(&visitor, 1).await;
        let path = format!("conversations/{conversation}/mode");
        let set = lina.post(&path, &json!({ "mode": "off" })).await.ok();
        assert_eq!((&set["mode"], &set["state"]), (&json!("off"), &json!("assistant")));
        assert_eq!(lina.post(&path, &json!({ "mode": "off" })).await.ok(), set, "repeated, the same answer");
        visitor.writes("What does delivery inside Amman cost?").await;
        let (reason, log) = handed_over(&visitor, conversation).await;
        assert_eq!(reason, "assistant_off");
        assert_eq!(log.last().unwrap().outcome, api::Outcome::HandedOff);
        // Off, and it may answer in one conversation only.
        set_widget(&world, "off").await;
        lina.post(&path, &json!({ "mode": "automatic" })).await.ok();
        lina.post(&format!("conversations/{conversation}/resolve"), &json!({})).await.ok();
        visitor.writes("One more: how long does delivery to Aqaba take?").await;
        assert!(answer(&visitor, 3).await.body.contains("3 to 5 working days"));
        assert_eq!(lina.post(&path, &json!({ "mode": null })).await.ok()["mode"], json!(null));
        // Whoever switches the assistant off switches it off everywhere.
        lina.post(&path, &json!({ "mode": "automatic" })).await.ok();
        world.admin("dana").await.patch("assistant", &json!({ "enabled": false })).await.ok();
        visitor.writes("And what does delivery inside Amman cost?").await;
        assert_eq!(handed_over(&visitor, conversation).await.0, "assistant_off");
    });
}

#[test]
fn a_mode_is_one_of_three_and_set_by_the_team() {
    world::with(|world| async move {
        let visitor = world.visitor("en").await;
        let conversation = visitor.writes("Hello").await.conversation_id;
        let (lina, path) = (world.agent("lina").await, format!("conversations/{conversation}/mode"));
        for wrong in [json!({ "mode": "loud" }), json!({}), json!({ "mood": "off" })] {
            lina.post(&path, &wrong).await.refused(Code::InvalidInput);
        }
        let eve = world.another().await.agent("eve").await;
        eve.post(&path, &json!({ "mode": "off" })).await.refused(Code::NotFound);
        let header = visitor.header();
        let by_visitor =
            world.send(reqwest::Method::POST, &path, Some(&header), Some(&json!({ "mode": "off" }))).await;
        by_visitor.refused(Code::Unauthenticated);
        let patch = json!({ "modes": { "default": "off", "channels": { "pigeon": "draft" } } });
        let dana = world.admin("dana").await;
        let problem = dana.patch("assistant", &patch).await.refused(Code::InvalidInput);
        assert_eq!(problem["errors"][0]["field"], "modes.channels");
        assert_eq!(dana.get("assistant").await.ok()["modes"]["default"], "automatic");
    });
}

#[test]
fn the_mode_of_the_moment_of_storing_counts() {
    world::with(|world| async move {
        knows(&world, "shipping.md", "en", SHIPPING).await;
        let said = "It takes 3 to 5 working days [1].";
        // It begins an answer, and would end it long after the test.
        let server = ModelServer::start(Does::Writes(vec![said.into()], Duration::from_secs(600))).await;
        let provider = json!({ "provider": { "kind": "openai", "base_url": server.base, "model": "m" } });
        world.admin("dana").await.patch("assistant", &provider).await.ok();
        let (lina, visitor) = (world.agent("lina").await, world.visitor("en").await);
        let conversation = visitor.writes(ASKED).await.conversation_id;
        world
            .eventually("the model to be asked", || async { (server.requests().len() == 1).then_some(()) })
            .await;
        let mut tx = world.app.db.tenant(world.tenant).begin().await.unwrap();
        let turn = conversations::turn(&mut tx, conversation).await.unwrap().unwrap();
        drop(tx);
        server.now(Does::Writes(vec![said.into()], Duration::ZERO));
        lina.post(&format!("conversations/{conversation}/mode"), &json!({ "mode": "draft" })).await.ok();
        // An answer that was ready at this very moment.
        let late = Said::Reply { body: "Too late to be said.".into(), sources: vec![], refused: false };
        let decision = conversations::NewDecision {
            outcome: api::Outcome::Answered,
            reason: None,
            factors: vec![],
            provider: "openai".into(),
            model: None,
            latency_ms: 1,
            tokens: None,
            passages: vec![],
        };
        let id = MessageId(world.app.new_id());
        let spoken = conversations::speak(&world.app, &turn, id, late, decision).await.unwrap();
        assert_ne!(spoken, Spoken::Stored);
        let draft = drafted(&world, conversation).await;
        assert_eq!(draft["body"], "It takes 3 to 5 working days.");
        let seen = answers(&visitor).await;
        assert_eq!(seen.len(), 1, "{seen:?}");
        assert!(seen[0].body.contains("colleague"), "{seen:?}");
        assert_eq!(server.requests().len(), 2);
    });
}
