use super::{finds, rows, settled, uploads};
use crate::{
    files::{Part, form, on_disk},
    world::{self, Answer, Person},
};
use api::Code;
use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

async fn puts(person: &Person, id: &str, name: &str, bytes: &[u8], review: &str) -> Answer {
    let parts = [
        Part { name: "review", file: None, bytes: review.as_bytes() },
        Part { name: "file", file: Some(name), bytes },
    ];
    let built = form(person, "documents", &parts).build().unwrap();
    let mut request = person.world.request(Method::PUT, &format!("documents/{id}/file"));
    request = request.headers(built.headers().clone());
    Answer::of(request.body(built.body().unwrap().as_bytes().unwrap().to_vec())).await
}

#[test]
fn another_file_takes_its_place_and_one_that_can_not_be_read_changes_nothing() {
    world::with(|world| async move {
        let dana = world.admin("dana").await;
        let id = uploads(&dana, "hours.txt", b"The kiosk opens at nine.").await;
        settled(&dana, &id).await;
        let answer = puts(&dana, &id, "hours2.txt", b"The kiosk opens at eleven.", "false").await;
        assert_eq!(answer.status, 202, "{}", answer.json());
        let ready = settled(&dana, &id).await;
        assert_eq!((&ready["state"], &ready["size"]), (&json!("ready"), &json!(26)));
        assert!(
            finds(&dana, "when does the kiosk open").await[0]["text"].as_str().unwrap().contains("eleven")
        );
        world.eventually("the old file to go", || async { (on_disk(&world).len() == 1).then_some(()) }).await;

        puts(&dana, &id, "blank.txt", b"   ", "false").await;
        let failed = settled(&dana, &id).await;
        assert_eq!(
            (&failed["state"], &failed["error"]["code"]),
            (&json!("failed"), &json!("document_empty"))
        );
        assert!(
            finds(&dana, "when does the kiosk open").await[0]["text"].as_str().unwrap().contains("eleven")
        );
        // Given up, it is as before; and its file is the one that was read.
        let back = dana.post(&format!("documents/{id}/cancel"), &json!({})).await.ok();
        assert_eq!(
            (&back["state"], &back["error"], &back["size"]),
            (&json!("ready"), &json!(null), &json!(26))
        );
        dana.post(&format!("documents/{id}/reindex"), &json!({})).await;
        assert_eq!(settled(&dana, &id).await["state"], "ready");
        world
            .eventually("the blank file to go", || async { (on_disk(&world).len() == 1).then_some(()) })
            .await;

        // Looked through first, the old passages serve meanwhile.
        puts(&dana, &id, "hours3.txt", b"The kiosk opens at noon.", "true").await;
        world
            .eventually("the review", || async {
                (dana.get(&format!("documents/{id}")).await.ok()["stage"] == "review").then_some(())
            })
            .await;
        assert!(
            finds(&dana, "when does the kiosk open").await[0]["text"].as_str().unwrap().contains("eleven")
        );
        dana.post(&format!("documents/{id}/publish"), &json!({})).await;
        settled(&dana, &id).await;
        assert!(finds(&dana, "when does the kiosk open").await[0]["text"].as_str().unwrap().contains("noon"));
        assert_eq!((rows(&world, "chunks").await, rows(&world, "document_drafts").await), (1, 0));
        let nobody = puts(&dana, &Uuid::now_v7().to_string(), "a.txt", b"text", "false").await;
        nobody.refused(Code::NotFound);
        puts(&dana, &id, "prices.exe", b"MZ", "false").await.refused(Code::UnsupportedMediaType);
        puts(&dana, &id, "a.txt", b"text", "perhaps").await.refused(Code::InvalidInput);
    });
}

