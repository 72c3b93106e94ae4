use crate::world;
use api::Code;
use serde_json::json;

#[test]
fn a_repeated_reply_is_stored_once_and_strangers_see_nothing() {
    world::with(|world| async move {
        let (lina, visitor) = (world.agent("lina").await, world.visitor("ar").await);
        let conversation = visitor.writes("وين طلبي؟").await.conversation_id;
        visitor.asks_for_a_person().await;
        let first = lina.replies(conversation, "c-1", "على الطريق").await;
        let again = lina.replies(conversation, "c-1", "على الطريق").await;
        assert_eq!(first.created(), again.created());
        assert_eq!(first.bytes, again.bytes, "byte for byte");
        assert_eq!(again.header("idempotent-replayed"), Some("true"));
        let said = visitor.messages().await;
        assert_eq!(said.iter().filter(|m| m.body == "على الطريق").count(), 1);

        let stranger = world.another().await.agent("eve").await;
        stranger.get(&format!("conversations/{conversation}")).await.refused(Code::NotFound);
        stranger.get(&format!("conversations/{conversation}/messages")).await.refused(Code::NotFound);
        stranger.replies(conversation, "c-2", "hi").await.refused(Code::NotFound);
    });
}

#[test]
fn a_note_is_for_colleagues_and_never_for_the_visitor() {
    world::with(|world| async move {
        let (lina, visitor) = (world.agent("lina").await, world.visitor("en").await);
        let conversation = visitor.writes("Where is my order?").await.conversation_id;
        visitor.asks_for_a_person().await;
        lina.notes(conversation, "n-1", "He called yesterday too.").await.created();
        assert!(lina.messages(conversation).await.iter().any(|m| m.body.starts_with("He called")));
        let seen = visitor.sees().await.to_string();
        assert!(!seen.contains("He called"), "{seen}");
    });
}

#[test]
fn a_message_must_say_something_and_not_too_much() {
    world::with(|world| async move {
        let visitor = world.visitor("en").await;
        visitor
            .post("messages", &json!({ "client_id": "a", "body": "  \n" }))
            .await
            .refused(Code::InvalidInput);
        visitor.post("messages", &json!({ "client_id": "", "body": "x" })).await.refused(Code::InvalidInput);
        visitor
            .post("messages", &json!({ "client_id": "a", "body": "x".repeat(8001) }))
            .await
            .refused(Code::InvalidInput);
        visitor.post("messages", &json!({ "body": "x" })).await.refused(Code::InvalidInput);
        visitor.post("messages", &json!({ "client_id": "a", "body": "x".repeat(8000) })).await.created();
        let huge = visitor.post("messages", &json!({ "client_id": "b", "body": "x".repeat(400_000) })).await;
        huge.refused(Code::PayloadTooLarge);
    });
}

#[test]
fn one_colleague_answers_at_a_time() {
    world::with(|world| async move {
        let (lina, omar) = (world.agent("lina").await, world.agent("omar").await);
        let visitor = world.visitor("en").await;
        let conversation = visitor.writes("Hello?").await.conversation_id;
        visitor.asks_for_a_person().await;
        lina.post(&format!("conversations/{conversation}/assign"), &json!({ "user_id": lina.id })).await.ok();
        let refused = omar.replies(conversation, "o-1", "I am here too").await.refused(Code::AlreadyAssigned);
        assert_eq!(refused["assignee"]["name"], "lina");
        let assign = format!("conversations/{conversation}/assign");
        for to in [json!({ "user_id": omar.id }), json!({ "user_id": null })] {
            omar.post(&assign, &to).await.refused(Code::AlreadyAssigned);
        }
        let taken = omar.post(&assign, &json!({ "user_id": omar.id, "force": true })).await.ok();
        assert_eq!(taken["assignee"]["name"], "omar");
        omar.replies(conversation, "o-2", "I am here now").await.created();
    });
}
