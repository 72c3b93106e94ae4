//! What models cost, and where it ends.

use super::{
    model_server::{Does, ModelServer},
    *,
};
use crate::world;
use api::Code;
use serde_json::json;

const ASKED: &str = "How long does delivery to Aqaba take?";
/// What the stand-in counts costs, in millionths: 300 tokens for 1.00 and 21 for 2.00 a million.
const COST: u64 = 342;

/// The tenant asks this server at a price, and may spend so much. What follows is within one day (UTC).
async fn may_spend(world: &World, server: &ModelServer, spending: Value) {
    let day = std::time::Duration::from_secs(24 * 60 * 60);
    let left = day.saturating_sub((world.app.now().time() - time::Time::MIDNIGHT).unsigned_abs());
    if left < std::time::Duration::from_secs(120) {
        tokio::time::sleep(left).await;
    }
    knows(world, "shipping.md", "en", SHIPPING).await;
    let provider = json!({ "name": "Ours", "base_url": server.base, "model": "m",
        "price_in": 1_000_000, "price_out": 2_000_000 });
    let patch = json!({ "provider": { "kind": "openai" }, "providers": [provider], "spending": spending });
    world.admin("dana").await.patch("assistant", &patch).await.ok();
}

async fn asks(world: &World) -> (Visitor, ConversationId) {
    let visitor = world.visitor("en").await;
    let conversation = visitor.writes(ASKED).await.conversation_id;
    (visitor, conversation)
}

#[test]
fn the_days_money_is_an_end_and_the_reason_is_said() {
    world::with(|world| async move {
        let server = ModelServer::writing("It takes 3 to 5 working days [1].").await;
        let limit = json!({ "currency": "JOD", "tenant_per_day": COST + 1, "visitor_per_day": null });
        may_spend(&world, &server, limit).await;
        for _ in 0..2 {
            answer(&asks(&world).await.0, 1).await;
        }
        // Two answers have passed the limit: the second was begun below it.
        let (visitor, conversation) = asks(&world).await;
        let (reason, decisions) = handed_over(&visitor, conversation).await;
        assert_eq!((reason.as_str(), decisions[0].reason.as_deref()), ("budget", Some("budget/spending")));
        assert_eq!(server.requests().len(), 2);
        // Quoting costs nothing.
        let admin = world.admin("nadia").await;
        admin.patch("assistant", &json!({ "fallback": "quote" })).await.ok();
        assert!(answer(&asks(&world).await.0, 1).await.body.contains("3 to 5 working days"));
        assert_eq!(server.requests().len(), 2);
        let usage = admin.get("assistant/usage").await.ok();
        assert_eq!(usage["today"], json!(2 * COST));
        // Another currency begins at nothing.
        let dollars = json!({ "currency": "USD", "tenant_per_day": COST, "visitor_per_day": null });
        admin.patch("assistant", &json!({ "spending": dollars })).await.ok();
        answer(&asks(&world).await.0, 1).await;
        assert_eq!(server.requests().len(), 3);
    });
}

#[test]
fn one_visitors_money_is_not_anothers() {
    world::with(|world| async move {
        let server = ModelServer::writing("It takes 3 to 5 working days [1].").await;
        may_spend(
            &world,
            &server,
            json!({ "currency": "USD", "tenant_per_day": null, "visitor_per_day": COST }),
        )
        .await;
        let (visitor, conversation) = asks(&world).await;
        answer(&visitor, 1).await;
        visitor.writes("And how long does delivery inside Amman take?").await;
        let (_, decisions) = handed_over(&visitor, conversation).await;
        assert_eq!(decisions.last().unwrap().reason.as_deref(), Some("budget/spending"));
        answer(&asks(&world).await.0, 1).await;
        assert_eq!(server.requests().len(), 2);
    });
}

#[test]
fn use_is_added_up_by_day_provider_and_visitor() {
    world::with(|world| async move {
        let server = ModelServer::writing("It takes 3 to 5 working days [1].").await;
        may_spend(
            &world,
            &server,
            json!({ "currency": "EUR", "tenant_per_day": null, "visitor_per_day": null }),
        )
        .await;
        let (visitor, conversation) = asks(&world).await;
        answer(&visitor, 1).await;
        server.now(Does::Fails(401));
        let (other, refused) = asks(&world).await;
        handed_over(&other, refused).await;
        let admin = world.admin("nadia").await;
        let usage = admin.get("assistant/usage").await.ok();
        let today = &usage["days"][0];
        assert_eq!(usage["days"].as_array().unwrap().len(), 1);
        assert_eq!((&today["calls"], &today["failed"]), (&json!(2), &json!(1)));
        assert_eq!((&today["tokens_in"], &today["tokens_out"]), (&json!(300), &json!(21)));
        assert_eq!((&today["provider"], &today["currency"]), (&json!("Ours"), &json!("EUR")));
        assert_eq!(today["cost"], json!(COST));
        let visitors = usage["visitors"].as_array().unwrap();
        assert_eq!((visitors.len(), &visitors[0]["cost"]), (2, &json!(COST)));
        let lina = world.agent("lina").await;
        let whose = lina.get(&format!("conversations/{conversation}")).await.ok();
        assert_eq!(visitors[0]["contact_id"], whose["contact"]["id"]);
        lina.get("assistant/usage").await.refused(Code::Forbidden);
        let before = "assistant/usage?from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z";
        assert_eq!(admin.get(before).await.ok()["days"], json!([]));
        for bad in
            ["from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z", "from=2001-01-01T00:00:00Z", "from=soon"]
        {
            admin.get(&format!("assistant/usage?{bad}")).await.refused(Code::InvalidInput);
        }
    });
}

#[test]
fn money_is_written_as_the_world_writes_it() {
    world::with(|world| async move {
        let admin = world.admin("dana").await;
        assert_eq!(admin.get("assistant").await.ok()["spending"]["currency"], "USD");
        for (wrong, field) in [
            (
                json!({ "currency": "usd", "tenant_per_day": null, "visitor_per_day": null }),
                "spending.currency",
            ),
            (
                json!({ "currency": "USD", "tenant_per_day": u64::MAX, "visitor_per_day": null }),
                "spending.tenant_per_day",
            ),
        ] {
            let problem =
                admin.patch("assistant", &json!({ "spending": wrong })).await.refused(Code::InvalidInput);
            assert_eq!(problem["errors"][0]["field"], field);
        }
    });
}
