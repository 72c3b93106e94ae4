use super::{finds, settled, uploads};
use crate::{
    events::Socket,
    world::{self, Answer, Person, Visitor, World},
};
use api::{AuthorKind, ConversationId, Message};
use reqwest::Method;
use serde_json::{Value, json};

/// What the widget's customers would find.
async fn finds_as_customer(person: &Person, query: &str, channel: &str) -> Vec<Value> {
    let request =
        person.world.request(Method::GET, "knowledge/search").query(&[("q", query), ("channel", channel)]);
    let answer = Answer::of(request.header("authorization", person.bearer())).await.ok();
    answer["results"].as_array().unwrap().clone()
}

/// The assistant's answer to a visitor's message, as the visitor sees it.
async fn answer(world: &World, visitor: &Visitor, question: &str) -> Message {
    let asked = visitor.writes(question).await.seq;
    world
        .eventually("an answer", || async {
            visitor
                .messages()
                .await
                .into_iter()
                .find(|m| m.seq > asked && m.author.kind == AuthorKind::Assistant)
        })
        .await
}

fn iso(at: time::OffsetDateTime) -> Value {
    json!(api::Stamp(at))
}

/// The same two sentences for all: only the password differs, so that each leak names its document.
fn text(word: &str) -> Vec<u8> {
    format!(
        "# Wholesale discount\n\nThe wholesale discount for garden shops is agreed under the word {word}."
    )
    .into_bytes()
}

#[test]
fn what_is_not_for_the_asker_reaches_no_answer_no_search_and_no_source() {
    world::with(|world| async move {
        let dana = world.admin("dana").await;
        let now = world.app.now();
        let day = time::Duration::days(1);
        let cases = [
            ("kumquat-hidden", json!({ "audience": "hidden" })),
            ("kumquat-members", json!({ "audience": "members" })),
            ("kumquat-email", json!({ "audience": "channels", "channels": ["whatsapp", "email"] })),
            ("kumquat-expired", json!({ "valid_from": iso(now - day - day), "valid_to": iso(now - day) })),
            ("kumquat-future", json!({ "valid_from": iso(now + day) })),
        ];
        for (word, patch) in &cases {
            let id = uploads(&dana, &format!("{word}.md"), &text(word)).await;
            assert_eq!(settled(&dana, &id).await["state"], "ready");
            let patched = dana.patch(&format!("documents/{id}"), patch).await.ok();
            for (field, value) in patch.as_object().unwrap() {
                assert_eq!(&patched[field], value, "{word}");
            }
        }
        let question = "What is the wholesale discount for garden shops?";
        // Nothing is for customers of the widget: not one word, and the same as if there were no document.
        let visitor = world.visitor("en").await;
        let said = answer(&world, &visitor, question).await;
        let tried = dana.post("assistant/try", &json!({ "body": question, "locale": "en" })).await.ok();
        let found = finds_as_customer(&dana, question, "widget").await;
        for seen in [json!(said), tried, json!(found), json!(visitor.messages().await)] {
            assert!(!seen.to_string().contains("kumquat"), "{seen}");
        }
        assert!(said.sources.is_empty() && found.is_empty());
        // The decision that people read names no passage either: none was looked at.
        let conversation = dana.get(&format!("conversations/{}/decisions", said.conversation_id)).await.ok();
        assert!(!conversation.to_string().contains("kumquat"), "{conversation}");

        let words = |hits: Vec<Value>| -> Vec<String> {
            let mut words: Vec<String> = hits
                .iter()
                .map(|hit| {
                    hit["text"].as_str().unwrap().rsplit(' ').next().unwrap().trim_end_matches('.').to_owned()
                })
                .collect();
            words.sort();
            words
        };
        assert_eq!(words(finds_as_customer(&dana, question, "email").await), ["kumquat-email"]);
        assert_eq!(words(finds(&dana, question).await), ["kumquat-email", "kumquat-members"]);
    });
}

#[test]
fn hidden_documents_push_no_other_out() {
    world::with(|world| async move {
        let dana = world.admin("dana").await;
        // More than any list of candidates holds, and each fits better than the one that is for all.
        let many: String = (0..130)
            .map(|n| format!("# Repotting fee {n}\n\nThe repotting fee: repotting costs a repotting fee of {n} dinars.\n\n"))
            .collect();
        let hidden = uploads(&dana, "fees.md", many.as_bytes()).await;
        let open = uploads(
            &dana,
            "open.md",
            b"# Services\n\nWe also move plants into larger pots, which costs a repotting fee by size.",
        )
        .await;
        assert!(settled(&dana, &hidden).await["chunks"].as_u64().unwrap() > 100);
        settled(&dana, &open).await;
        let question = "How much is the repotting fee?";
        assert!(finds(&dana, question).await.iter().all(|hit| hit["document_id"] == hidden.as_str()));
        dana.patch(&format!("documents/{hidden}"), &json!({ "audience": "hidden" })).await.ok();
        for hits in [finds(&dana, question).await, finds_as_customer(&dana, question, "widget").await] {
            assert_eq!(hits.len(), 1);
            assert_eq!(hits[0]["document_id"], open.as_str());
        }
        dana.patch(&format!("documents/{hidden}"), &json!({ "audience": "public" })).await.ok();
        assert_eq!(finds_as_customer(&dana, question, "widget").await.len(), 10);
    });
}

#[test]
fn an_old_answers_source_is_withdrawn_with_its_document_and_the_team_still_sees_it() {
    world::with(|world| async move {
        let dana = world.admin("dana").await;
        let id =
            uploads(&dana, "hours.md", b"# Opening hours\n\nThe greenhouse opens at nine on weekdays.").await;
        settled(&dana, &id).await;
        let visitor = world.visitor("en").await;
        let said = answer(&world, &visitor, "When does the greenhouse open on weekdays?").await;
        assert_eq!(said.sources.len(), 1, "{said:?}");
        let conversation: ConversationId = said.conversation_id;
        let team = || async {
            let messages = dana.messages(conversation).await;
            messages.into_iter().find(|m| m.id == said.id).unwrap().sources.len()
        };
        let seen = || async {
            let messages = visitor.messages().await;
            messages.into_iter().find(|m| m.id == said.id).unwrap().sources.len()
        };
        for (patch, visible) in [
            (json!({ "audience": "members" }), 0),
            (json!({ "audience": "channels", "channels": ["widget"] }), 1),
            (json!({ "audience": "channels", "channels": ["sms"] }), 0),
            (json!({ "audience": "hidden" }), 0),
            (json!({ "audience": "public", "valid_to": "2026-01-01T00:00:00.000Z" }), 1),
        ] {
            dana.patch(&format!("documents/{id}"), &patch).await.ok();
            assert_eq!((seen().await, team().await), (visible, 1), "{patch}");
        }
        // Nor does the socket of a visitor who comes back show what is not for them.
        dana.patch(&format!("documents/{id}"), &json!({ "audience": "members" })).await.ok();
        let mut socket = Socket::open(&world, &visitor.path("stream"), &visitor.session, Some(0)).await;
        let (replayed, _) = socket.until_ready().await;
        let answer = replayed.iter().find(|frame| frame["data"]["id"] == json!(said.id)).unwrap();
        assert_eq!(answer["data"]["sources"], json!([]), "{answer}");
        assert!(!json!(replayed).to_string().contains(&id));
    });
}
