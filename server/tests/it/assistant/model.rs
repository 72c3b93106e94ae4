use super::{
    model_server::{Does, ModelServer},
    *,
};
use crate::world;
use diwan::{contacts, events::Moment};
use serde_json::json;
use std::time::Duration;

/// The tenant's assistant asks this server, and knows about shipping.
async fn asks(world: &World, server: &ModelServer) {
    knows(world, "shipping.md", "en", SHIPPING).await;
    let provider = json!({ "kind": "openai", "base_url": server.base, "model": "small-1", "key": "sk-1" });
    world.admin("dana").await.patch("assistant", &json!({ "provider": provider })).await.ok();
}

#[test]
fn a_models_answer_is_shown_while_written_and_stored_with_its_source() {
    world::with(|world| async move {
        let pieces =
            ["<think>Aqaba… 99</think>", "It takes 3 to 5 ", "working days [1]. ", "The fee is 6 JOD [1]."];
        let pieces = pieces.map(str::to_owned).to_vec();
        let server = ModelServer::start(Does::Writes(pieces, Duration::from_millis(80))).await;
        asks(&world, &server).await;
        let mut moments = world.app.db.bus.listen(world.tenant).moments;
        let visitor = world.visitor("en").await;
        let conversation = visitor
            .writes("How long does delivery to Aqaba take, and what is the fee?")
            .await
            .conversation_id;
        let said = answer(&visitor, 1).await;
        // What is not surely the same is said in the passage's words.
        assert_eq!(
            said.body,
            "It takes 3 to 5 working days. Delivery costs 3 JOD inside Amman and 6 JOD to Aqaba."
        );
        // It named one passage for both, and the fee stands in the next: both are its sources.
        let quoted: String = said.sources.iter().map(|source| source.quote.as_str()).collect();
        assert!(quoted.contains("3 to 5 working days") && quoted.contains("6 JOD to Aqaba"), "{quoted}");
        let mut shown = String::new();
        while let Ok(moment) = moments.try_recv() {
            if let Moment::Delta { text, message, .. } = &*moment {
                assert_eq!(*message, said.id);
                shown.push_str(text);
            }
        }
        assert!(
            shown.starts_with("It takes 3 to 5 working days.") && said.body.starts_with(&shown),
            "{shown}"
        );
        let decision = decisions(&world, conversation).await.remove(0);
        assert_eq!((decision.model.as_deref(), decision.tokens), (Some("small-1"), Some(321)));
        assert_eq!(decision.reason.as_deref(), Some("quoted_in_part/number"));
    });
}

#[test]
fn the_model_sees_tokens_and_the_customer_their_own_data() {
    world::with(|world| async move {
        let server =
            ModelServer::writing("Yes, [EMAIL_1]: delivery inside Amman takes 1 to 2 working days [1].")
                .await;
        asks(&world, &server).await;
        let visitor = world.visitor("en").await;
        visitor
            .writes("I'm rana@mail.example, 079 123 4567. How long does delivery inside Amman take?")
            .await;
        let said = answer(&visitor, 1).await;
        assert_eq!(said.body, "Yes, rana@mail.example: delivery inside Amman takes 1 to 2 working days.");
        let sent = server.requests()[0].to_string();
        assert!(!sent.contains("rana@") && !sent.contains("4567") && sent.contains("[PHONE_1]"), "{sent}");
        // Nor is it told what stands in the documents about persons and places.
        assert!(!sent.contains("orders@prova"), "{sent}");
        // What was said before goes along, as tokens too.
        visitor.writes("And what does delivery to Aqaba cost?").await;
        answer(&visitor, 2).await;
        let sent = server.requests()[1].to_string();
        assert!(sent.contains("[EMAIL_1]") && !sent.contains("rana@"), "{sent}");
    });
}

#[test]
fn the_shops_own_address_comes_back_from_its_token_and_an_invented_token_never() {
    world::with(|world| async move {
        let server = ModelServer::writing("Ask at [EMAIL_1]. Delivery costs 3 JOD inside Amman [1].").await;
        asks(&world, &server).await;
        let visitor = world.visitor("en").await;
        visitor.writes("What does delivery inside Amman cost, and where can I ask?").await;
        let said = answer(&visitor, 1).await;
        assert_eq!(said.body, "Ask at orders@prova.test. Delivery costs 3 JOD inside Amman.");
        server.now(Does::Writes(
            vec!["Dear [Name], ask [EMAIL_7]. It costs 3 JOD [1].".into()],
            Duration::ZERO,
        ));
        let other = world.visitor("en").await;
        let conversation = other.writes("What does delivery inside Amman cost?").await.conversation_id;
        let said = answer(&other, 1).await;
        assert!(!said.body.contains("EMAIL") && !said.body.contains("[Name]"), "{}", said.body);
        let reason = decisions(&world, conversation).await[0].reason.clone();
        assert_eq!(reason.as_deref(), Some("supported_in_part/token"));
    });
}

