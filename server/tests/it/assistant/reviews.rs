//! A person looks at what the assistant decided, because the customer asked for it.

use super::*;
use crate::world;
use api::{Code, MessageId};
use serde_json::json;

const ASKED: &str = "How long does delivery to Aqaba take?";

#[test]
fn a_customer_has_an_answer_reviewed_and_the_log_says_by_whom() {
    world::with(|world| async move {
        knows(&world, "shipping.md", "en", SHIPPING).await;
        let visitor = world.visitor("en").await;
        let conversation = visitor.writes(ASKED).await.conversation_id;
        let said = answer(&visitor, 1).await;
        visitor.writes("Thank you").await;
        answer(&visitor, 2).await;
        let reason = "My sister in Aqaba waited nine days.";
        world.plant(reason);
        let wish = json!({ "message_id": said.id, "reason": reason });
        for _ in 0..2 {
            assert_eq!(visitor.post("review", &wish).await.status, 204);
        }
        let (why, log) = handed_over(&visitor, conversation).await;
        assert_eq!(why, "review");
        let reviews: Vec<_> = log.iter().map(|one| one.reviews.len()).collect();
        assert_eq!(reviews, [1, 0], "of the message that was meant, once");
        let review = &log[0].reviews[0];
        assert_eq!((review.reason.as_deref(), review.outcome, &review.reviewer), (Some(reason), None, &None));
        // An answer of a person is the least that can be said of it.
        let lina = world.agent("lina").await;
        lina.notes(conversation, "n-1", "I look into it.").await.created();
        assert_eq!(decisions(&world, conversation).await[0].reviews[0].outcome, None);
        lina.replies(conversation, "r-1", "You are right, it may take nine.").await.created();
        let answered = &decisions(&world, conversation).await[0].reviews[0];
        assert_eq!(answered.outcome, Some(api::ReviewOutcome::Answered));
        assert!(answered.reviewer.is_some() && answered.reviewed_at.is_some());
        let path = format!("conversations/{conversation}/reviews/{}", review.id);
        let corrected = lina.post(&path, &json!({ "outcome": "corrected" })).await.ok();
        assert_eq!(corrected["outcome"], "corrected");
        assert_eq!(corrected["reviewer"]["id"], lina_id(&lina).await);
        let eve = world.another().await.agent("eve").await;
        eve.post(&path, &json!({ "outcome": "upheld" })).await.refused(Code::NotFound);
        // Asked anew, it is a new review.
        assert_eq!(visitor.post("review", &wish).await.status, 204);
        let again = &decisions(&world, conversation).await[0].reviews;
        assert_eq!(
            again.iter().map(|one| one.outcome).collect::<Vec<_>>(),
            [Some(api::ReviewOutcome::Corrected), None]
        );
        let conversation = lina.get(&format!("conversations/{conversation}")).await.ok();
        assert_eq!(
            (&conversation["state"], &conversation["handoff_reason"]),
            (&json!("agent"), &json!("review"))
        );
    });
}

async fn lina_id(lina: &world::Person) -> Value {
    lina.get("me").await.ok()["user"]["id"].clone()
}

#[test]
fn only_what_was_decided_here_can_be_reviewed() {
    world::with(|world| async move {
        knows(&world, "shipping.md", "en", SHIPPING).await;
        let (visitor, other) = (world.visitor("en").await, world.visitor("en").await);
        visitor.post("review", &json!({})).await.refused(Code::InvalidTransition);
        let asked = visitor.writes(ASKED).await;
        answer(&visitor, 1).await;
        other.writes(ASKED).await;
        let elsewhere = answer(&other, 1).await.id;
        for wrong in [elsewhere, asked.id, MessageId(world.app.new_id())] {
            visitor.post("review", &json!({ "message_id": wrong })).await.refused(Code::InvalidInput);
        }
        let long = "x".repeat(9_000);
        visitor.post("review", &json!({ "reason": long })).await.refused(Code::InvalidInput);
        assert_eq!(visitor.sees().await["state"], "assistant");
        // Without a message it is about the newest decision; what was resolved waits again.
        let lina = world.agent("lina").await;
        let id = asked.conversation_id;
        lina.post(&format!("conversations/{id}/resolve"), &json!({})).await.ok();
        assert_eq!(visitor.post("review", &json!({ "reason": "  " })).await.status, 204);
        let (why, log) = handed_over(&visitor, id).await;
        assert_eq!((why.as_str(), log[0].reviews[0].reason.as_deref()), ("review", None));
    });
}
