//! Several models, one after the other.

use super::{
    model_server::{Does, ModelServer},
    *,
};
use crate::world;
use api::Code;
use serde_json::json;
use std::time::Duration;

const ASKED: &str = "How long does delivery to Aqaba take?";
const SAID: &str = "It takes 3 to 5 working days [1].";

/// The tenant asks these servers in this order, models `m0`, `m1` …, and knows about shipping.
async fn ask_in_order(world: &World, servers: &[&ModelServer]) -> Value {
    knows(world, "shipping.md", "en", SHIPPING).await;
    let providers: Vec<Value> = servers
        .iter()
        .enumerate()
        .map(|(at, server)| json!({ "base_url": server.base, "model": format!("m{at}"), "key": format!("k{at}") }))
        .collect();
    let patch = json!({ "provider": { "kind": "openai" }, "providers": providers });
    world.admin("dana").await.patch("assistant", &patch).await.ok()
}

async fn asks(world: &World) -> (Visitor, ConversationId) {
    let visitor = world.visitor("en").await;
    let conversation = visitor.writes(ASKED).await.conversation_id;
    (visitor, conversation)
}

#[test]
fn the_next_provider_answers_where_the_first_fails() {
    world::with(|world| async move {
        let down = ModelServer::start(Does::Says(503, json!({ "message": "busy" }), 5)).await;
        let wrong_key = ModelServer::start(Does::Fails(401)).await;
        let good = ModelServer::writing(SAID).await;
        ask_in_order(&world, &[&down, &wrong_key, &good]).await;
        let (visitor, conversation) = asks(&world).await;
        assert_eq!(answer(&visitor, 1).await.body, "It takes 3 to 5 working days.");
        let decision = decisions(&world, conversation).await.remove(0);
        assert_eq!((decision.model.as_deref(), decision.reason.as_deref()), (Some("m2"), Some("supported")));
        // What may pass is tried once more, a refusal is not; each key goes to its own server only.
        assert_eq!(
            (down.keys(), wrong_key.keys()),
            (vec!["Bearer k0".into(); 2], vec!["Bearer k1".to_owned()])
        );
        assert_eq!(good.keys(), ["Bearer k2"]);
    });
}

#[test]
fn a_busy_provider_is_asked_again_when_it_says() {
    world::with(|world| async move {
        let server = ModelServer::writing(SAID).await;
        ask_in_order(&world, &[&server]).await;
        server.first(Does::Says(429, json!({ "code": "rate_limit_exceeded" }), 20));
        server.first(Does::Says(500, json!("oops"), 20));
        let (visitor, conversation) = asks(&world).await;
        answer(&visitor, 1).await;
        assert_eq!(server.requests().len(), 3);
        assert_eq!(decisions(&world, conversation).await[0].reason.as_deref(), Some("supported"));
        // One that asks to come back after the answer's time is not waited for.
        server.first(Does::Says(429, json!({ "code": "rate_limit_exceeded" }), 3_600_000));
        let (visitor, conversation) = asks(&world).await;
        assert_eq!(handed_over(&visitor, conversation).await.0, "provider_error");
        assert_eq!(server.requests().len(), 4);
    });
}

#[test]
fn once_something_was_shown_no_other_provider_goes_on() {
    world::with(|world| async move {
        let pieces =
            ["It takes 3 to 5 working days [1]. ", "The fee ", "is 6 JOD "].map(str::to_owned).to_vec();
        let breaks = ModelServer::start(Does::BreaksOff(pieces, Duration::from_millis(80))).await;
        let good = ModelServer::writing(SAID).await;
        ask_in_order(&world, &[&breaks, &good]).await;
        let (visitor, conversation) = asks(&world).await;
        let (_, decisions) = handed_over(&visitor, conversation).await;
        assert_eq!(decisions[0].reason.as_deref(), Some("provider_error/garbled"));
        assert!(good.requests().is_empty());
        // Broken off before anything was shown, the next one answers.
        breaks.now(Does::BreaksOff(vec!["It ".into()], Duration::ZERO));
        let (visitor, _) = asks(&world).await;
        answer(&visitor, 1).await;
        assert_eq!(good.requests().len(), 1);
    });
}

