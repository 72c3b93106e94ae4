use super::{finds, rows, sends, settled, uploads};
use crate::{
    files::on_disk,
    world::{self, Person},
};
use api::Code;
use serde_json::{Value, json};

const HANDBOOK: &str = "# Staff handbook\n\nReturns are accepted within 30 days of delivery in the box.\n\n\
    Ask Lina under lina.karam@handbook.example or 0791234567 about the greenhouse keys.\n\n\
    The greenhouse is heated from November until the end of March every year.\n";

/// Uploads a file that waits to be looked through, and its id when it does.
async fn waits(person: &Person, name: &str, text: &str) -> String {
    let answer = sends(person, name, text.as_bytes(), &[("review", "true")]).await;
    assert_eq!(answer.status, 202, "{}", answer.json());
    let id = crate::files::id(&answer.json());
    person
        .world
        .eventually("the review", || async {
            (person.get(&format!("documents/{id}")).await.ok()["stage"] == "review").then_some(())
        })
        .await;
    id
}

#[test]
fn a_document_waits_sealed_until_somebody_has_looked_and_is_indexed_without_what_was_masked() {
    world::with(|world| async move {
        let (dana, lina) = (world.admin("dana").await, world.agent("lina").await);
        world.plant("greenhouse keys");
        world.plant("lina.karam@handbook.example");
        let id = waits(&dana, "handbook.md", HANDBOOK).await;
        let document = dana.get(&format!("documents/{id}")).await.ok();
        assert_eq!((&document["state"], &document["chunks"]), (&json!("processing"), &json!(0)));
        assert!(finds(&dana, "greenhouse keys").await.is_empty());
        for table in diwan::privacy::tables() {
            // Nothing of the text is anywhere in clear while it waits.
            let mut tx = world.app.db.tenant(world.tenant).begin().await.unwrap();
            let sql = format!("select count(*) from {} t where t::text like '%greenhouse%'", table.name);
            let found: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).fetch_one(tx.conn()).await.unwrap();
            assert_eq!(found, 0, "{}", table.name);
        }
        lina.get(&format!("documents/{id}/review")).await.refused(Code::Forbidden);
        let review = dana.get(&format!("documents/{id}/review")).await.ok();
        assert_eq!((&review["total"], &review["lang"]), (&json!(1), &json!("en")));
        let page = &review["pages"][0];
        let text: Vec<char> = page["text"].as_str().unwrap().chars().collect();
        let marked: Vec<(String, String)> = page["personal"]
            .as_array()
            .unwrap()
            .iter()
            .map(|mark| {
                let at = |end: &str| usize::try_from(mark[end].as_u64().unwrap()).unwrap();
                (mark["kind"].as_str().unwrap().to_owned(), text[at("start")..at("end")].iter().collect())
            })
            .collect();
        let email = ("email".to_owned(), "lina.karam@handbook.example".to_owned());
        assert!(marked.contains(&email), "{marked:?}");
        assert!(marked.contains(&("phone".to_owned(), "0791234567".to_owned())), "{marked:?}");
        let kinds: Vec<&Value> = review["personal"].as_array().unwrap().iter().map(|p| &p["kind"]).collect();
        assert!(kinds.contains(&&json!("email")) && kinds.contains(&&json!("phone")));

        dana.post(&format!("documents/{id}/publish"), &json!({ "mask": ["E-Mail!"] }))
            .await
            .refused(Code::InvalidInput);
        let answer =
            dana.post(&format!("documents/{id}/publish"), &json!({ "mask": ["email", "phone"] })).await;
        assert_eq!((answer.status.as_u16(), &answer.json()["state"]), (202, &json!("received")));
        let ready = settled(&dana, &id).await;
        assert_eq!((&ready["state"], &ready["masks"]), (&json!("ready"), &json!(["email", "phone"])));
        for _ in 0..2 {
            let passages = dana.get(&format!("documents/{id}/passages")).await.ok().to_string();
            assert!(passages.contains("Ask Lina under ••• or ••• about"), "{passages}");
            // Made anew from its file, it is masked again.
            dana.post(&format!("documents/{id}/reindex"), &json!({})).await;
            settled(&dana, &id).await;
        }
        assert_eq!(rows(&world, "document_drafts").await, 0);
        dana.get(&format!("documents/{id}/review")).await.refused(Code::Conflict);
        dana.post(&format!("documents/{id}/publish"), &json!({})).await.refused(Code::Conflict);
        // The word that is no person's is published text from here on.
        world.planted.lock().unwrap().retain(|word| word != "greenhouse keys");
    });
}