#[test]
fn work_that_is_cancelled_ends_and_can_be_tried_again() {
    world::with(|world| async move {
        let dana = world.admin("dana").await;
        let parts = [
            Part { name: "review", file: None, bytes: b"true" },
            Part { name: "file", file: Some("a.txt"), bytes: b"Peonies bloom in May." },
        ];
        let id = crate::files::id(&Answer::of(form(&dana, "documents", &parts)).await.json());
        let path = format!("documents/{id}");
        world
            .eventually("the review", || async {
                (dana.get(&path).await.ok()["stage"] == "review").then_some(())
            })
            .await;
        for _ in 0..2 {
            let cancelled = dana.post(&format!("{path}/cancel"), &json!({})).await.ok();
            let error = &cancelled["error"]["code"];
            assert_eq!((&cancelled["state"], error), (&json!("failed"), &json!("document_cancelled")));
        }
        assert_eq!((rows(&world, "chunks").await, rows(&world, "document_drafts").await), (0, 0));
        dana.post(&format!("{path}/retry"), &json!({})).await;
        world
            .eventually("the review", || async {
                (dana.get(&path).await.ok()["stage"] == "review").then_some(())
            })
            .await;
        dana.post(&format!("{path}/publish"), &json!({})).await;
        let ready = settled(&dana, &id).await;
        assert_eq!(ready["state"], "ready");
        // One with passages is as it was.
        dana.post(&format!("{path}/reindex"), &json!({})).await;
        dana.post(&format!("{path}/cancel"), &json!({})).await.ok();
        assert_eq!(settled(&dana, &id).await["state"], "ready");
        assert_eq!(finds(&dana, "peonies").await.len(), 1);
        assert_eq!(dana.post(&format!("{path}/cancel"), &json!({})).await.ok()["state"], "ready");
        dana.post(&format!("documents/{}/cancel", Uuid::now_v7()), &json!({})).await.refused(Code::NotFound);
    });
}

#[test]
fn each_stage_tells_how_much_is_done() {
    world::with(|world| async move {
        let dana = world.admin("dana").await;
        let long: String = (0..4000)
            .map(|n| {
                format!("Notice {n} of the garden club: the gate stays closed at night, come early.\n\n")
            })
            .collect();
        let id = uploads(&dana, "long.txt", long.as_bytes()).await;
        let mut seen: Vec<(u64, u64)> = Vec::new();
        let ready = loop {
            let now = dana.get(&format!("documents/{id}")).await.ok();
            if let (Some(done), Some(total)) = (now["done"].as_u64(), now["total"].as_u64()) {
                assert_eq!(now["stage"], "embed");
                seen.push((done, total));
            }
            if now["state"] == "ready" {
                break now;
            }
        };
        let chunks = ready["chunks"].as_u64().unwrap();
        assert!(!seen.is_empty() && seen.is_sorted(), "{seen:?}");
        assert!(seen.iter().all(|(done, total)| done <= total && *total == chunks), "{seen:?} of {chunks}");
        assert_eq!((&ready["done"], &ready["total"]), (&json!(null), &json!(null)));
    });
}

#[test]
fn the_list_is_searched_by_title_state_language_and_kind() {
    world::with(|world| async move {
        let dana = world.admin("dana").await;
        for (name, text) in [
            ("سياسة الإرجاع.txt", "يمكن إرجاع الطلبات خلال أسبوعين من تاريخ الاستلام دون أي رسوم إضافية."),
            (
                "İade koşulları.txt",
                "Siparişler teslim tarihinden itibaren on dört gün içinde iade edilebilir.",
            ),
            ("Returns.txt", "Orders can be returned within fourteen days of their delivery."),
            ("blank.txt", " "),
        ] {
            let id = uploads(&dana, name, text.as_bytes()).await;
            settled(&dana, &id).await;
        }
        let titles = |query: &str| {
            let path = format!("documents?{query}");
            let dana = dana.clone();
            async move {
                let page: Value = dana.get(&path).await.ok();
                let items = page["items"].as_array().unwrap().clone();
                items.iter().map(|one| one["title"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
            }
        };
        assert_eq!(titles("q=RETURN").await, ["Returns"]);
        assert_eq!(
            titles("q=%D8%A7%D9%84%D8%A7%D8%B1%D8%AC%D8%A7%D8%B9").await,
            ["سياسة الإرجاع"],
            "without the hamza"
        );
        assert_eq!(titles("q=iade%20kosul").await, ["İade koşulları"]);
        assert_eq!(titles("state=failed").await, ["blank"]);
        assert_eq!(titles("lang=tr-TR").await, ["İade koşulları"]);
        assert_eq!(titles("lang=en&state=ready&q=ret").await, ["Returns"]);
        assert_eq!(titles("kind=article").await, [""; 0]);
        assert_eq!(titles("q=e&limit=1").await.len(), 1);
        dana.get("documents?state=lost").await.refused(Code::InvalidInput);
        dana.get(&format!("documents?q={}", "a".repeat(501))).await.refused(Code::InvalidInput);
    });
}