#[test]
fn a_known_customers_name_stays_here_also_where_nothing_points_to_it() {
    world::with(|world| async move {
        let server = ModelServer::writing("Yes, [NAME_1]: delivery takes 1 to 2 working days [1].").await;
        asks(&world, &server).await;
        let visitor = world.visitor("en").await;
        // Waiting for a first answer, so that the contact exists before the question is asked.
        let conversation = visitor.writes("hello").await.conversation_id;
        answer(&visitor, 1).await;
        let body = world.agent("lina").await.get(&format!("conversations/{conversation}")).await.ok();
        let contact = serde_json::from_value(body["contact"]["id"].clone()).unwrap();
        let details = contacts::Details { name: Some("Tjerk Zandstra".into()), ..Default::default() };
        let mut tx = world.app.db.tenant(world.tenant).begin().await.unwrap();
        contacts::set_details(&mut tx, contact, &details).await.unwrap();
        tx.commit().await.unwrap();
        visitor
            .writes("can zandstra's parcel come to Amman, how long does delivery inside Amman take?")
            .await;
        let said = answer(&visitor, 2).await;
        assert_eq!(said.body, "Yes, zandstra: delivery takes 1 to 2 working days.");
        let sent = server.requests()[0].to_string().to_lowercase();
        assert!(!sent.contains("zandstra") && sent.contains("[name_1]"), "{sent}");
    });
}

#[test]
fn what_the_passages_do_not_say_is_not_believed() {
    world::with(|world| async move {
        let server = ModelServer::writing("Delivery to Aqaba takes 48 hours [1].").await;
        asks(&world, &server).await;
        let visitor = world.visitor("en").await;
        let conversation = visitor.writes("How long does delivery to Aqaba take?").await.conversation_id;
        let said = answer(&visitor, 1).await;
        assert!(said.body.contains("3 to 5 working days") && !said.body.contains("48"), "{}", said.body);
        assert_eq!(decisions(&world, conversation).await[0].reason.as_deref(), Some("quoted_instead/number"));

        server.now(Does::Writes(vec!["Yes, see https://evil.example/bikes [1].".into()], Duration::ZERO));
        let other = world.visitor("en").await;
        other.writes("Do you sell used bicycles?").await;
        let said = answer(&other, 1).await;
        assert!(said.body.contains("I don't know that") && said.sources.is_empty(), "{}", said.body);
    });
}

#[test]
fn a_model_that_does_not_know_is_taken_at_its_word() {
    world::with(|world| async move {
        let server = ModelServer::writing("NO_ANSWER").await;
        asks(&world, &server).await;
        let visitor = world.visitor("en").await;
        let conversation = visitor.writes("Do you sell used bicycles?").await.conversation_id;
        assert!(answer(&visitor, 1).await.body.contains("I don't know that"));
        assert_eq!(decisions(&world, conversation).await[0].outcome, api::Outcome::Refused);
    });
}

#[test]
fn every_failure_of_a_model_brings_a_person_and_says_why() {
    world::with(|world| async move {
        let server = ModelServer::start(Does::Fails(401)).await;
        asks(&world, &server).await;
        for (does, wanted) in [
            (Does::Fails(401), "provider_error/401"),
            (Does::Fails(429), "provider_error/429"),
            (Does::Fails(500), "provider_error/500"),
            (Does::Babbles("data: {\"choices\n\n".into()), "provider_error/garbled"),
            (Does::Babbles("<html>sign in</html>".into()), "provider_error/garbled"),
            (Does::Writes(vec!["…".into()], Duration::ZERO), "provider_error/nonsense"),
        ] {
            server.now(does);
            let visitor = world.visitor("en").await;
            let conversation = visitor.writes("How long does delivery to Aqaba take?").await.conversation_id;
            let (reason, decisions) = handed_over(&visitor, conversation).await;
            assert_eq!((reason.as_str(), decisions[0].reason.as_deref()), ("provider_error", Some(wanted)));
            assert_eq!(answers(&visitor).await.len(), 1, "the customer is told");
        }
    });
}

#[test]
fn an_answer_to_what_is_no_longer_asked_is_dropped() {
    world::with(|world| async move {
        let slow = vec!["It takes ".to_owned(); 100];
        let server = ModelServer::start(Does::Writes(slow, Duration::from_millis(200))).await;
        asks(&world, &server).await;
        let visitor = world.visitor("en").await;
        let conversation = visitor.writes("How long does delivery inside Amman take?").await.conversation_id;
        world
            .eventually("the model to be asked", || async { (server.requests().len() == 1).then_some(()) })
            .await;
        server.now(Does::Writes(vec!["It takes 3 to 5 working days [1].".into()], Duration::ZERO));
        visitor.writes("sorry, to Aqaba I mean").await;
        let said = answer(&visitor, 1).await;
        assert_eq!(said.body, "Delivery to Aqaba takes 3 to 5 working days.");
        let asked = server.requests()[1]["messages"].as_array().unwrap().last().unwrap().to_string();
        assert!(asked.contains("inside Amman") && asked.contains("to Aqaba I mean"), "{asked}");
        assert_eq!(decisions(&world, conversation).await.len(), 1);
    });
}

#[test]
fn a_colleague_who_takes_over_is_not_talked_over() {
    world::with(|world| async move {
        let slow = vec!["It takes 3 to 5 working days [1]. ".to_owned(); 30];
        let server = ModelServer::start(Does::Writes(slow, Duration::from_millis(100))).await;
        asks(&world, &server).await;
        let (lina, visitor) = (world.agent("lina").await, world.visitor("en").await);
        let conversation = visitor.writes("How long does delivery to Aqaba take?").await.conversation_id;
        world
            .eventually("the model to be asked", || async { (server.requests().len() == 1).then_some(()) })
            .await;
        lina.post(&format!("conversations/{conversation}/assign"), &json!({ "user_id": lina.id })).await.ok();
        tokio::time::sleep(Duration::from_millis(3_500)).await;
        assert!(answers(&visitor).await.is_empty());
    });
}
