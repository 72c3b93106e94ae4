//! What leaves for models, to whom it may, and what is written down of it.

use super::{
    model_server::{Does, ModelServer},
    *,
};
use crate::world;
use api::Code;
use serde_json::json;
use std::time::Duration;

const ASKED: &str = "I am at rana@mail.example. How long does delivery to Aqaba take?";
const SAID: &str = "It takes 3 to 5 working days [1].";

/// The tenant's assistant asks this server, as its settings say.
async fn asks(world: &World, server: &ModelServer) {
    knows(world, "shipping.md", "en", SHIPPING).await;
    let provider = json!({ "name": "Ours", "base_url": server.base, "model": "m",
        "price_in": 1_000_000, "price_out": 2_000_000 });
    let patch =
        json!({ "provider": { "kind": "openai" }, "providers": [provider], "instructions": "Be kind." });
    world.admin("dana").await.patch("assistant", &patch).await.ok();
}

/// As [`asks`], from before there was a rule.
async fn asked_before(world: &World, server: &ModelServer) {
    knows(world, "shipping.md", "en", SHIPPING).await;
    let provider = json!({ "kind": "openai", "base_url": server.base, "model": "m", "key_set": false });
    let mut tx = world.app.db.tenant(world.tenant).begin().await.unwrap();
    sqlx::query("insert into assistants (tenant_id, settings) values ($1, $2)")
        .bind(world.tenant.0)
        .bind(json!({ "provider": provider }))
        .execute(tx.conn())
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

async fn ledger(world: &World) -> Vec<Value> {
    world.admin("nadia").await.get("egress").await.ok()["items"].as_array().unwrap().clone()
}

#[test]
fn every_call_is_written_down_with_what_class_of_data_left_and_never_what() {
    world::with(|world| async move {
        let server = ModelServer::writing(SAID).await;
        asks(&world, &server).await;
        let visitor = world.visitor("en").await;
        visitor.writes(ASKED).await;
        answer(&visitor, 1).await;
        let [call] = ledger(&world).await.try_into().unwrap();
        let host = server.base.strip_prefix("http://").unwrap().strip_suffix("/v1").unwrap();
        assert_eq!(
            (&call["provider"], &call["host"], &call["model"]),
            (&json!("Ours"), &json!(host), &json!("m"))
        );
        assert_eq!((&call["region"], &call["rule"]), (&json!("global"), &json!("*")));
        assert_eq!((&call["purpose"], &call["basis"]), (&json!("answer"), &json!("settings")));
        assert_eq!(call["classes"], json!(["message", "passages", "instructions"]));
        assert!(call["hidden"].as_array().unwrap().contains(&json!("email")), "{call}");
        assert_eq!(
            (&call["status"], &call["tries"], &call["no_training"]),
            (&json!("ok"), &json!(1), &json!(false))
        );
        assert_eq!(
            (&call["tokens_in"], &call["tokens_out"], &call["estimated"]),
            (&json!(300), &json!(21), &json!(false))
        );
        assert_eq!((&call["cost"], &call["currency"]), (&json!(342), &json!("USD")));
        // The next one tells of what was said before.
        visitor.writes("And to Amman, how long does delivery take?").await;
        answer(&visitor, 2).await;
        assert_eq!(
            ledger(&world).await[0]["classes"],
            json!(["message", "history", "passages", "instructions"])
        );
    });
}

#[test]
fn a_call_is_written_down_before_it_is_made() {
    world::with(|world| async move {
        let slow = vec!["It takes ".to_owned(), "3 to 5 working days [1].".to_owned()];
        let server = ModelServer::start(Does::Writes(slow, Duration::from_secs(2))).await;
        asks(&world, &server).await;
        let visitor = world.visitor("en").await;
        visitor.writes(ASKED).await;
        world
            .eventually("the model to be asked", || async { (server.requests().len() == 1).then_some(()) })
            .await;
        // Whatever becomes of it now, also when the process dies.
        let call = ledger(&world).await.remove(0);
        assert_eq!((&call["status"], &call["estimated"]), (&json!(null), &json!(true)));
        assert!(call["tokens_in"].as_u64().unwrap() > 50 && call["cost"].as_u64().unwrap() > 50, "{call}");
        answer(&visitor, 1).await;
        assert_eq!(ledger(&world).await[0]["status"], "ok");
    });
}

#[test]
fn what_went_wrong_and_what_nobody_counted_is_said() {
    world::with(|world| async move {
        let server = ModelServer::start(Does::Fails(401)).await;
        asks(&world, &server).await;
        let visitor = world.visitor("en").await;
        let conversation = visitor.writes(ASKED).await.conversation_id;
        handed_over(&visitor, conversation).await;
        let call = ledger(&world).await.remove(0);
        assert_eq!(
            (&call["status"], &call["tokens_in"], &call["cost"]),
            (&json!("401"), &json!(0), &json!(0))
        );
        let uncounted = json!({ "choices": [{ "delta": { "content": SAID }, "finish_reason": "stop" }] });
        server.now(Does::Babbles(format!("data: {uncounted}\n\ndata: [DONE]\n\n")));
        let visitor = world.visitor("en").await;
        visitor.writes(ASKED).await;
        answer(&visitor, 1).await;
        let call = ledger(&world).await.remove(0);
        assert_eq!((&call["status"], &call["estimated"]), (&json!("ok"), &json!(true)));
        assert!(
            call["tokens_in"].as_u64().unwrap() > 50 && call["tokens_out"].as_u64().unwrap() > 5,
            "{call}"
        );
    });
}

#[test]
fn the_playground_and_tests_are_written_down_as_what_they_are() {
    world::with(|world| async move {
        let server = ModelServer::writing(SAID).await;
        asks(&world, &server).await;
        let admin = world.admin("nadia").await;
        admin.post("assistant/try", &json!({ "body": ASKED, "locale": "en" })).await.ok();
        admin.post("assistant/providers/test", &json!({ "base_url": server.base, "model": "m" })).await.ok();
        let calls = ledger(&world).await;
        assert_eq!((&calls[0]["purpose"], &calls[0]["classes"]), (&json!("test"), &json!([])));
        assert_eq!((&calls[1]["purpose"], &calls[1]["basis"]), (&json!("try"), &json!("asked")));
        // Page by page, for those who may change the settings, and nobody else's.
        let first = admin.get("egress?limit=1").await.ok();
        let next = first["next"].as_str().unwrap();
        let second = admin.get(&format!("egress?limit=1&cursor={next}")).await.ok();
        assert_eq!((&second["items"][0], &second["next"]), (&calls[1], &json!(null)));
        let later = calls[0]["at"].as_str().unwrap();
        assert_eq!(admin.get(&format!("egress?from={later}")).await.ok()["items"], json!([calls[0]]));
        world.agent("omar").await.get("egress").await.refused(Code::Forbidden);
        assert!(ledger(&world.another().await).await.is_empty());
    });
}

#[test]
fn a_region_without_providers_takes_none_and_no_call_leaves() {
    world::with(|_| async move {
        let world = World::in_region("eu").await;
        let server = ModelServer::writing(SAID).await;
        asked_before(&world, &server).await;
        let admin = world.admin("dana").await;
        let states = admin.get("assistant/providers").await.ok();
        assert_eq!(states["rule"], json!({ "region": "eu", "allowed": [] }));
        assert_eq!(states["items"][0]["allowed"], json!(false));
        // What was set before the rule is not called, and the documents are quoted.
        let visitor = world.visitor("en").await;
        let question = "How long does delivery to Aqaba take?";
        let conversation = visitor.writes(question).await.conversation_id;
        assert!(answer(&visitor, 1).await.body.contains("3 to 5 working days"));
        let decision = decisions(&world, conversation).await.remove(0);
        assert_eq!(decision.reason.as_deref(), Some("quoted_without_model/region"));
        let other = world.visitor("en").await;
        other.writes("Do you sell used bicycles?").await;
        assert!(answer(&other, 1).await.body.contains("I don't know that"));
        // Nor may another be set, or tried.
        let provider = json!({ "base_url": "https://api.openai.com/v1", "model": "m" });
        for patch in [json!({ "provider": provider }), json!({ "providers": [provider] })] {
            let problem = admin.patch("assistant", &patch).await.refused(Code::ProviderNotAllowed);
            assert!(problem["errors"][0]["field"].as_str().unwrap().ends_with("base_url"), "{problem}");
        }
        admin.post("assistant/providers/test", &provider).await.refused(Code::ProviderNotAllowed);
        assert!(server.requests().is_empty() && ledger(&world).await.is_empty());
    });
}

#[test]
fn a_region_allows_the_hosts_of_its_rule_and_no_others() {
    world::with(|_| async move {
        let world = World::in_region("gcc").await;
        let server = ModelServer::writing(SAID).await;
        asks(&world, &server).await;
        let visitor = world.visitor("en").await;
        visitor.writes(ASKED).await;
        answer(&visitor, 1).await;
        let call = ledger(&world).await.remove(0);
        assert_eq!((&call["region"], &call["rule"]), (&json!("gcc"), &json!("127.0.0.1")));
        let admin = world.admin("omar").await;
        let elsewhere = json!({ "provider": { "base_url": "https://allowed.example.evil.example/v1" } });
        admin.patch("assistant", &elsewhere).await.refused(Code::ProviderNotAllowed);
    });
}
