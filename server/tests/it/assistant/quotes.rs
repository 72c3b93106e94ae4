use super::*;
use crate::{events::Socket, world};
use serde_json::json;

#[test]
fn an_answer_quotes_the_documents_in_the_customers_language_with_its_source() {
    world::with(|world| async move {
        knows(&world, "shipping.md", "en", SHIPPING).await;
        knows(&world, "التوصيل.md", "ar", ARABIC).await;
        let visitor = world.visitor("ar").await;
        let conversation = visitor.writes("كم مدة التوصيل داخل عمان؟").await.conversation_id;
        let said = answer(&visitor, 1).await;
        assert!(
            said.body.contains("من مركز المساعدة") && said.body.contains("من يوم إلى يومي عمل"),
            "{}",
            said.body
        );
        assert!(said.sources[0].quote.contains("من يوم إلى يومي عمل"));
        let decision = decisions(&world, conversation).await.remove(0);
        assert_eq!((decision.outcome, decision.reason.as_deref()), (api::Outcome::Answered, Some("quoted")));
        assert_eq!((decision.provider.as_str(), decision.trigger_seq), ("extractive", 1));
        assert!(!decision.passages.is_empty() && decision.passages[0].score > 0.0);

        let english = world.visitor("en").await;
        english.writes("Hello, how long does delivery to Aqaba take?").await;
        let said = answer(&english, 1).await;
        assert!(said.body.contains("3 to 5 working days"), "{}", said.body);
    });
}

/// What stands on a screen is told that its source is gone.
#[test]
fn an_answer_loses_the_source_that_is_deleted() {
    world::with(|world| async move {
        let document = knows(&world, "shipping.md", "en", SHIPPING).await;
        let dana = world.admin("dana").await;
        let visitor = world.visitor("en").await;
        visitor.writes("How long does delivery to Aqaba take?").await;
        let said = answer(&visitor, 1).await;
        assert!(!said.sources.is_empty());
        let last = dana.get("events").await.ok()["last"].as_i64().unwrap();
        let mut chat = Socket::open(&world, &visitor.path("stream"), &visitor.session, None).await;
        chat.until_ready().await;
        assert_eq!(dana.delete(&format!("documents/{document}")).await.status, 204);
        let told = chat.next().await;
        assert_eq!((&told["event"], &told["data"]["id"]), (&json!("message.updated"), &json!(said.id)));
        assert_eq!((&told["data"]["sources"], &told["data"]["body"]), (&json!([]), &json!(said.body)));
        let events = dana.get(&format!("events?after={last}")).await.ok();
        let kinds: Vec<_> = events["items"].as_array().unwrap().iter().map(|e| e["event"].clone()).collect();
        assert_eq!(kinds, ["message.updated", "document.deleted"]);
    });
}

#[test]
fn what_the_documents_do_not_hold_is_not_invented_and_ends_with_a_person() {
    world::with(|world| async move {
        knows(&world, "shipping.md", "en", SHIPPING).await;
        let visitor = world.visitor("it").await;
        let conversation = visitor.writes("Vendete biciclette usate?").await.conversation_id;
        let said = answer(&visitor, 1).await;
        assert!(
            said.body.starts_with("Mi dispiace, questo non lo so") && said.sources.is_empty(),
            "{}",
            said.body
        );
        assert_eq!(visitor.sees().await["state"], "assistant");
        visitor.writes("E i motorini elettrici?").await;
        let (reason, decisions) = handed_over(&visitor, conversation).await;
        assert_eq!(reason, "no_answer");
        let outcomes: Vec<_> = decisions.iter().map(|decision| decision.outcome).collect();
        assert_eq!(outcomes, [api::Outcome::Refused, api::Outcome::HandedOff]);
    });
}

#[test]
fn a_yes_to_the_offer_brings_a_person() {
    world::with(|world| async move {
        let visitor = world.visitor("tr").await;
        let conversation = visitor.writes("Uçak bileti satıyor musunuz?").await.conversation_id;
        assert!(answer(&visitor, 1).await.body.contains("aktarayım mı"));
        visitor.writes("Evet, lütfen").await;
        assert_eq!(handed_over(&visitor, conversation).await.0, "asked_for_person");
        assert!(answer(&visitor, 2).await.body.starts_with("Elbette"));
    });
}

