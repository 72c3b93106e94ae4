use crate::world;
use api::Code;
use reqwest::{Method, header::HeaderValue};
use serde_json::json;

#[test]
fn only_allowed_origins_get_in() {
    world::with(|world| async move {
        let admin = world.admin("dana").await;
        let path = format!("widget/{}/sessions", world.widget_key);
        let from = |origin: &str| {
            world.request(Method::POST, &path).header("origin", origin).json(&json!({ "locale": "en" }))
        };
        world::Answer::of(from("https://shop.example")).await.refused(Code::OriginNotAllowed);
        admin.patch("widget", &json!({ "allowed_origins": ["https://shop.example/"] })).await.ok();
        let let_in = world::Answer::of(from("https://shop.example")).await;
        let_in.created();
        assert_eq!(let_in.header("access-control-allow-origin"), Some("https://shop.example"));
        world::Answer::of(from("https://shop.example.evil")).await.refused(Code::OriginNotAllowed);
        let latin1 = HeaderValue::from_bytes(b"https://x\xe9").unwrap();
        let odd =
            world.request(Method::POST, &path).header("origin", latin1).json(&json!({ "locale": "en" }));
        world::Answer::of(odd).await.refused(Code::OriginNotAllowed);
        let own = world::Answer::of(from(&format!("http://{}", world.addr))).await;
        own.created();

        let preflight = world
            .request(Method::OPTIONS, &path)
            .header("origin", "https://shop.example")
            .header("access-control-request-method", "POST");
        let preflight = world::Answer::of(preflight).await;
        assert_eq!(preflight.status, 204);
        let lets_in = preflight.header("access-control-allow-headers");
        assert_eq!(lets_in, Some("Authorization, Content-Type, Idempotency-Key"));
        for shown in ["Idempotent-Replayed", "RateLimit", "RateLimit-Policy", "Retry-After", "X-Request-Id"] {
            let all = let_in.header("access-control-expose-headers").unwrap();
            assert!(all.split(", ").any(|name| name == shown), "{shown}");
        }
        let set = async |origin: &str| admin.patch("widget", &json!({ "allowed_origins": [origin] })).await;
        for bad in [
            "shop.example",
            "https://",
            "https://a.example/path",
            "javascript:alert(1)",
            "https://lina@a.example",
            "https://a.example#top",
        ] {
            set(bad).await.refused(Code::InvalidInput);
        }
        for wild in ["*", "https://*", "https://*.shop.example", "https://shop.example:*"] {
            let problem = set(wild).await.refused(Code::InvalidInput);
            assert!(problem["detail"].as_str().unwrap().contains("wildcards are not supported"), "{problem}");
        }
        let label = "a".repeat(49);
        set(&format!("https://{}.shop", [&*label; 5].join("."))).await.refused(Code::InvalidInput);
        set(&format!("https://{}.web", [&*label; 5].join("."))).await.ok();
        set(&format!("https://{}", "ش.".repeat(60) + "test")).await.refused(Code::InvalidInput);
        world.post("widget/wk_nobody/sessions", &json!({ "locale": "en" })).await.refused(Code::NotFound);
    });
}

#[test]
fn a_zero_character_is_refused_and_no_fault_of_the_server() {
    world::with(|world| async move {
        let admin = world.admin("dana").await;
        let texts = json!({ "texts": { "en": { "greeting": "a\u{0}b" } } });
        admin.patch("widget", &texts).await.refused(Code::InvalidInput);
        admin.patch("assistant", &json!({ "instructions": "a\u{0}b" })).await.refused(Code::InvalidInput);
    });
}
