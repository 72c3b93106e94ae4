use super::{finds, settled, uploads};
use crate::world;
use api::Code;
use serde_json::{Value, json};
use uuid::Uuid;

#[test]
fn the_list_pages_from_the_newest_while_documents_come() {
    world::with(|world| async move {
        let dana = world.admin("dana").await;
        let mut ids = Vec::new();
        for n in 0..5 {
            ids.push(uploads(&dana, &format!("{n}.txt"), format!("Notice number {n}.").as_bytes()).await);
            // Ids of one millisecond have no order.
            tokio::time::sleep(std::time::Duration::from_millis(2)).await;
        }
        let of = |page: &Value| -> Vec<String> {
            page["items"].as_array().unwrap().iter().map(|d| d["id"].as_str().unwrap().to_owned()).collect()
        };
        let first = dana.get("documents?limit=2").await.ok();
        assert_eq!(of(&first), [ids[4].clone(), ids[3].clone()]);
        let newer = uploads(&dana, "new.txt", b"Meanwhile.").await;
        let cursor = first["next"].as_str().unwrap();
        let second = dana.get(&format!("documents?limit=3&cursor={cursor}")).await.ok();
        assert_eq!(of(&second), [ids[2].clone(), ids[1].clone(), ids[0].clone()]);
        assert_eq!(second["next"], Value::Null);
        assert_eq!(of(&dana.get("documents").await.ok())[0], newer);
        dana.get("documents?cursor=zzz").await.refused(Code::InvalidCursor);
        dana.get("documents?limit=0").await.refused(Code::InvalidInput);
        dana.get("documents?limit=101").await.refused(Code::InvalidInput);
        for id in ids.iter().chain([&newer]) {
            settled(&dana, id).await;
        }
    });
}

#[test]
fn another_tenants_documents_are_not_there() {
    world::with(|world| async move {
        let dana = world.admin("dana").await;
        let id = uploads(&dana, "a.txt", b"Our jasmine comes from Salt.").await;
        settled(&dana, &id).await;
        let eve = world.another().await.admin("eve").await;
        eve.get(&format!("documents/{id}")).await.refused(Code::NotFound);
        eve.get(&format!("documents/{id}/passages")).await.refused(Code::NotFound);
        eve.delete(&format!("documents/{id}")).await.refused(Code::NotFound);
        eve.post(&format!("documents/{id}/retry"), &json!({})).await.refused(Code::NotFound);
        assert!(finds(&eve, "jasmine from Salt").await.is_empty());
        assert_eq!(eve.get("documents").await.ok()["items"], json!([]));
        assert_eq!(finds(&dana, "jasmine from Salt").await.len(), 1);
        dana.get(&format!("documents/{}", Uuid::now_v7())).await.refused(Code::NotFound);
    });
}

#[test]
fn a_search_marks_what_matches_and_knows_its_limits() {
    world::with(|world| async move {
        let dana = world.admin("dana").await;
        let text = "توصيل الطلبات داخل عمّان يستغرق يومين.\n\nDelivery in Amman takes two days.";
        let id = uploads(&dana, "a.txt", text.as_bytes()).await;
        assert_eq!(settled(&dana, &id).await["state"], "ready");
        for (query, marked) in [("التوصيل", "توصيل"), ("deliveries", "Delivery")] {
            let hit = &finds(&dana, query).await[0];
            let chars: Vec<char> = hit["text"].as_str().unwrap().chars().collect();
            let words: Vec<String> = hit["highlights"]
                .as_array()
                .unwrap()
                .iter()
                .map(|h| {
                    chars[h[0].as_u64().unwrap() as usize..h[1].as_u64().unwrap() as usize].iter().collect()
                })
                .collect();
            assert!(words.iter().any(|word| word == marked), "{query}: {words:?}");
            assert!((0.0..=1.0).contains(&hit["score"].as_f64().unwrap()));
        }
        dana.get("knowledge/search?q=").await.refused(Code::InvalidInput);
        dana.get("knowledge/search").await.refused(Code::InvalidInput);
        dana.get("knowledge/search?q=a&limit=101").await.refused(Code::InvalidInput);
        dana.get(&format!("knowledge/search?q={}", "a".repeat(501))).await.refused(Code::InvalidInput);
        for odd in ["🌱", "؟", "%00", "' or 1=1 --", "the"] {
            finds(&dana, odd).await;
        }
    });
}
