use crate::world;
use api::Code;
use serde_json::json;

#[test]
fn settings_change_by_field_and_the_key_is_never_read() {
    world::with(|world| async move {
        let (admin, agent) = (world.admin("dana").await, world.agent("omar").await);
        world.plant("sk-very-secret-1");
        let before = agent.get("assistant").await.ok();
        assert_eq!((&before["enabled"], &before["provider"]["kind"]), (&json!(true), &json!("extractive")));
        agent.patch("assistant", &json!({ "name": "x" })).await.refused(Code::Forbidden);
        agent.post("assistant/try", &json!({ "body": "x", "locale": "en" })).await.refused(Code::Forbidden);
        let provider = json!({ "kind": "openai", "base_url": "http://127.0.0.1:9/v1/", "model": "m", "key": "sk-very-secret-1" });
        let after = admin.patch("assistant", &json!({ "name": " Nour ", "provider": provider })).await;
        assert!(!String::from_utf8_lossy(&after.bytes).contains("secret"));
        let after = after.ok();
        assert_eq!((&after["name"], &after["provider"]["key_set"]), (&json!("Nour"), &json!(true)));
        assert_eq!((&after["languages"], &after["handoff"]), (&before["languages"], &before["handoff"]));
        assert_eq!(agent.get("assistant").await.ok(), after);
        // Pointed at another server, the key is forgotten rather than sent there.
        let moved = json!({ "provider": { "base_url": "http://127.0.0.1:10/v1" } });
        assert_eq!(admin.patch("assistant", &moved).await.ok()["provider"]["key_set"], json!(false));
        let stranger = world.another().await;
        assert_eq!(stranger.admin("eve").await.get("assistant").await.ok()["name"], before["name"]);
    });
}

#[test]
fn what_is_wrong_is_said_by_field_and_changes_nothing() {
    world::with(|world| async move {
        let admin = world.admin("dana").await;
        let patch = json!({ "name": "", "languages": ["de"], "provider": { "kind": "openai" } });
        let problem = admin.patch("assistant", &patch).await.refused(Code::InvalidInput);
        let fields: Vec<&str> = problem["errors"]
            .as_array()
            .unwrap()
            .iter()
            .map(|error| error["field"].as_str().unwrap())
            .collect();
        assert_eq!(fields, ["name", "languages", "provider.base_url", "provider.model"]);
        assert_eq!(admin.get("assistant").await.ok()["provider"]["kind"], "extractive");
        for inside in [
            "http://169.254.169.254/v1",
            "http://10.0.0.1/v1",
            "http://[::1]:80/v1",
            "http://localhost/v1",
            "file:///etc/passwd",
        ] {
            let patch = json!({ "provider": { "base_url": inside } });
            let problem = admin.patch("assistant", &patch).await.refused(Code::InvalidInput);
            assert_eq!(problem["errors"][0]["field"], "provider.base_url", "{inside}");
        }
        admin.patch("assistant", &json!({ "name": 7 })).await.refused(Code::InvalidInput);
        admin
            .post("assistant/try", &json!({ "body": " ", "locale": "en" }))
            .await
            .refused(Code::InvalidInput);
    });
}

#[test]
fn two_changes_at_once_both_stand() {
    world::with(|world| async move {
        let admin = world.admin("dana").await;
        let (name, tone) = (json!({ "name": "Nour" }), json!({ "tone": "formal" }));
        let (one, two) = tokio::join!(admin.patch("assistant", &name), admin.patch("assistant", &tone));
        one.ok();
        two.ok();
        let now = admin.get("assistant").await.ok();
        assert_eq!((&now["name"], &now["tone"]), (&json!("Nour"), &json!("formal")));
    });
}
