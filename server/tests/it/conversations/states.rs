use crate::world;
use api::Code;
use serde_json::{Value, json};

#[test]
fn a_conversation_goes_from_the_queue_through_hands_to_its_rating() {
    world::with(|world| async move {
        let (lina, visitor) = (world.agent("lina").await, world.visitor("it").await);
        let id = visitor.writes("Vorrei parlare con una persona").await.conversation_id;
        visitor.asks_for_a_person().await;
        visitor.asks_for_a_person().await;
        let path = |verb: &str| format!("conversations/{id}/{verb}");
        assert_eq!(lina.get(&format!("conversations/{id}")).await.ok()["handoff_reason"], "asked_for_person");

        lina.post(&path("assign"), &json!({ "user_id": lina.id })).await.ok();
        assert_eq!(visitor.sees().await["agent"]["name"], "lina");
        visitor.post("rating", &json!({ "score": 5 })).await.refused(Code::InvalidTransition);
        assert_eq!(lina.post(&path("resolve"), &json!({})).await.ok()["state"], "resolved");
        let again = lina.post(&path("resolve"), &json!({})).await.ok();
        assert_eq!(again["state"], "resolved");

        visitor.post("rating", &json!({ "score": 6 })).await.refused(Code::InvalidInput);
        world.plant("Gentilissima davvero");
        let rating = json!({ "score": 4, "comment": "Gentilissima davvero" });
        assert_eq!(visitor.post("rating", &rating).await.status, 204);
        let rated = lina.get(&format!("conversations/{id}")).await.ok();
        assert_eq!(rated["rating"]["score"], 4);
        assert_eq!(rated["rating"]["comment"], "Gentilissima davvero");

        assert_eq!(lina.post(&path("reopen"), &json!({})).await.ok()["state"], "queued");
        lina.post(&path("handoff"), &json!({ "reason": "manual" })).await.ok();
        let happened: Vec<String> = lina
            .messages(id)
            .await
            .into_iter()
            .filter(|m| m.kind == api::MessageKind::Event)
            .map(|m| m.body)
            .collect();
        assert_eq!(happened, ["handed_off", "taken", "resolved", "rated", "reopened"]);
    });
}

#[test]
fn what_means_nothing_in_a_state_is_refused() {
    world::with(|world| async move {
        let (lina, visitor) = (world.agent("lina").await, world.visitor("en").await);
        let id = visitor.writes("hello there").await.conversation_id;
        visitor.asks_for_a_person().await;
        let path = |verb: &str| format!("conversations/{id}/{verb}");
        lina.post(&path("resolve"), &json!({})).await.ok();
        lina.post(&path("assign"), &json!({ "user_id": lina.id })).await.refused(Code::InvalidTransition);
        lina.post(&path("handoff"), &json!({ "reason": "manual" })).await.refused(Code::InvalidTransition);
        lina.replies(id, "late", "too late").await.refused(Code::InvalidTransition);
        let nobody = json!({ "user_id": "01890000-0000-7000-8000-000000000000" });
        lina.post(&path("reopen"), &json!({})).await.ok();
        lina.post(&path("assign"), &nobody).await.refused(Code::InvalidInput);
        lina.get("conversations/not-an-id").await.refused(Code::InvalidInput);
    });
}

#[test]
fn the_queue_is_heard_over_the_socket_without_a_gap_and_resumed() {
    use futures::{SinkExt, StreamExt};
    use tokio_tungstenite::tungstenite::Message as Frame;
    world::with(|world| async move {
        let (lina, visitor) = (world.agent("lina").await, world.visitor("en").await);
        let connect = || async {
            let (socket, _) =
                tokio_tungstenite::connect_async(format!("ws://{}/api/v1/stream", world.addr)).await.unwrap();
            socket
        };
        let read = |text: &str| -> Value { serde_json::from_str(text).unwrap() };
        let mut socket = connect().await;
        let hello = json!({ "type": "hello", "token": lina.token, "after": 0 });
        socket.send(Frame::text(hello.to_string())).await.unwrap();
        assert_eq!(read(socket.next().await.unwrap().unwrap().to_text().unwrap())["type"], "ready");
        visitor.writes("one").await;
        visitor.asks_for_a_person().await;
        visitor.writes("two").await;
        let mut ids = Vec::new();
        let mut bodies = Vec::new();
        while !bodies.contains(&"two".to_owned()) {
            let frame = read(socket.next().await.unwrap().unwrap().to_text().unwrap());
            if frame["type"] == "event" {
                ids.push(frame["id"].as_i64().unwrap());
                bodies.extend(frame["data"]["body"].as_str().map(str::to_owned));
            }
        }
        assert_eq!(ids, (1..=i64::try_from(ids.len()).unwrap()).collect::<Vec<_>>());
        drop(socket);

        visitor.writes("three, while nobody listened").await;
        let mut again = connect().await;
        let hello = json!({ "type": "hello", "token": lina.token, "after": ids.last() });
        again.send(Frame::text(hello.to_string())).await.unwrap();
        let next = read(again.next().await.unwrap().unwrap().to_text().unwrap());
        assert_eq!(next["id"].as_i64(), ids.last().map(|id| id + 1));
        let polled = lina.get(&format!("events?after={}", ids.last().unwrap())).await.ok();
        assert_eq!(
            polled["items"][0],
            json!({ "id": next["id"], "event": next["event"], "data": next["data"] })
        );
        assert_eq!(lina.get("events?after=999999").await.ok()["resync"], true);

        let mut bad = connect().await;
        bad.send(Frame::text(json!({ "type": "hello", "token": "x" }).to_string())).await.unwrap();
        assert_eq!(read(bad.next().await.unwrap().unwrap().to_text().unwrap())["code"], "unauthenticated");
        let Some(Ok(Frame::Close(Some(close)))) = bad.next().await else { panic!("the socket stays open") };
        assert_eq!(u16::from(close.code), 4401);
    });
}

#[test]
fn why_it_is_handed_over_is_kept_in_the_words_it_was_said_in() {
    world::with(|world| async move {
        let (lina, visitor) = (world.agent("lina").await, world.visitor("en").await);
        let id = visitor.writes("hello").await.conversation_id;
        let words = "VIP, wants a refund above my limit";
        for _ in 0..2 {
            let now =
                lina.post(&format!("conversations/{id}/handoff"), &json!({ "reason": words })).await.ok();
            assert_eq!(now["handoff_reason"], "manual");
        }
        let notes = lina.messages(id).await.into_iter().filter(|one| one.kind == api::MessageKind::Note);
        assert_eq!(notes.map(|note| note.body).collect::<Vec<_>>(), [words]);
        assert!(visitor.messages().await.iter().all(|one| one.kind != api::MessageKind::Note));
        let long = json!({ "reason": "x".repeat(9_000) });
        lina.post(&format!("conversations/{id}/handoff"), &long).await.refused(Code::InvalidInput);
    });
}
