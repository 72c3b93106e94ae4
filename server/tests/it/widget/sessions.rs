use crate::world;
use api::Code;
use jsonwebtoken::{EncodingKey, Header};
use reqwest::Method;
use serde_json::json;

#[test]
fn a_visitor_comes_back_to_the_same_conversation() {
    world::with(|world| async move {
        let visitor = world.visitor("fa").await;
        let id = visitor.writes("سفارش من کجاست؟").await.conversation_id;
        let again = world
            .send(
                Method::POST,
                &visitor.path("sessions"),
                Some(&visitor.header()),
                Some(&json!({ "locale": "fa" })),
            )
            .await
            .created();
        assert_eq!(again["session_id"], visitor.session.as_str());
        assert_eq!(again["conversation_id"], json!(id));
        let other = world.visitor("fa").await;
        assert!(other.messages().await.is_empty());
        world
            .get(&visitor.path("messages"), Some("Widget AAAAAAAAAAAAAAAAAAAAAA"))
            .await
            .refused(Code::SessionExpired);
        world.get(&visitor.path("messages"), None).await.refused(Code::Unauthenticated);
        // A session of one tenant's widget means nothing at another's.
        let elsewhere = world.another().await;
        let path = format!("widget/{}/messages", elsewhere.widget_key);
        world.get(&path, Some(&visitor.header())).await.refused(Code::SessionExpired);
    });
}

#[test]
fn only_a_signed_and_fresh_identity_is_believed() {
    world::with(|world| async move {
        let admin = world.admin("dana").await;
        admin.patch("widget", &json!({ "identity_required": true })).await.refused(Code::InvalidInput);
        let secret =
            admin.post("widget/secret", &json!({})).await.created()["secret"].as_str().unwrap().to_owned();
        admin.patch("widget", &json!({ "identity_required": true })).await.ok();
        let now = world.app.now().unix_timestamp();
        let token = |secret: &str, exp: i64| {
            let claims = json!({ "sub": "customer-7", "name": "Sara Haddad", "email": "sara@example.test", "exp": exp });
            jsonwebtoken::encode(&Header::default(), &claims, &EncodingKey::from_secret(secret.as_bytes()))
                .unwrap()
        };
        let open = |identity: Option<String>| {
            let body = json!({ "locale": "en", "identity": identity });
            let (world, path) = (world.clone(), format!("widget/{}/sessions", world.widget_key));
            async move { world.post(&path, &body).await }
        };
        open(None).await.refused(Code::IdentityInvalid);
        open(Some(token("another secret", now + 60))).await.refused(Code::IdentityInvalid);
        open(Some(token(&secret, now - 1))).await.refused(Code::IdentityInvalid);
        open(Some(token(&secret, now + 7200))).await.refused(Code::IdentityInvalid);
        let one = open(Some(token(&secret, now + 60))).await.created();
        let two = open(Some(token(&secret, now + 90))).await.created();
        assert_ne!(one["session_id"], two["session_id"]);
        world.plant("Sara Haddad");
        world.plant("sara@example.test");
        // Both devices are the same person.
        let header = |s: &serde_json::Value| format!("Widget {}", s["session_id"].as_str().unwrap());
        let path = format!("widget/{}/messages", world.widget_key);
        let message = json!({ "client_id": "1", "body": "hello from my phone" });
        world.send(Method::POST, &path, Some(&header(&one)), Some(&message)).await.created();
        let seen = world.get(&path, Some(&header(&two))).await.ok();
        assert_eq!(seen["items"][0]["body"], "hello from my phone");
        let list = admin.get("conversations?queue=all").await.ok();
        assert_eq!(list["items"][0]["contact"]["name"], "Sara Haddad");
        assert_eq!(list["items"][0]["contact"]["verified"], true);
    });
}
