use super::{finds, rows, settled, uploads};
use crate::world;
use api::Code;
use serde_json::json;
use uuid::Uuid;

#[test]
fn a_patch_changes_what_it_names_and_says_what_can_not_be() {
    world::with(|world| async move {
        let (dana, lina) = (world.admin("dana").await, world.agent("lina").await);
        let id = uploads(&dana, "a.txt", b"Tulips in spring.").await;
        let before = settled(&dana, &id).await;
        let path = format!("documents/{id}");
        assert_eq!(dana.patch(&path, &json!({})).await.ok(), before);
        for (patch, field) in [
            (json!({ "title": "  " }), "title"),
            (json!({ "title": "t".repeat(201) }), "title"),
            (json!({ "lang": "no language" }), "lang"),
            (json!({ "audience": "friends" }), "audience"),
            (json!({ "audience": "channels" }), "channels"),
            (json!({ "audience": "channels", "channels": ["pigeon"] }), "channels"),
            (json!({ "channels": ["widget"] }), "channels"),
            (json!({ "valid_from": "tomorrow" }), "valid_from"),
            (json!({ "valid_from": "2026-05-02T00:00:00Z", "valid_to": "2026-05-01T00:00:00Z" }), "valid_to"),
            (json!({ "valid_to": "9999-01-01T00:00:00Z" }), "valid_to"),
            (json!({ "owner": "me" }), "owner"),
        ] {
            let answer = dana.patch(&path, &patch).await;
            assert_eq!(answer.status, 422, "{patch}: {}", answer.json());
            assert_eq!(answer.json()["errors"][0]["field"], field, "{patch}: {}", answer.json());
        }
        assert_eq!(dana.get(&path).await.ok(), before);
        lina.patch(&path, &json!({ "audience": "hidden" })).await.refused(Code::Forbidden);
        let until = "2030-05-01T00:00:00.000Z";
        let after = dana
            .patch(
                &path,
                &json!({ "audience": "channels", "channels": ["sms", "widget", "sms"], "valid_to": until }),
            )
            .await
            .ok();
        assert_eq!((&after["channels"], &after["valid_to"]), (&json!(["widget", "sms"]), &json!(until)));
        // No other passages were made: whom it is for is asked with each question.
        assert_eq!((&after["state"], &after["stage"]), (&json!("ready"), &json!(null)));
        let after = dana.patch(&path, &json!({ "audience": "public", "valid_to": null })).await.ok();
        assert_eq!(after, before);
    });
}

#[test]
fn another_title_or_language_is_found_by_and_the_old_passages_serve_until_then() {
    world::with(|world| async move {
        let dana = world.admin("dana").await;
        let id = uploads(&dana, "plain.txt", b"They come from Salt, in boxes of twelve.").await;
        let first = settled(&dana, &id).await;
        let found = async |word: &str| finds(&dana, word).await.len();
        assert_eq!(found("jasmine").await, 0);
        let path = format!("documents/{id}");
        let patched = dana.patch(&path, &json!({ "title": "Jasmine seedlings", "lang": "en-GB" })).await.ok();
        assert_eq!((&patched["title"], &patched["lang"]), (&json!("Jasmine seedlings"), &json!("en-GB")));
        assert_eq!((&patched["state"], &patched["chunks"]), (&json!("received"), &first["chunks"]));
        assert_eq!(found("boxes of twelve").await, 1, "it serves meanwhile");
        let ready = settled(&dana, &id).await;
        assert_eq!((&ready["title"], &ready["lang"]), (&json!("Jasmine seedlings"), &json!("en-GB")));
        assert_eq!(found("jasmine").await, 1, "the title is found by");
        dana.patch(&path, &json!({ "lang": null })).await.ok();
        assert_eq!(settled(&dana, &id).await["lang"], "en");
        assert_eq!(json!(rows(&world, "chunks").await), first["chunks"]);
    });
}

#[test]
fn passages_made_anew_replace_the_old_ones_without_a_gap() {
    world::with(|world| async move {
        let dana = world.admin("dana").await;
        let id = uploads(&dana, "en.pdf", &super::fixture("en.pdf")).await;
        let ready = settled(&dana, &id).await;
        let passages = dana.get(&format!("documents/{id}/passages")).await.ok();
        let query = passages[0]["text"].as_str().unwrap().chars().take(60).collect::<String>();
        let served = finds(&dana, &query).await[0]["text"].clone();
        for _ in 0..2 {
            let answer = dana.post(&format!("documents/{id}/reindex"), &json!({})).await;
            assert_eq!((answer.status.as_u16(), &answer.json()["state"]), (202, &json!("received")));
        }
        // Asked all the while, it is always found.
        let again = loop {
            assert_eq!(finds(&dana, &query).await[0]["text"], served);
            let document = dana.get(&format!("documents/{id}")).await.ok();
            assert_eq!(document["chunks"], ready["chunks"]);
            assert_ne!(document["state"], "failed", "{document}");
            if document["state"] == "ready" {
                break document;
            }
        };
        assert_eq!(again, ready);
        assert_eq!(json!(rows(&world, "chunks").await), ready["chunks"]);
        dana.post(&format!("documents/{}/reindex", Uuid::now_v7()), &json!({})).await.refused(Code::NotFound);
    });
}
