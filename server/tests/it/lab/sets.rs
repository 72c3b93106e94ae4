use crate::{assistant::knows, world};
use api::{Code, LabHistory, LabSetCases};
use serde_json::json;

#[test]
fn a_sheet_becomes_a_set_and_what_can_not_be_is_named() {
    world::with(|world| async move {
        let dana = world.admin("dana").await;
        world.plant("canary-question");
        let sheet =
            "question,answer,document,lang\nWhere is canary-question?,Here,Shipping,en\nكم مدة التوصيل؟,,,\n";
        let new = json!({ "name": "Sheet canary-question", "csv": sheet });
        let set = dana.post("lab-sets", &new).await.created();
        assert_eq!((&set["name"], &set["cases"]), (&json!("Sheet canary-question"), &json!(2)));
        let path = format!("lab-sets/{}", set["id"].as_str().unwrap());
        let read: LabSetCases = serde_json::from_value(dana.get(&path).await.ok()).unwrap();
        assert_eq!(read.cases[0].answer.as_deref(), Some("Here"));
        assert_eq!(read.cases[0].document.as_deref(), Some("Shipping"));
        // What it is written in is found out.
        assert_eq!(read.cases[1].lang.as_deref(), Some("ar"));
        let refused = |new: serde_json::Value| {
            let dana = dana.clone();
            async move {
                dana.post("lab-sets", &new).await.refused(Code::InvalidInput)["errors"][0]["field"].clone()
            }
        };
        assert_eq!(refused(json!({ "name": " ", "csv": "x y z" })).await, "name");
        assert_eq!(refused(json!({ "name": "Empty", "csv": "question\n" })).await, "csv");
        assert_eq!(refused(json!({ "name": "None" })).await, "cases");
        assert_eq!(refused(json!({ "name": "Odd", "csv": "q one,,,en\nq two,,,zz" })).await, "csv.1.lang");
        world.agent("lina").await.get("lab-sets").await.refused(Code::Forbidden);
        dana.delete(&path).await.done();
        dana.get(&path).await.refused(Code::NotFound);
    });
}

#[test]
fn history_gives_questions_once_and_without_personal_data() {
    world::with(|world| async move {
        knows(&world, "shipping.md", "en", crate::assistant::SHIPPING).await;
        let dana = world.admin("dana").await;
        for question in [
            "I am rana@mail.example, call 079 123 4567. How long does delivery to Aqaba take?",
            "What does delivery to Aqaba cost?",
            "what does delivery to aqaba cost?",
            "hello",
        ] {
            let visitor = world.visitor("en").await;
            visitor.writes(question).await;
            crate::assistant::answer(&visitor, 1).await;
        }
        let history: LabHistory = serde_json::from_value(dana.get("lab-history").await.ok()).unwrap();
        let questions: Vec<&str> = history.items.iter().map(|one| one.question.as_str()).collect();
        assert_eq!(questions.len(), 2, "{questions:?}");
        assert!(questions.iter().any(|one| one.eq_ignore_ascii_case("what does delivery to aqaba cost?")));
        let hidden = questions.iter().find(|one| one.contains("How long")).unwrap();
        assert!(hidden.contains("[EMAIL]") && hidden.contains("[PHONE]"), "{hidden}");
        assert!(!hidden.contains("rana") && !hidden.contains("4567"), "{hidden}");
        // Nothing was stored, and what is chosen is a set like others.
        assert_eq!(dana.get("lab-sets").await.ok(), json!([]));
        let chosen = json!({ "name": "Asked", "cases": history.items });
        assert_eq!(dana.post("lab-sets", &chosen).await.created()["cases"], 2);
    });
}
