use super::Socket;
use crate::world::{self, Visitor};
use serde_json::{Value, json};

async fn listens(visitor: &Visitor, after: Option<i64>) -> Socket {
    Socket::open(&visitor.world, &visitor.path("stream"), &visitor.session, after).await
}

fn ids(events: &[Value]) -> Vec<i64> {
    events.iter().map(|e| e["id"].as_i64().unwrap()).collect()
}

#[test]
fn a_visitors_numbers_tell_nothing_of_notes_or_others() {
    world::with(|world| async move {
        let (lina, visitor) = (world.agent("lina").await, world.visitor("en").await);
        let mut live = listens(&visitor, None).await;
        assert_eq!(live.until_ready().await, (vec![], 0), "nothing has happened in it");
        visitor.asks_for_a_person().await;
        let id = visitor.writes("Where is my order?").await.conversation_id;
        let others = futures::future::join_all((0..5).map(|_| async {
            let other = world.visitor("en").await;
            other.asks_for_a_person().await;
            other.writes("Somebody else's question").await;
        }));
        others.await;
        lina.notes(id, "n-1", "He called twice already").await.created();
        lina.post(&format!("conversations/{id}/read"), &json!({})).await.ok();
        lina.replies(id, "r-1", "On its way").await.created();
        lina.notes(id, "n-2", "Solved").await.created();
        lina.post(&format!("conversations/{id}/resolve"), &json!({})).await.ok();
        assert_eq!(visitor.post("rating", &json!({ "score": 5 })).await.status, 204);

        let mut seen = Vec::new();
        loop {
            seen.push(live.next().await);
            if seen.last().unwrap()["data"]["body"] == "rated" {
                break;
            }
        }
        assert_eq!(ids(&seen), (1..=i64::try_from(seen.len()).unwrap()).collect::<Vec<_>>());
        assert!(seen.iter().all(|e| e["data"]["kind"] != "note"));
        let bodies: Vec<_> = seen.iter().filter_map(|e| e["data"]["body"].as_str()).collect();
        assert_eq!(bodies, ["handed_off", "Where is my order?", "taken", "On its way", "resolved", "rated"]);

        // The same numbers again, from the table.
        let (all, last) = listens(&visitor, Some(0)).await.until_ready().await;
        assert_eq!(
            (ids(&all)[..seen.len()].to_vec(), last),
            (ids(&seen), all.last().unwrap()["id"].as_i64().unwrap())
        );
        let (rest, same) = listens(&visitor, Some(4)).await.until_ready().await;
        assert_eq!((ids(&rest), same), ((5..=last).collect(), last));
        assert_eq!(listens(&visitor, Some(last)).await.until_ready().await, (vec![], last));
        assert_eq!(listens(&visitor, None).await.until_ready().await, (vec![], last));
        // What is no number of theirs: one of the tenant's, or of a database that was restored since.
        let (frames, at) = listens(&visitor, Some(last + 1)).await.until_ready().await;
        assert_eq!((frames, at), (vec![json!({ "type": "resync" })], last));
    });
}

#[test]
fn numbers_hold_when_many_write_to_one_conversation_at_once() {
    world::with(|world| async move {
        let (lina, visitor) = (world.agent("lina").await, world.visitor("en").await);
        visitor.asks_for_a_person().await;
        let id = visitor.writes("first").await.conversation_id;
        lina.post(&format!("conversations/{id}/assign"), &json!({ "user_id": lina.id })).await.ok();
        let mut live = listens(&visitor, Some(0)).await;
        futures::future::join_all((0..12).map(|n| {
            let (lina, visitor) = (lina.clone(), visitor.clone());
            async move {
                match n % 3 {
                    0 => drop(lina.notes(id, &format!("n-{n}"), "between us").await.created()),
                    1 => drop(lina.replies(id, &format!("r-{n}"), "a reply").await.created()),
                    _ => drop(visitor.sends(&format!("s-{n}"), "and another").await.created()),
                }
            }
        }))
        .await;
        let (_, last) = listens(&visitor, None).await.until_ready().await;
        let mut heard = Vec::new();
        while heard.last() != Some(&last) {
            heard.extend(live.next().await["id"].as_i64());
        }
        assert_eq!(heard, (1..=last).collect::<Vec<_>>());
    });
}