#[test]
fn a_provider_that_fails_again_and_again_is_left_alone_until_its_settings_change() {
    world::with(|world| async move {
        let broken = ModelServer::start(Does::Babbles("<html>".into())).await;
        let good = ModelServer::writing(SAID).await;
        let settings = ask_in_order(&world, &[&broken, &good]).await;
        for _ in 0..7 {
            answer(&asks(&world).await.0, 1).await;
        }
        assert_eq!((broken.requests().len(), good.requests().len()), (5, 7));
        let admin = world.admin("nadia").await;
        let states = admin.get("assistant/providers").await.ok();
        assert_eq!(states["items"][0]["circuit"], "open");
        assert_eq!(
            (&states["items"][0]["last_error"], &states["items"][0]["failures"]),
            (&json!("garbled"), &json!(5))
        );
        assert_eq!(
            (&states["items"][1]["circuit"], &states["items"][1]["last_error"]),
            (&json!("closed"), &json!(null))
        );
        broken.now(Does::Writes(vec![SAID.into()], Duration::ZERO));
        let kept: Vec<Value> =
            settings["providers"].as_array().unwrap().iter().map(|one| json!({ "id": one["id"] })).collect();
        admin.patch("assistant", &json!({ "providers": kept })).await.ok();
        answer(&asks(&world).await.0, 1).await;
        assert_eq!((broken.requests().len(), good.requests().len()), (6, 7));
        assert_eq!(broken.keys().last().map(String::as_str), Some("Bearer k0"), "the key stayed");
    });
}

#[test]
fn where_no_model_answers_the_documents_are_quoted_if_the_tenant_wants_it() {
    world::with(|world| async move {
        let server = ModelServer::start(Does::Says(404, json!({ "code": "model_not_found" }), 0)).await;
        ask_in_order(&world, &[&server]).await;
        let admin = world.admin("nadia").await;
        admin.patch("assistant", &json!({ "fallback": "quote" })).await.ok();
        let (visitor, conversation) = asks(&world).await;
        let said = answer(&visitor, 1).await;
        assert!(said.body.contains("3 to 5 working days") && !said.sources.is_empty(), "{}", said.body);
        let decision = decisions(&world, conversation).await.remove(0);
        assert_eq!(decision.reason.as_deref(), Some("quoted_without_model/model_not_found"));
        assert_eq!(server.requests().len(), 1);
        let states = admin.get("assistant/providers").await.ok();
        assert_eq!(states["items"][0]["last_error"], "model_not_found");
        // What the documents do not say is not quoted either.
        let visitor = world.visitor("en").await;
        let conversation = visitor.writes("Do you sell used bicycles?").await.conversation_id;
        assert_eq!(handed_over(&visitor, conversation).await.0, "provider_error");
    });
}

#[test]
fn the_settings_of_one_provider_and_of_several_are_the_same() {
    world::with(|world| async move {
        let admin = world.admin("dana").await;
        let one =
            json!({ "kind": "openai", "base_url": "http://127.0.0.1:9/v1", "model": "m", "key": "sk-1" });
        let first = admin.patch("assistant", &json!({ "provider": one })).await.ok();
        let listed = &first["providers"][0];
        assert_eq!(
            (&listed["model"], &listed["key_set"], &listed["timeout_s"]),
            (&json!("m"), &json!(true), &json!(60))
        );
        let second = json!({ "name": "Ours", "base_url": "http://127.0.0.1:10/v1", "model": "n",
            "timeout_s": 30, "price_in": 150_000, "price_out": 600_000, "extra_body": { "top_k": 20 } });
        let both =
            admin.patch("assistant", &json!({ "providers": [second, { "id": listed["id"] }] })).await.ok();
        // The first is whom the older form speaks of.
        assert_eq!((&both["provider"]["model"], &both["provider"]["key_set"]), (&json!("n"), &json!(false)));
        assert_eq!(
            (&both["providers"][1]["id"], &both["providers"][1]["key_set"]),
            (&listed["id"], &json!(true))
        );
        assert_eq!(both["providers"][0]["extra_body"], json!({ "top_k": 20 }));
        let named = admin
            .patch("assistant", &json!({ "providers": [{ "base_url": "http://10.0.0.1/", "model": "m" }] }))
            .await;
        assert_eq!(named.refused(Code::InvalidInput)["errors"][0]["field"], "providers.0.base_url");
        let none = admin
            .patch("assistant", &json!({ "provider": { "kind": "extractive" }, "providers": [] }))
            .await
            .ok();
        assert_eq!((&none["providers"], &none["provider"]["base_url"]), (&json!([]), &json!(null)));
    });
}

