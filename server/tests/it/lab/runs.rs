use super::{begins, over, results, set, tries};
use crate::{
    assistant::{ARABIC, SHIPPING, knows},
    world,
};
use api::{Code, LabKind, LabRun, LabRunId, LabState, Outcome};
use serde_json::json;

const AQABA: &str = "How long does delivery to Aqaba take?";
const COST: &str = "What does delivery to Aqaba cost?";

#[test]
fn settings_show_what_is_refused_then_and_nobody_is_asked_with_them() {
    world::with(|world| async move {
        knows(&world, "shipping.md", "en", SHIPPING).await;
        knows(&world, "arabic.md", "ar", ARABIC).await;
        let dana = world.admin("dana").await;
        let set = set(&dana, &[AQABA, "كم مدة التوصيل داخل عمان؟", "Do you sell used motorcycles?"]).await;
        let guards = json!({ "injection": "refuse", "topic": "refuse", "toxicity": "hand_over", "words": "refuse",
            "answers": "refuse", "blocked_words": ["aqaba"], "blocked_in_answers": [] });
        let change = json!({ "kind": "settings", "settings": { "guards": guards } });
        let (run, found) = tries(&world, &dana, &set, &change).await;
        let kinds: Vec<LabKind> = found.iter().map(|one| one.kind).collect();
        assert_eq!(kinds, [LabKind::NewRefusal, LabKind::Same, LabKind::Same]);
        assert_eq!(found[0].before.outcome, Outcome::Answered);
        assert_eq!(found[0].before.documents[0].title, "Shipping");
        assert_eq!(found[0].after.reason.as_deref(), Some("guard/word"));
        // By language, and one of them by what came of it.
        let totals: Vec<_> =
            run.totals.iter().map(|one| (one.lang.as_deref(), one.cases, one.new_refusals)).collect();
        assert_eq!(totals, [(Some("en"), 2, 1), (Some("ar"), 1, 0)]);
        assert_eq!(results(&dana, &run, "&lang=ar").await, [found[1].clone()]);
        assert_eq!(results(&dana, &run, "&kind=new_refusal").await, [found[0].clone()]);
        // The customer's assistant is as it was.
        assert_eq!(dana.get("assistant").await.ok()["guards"]["blocked_words"], json!([]));
    });
}

#[test]
fn an_address_or_a_key_can_not_be_tried() {
    world::with(|world| async move {
        let dana = world.admin("dana").await;
        let set = set(&dana, &[AQABA]).await;
        for settings in [
            json!({ "provider": { "base_url": "https://elsewhere.example/v1" } }),
            json!({ "provider": { "key": "sk-1" } }),
            json!({ "providers": [] }),
            json!({ "instructions": "x".repeat(9_000) }),
        ] {
            let change = json!({ "kind": "settings", "settings": settings });
            let new = json!({ "set_id": set, "change": change });
            dana.post("lab-runs", &new).await.refused(Code::InvalidInput);
        }
        assert_eq!(dana.get("lab-runs").await.ok(), json!([]));
    });
}

#[test]
fn a_draft_answers_in_the_lab_and_nowhere_else() {
    world::with(|world| async move {
        knows(&world, "shipping.md", "en", SHIPPING).await;
        let dana = world.admin("dana").await;
        let article = json!({ "title": "Opening hours", "lang": "en",
            "body_markdown": "## Saturday\n\nOn Saturday our shop is open from 10:00 to 16:00." });
        let id = dana.post("articles", &article).await.created()["id"].as_str().unwrap().to_owned();
        let cases = json!([
            { "question": "When is the shop open on Saturday?", "document": "opening hours", "answer": "10:00 to 16:00" },
            { "question": AQABA, "answer": "3 to 5 working days" },
        ]);
        let set = dana.post("lab-sets", &json!({ "name": "Hours", "cases": cases })).await.created();
        let set = set["id"].as_str().unwrap();
        let change = json!({ "kind": "publish", "document_id": id });
        let (run, found) = tries(&world, &dana, set, &change).await;
        assert_eq!(found[0].kind, LabKind::NewlyAnswered, "{:?}", found[0]);
        assert_eq!((found[0].before.right, found[0].after.right), (Some(false), Some(true)));
        assert!(found[0].after.body.as_ref().unwrap().contains("10:00"));
        assert_eq!((found[1].kind, found[1].after.right), (LabKind::Same, Some(true)));
        assert_eq!(
            (run.totals[0].expected, run.totals[0].right_before, run.totals[0].right_after),
            (2, 1, 2)
        );
        let tried = json!({ "body": "When is the shop open on Saturday?", "locale": "en" });
        assert_eq!(dana.post("assistant/try", &tried).await.ok()["sources"], json!([]));
        // What waits is what can be published; once it is, nothing does.
        dana.post(&format!("articles/{id}/publish"), &json!({})).await.json();
        let again = json!({ "set_id": set, "change": change });
        dana.post("lab-runs", &again).await.refused(Code::Conflict);
    });
}

