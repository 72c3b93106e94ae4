use super::{finds, rows, settled};
use crate::{files::on_disk, world};
use api::Code;
use serde_json::json;
use uuid::Uuid;

#[test]
fn an_article_is_found_as_it_was_published_last() {
    world::with(|world| async move {
        let (dana, lina) = (world.admin("dana").await, world.agent("lina").await);
        world.plant("secret discount");
        let new =
            json!({ "title": "Repotting", "lang": "en", "body_markdown": "We repot plants for 5 dinars." });
        lina.post("articles", &new).await.refused(Code::Forbidden);
        let saved = dana.post("articles", &new).await.created();
        let id = saved["id"].as_str().unwrap();
        assert_eq!(
            (&saved["version"], &saved["draft"], &saved["published_version"]),
            (&json!(1), &json!(true), &json!(null))
        );
        let document = dana.get(&format!("documents/{id}")).await.ok();
        assert_eq!(
            (&document["kind"], &document["state"], &document["chunks"]),
            (&json!("article"), &json!("ready"), &json!(0))
        );
        assert!(finds(&dana, "repot").await.is_empty(), "a draft is nobody's answer");
        dana.post(&format!("documents/{id}/reindex"), &json!({})).await.refused(Code::Conflict);

        let published = dana.post(&format!("articles/{id}/publish"), &json!({})).await;
        assert_eq!((published.status.as_u16(), &published.json()["published_version"]), (202, &json!(1)));
        settled(&dana, id).await;
        assert!(finds(&dana, "repot").await[0]["text"].as_str().unwrap().contains("5 dinars"));

        // Written on, what was published serves, and the draft is nobody's.
        let patch = json!({ "body_markdown": "We repot plants for 7 dinars. There is a secret discount." });
        let draft = dana.patch(&format!("articles/{id}"), &patch).await.ok();
        assert_eq!(
            (&draft["version"], &draft["draft"], &draft["published_version"]),
            (&json!(2), &json!(true), &json!(1))
        );
        assert!(finds(&dana, "repot").await[0]["text"].as_str().unwrap().contains("5 dinars"));
        // Saved again and again, a draft is one version.
        let patch = json!({ "title": "Repotting plants", "body_markdown": "We repot plants for 8 dinars." });
        assert_eq!(dana.patch(&format!("articles/{id}"), &patch).await.ok()["version"], 2);
        dana.post(&format!("articles/{id}/publish"), &json!({})).await;
        let ready = settled(&dana, id).await;
        assert_eq!((&ready["title"], &ready["chunks"]), (&json!("Repotting plants"), &json!(1)));
        assert!(finds(&dana, "repot").await[0]["text"].as_str().unwrap().contains("8 dinars"));

        let versions = dana.get(&format!("articles/{id}/versions")).await.ok();
        let numbers: Vec<_> =
            versions.as_array().unwrap().iter().map(|v| v["version"].as_u64().unwrap()).collect();
        assert_eq!(numbers, [2, 1]);
        assert_eq!(
            (&versions[1]["title"], &versions[1]["author"]["name"]),
            (&json!("Repotting"), &json!("dana"))
        );
        let restored = dana.post(&format!("articles/{id}/restore"), &json!({ "version": 1 })).await.ok();
        assert_eq!(
            (&restored["version"], &restored["draft"], &restored["published_version"]),
            (&json!(3), &json!(true), &json!(2))
        );
        let article = dana.get(&format!("articles/{id}")).await.ok();
        assert_eq!(
            (&article["title"], &article["body_markdown"]),
            (&json!("Repotting"), &new["body_markdown"])
        );
        let second = dana.get(&format!("articles/{id}?version=2")).await.ok();
        assert_eq!(
            (&second["body_markdown"], &second["draft"]),
            (&json!("We repot plants for 8 dinars."), &json!(false))
        );

        // Its title is changed where it is written; whom it is for, as every document's.
        dana.patch(&format!("documents/{id}"), &json!({ "title": "Other" })).await.refused(Code::Conflict);
        dana.patch(&format!("documents/{id}"), &json!({ "audience": "members" })).await.ok();
        dana.post(&format!("articles/{id}/restore"), &json!({ "version": 9 })).await.refused(Code::NotFound);
        assert_eq!(dana.delete(&format!("documents/{id}")).await.status, 204);
        dana.get(&format!("articles/{id}")).await.refused(Code::NotFound);
        for table in ["article_versions", "chunks", "document_drafts"] {
            assert_eq!(rows(&world, table).await, 0, "{table}");
        }
        world.eventually("the files to go", || async { on_disk(&world).is_empty().then_some(()) }).await;
    });
}