#[test]
fn the_only_key_of_an_older_version_goes_on_being_sent() {
    world::with(|world| async move {
        let server = ModelServer::writing(SAID).await;
        knows(&world, "shipping.md", "en", SHIPPING).await;
        let mut tx = world.app.db.tenant(world.tenant).begin().await.unwrap();
        let sealed =
            tx.tenant_key().await.unwrap().seal("assistants.key", world.tenant.0, b"sk-old").unwrap();
        let stored = json!({ "provider": { "kind": "openai", "base_url": server.base, "model": "m", "key_set": true } });
        sqlx::query(
            "insert into assistants (tenant_id, settings, key_sealed) values ($1, $2, $3)
             on conflict (tenant_id) do update set settings = $2, key_sealed = $3",
        )
        .bind(world.tenant.0)
        .bind(stored)
        .bind(sealed.0)
        .execute(tx.conn())
        .await
        .unwrap();
        tx.commit().await.unwrap();
        answer(&asks(&world).await.0, 1).await;
        // The first change gives the key its new place; it is the same key.
        let admin = world.admin("dana").await;
        assert_eq!(
            admin.patch("assistant", &json!({ "name": "Nour" })).await.ok()["provider"]["key_set"],
            json!(true)
        );
        answer(&asks(&world).await.0, 1).await;
        assert_eq!(server.keys(), ["Bearer sk-old", "Bearer sk-old"]);
        let mut tx = world.app.db.tenant(world.tenant).begin().await.unwrap();
        let left: i64 = sqlx::query_scalar("select count(*) from assistants where key_sealed is not null")
            .fetch_one(tx.conn())
            .await
            .unwrap();
        assert_eq!(left, 0);
    });
}

#[test]
fn a_provider_is_tried_before_it_is_relied_on() {
    world::with(|world| async move {
        let server = ModelServer::writing("yes").await;
        let (admin, agent) = (world.admin("dana").await, world.agent("omar").await);
        let test = json!({ "base_url": server.base, "model": "small-1", "key": "sk-9" });
        agent.post("assistant/providers/test", &test).await.refused(Code::Forbidden);
        let tested = admin.post("assistant/providers/test", &test).await.ok();
        assert_eq!((&tested["ok"], &tested["listed"]), (&json!(true), &json!(true)));
        assert_eq!(tested["models"], json!(["large-1", "small-1"]));
        assert_eq!(server.keys(), ["Bearer sk-9", "Bearer sk-9"]);
        assert_eq!(server.requests()[0]["max_tokens"], 1);
        server.now(Does::Says(
            404,
            json!({ "code": "model_not_found", "message": "secret of the inside" }),
            0,
        ));
        let test = json!({ "base_url": server.base, "model": "gone-1" });
        let tested = admin.post("assistant/providers/test", &test).await;
        assert!(!String::from_utf8_lossy(&tested.bytes).contains("secret of the inside"));
        let tested = tested.ok();
        assert_eq!((&tested["ok"], &tested["listed"]), (&json!(false), &json!(false)));
        assert_eq!(
            (&tested["list"]["ok"], &tested["chat"]["error"]),
            (&json!(true), &json!("model_not_found"))
        );
        // What may not be called is not tried either, and nothing of this was stored.
        let inside = json!({ "base_url": "http://169.254.169.254/v1", "model": "m" });
        admin.post("assistant/providers/test", &inside).await.refused(Code::InvalidInput);
        assert_eq!(admin.get("assistant").await.ok()["providers"], json!([]));
    });
}

#[test]
fn a_stored_key_is_tried_where_it_belongs_and_nowhere_else() {
    world::with(|world| async move {
        let (server, elsewhere) = (ModelServer::writing("yes").await, ModelServer::writing("yes").await);
        let settings = ask_in_order(&world, &[&server]).await;
        let admin = world.admin("nadia").await;
        let id = &settings["providers"][0]["id"];
        assert_eq!(
            admin.post("assistant/providers/test", &json!({ "id": id })).await.ok()["ok"],
            json!(true)
        );
        assert_eq!(server.keys(), ["Bearer k0", "Bearer k0"]);
        let moved = json!({ "id": id, "base_url": elsewhere.base });
        assert_eq!(admin.post("assistant/providers/test", &moved).await.ok()["ok"], json!(true));
        assert!(elsewhere.keys().iter().all(|key| !key.contains("k0")), "{:?}", elsewhere.keys());
        let stranger = world.another().await.admin("eve").await;
        stranger.post("assistant/providers/test", &json!({ "id": id })).await.refused(Code::NotFound);
    });
}
