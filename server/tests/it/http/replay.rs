use crate::world::{self, Answer, Visitor};
use api::Code;
use reqwest::Method;
use serde_json::{Value, json};

async fn posts(visitor: &Visitor, path: &str, key: &str, body: Option<&Value>) -> Answer {
    let mut request = visitor.world.request(Method::POST, &visitor.path(path));
    request = request.header("authorization", visitor.header()).header("idempotency-key", key);
    if let Some(body) = body {
        request = request.json(body);
    }
    Answer::of(request).await
}

#[test]
fn a_visitors_writes_may_be_repeated() {
    world::with(|world| async move {
        let (lina, visitor) = (world.agent("lina").await, world.visitor("en").await);
        let asked = posts(&visitor, "handoff", "h-1", None).await;
        assert_eq!((asked.status.as_u16(), asked.header("idempotent-replayed")), (204, None));
        let id = visitor.writes("hello").await.conversation_id;
        lina.post(&format!("conversations/{id}/resolve"), &json!({})).await.ok();
        // The same wish again is an echo: it does not take the conversation out of its rest.
        let again = posts(&visitor, "handoff", "h-1", None).await;
        assert_eq!((again.status.as_u16(), again.header("idempotent-replayed")), (204, Some("true")));
        assert_eq!(lina.get(&format!("conversations/{id}")).await.ok()["state"], "resolved");

        let rating = json!({ "score": 2, "comment": "slow" });
        world.plant("slow");
        assert_eq!(posts(&visitor, "rating", "r-1", Some(&rating)).await.status, 204);
        assert_eq!(posts(&visitor, "rating", "r-2", Some(&json!({ "score": 5 }))).await.status, 204);
        let echo = posts(&visitor, "rating", "r-1", Some(&rating)).await;
        assert_eq!((echo.status.as_u16(), echo.header("idempotent-replayed")), (204, Some("true")));
        assert_eq!(lina.get(&format!("conversations/{id}")).await.ok()["rating"]["score"], 5);
        posts(&visitor, "rating", "r-1", Some(&json!({ "score": 1 })))
            .await
            .refused(Code::IdempotencyMismatch);

        // A key is its sender's own.
        let other = world.visitor("en").await;
        let asked = posts(&other, "handoff", "h-1", None).await;
        assert_eq!((asked.status.as_u16(), asked.header("idempotent-replayed")), (204, None));
        let message = json!({ "client_id": "1", "body": "and my pots?" });
        world.plant("and my pots?");
        let first = posts(&visitor, "messages", "m-1", Some(&message)).await;
        let second = posts(&visitor, "messages", "m-1", Some(&message)).await;
        assert_eq!(first.created()["id"], second.created()["id"]);
        assert_eq!((second.header("idempotent-replayed"), &first.bytes), (Some("true"), &second.bytes));
    });
}
