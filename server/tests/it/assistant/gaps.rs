//! What nobody could answer, and what is done about it.

use super::*;
use crate::world;
use api::{Code, Gaps};
use serde_json::json;

async fn gaps(world: &World) -> Gaps {
    serde_json::from_value(world.admin("dana").await.get("gaps").await.ok()).unwrap()
}

async fn asks(world: &World, question: &str) -> (Visitor, ConversationId) {
    let visitor = world.visitor("en").await;
    let conversation = visitor.writes(question).await.conversation_id;
    answer(&visitor, 1).await;
    (visitor, conversation)
}

#[test]
fn questions_without_an_answer_are_grouped_until_something_is_done() {
    world::with(|world| async move {
        knows(&world, "shipping.md", "en", SHIPPING).await;
        let (_, first) = asks(&world, "Do you sell gift cards? My number is 0791234567").await;
        let (_, second) = asks(&world, "Can I buy gift cards?").await;
        asks(&world, "Can I rent a wheelbarrow for a weekend?").await;
        asks(&world, "How long does delivery to Aqaba take?").await;
        let lina = world.agent("lina").await;
        lina.post(&format!("conversations/{first}/assign"), &json!({ "user_id": lina.id })).await.ok();
        lina.replies(first, "r1", "Yes, from 10 JOD. Ask Rami on 0797654321.").await.created();

        let found = gaps(&world).await;
        assert_eq!((found.items.len(), found.asked, found.more), (2, 3, false));
        let cards = &found.items[0];
        assert_eq!((cards.asked, cards.contacts, cards.lang.as_deref()), (2, 2, Some("en")));
        let one = cards.examples.iter().find(|one| one.conversation_id == first).unwrap();
        assert_eq!(one.text, "Do you sell gift cards? My number is [PHONE]");
        let reply = one.reply.as_deref().unwrap();
        assert!(reply.starts_with("Yes, from 10 JOD.") && !reply.contains("0797654321"), "{reply}");
        assert!(cards.examples.iter().any(|one| one.conversation_id == second && one.reply.is_none()));

        // An article is written for them: they are no gap until it is deleted.
        let admin = world.admin("nadia").await;
        let body = json!({ "questions": cards.questions, "title": "Gift cards", "lang": "en", "body_markdown": reply });
        let article = admin.post("gaps/article", &body).await.created();
        assert_eq!(article["draft"], true);
        let path = format!("articles/{}", article["id"].as_str().unwrap());
        assert_eq!(admin.get(&path).await.ok()["body_markdown"], reply);
        let left = gaps(&world).await;
        assert_eq!((left.items.len(), left.items[0].asked), (1, 1));
        admin.delete(&path.replace("articles", "documents")).await.done();
        assert_eq!(gaps(&world).await.items.len(), 2);

        // What is dismissed comes back when it is asked again, alone.
        admin.post("gaps/dismiss", &json!({ "questions": cards.questions })).await.done();
        assert_eq!(gaps(&world).await.items.len(), 1);
        asks(&world, "do you have gift cards").await;
        assert_eq!(gaps(&world).await.items.iter().map(|gap| gap.asked).collect::<Vec<_>>(), [1, 1]);
    });
}

#[test]
fn a_bad_answer_is_a_question_without_one() {
    world::with(|world| async move {
        knows(&world, "shipping.md", "en", SHIPPING).await;
        let (_, conversation) = asks(&world, "How long does delivery to Aqaba take?").await;
        assert!(gaps(&world).await.items.is_empty());
        let decision = decisions(&world, conversation).await.pop().unwrap();
        let path = format!("conversations/{conversation}/decisions/{}/mark", decision.id);
        let lina = world.agent("lina").await;
        lina.put(&path, &json!({ "mark": "bad" })).await.done();
        assert_eq!(decisions(&world, conversation).await[0].mark, Some(api::Mark::Bad));
        assert_eq!(gaps(&world).await.items[0].question, "How long does delivery to Aqaba take?");
        lina.put(&path, &json!({ "mark": "good" })).await.done();
        assert!(gaps(&world).await.items.is_empty());
        lina.put(&path, &json!({ "mark": null })).await.done();
        assert_eq!(decisions(&world, conversation).await[0].mark, None);
        lina.put(&path, &json!({ "mark": "splendid" })).await.refused(Code::InvalidInput);
        let other = format!("conversations/{conversation}/decisions/{}/mark", world.app.new_id());
        lina.put(&other, &json!({ "mark": "good" })).await.refused(Code::NotFound);
    });
}

#[test]
fn who_has_nothing_to_do_with_a_question_can_not_settle_it() {
    world::with(|world| async move {
        let (_, conversation) = asks(&world, "Do you sell gift cards?").await;
        let decision = decisions(&world, conversation).await.pop().unwrap();
        let questions = json!([{ "conversation_id": conversation, "decision_id": decision.id }]);
        let stranger = world.another().await.admin("serra").await;
        stranger.post("gaps/dismiss", &json!({ "questions": questions })).await.refused(Code::NotFound);
        let article = json!({ "questions": questions, "title": "Stolen" });
        stranger.post("gaps/article", &article).await.refused(Code::NotFound);
        let titles = stranger.get("documents").await.ok();
        assert_eq!(titles["items"], json!([]), "the draft went with the refusal");
        assert_eq!(gaps(&world).await.items.len(), 1);
        let admin = world.admin("dana").await;
        for wrong in [json!([]), json!(vec![questions[0].clone(); 1_001])] {
            let problem =
                admin.post("gaps/dismiss", &json!({ "questions": wrong })).await.refused(Code::InvalidInput);
            assert_eq!(problem["errors"][0]["field"], "questions");
        }
        world.agent("lina").await.get("gaps").await.refused(Code::Forbidden);
    });
}
