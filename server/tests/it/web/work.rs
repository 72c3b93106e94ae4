use super::{
    adds, documents, fates, pages, reads_again, settled,
    site::{Reply, Site},
};
use crate::world;
use api::{WebSourceId, event};
use serde_json::json;
use std::sync::Arc;
use tokio::sync::Semaphore;

#[test]
fn a_run_can_be_cancelled_and_begun_again() {
    world::with(|world| async move {
        let (lina, site) = (world.admin("lina").await, Site::new().await);
        let gate = Arc::new(Semaphore::new(0));
        site.put("/", Reply::page("<title>Home</title><p>Home.</p><a href=/slow>s</a>"));
        site.put("/slow", Reply::words("Slow", "It took its time.").behind(&gate));
        let id = adds(&lina, &json!({ "kind": "crawl", "url": site.url("/") })).await;
        world
            .eventually("the slow page to be asked for", || async {
                let source = lina.get(&format!("web-sources/{id}")).await.ok();
                (source["state"] == "running" && source["read"] == 1 && source["waiting"] == 1).then_some(())
            })
            .await;
        // One that is under way goes on.
        assert_eq!(lina.post(&format!("web-sources/{id}/run"), &json!({})).await.json()["state"], "running");
        let cancelled = lina.post(&format!("web-sources/{id}/cancel"), &json!({})).await.ok();
        assert_eq!(cancelled["state"], "cancelled");
        gate.add_permits(100);
        assert_eq!(
            lina.post(&format!("web-sources/{id}/cancel"), &json!({})).await.ok()["state"],
            "cancelled"
        );
        assert_eq!(documents(&lina).await.into_keys().collect::<Vec<_>>(), ["Home"]);
        let source = reads_again(&lina, &id).await;
        assert_eq!((source["state"].as_str(), source["read"].as_u64()), (Some("done"), Some(2)));
        assert_eq!(documents(&lina).await.into_keys().collect::<Vec<_>>(), ["Home", "Slow"]);
    });
}

#[test]
fn a_run_that_is_worked_on_twice_and_given_up_doubles_nothing() {
    world::with(|world| async move {
        let (lina, site) = (world.admin("lina").await, Site::new().await);
        let gate = Arc::new(Semaphore::new(3));
        let links: String = (0..8).map(|n| format!("<a href=/p{n}>x</a>")).collect();
        site.put("/", Reply::page(&format!("<title>Home</title><p>Home.</p>{links}")));
        for n in 0..8 {
            site.put(
                &format!("/p{n}"),
                Reply::words(&format!("P{n}"), &format!("Page number {n}.")).behind(&gate),
            );
        }
        let id = adds(&lina, &json!({ "kind": "crawl", "url": site.url("/") })).await;
        world
            .eventually("some pages to be read", || async {
                let source = lina.get(&format!("web-sources/{id}")).await.ok();
                (source["read"] == 4).then_some(())
            })
            .await;
        // As a worker does that takes over from one that is thought to be dead; this one is given up in the middle.
        let source = WebSourceId(id.parse().unwrap());
        let other = tokio::spawn({
            let world = world.clone();
            async move { diwan::web::read(&world.app, world.tenant, source).await }
        });
        gate.add_permits(1);
        world
            .eventually("one more page to be read", || async {
                let source = lina.get(&format!("web-sources/{id}")).await.ok();
                (source["read"].as_u64() >= Some(5)).then_some(())
            })
            .await;
        other.abort();
        gate.add_permits(1000);
        let done = settled(&lina, &id).await;
        assert_eq!((done["state"].as_str(), done["read"].as_u64()), (Some("done"), Some(9)), "{done}");
        let documents = documents(&lina).await;
        assert_eq!(documents.len(), 9);
        let mut tx = world.app.db.tenant(world.tenant).begin().await.unwrap();
        let all: i64 =
            sqlx::query_scalar("select count(*) from documents").fetch_one(tx.conn()).await.unwrap();
        assert_eq!(all, 9);
    });
}

#[test]
fn the_team_hears_how_far_it_is_and_a_repetition_is_the_same_source() {
    world::with(|world| async move {
        let (lina, site) = (world.admin("lina").await, Site::new().await);
        site.put("/", Reply::words("Home", "Home of plants."));
        let new = json!({ "kind": "page", "url": site.url("/") });
        let mut ids = Vec::new();
        for _ in 0..2 {
            let request = world
                .request(reqwest::Method::POST, "web-sources")
                .header("authorization", lina.bearer())
                .header("idempotency-key", "add-once")
                .json(&new);
            ids.push(world::Answer::of(request).await.json()["id"].clone());
        }
        assert_eq!(ids[0], ids[1]);
        let id = ids[0].as_str().unwrap();
        settled(&lina, id).await;
        documents(&lina).await;
        let events = lina.get("events?after=0").await.ok();
        let told: Vec<&serde_json::Value> = events["items"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|one| one["event"] == event::WEB_SOURCE_UPDATED)
            .collect();
        assert!(told.len() >= 3, "{told:?}");
        assert_eq!((&told[0]["data"]["id"], &told[0]["data"]["state"]), (&json!(id), &json!("done")));
        assert_eq!(lina.get("web-sources").await.ok().as_array().unwrap().len(), 1);
        assert_eq!(pages(&lina, id).await.len(), 1);
        assert_eq!(fates(&lina, id).await["/"], "read");
    });
}