#[test]
fn two_who_write_the_same_article_do_not_write_over_each_other() {
    world::with(|world| async move {
        let (dana, rami) = (world.admin("dana").await, world.admin("rami").await);
        let saved = dana.post("articles", &json!({ "title": "Hours" })).await.created();
        let id = saved["id"].as_str().unwrap();
        let seen = &saved["updated_at"];
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        let hers = dana
            .patch(&format!("articles/{id}"), &json!({ "body_markdown": "Nine to five.", "seen": seen }))
            .await
            .ok();
        rami.patch(&format!("articles/{id}"), &json!({ "body_markdown": "Ten to six.", "seen": seen }))
            .await
            .refused(Code::Conflict);
        rami.patch(
            &format!("articles/{id}"),
            &json!({ "body_markdown": "Ten to six.", "seen": hers["updated_at"] }),
        )
        .await
        .ok();
        assert_eq!(dana.get(&format!("articles/{id}")).await.ok()["body_markdown"], "Ten to six.");
    });
}

#[test]
fn what_is_no_article_is_refused() {
    world::with(|world| async move {
        let dana = world.admin("dana").await;
        dana.post("articles", &json!({ "title": " " })).await.refused(Code::InvalidInput);
        dana.post("articles", &json!({ "title": "a", "lang": "no language" }))
            .await
            .refused(Code::InvalidInput);
        dana.post("articles", &json!({ "title": "a", "body_markdown": "b".repeat(100_001) }))
            .await
            .refused(Code::InvalidInput);
        let id = dana.post("articles", &json!({ "title": "Empty" })).await.created()["id"]
            .as_str()
            .unwrap()
            .to_owned();
        dana.post(&format!("articles/{id}/publish"), &json!({})).await.refused(Code::InvalidInput);
        let file = super::uploads(&dana, "a.txt", b"A file is no article.").await;
        settled(&dana, &file).await;
        for path in [file, Uuid::now_v7().to_string()] {
            dana.get(&format!("articles/{path}")).await.refused(Code::NotFound);
            dana.get(&format!("articles/{path}/versions")).await.refused(Code::NotFound);
            dana.patch(&format!("articles/{path}"), &json!({ "title": "b" })).await.refused(Code::NotFound);
            dana.post(&format!("articles/{path}/publish"), &json!({})).await.refused(Code::NotFound);
        }
        // A file can't take an article's place.
        let parts = [crate::files::Part { name: "file", file: Some("a.txt"), bytes: b"text" }];
        let built = crate::files::form(&dana, "documents", &parts).build().unwrap();
        let put = world
            .request(reqwest::Method::PUT, &format!("documents/{id}/file"))
            .headers(built.headers().clone());
        let put = put.body(built.body().unwrap().as_bytes().unwrap().to_vec());
        world::Answer::of(put).await.refused(Code::Conflict);
        // Repeated with its key, it is one article.
        let write = || async {
            let request =
                world.request(reqwest::Method::POST, "articles").header("authorization", dana.bearer());
            world::Answer::of(request.header("idempotency-key", "a-1").json(&json!({ "title": "Once" })))
                .await
                .created()
        };
        assert_eq!(write().await, write().await);
        assert_eq!(dana.get("documents?kind=article").await.ok()["items"].as_array().unwrap().len(), 2);
    });
}
