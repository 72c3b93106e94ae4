use super::{
    adds, documents, fates, pages, reads, settled,
    site::{Reply, Site},
    wrong,
};
use crate::{files::on_disk, knowledge::finds, world};
use serde_json::json;

#[test]
fn a_page_becomes_a_document_that_answers() {
    world::with(|world| async move {
        let (lina, site) = (world.admin("lina").await, Site::new().await);
        site.put("/returns", Reply::words("Returns", "We take plants back within 14 days of delivery."));
        let url = format!("{}?utm_source=mail#top", site.url("/returns"));
        let source = reads(&lina, &json!({ "kind": "page", "url": url, "lang": "en" })).await;
        assert_eq!((source["state"].as_str(), source["read"].as_u64()), (Some("done"), Some(1)), "{source}");
        let documents = documents(&lina).await;
        let document = &documents["Returns"];
        assert_eq!(document["url"], site.url("/returns"));
        assert_eq!(
            (&document["kind"], &document["media_type"], &document["lang"]),
            (&json!("page"), &json!("text/html"), &json!("en"))
        );
        let hits = finds(&lina, "how many days to give a plant back").await;
        assert!(hits[0]["text"].as_str().unwrap().contains("14 days"), "{hits:?}");
        // Who we are, and whom to ask, stands in every request.
        let agent = site.headers("/returns")["user-agent"].to_str().unwrap().to_owned();
        assert!(agent.starts_with("Diwan/") && agent.contains(&world.app.config.public_url), "{agent}");
        assert_eq!(site.headers("/returns")["accept-language"], "en");
        // Its file is its address: there is no other to put in its place.
        let id = document["id"].as_str().unwrap();
        let part = crate::files::Part { name: "file", file: Some("a.html"), bytes: b"<p>other" };
        let (client, request) =
            crate::files::form(&lina, &format!("documents/{id}/file"), &[part]).build_split();
        let mut request = request.unwrap();
        *request.method_mut() = reqwest::Method::PUT;
        assert_eq!(client.execute(request).await.unwrap().status(), 409);
    });
}

#[test]
fn whom_a_source_is_for_holds_for_its_pages() {
    world::with(|world| async move {
        let (lina, site) = (world.admin("lina").await, Site::new().await);
        site.put("/", Reply::words("Handbook", "Staff get a discount of 30 percent on cacti."));
        let new =
            json!({ "kind": "page", "url": site.url("/"), "audience": "channels", "channels": ["email"] });
        reads(&lina, &new).await;
        assert_eq!(documents(&lina).await["Handbook"]["channels"], json!(["email"]));
        let found = |channel: &'static str| {
            let lina = lina.clone();
            async move {
                let path = format!("knowledge/search?q=discount%20on%20cacti{channel}");
                lina.get(&path).await.ok()["results"].as_array().unwrap().len()
            }
        };
        assert_eq!(
            (found("").await, found("&channel=email").await, found("&channel=widget").await),
            (1, 1, 0)
        );
    });
}

#[test]
fn a_deleted_source_leaves_nothing() {
    world::with(|world| async move {
        let (lina, site) = (world.admin("lina").await, Site::new().await);
        site.put("/", Reply::words("Delivery", "Delivery to Amman takes a day.  <a href=/b>b</a>"));
        site.put("/b", Reply::words("Payment", "Pay by card or in cash."));
        // It has a next run, which goes with it.
        let source =
            reads(&lina, &json!({ "kind": "crawl", "url": site.url("/"), "schedule": "weekly" })).await;
        assert!(source["next_run_at"].is_string());
        assert_eq!(documents(&lina).await.len(), 2);
        let id = source["id"].as_str().unwrap();
        assert_eq!(lina.delete(&format!("web-sources/{id}")).await.status, 204);
        assert_eq!(finds(&lina, "delivery to Amman").await.len(), 0);
        assert_eq!(documents(&lina).await.len(), 0);
        assert_eq!(on_disk(&world), Vec::<std::path::PathBuf>::new());
        assert_eq!(lina.get("web-sources").await.ok(), json!([]));
        assert_eq!(lina.get(&format!("web-sources/{id}")).await.status, 404);
        let mut tx = world.app.db.tenant(world.tenant).begin().await.unwrap();
        for table in ["web_sources", "web_pages", "documents", "chunks", "chunk_vectors"] {
            let count: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(format!("select count(*) from {table}")))
                .fetch_one(tx.conn())
                .await
                .unwrap();
            assert_eq!(count, 0, "{table}");
        }
    });
}

