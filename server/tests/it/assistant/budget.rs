use super::*;
use crate::world;
use serde_json::json;

#[test]
fn a_visitor_who_asks_too_much_gets_a_person_and_others_are_answered_on() {
    world::with(|world| async move {
        let admin = world.admin("dana").await;
        let budget =
            json!({ "visitor_answers_per_hour": 2, "tenant_answers_per_day": 100, "answer_tokens": 300 });
        admin.patch("assistant", &json!({ "budget": budget })).await.ok();
        let visitor = world.visitor("en").await;
        let conversation = visitor.writes("hello").await.conversation_id;
        answer(&visitor, 1).await;
        visitor.writes("good morning").await;
        answer(&visitor, 2).await;
        visitor.writes("hi there").await;
        assert_eq!(handed_over(&visitor, conversation).await.0, "budget");
        let other = world.visitor("en").await;
        other.writes("hello").await;
        answer(&other, 1).await;
        assert_eq!(other.sees().await["state"], "assistant");
    });
}

#[test]
fn the_tenants_day_has_an_end_and_a_new_one_begins() {
    world::with(|world| async move {
        let admin = world.admin("dana").await;
        let budget =
            json!({ "visitor_answers_per_hour": 50, "tenant_answers_per_day": 1, "answer_tokens": 300 });
        admin.patch("assistant", &json!({ "budget": budget })).await.ok();
        let one = world.visitor("en").await;
        one.writes("hello").await;
        answer(&one, 1).await;
        let two = world.visitor("en").await;
        let conversation = two.writes("hello").await.conversation_id;
        assert_eq!(handed_over(&two, conversation).await.0, "budget");
    });
}

#[test]
fn switched_off_it_leaves_every_conversation_to_people() {
    world::with(|world| async move {
        world.admin("dana").await.patch("assistant", &json!({ "enabled": false })).await.ok();
        let visitor = world.visitor("ar").await;
        let conversation = visitor.writes("مرحبا").await.conversation_id;
        assert_eq!(handed_over(&visitor, conversation).await.0, "assistant_off");
    });
}