#[test]
fn the_review_names_what_is_the_same_and_what_contradicts() {
    world::with(|world| async move {
        let dana = world.admin("dana").await;
        let policy = "# Return policy\n\nReturns are accepted within 14 days of delivery in the box.\n";
        let policy = uploads(&dana, "policy.md", policy.as_bytes()).await;
        let copy = uploads(&dana, "copy.md", HANDBOOK.as_bytes()).await;
        let nearly = HANDBOOK.replace("30 days", "30 days or so").replace('\n', "\r\n");
        let near = uploads(&dana, "nearly.md", nearly.as_bytes()).await;
        for id in [&policy, &copy, &near] {
            settled(&dana, id).await;
        }
        let warnings = dana.get(&format!("documents/{near}")).await.ok()["warnings"].clone();
        assert_eq!(
            (&warnings[0]["code"], &warnings[0]["document_id"]),
            (&json!("near_duplicate"), &json!(copy))
        );
        assert!((70..100).contains(&warnings[0]["share"].as_u64().unwrap()), "{warnings}");

        let id = waits(&dana, "again.md", HANDBOOK).await;
        let review = dana.get(&format!("documents/{id}/review")).await.ok();
        let same: Vec<(&Value, &Value)> = review["warnings"]
            .as_array()
            .unwrap()
            .iter()
            .map(|warning| (&warning["code"], &warning["document_id"]))
            .collect();
        assert_eq!(same, [(&json!("duplicate"), &json!(copy)), (&json!("near_duplicate"), &json!(near))]);
        let doubts = review["contradictions"].as_array().unwrap();
        assert_eq!(doubts.len(), 1, "{doubts:?}");
        assert_eq!(
            (&doubts[0]["document_id"], &doubts[0]["title"]),
            (&json!(policy), &json!("Return policy"))
        );
        assert!(doubts[0]["text"].as_str().unwrap().contains("30 days"), "{doubts:?}");
        assert!(doubts[0]["other_text"].as_str().unwrap().contains("14 days"), "{doubts:?}");
        // Of a document that is gone nothing is told.
        dana.delete(&format!("documents/{policy}")).await;
        let review = dana.get(&format!("documents/{id}/review")).await.ok();
        assert_eq!(review["contradictions"], json!([]));
        dana.post(&format!("documents/{id}/cancel"), &json!({})).await.ok();
    });
}

#[test]
fn a_long_document_is_looked_through_page_by_page() {
    world::with(|world| async move {
        let dana = world.admin("dana").await;
        let long: String =
            (0..400).map(|n| format!("Notice {n}: the gate is closed at night.\n\n")).collect();
        let id = waits(&dana, "long.txt", &long).await;
        let first = dana.get(&format!("documents/{id}/review?limit=2")).await.ok();
        let total = first["total"].as_u64().unwrap();
        assert!(total > 3 && first["pages"].as_array().unwrap().len() == 2, "{total}");
        let mut seen = String::new();
        for from in 0..total {
            let page = dana.get(&format!("documents/{id}/review?limit=1&from={from}")).await.ok();
            seen.push_str(page["pages"][0]["text"].as_str().unwrap());
        }
        assert!((0..400).all(|n| seen.contains(&format!("Notice {n}:"))));
        let beyond = dana.get(&format!("documents/{id}/review?from={total}")).await.ok();
        assert_eq!(beyond["pages"], json!([]));
        assert_eq!(dana.delete(&format!("documents/{id}")).await.status, 204);
        assert_eq!(rows(&world, "document_drafts").await, 0);
        assert!(on_disk(&world).is_empty());
    });
}
