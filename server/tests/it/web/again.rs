use super::{
    documents, fates, reads, reads_again, settled,
    site::{Reply, Site},
};
use crate::{knowledge::finds, world};
use serde_json::{Value, json};

async fn passages(person: &crate::world::Person, document: &Value) -> Value {
    let id = document["id"].as_str().unwrap();
    person.get(&format!("documents/{id}/passages")).await.ok()
}

#[test]
fn only_what_changed_is_made_anew_and_in_its_place() {
    world::with(|world| async move {
        let (lina, site) = (world.admin("lina").await, Site::new().await);
        let home = |extra: &str| {
            Reply::page(&format!(
                "<title>Home</title><p>Welcome to the nursery.</p><a href=/tag>a</a><a href=/token>b</a><a href=/price>c</a>{extra}"
            ))
        };
        site.put("/", home(""));
        site.put(
            "/tag",
            Reply::words("Tagged", "Tagged pages tell of changes.")
                .with("etag", "\"1\"")
                .with("last-modified", "Mon, 05 Jan 2026 10:00:00 GMT"),
        );
        site.put(
            "/token",
            Reply::page("<title>Token</title><meta name=csrf content=1><p>The same words each time."),
        );
        site.put("/price", Reply::words("Price", "A cactus costs 5 JOD."));
        let source = reads(&lina, &json!({ "kind": "crawl", "url": site.url("/") })).await;
        let id = source["id"].as_str().unwrap();
        let before = documents(&lina).await;
        assert_eq!(before.len(), 4);
        let (tag, token, price) = (
            passages(&lina, &before["Tagged"]).await,
            passages(&lina, &before["Token"]).await,
            passages(&lina, &before["Price"]).await,
        );

        site.put("/", home("<a href=/new>d</a>"));
        site.put(
            "/token",
            Reply::page("<title>Token</title><meta name=csrf content=2><p>The same words each time."),
        );
        site.put("/price", Reply::words("New price", "A cactus costs 7 JOD."));
        site.put("/new", Reply::words("New", "Bonsai are here."));
        let source = reads_again(&lina, id).await;
        assert_eq!((source["state"].as_str(), source["read"].as_u64()), (Some("done"), Some(5)), "{source}");
        assert_eq!(site.headers("/tag")["if-none-match"], "\"1\"");
        assert_eq!(site.headers("/tag")["if-modified-since"], "Mon, 05 Jan 2026 10:00:00 GMT");
        let after = documents(&lina).await;
        assert_eq!(after.len(), 5);
        assert_eq!(after["New price"]["id"], before["Price"]["id"]);
        assert_eq!(passages(&lina, &after["Tagged"]).await, tag);
        assert_eq!(passages(&lina, &after["Token"]).await, token);
        assert_ne!(passages(&lina, &after["New price"]).await, price);
        let hits = finds(&lina, "what does a cactus cost").await;
        assert!(hits[0]["text"].as_str().unwrap().contains("7 JOD"));
        assert!(hits.iter().all(|hit| !hit["text"].as_str().unwrap().contains("5 JOD")));
        // A title that was chosen here stays, whatever the page calls itself.
        let path = format!("documents/{}", after["New"]["id"].as_str().unwrap());
        lina.patch(&path, &json!({ "title": "Our bonsai" })).await.ok();
        site.put("/new", Reply::words("Newest", "Bonsai are sold out."));
        reads_again(&lina, id).await;
        assert!(documents(&lina).await.contains_key("Our bonsai"));
        assert!(finds(&lina, "bonsai").await[0]["text"].as_str().unwrap().contains("sold out"));
    });
}

#[test]
fn a_page_goes_when_it_is_gone_twice_or_asks_for_it() {
    world::with(|world| async move {
        let (lina, site) = (world.admin("lina").await, Site::new().await);
        site.put("/", Reply::page("<title>Home</title><p>Home of plants.</p><a href=/a>a</a><a href=/b>b</a><a href=/c>c</a><a href=/d>d</a>"));
        for page in ["a", "b", "c", "d"] {
            site.put(&format!("/{page}"), Reply::words(page, &format!("The page {page} about plants.")));
        }
        let source = reads(&lina, &json!({ "kind": "crawl", "url": site.url("/") })).await;
        let id = source["id"].as_str().unwrap();
        let titles = || async { documents(&lina).await.into_keys().collect::<Vec<_>>().join(" ") };
        assert_eq!(titles().await, "Home a b c d");
        site.remove("/a");
        site.put("/b", Reply::of(503, "later").with("retry-after", "0"));
        site.put("/c", Reply::words("c", "The page c about plants.").with("x-robots-tag", "noindex"));
        // Somebody does not want this one: it does not come back.
        let unwanted = documents(&lina).await["d"]["id"].as_str().unwrap().to_owned();
        assert_eq!(lina.delete(&format!("documents/{unwanted}")).await.status, 204);
        reads_again(&lina, id).await;
        let now = fates(&lina, id).await;
        assert_eq!(
            [&now["/a"], &now["/b"], &now["/c"], &now["/d"]],
            ["missing: not_found", "failed: status", "left_out: noindex", "left_out: removed"]
        );
        assert_eq!(titles().await, "Home a b");
        site.put("/b", Reply::words("b", "The page b about plants."));
        reads_again(&lina, id).await;
        let now = fates(&lina, id).await;
        assert_eq!([&now["/a"], &now["/b"], &now["/d"]], ["gone: not_found", "read", "left_out: removed"]);
        assert_eq!(titles().await, "Home b");
        // It is back, and once gone is not twice.
        site.put("/a", Reply::words("a", "The page a about plants."));
        reads_again(&lina, id).await;
        assert_eq!(titles().await, "Home a b");
        for _ in 0..2 {
            site.remove("/a");
            reads_again(&lina, id).await;
            assert_eq!(titles().await, "Home a b");
            site.put("/a", Reply::words("a", "The page a about plants."));
            reads_again(&lina, id).await;
        }
    });
}