#[test]
fn what_cannot_be_is_named() {
    world::with(|world| async move {
        let lina = world.admin("lina").await;
        let page = "http://127.0.0.1:9/a";
        for (new, error) in [
            (json!({ "kind": "page", "url": " " }), "url required"),
            (json!({ "kind": "page", "url": "ftp://shop.example/" }), "url invalid"),
            (json!({ "kind": "page", "url": "https://" }), "url invalid"),
            (json!({ "kind": "page", "url": "http://u:p@127.0.0.1:9/" }), "url invalid"),
            (json!({ "kind": "page", "url": "http://10.0.0.1/" }), "url private"),
            (json!({ "kind": "page", "url": "http://[::1]/" }), "url private"),
            (json!({ "kind": "page", "url": "http://localhost:9/" }), "url private"),
            (
                json!({ "kind": "page", "url": format!("http://127.0.0.1:9/{}", "a".repeat(2000)) }),
                "url too_long",
            ),
            (json!({ "kind": "crawl", "url": page, "depth": 11 }), "depth out_of_range"),
            (json!({ "kind": "crawl", "url": page, "max_pages": 0 }), "max_pages out_of_range"),
            (json!({ "kind": "crawl", "url": page, "max_pages": 2001 }), "max_pages out_of_range"),
            (json!({ "kind": "crawl", "url": page, "include": ["/a{"] }), "include invalid"),
            (json!({ "kind": "page", "url": page, "lang": "klingon!" }), "lang invalid"),
            (json!({ "kind": "page", "url": page, "channels": ["email"] }), "channels invalid"),
            (json!({ "kind": "page", "url": page, "audience": "channels" }), "channels required"),
        ] {
            for path in ["web-sources", "web-sources/preview"] {
                let answer = lina.post(path, &new).await;
                assert_eq!((answer.status.as_u16(), wrong(&answer).as_str()), (422, error), "{new}");
            }
        }
        let agent = world.agent("omar").await;
        assert_eq!(agent.post("web-sources", &json!({ "kind": "page", "url": page })).await.status, 403);
        assert_eq!(lina.get("web-sources").await.ok(), json!([]));
    });
}

#[test]
fn a_page_that_cannot_be_read_says_why() {
    world::with(|world| async move {
        let (lina, site) = (world.admin("lina").await, Site::new().await);
        site.put("/pdf", Reply::of(200, b"%PDF-1.7").with("content-type", "application/pdf"));
        site.put(
            "/app",
            Reply::page("<!doctype html><title>App</title><div id=root></div><script>go()</script>"),
        );
        site.put("/login", Reply::of(401, "who are you"));
        site.put("/loop", Reply::to("/loop"));
        site.put("/long", Reply::page(&format!("<!doctype html><p>{}", "word ".repeat(1_100_000))));
        for (path, reason) in [
            ("/pdf", "not_a_page"),
            ("/app", "empty"),
            ("/login", "no_access"),
            ("/loop", "too_many_redirects"),
            ("/long", "too_large"),
            ("/nothing", "not_found"),
        ] {
            let id = adds(&lina, &json!({ "kind": "page", "url": site.url(path) })).await;
            let source = settled(&lina, &id).await;
            assert_eq!(
                (source["state"].as_str(), source["reason"].as_str()),
                (Some("failed"), Some(reason)),
                "{path}"
            );
            assert_eq!(fates(&lina, &id).await[path], format!("failed: {reason}"));
            assert_eq!(pages(&lina, &id).await[0]["document_id"], json!(null));
        }
        assert_eq!(documents(&lina).await.len(), 0);
        assert_eq!(on_disk(&world).len(), 0);
    });
}
