use crate::world;
use api::Code;
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