#[test]
fn a_burst_of_messages_gets_one_answer() {
    world::with(|world| async move {
        knows(&world, "shipping.md", "en", SHIPPING).await;
        let visitor = world.visitor("en").await;
        let conversation = visitor.writes("Good evening!").await.conversation_id;
        visitor.writes("one question please").await;
        visitor.writes("how long does delivery to Aqaba take?").await;
        let said = answer(&visitor, 1).await;
        assert!(said.body.contains("3 to 5 working days"), "{}", said.body);
        // Long enough for a second one, if there were one.
        tokio::time::sleep(std::time::Duration::from_millis(500)).await;
        assert_eq!(answers(&visitor).await.len(), 1);
        let decisions = decisions(&world, conversation).await;
        assert_eq!(decisions.iter().map(|decision| decision.trigger_seq).collect::<Vec<_>>(), [3]);
    });
}

#[test]
fn two_questions_in_one_message_are_both_answered_or_the_open_one_is_named() {
    world::with(|world| async move {
        knows(&world, "shipping.md", "en", SHIPPING).await;
        knows(&world, "returns.md", "en", "# Returns\n\nYou can return plants within 14 days of delivery.\n")
            .await;
        let visitor = world.visitor("en").await;
        visitor.writes("How long does delivery to Aqaba take and how can I return plants?").await;
        let said = answer(&visitor, 1).await;
        assert!(said.body.contains("3 to 5 working days") && said.body.contains("14 days"), "{}", said.body);
        assert_eq!(said.sources.len(), 2, "{:?}", said.sources);

        let other = world.visitor("en").await;
        let conversation = other
            .writes("How long does delivery to Aqaba take? Do you repair bicycles?")
            .await
            .conversation_id;
        let said = answer(&other, 1).await;
        assert!(said.body.contains("3 to 5 working days"), "{}", said.body);
        assert!(said.body.contains("“Do you repair bicycles”"), "{}", said.body);
        // The answer ends with an offer, so a yes is the wish for a person.
        other.writes("yes please").await;
        assert_eq!(handed_over(&other, conversation).await.0, "asked_for_person");
    });
}

#[test]
fn asking_for_a_person_or_complaining_brings_one_and_silences_the_assistant() {
    world::with(|world| async move {
        knows(&world, "shipping.md", "en", SHIPPING).await;
        for (text, wanted) in [
            ("بدي احكي مع موظف", "asked_for_person"),
            ("می‌خواهم با یک نفر صحبت کنم", "asked_for_person"),
            ("This is unacceptable!", "complaint"),
        ] {
            let visitor = world.visitor("en").await;
            let conversation = visitor.writes(text).await.conversation_id;
            assert_eq!(handed_over(&visitor, conversation).await.0, wanted);
            assert_eq!(answers(&visitor).await.len(), 1, "a courteous line");
            visitor.writes("how long does delivery to Aqaba take?").await;
            tokio::time::sleep(std::time::Duration::from_millis(400)).await;
            assert_eq!(answers(&visitor).await.len(), 1, "the assistant has gone");
        }
    });
}

#[test]
fn a_greeting_is_returned_and_thanks_are_taken() {
    world::with(|world| async move {
        let visitor = world.visitor("fa").await;
        let conversation = visitor.writes("سلام وقت بخیر").await.conversation_id;
        assert!(answer(&visitor, 1).await.body.contains("دستیار خودکار"), "says that it is a machine");
        visitor.writes("خیلی ممنون").await;
        answer(&visitor, 2).await;
        let decisions = decisions(&world, conversation).await;
        assert!(decisions.iter().all(|decision| decision.outcome == api::Outcome::Courtesy), "{decisions:?}");
    });
}

#[test]
fn a_deleted_document_is_answered_from_no_more() {
    world::with(|world| async move {
        knows(&world, "shipping.md", "en", SHIPPING).await;
        let admin = world.admin("dana").await;
        let question = json!({ "body": "How long does delivery to Aqaba take?", "locale": "en" });
        let before = admin.post("assistant/try", &question).await.ok();
        assert!(before["body"].as_str().unwrap().contains("3 to 5 working days"), "{before}");
        assert!(before["decision"]["passages"][0]["text"].as_str().unwrap().contains("Aqaba"), "{before}");
        let document = before["sources"][0]["document_id"].as_str().unwrap();
        admin.delete(&format!("documents/{document}")).await;
        let after = admin.post("assistant/try", &question).await.ok();
        assert_eq!((&after["decision"]["outcome"], &after["sources"]), (&json!("refused"), &json!([])));
        // The playground leaves nothing behind.
        assert_eq!(admin.get("conversations?queue=all").await.ok()["items"], json!([]));
    });
}
