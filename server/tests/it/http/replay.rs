use crate::world::{self, Answer, Person, Visitor};
use api::Code;
use reqwest::Method;
use serde_json::{Value, json};
use std::time::Duration;
use tokio::sync::mpsc::UnboundedSender;

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

/// An upload whose body stays open until the sender is dropped or says more.
fn slow_upload(lina: &Person, key: &str) -> (UnboundedSender<&'static str>, reqwest::RequestBuilder) {
    let (pieces, body) = tokio::sync::mpsc::unbounded_channel::<&'static str>();
    pieces
        .send("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\nhello ")
        .unwrap();
    let body = futures::stream::unfold(body, async |mut body| {
        let piece = body.recv().await?;
        Some((Ok::<_, std::io::Error>(piece), body))
    });
    let request = lina
        .world
        .request(Method::POST, "attachments")
        .header("authorization", lina.bearer())
        .header("idempotency-key", key)
        .header("content-type", "multipart/form-data; boundary=b")
        .body(reqwest::Body::wrap_stream(body));
    (pieces, request)
}

const REST: &str = "there\r\n--b--\r\n";

#[test]
fn a_repetition_waits_for_the_first_and_is_not_told_that_it_was_cut_off() {
    world::with(|world| async move {
        let lina = world.agent("lina").await;
        let (pieces, first) = slow_upload(&lina, "u-1");
        let first = tokio::spawn(Answer::of(first));
        tokio::time::sleep(Duration::from_millis(500)).await;
        let (more, second) = slow_upload(&lina, "u-1");
        more.send(REST).unwrap();
        drop(more);
        let second = tokio::spawn(Answer::of(second));
        tokio::time::sleep(Duration::from_millis(500)).await;
        assert!(!second.is_finished());
        pieces.send(REST).unwrap();
        drop(pieces);
        let (first, second) = (first.await.unwrap(), second.await.unwrap());
        assert_eq!(first.created(), second.created());
        assert_eq!(second.header("idempotent-replayed"), Some("true"));

        let (_held, cut_off) = slow_upload(&lina, "u-2");
        let cut_off = tokio::spawn(Answer::of(cut_off));
        tokio::time::sleep(Duration::from_millis(500)).await;
        cut_off.abort();
        let (pieces, again) = slow_upload(&lina, "u-2");
        pieces.send(REST).unwrap();
        drop(pieces);
        let again = Answer::of(again).await;
        again.created();
        assert_eq!(again.header("idempotent-replayed"), None);
    });
}

#[test]
fn a_key_is_ascii_and_not_endless() {
    world::with(|world| async move {
        let visitor = world.visitor("en").await;
        let long = "k".repeat(201);
        for bad in ["", "clé", &long] {
            posts(&visitor, "handoff", bad, None).await.refused(Code::InvalidInput);
        }
    });
}