#[test]
fn where_robots_txt_cannot_be_read_nothing_is_and_what_was_stays() {
    world::with(|world| async move {
        let (lina, site) = (world.admin("lina").await, Site::new().await);
        site.put("/", Reply::words("Home", "Plants for all."));
        let source = reads(&lina, &json!({ "kind": "page", "url": site.url("/") })).await;
        let id = source["id"].as_str().unwrap();
        for status in [500, 503, 429] {
            site.visits();
            site.put("/robots.txt", Reply::of(status, "").with("retry-after", "0"));
            reads_again(&lina, id).await;
            assert_eq!(fates(&lina, id).await["/"], "failed: robots_unreachable");
            assert_eq!(site.visits().get("/"), None);
            assert_eq!(documents(&lina).await.len(), 1);
        }
        // That there are no rules is another answer; what a rule forbids goes.
        site.put("/robots.txt", Reply::of(403, ""));
        reads_again(&lina, id).await;
        assert_eq!(fates(&lina, id).await["/"], "read");
        site.put("/robots.txt", Reply::of(200, "User-agent: *\nDisallow: /"));
        reads_again(&lina, id).await;
        assert_eq!(fates(&lina, id).await["/"], "left_out: robots");
        assert_eq!(documents(&lina).await.len(), 0);
    });
}

#[test]
fn a_schedule_reads_again_and_believes_a_sitemap() {
    world::with(|world| async move {
        let (lina, site) = (world.admin("lina").await, Site::new().await);
        let map = |day: &str| {
            let text = format!(
                "<urlset><url><loc>{{site}}/a</loc><lastmod>2026-01-0{day}</lastmod></url><url><loc>{{site}}/b</loc></url></urlset>"
            );
            Reply::of(200, text)
        };
        site.put("/s.xml", map("1"));
        site.put("/a", Reply::words("Dated", "This page has a date."));
        site.put("/b", Reply::words("Undated", "This page has none."));
        let source =
            reads(&lina, &json!({ "kind": "sitemap", "url": site.url("/s.xml"), "schedule": "daily" })).await;
        let id = source["id"].as_str().unwrap().to_owned();
        let next: time::OffsetDateTime = stamp(&source["next_run_at"]);
        assert_eq!(next - stamp(&source["finished_at"]), time::Duration::days(1));
        let due = || async {
            let pool = world.app.db.regions().find(|(name, _)| *name == "global").unwrap().1.clone();
            let mut tx = world.app.db.tenant(world.tenant).begin().await.unwrap();
            sqlx::query("update web_sources set next_run_at = $1 where id = $2::uuid")
                .bind(world.app.now())
                .bind(&id)
                .execute(tx.conn())
                .await
                .unwrap();
            tx.commit().await.unwrap();
            let jobs =
                sqlx::query("update jobs._private_jobs set run_at = now() where payload->>'source' = $1")
                    .bind(&id)
                    .execute(&pool)
                    .await
                    .unwrap();
            assert_eq!(jobs.rows_affected(), 1);
            world
                .eventually("the source to be read again", || async {
                    let now = settled(&lina, &id).await;
                    (now["next_run_at"].is_string() && stamp(&now["next_run_at"]) > world.app.now())
                        .then_some(())
                })
                .await;
        };
        site.visits();
        due().await;
        let visits = site.visits();
        assert_eq!((visits.get("/a"), visits.get("/b")), (None, Some(&1)), "{visits:?}");
        site.put("/s.xml", map("2"));
        due().await;
        assert_eq!(site.visits().get("/a"), Some(&1));
        // Somebody who asks wants to know.
        reads_again(&lina, &id).await;
        assert_eq!(site.visits().get("/a"), Some(&1));
        assert_eq!(lina.delete(&format!("web-sources/{id}")).await.status, 204);
    });
}

fn stamp(value: &Value) -> time::OffsetDateTime {
    time::OffsetDateTime::parse(value.as_str().unwrap(), &time::format_description::well_known::Rfc3339)
        .unwrap()
}