#[test]
fn a_document_left_out_loses_answers_and_deleted_takes_what_quotes_it() {
    world::with(|world| async move {
        let shipping = knows(&world, "shipping.md", "en", SHIPPING).await;
        let returns = "# Returns\n\nYou can return plants within 14 days of receiving them.\n";
        knows(&world, "returns.md", "en", returns).await;
        let dana = world.admin("dana").await;
        let set = set(&dana, &[COST, "Within how many days can I return plants?"]).await;
        let (now, found) = tries(&world, &dana, &set, &json!({ "kind": "nothing" })).await;
        assert_eq!(found.len(), 2);
        assert!(found.iter().all(|one| one.kind == LabKind::Same && one.before == one.after), "{found:?}");
        let without = json!({ "kind": "leave_out", "document_id": shipping });
        let (run, found) = tries(&world, &dana, &set, &without).await;
        let kinds: Vec<LabKind> = found.iter().map(|one| one.kind).collect();
        assert_eq!(kinds, [LabKind::NewRefusal, LabKind::Same]);
        // It still answers customers; then it goes, and so does all that quotes it.
        dana.delete(&format!("documents/{shipping}")).await.done();
        dana.get(&format!("lab-runs/{}", run.id)).await.refused(Code::NotFound);
        let left = results(&dana, &now, "").await;
        assert_eq!(left.len(), 1, "{left:?}");
        assert_eq!(left[0].place, 2);
    });
}

#[test]
fn a_run_that_is_worked_on_twice_or_again_doubles_nothing_and_a_cancelled_one_stays() {
    world::with(|world| async move {
        knows(&world, "shipping.md", "en", SHIPPING).await;
        let dana = world.admin("dana").await;
        let questions: Vec<String> =
            (0..40).map(|n| format!("How long does delivery take, case {n}?")).collect();
        let questions: Vec<&str> = questions.iter().map(String::as_str).collect();
        let set = set(&dana, &questions).await;
        let begun = begins(&dana, &set, &json!({ "kind": "nothing" })).await;
        let work = |id: LabRunId| {
            let world = world.clone();
            async move { diwan::lab::run(&world.app, world.tenant, id).await }
        };
        // As workers do that take over from one that is thought to be dead; this one is given up in the middle.
        let given_up = tokio::spawn(work(begun.id));
        let (first, second) = tokio::join!(work(begun.id), async {
            given_up.abort();
            work(begun.id).await
        });
        first.unwrap();
        second.unwrap();
        let run = over(&world, &dana, &begun).await;
        assert_eq!(
            (run.state, run.done, run.totals.iter().map(|one| one.cases).sum()),
            (LabState::Done, 40, 40)
        );
        let places: Vec<u32> = results(&dana, &run, "").await.iter().map(|one| one.place).collect();
        assert_eq!(places, (1..=40).collect::<Vec<_>>());
        dana.post(&format!("lab-runs/{}/cancel", run.id), &json!({})).await.refused(Code::Conflict);
        // Cancelled before anybody came to it.
        let mut tx = world.app.db.tenant(world.tenant).begin().await.unwrap();
        sqlx::query("update lab_runs set state = 'waiting' where tenant_id = $1")
            .bind(world.tenant.0)
            .execute(tx.conn())
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let path = format!("lab-runs/{}/cancel", run.id);
        for _ in 0..2 {
            let cancelled: LabRun = serde_json::from_value(dana.post(&path, &json!({})).await.ok()).unwrap();
            assert_eq!(cancelled.state, LabState::Cancelled);
        }
        work(run.id).await.unwrap();
        assert_eq!(over(&world, &dana, &run).await.state, LabState::Cancelled);
    });
}
