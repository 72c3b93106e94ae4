use super::{set, tries};
use crate::{
    assistant::{SHIPPING, knows},
    world,
};
use api::Code;
use serde_json::{Value, json};

const AQABA: &str = "How long does delivery to Aqaba take?";

fn gate(required: bool, percent: u8) -> Value {
    json!({ "lab_gate": { "required": required, "new_refusals_percent": percent } })
}

fn blocking(word: &str) -> Value {
    json!({ "guards": { "injection": "refuse", "topic": "refuse", "toxicity": "hand_over", "words": "refuse",
        "answers": "refuse", "blocked_words": [word], "blocked_in_answers": [] } })
}

#[test]
fn settings_that_change_answers_wait_for_a_run_that_loses_none() {
    world::with(|world| async move {
        knows(&world, "shipping.md", "en", SHIPPING).await;
        let dana = world.admin("dana").await;
        let set = set(&dana, &[AQABA]).await;
        // Off unless it is wanted.
        dana.patch("assistant", &json!({ "tone": "formal" })).await.ok();
        dana.patch("assistant", &gate(true, 0)).await.ok();
        dana.patch("assistant", &json!({ "tone": "brief" })).await.refused(Code::LabRunRequired);
        let both = json!({ "tone": "brief", "lab_gate": { "required": false, "new_refusals_percent": 0 } });
        dana.patch("assistant", &both).await.refused(Code::LabRunRequired);
        // What changes no answer needs no run.
        dana.patch("assistant", &json!({ "enabled": false })).await.ok();
        dana.patch("assistant", &json!({ "enabled": true, "tone": "formal" })).await.ok();
        let tried = |settings: Value| json!({ "kind": "settings", "settings": settings });
        tries(&world, &dana, &set, &tried(json!({ "tone": "brief" }))).await;
        dana.patch("assistant", &json!({ "tone": "friendly" })).await.refused(Code::LabRunRequired);
        dana.patch("assistant", &json!({ "tone": "brief" })).await.ok();
        // One that loses an answer does, as soon as the tenant allows that many.
        tries(&world, &dana, &set, &tried(blocking("aqaba"))).await;
        dana.patch("assistant", &blocking("aqaba")).await.refused(Code::LabRunRequired);
        dana.patch("assistant", &gate(true, 100)).await.ok();
        dana.patch("assistant", &blocking("aqaba")).await.ok();
        dana.patch("assistant", &gate(true, 101)).await.refused(Code::InvalidInput);
    });
}

#[test]
fn an_article_waits_for_a_run_with_just_its_words_of_the_last_days() {
    world::with(|world| async move {
        knows(&world, "shipping.md", "en", SHIPPING).await;
        let dana = world.admin("dana").await;
        let set = set(&dana, &[AQABA]).await;
        dana.patch("assistant", &gate(true, 0)).await.ok();
        let new = json!({ "title": "Hours", "body_markdown": "We are open on Saturday." });
        let id = dana.post("articles", &new).await.created()["id"].as_str().unwrap().to_owned();
        let publish = format!("articles/{id}/publish");
        dana.post(&publish, &json!({})).await.refused(Code::LabRunRequired);
        let change = json!({ "kind": "publish", "document_id": id });
        tries(&world, &dana, &set, &change).await;
        // Other words are another article.
        let patch = json!({ "body_markdown": "We are open on Sunday." });
        dana.patch(&format!("articles/{id}"), &patch).await.ok();
        dana.post(&publish, &json!({})).await.refused(Code::LabRunRequired);
        let (run, _) = tries(&world, &dana, &set, &change).await;
        let aged = |days: i32| {
            let world = world.clone();
            async move {
                let mut tx = world.app.db.tenant(world.tenant).begin().await.unwrap();
                sqlx::query("update lab_runs set finished_at = now() - make_interval(days => $3) where tenant_id = $1 and id = $2")
                    .bind(world.tenant.0)
                    .bind(run.id.0)
                    .bind(days)
                    .execute(tx.conn())
                    .await
                    .unwrap();
                tx.commit().await.unwrap();
            }
        };
        aged(8).await;
        dana.post(&publish, &json!({})).await.refused(Code::LabRunRequired);
        aged(6).await;
        assert!(dana.post(&publish, &json!({})).await.status.is_success());
    });
}
