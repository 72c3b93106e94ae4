use super::{
    documents, fates, reads,
    site::{Reply, Site},
};
use crate::world;
use serde_json::json;
use std::io::Write;

#[test]
fn redirects_end_and_a_start_that_moved_is_followed() {
    world::with(|world| async move {
        let (lina, site) = (world.admin("lina").await, Site::new().await);
        for n in 0..8 {
            site.put(&format!("/r{n}"), Reply::to(&format!("/r{}", n + 1)));
        }
        site.put("/r3x", Reply::words("End", "The end of the way."));
        let source = reads(&lina, &json!({ "kind": "page", "url": site.url("/r0") })).await;
        let fates = fates(&lina, source["id"].as_str().unwrap()).await;
        assert_eq!(fates["/r5"], "failed: too_many_redirects", "{fates:?}");
        assert_eq!(site.visits().get("/r6"), None);
        site.put("/r3", Reply::to("/r3x"));
        let source = reads(&lina, &json!({ "kind": "crawl", "url": site.url("/r0") })).await;
        assert_eq!((source["state"].as_str(), source["read"].as_u64()), (Some("done"), Some(1)), "{source}");
        // Round and round is not to be read, and ends.
        site.put("/x", Reply::to("/y"));
        site.put("/y", Reply::to("/x"));
        let source = reads(&lina, &json!({ "kind": "page", "url": site.url("/x") })).await;
        assert_eq!(source["state"], "failed");
        assert_eq!(documents(&lina).await.len(), 1);
    });
}

#[test]
fn a_packed_answer_is_as_large_as_what_it_unpacks_to() {
    world::with(|world| async move {
        let (lina, site) = (world.admin("lina").await, Site::new().await);
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(&vec![b' '; 64 * 1024 * 1024]).unwrap();
        let bomb = encoder.finish().unwrap();
        let small = Reply::of(200, &bomb).with("content-type", "text/html").with("content-encoding", "gzip");
        site.put("/bomb", small);
        let source = reads(&lina, &json!({ "kind": "page", "url": site.url("/bomb") })).await;
        assert_eq!(source["reason"], "too_large");
        site.put("/bomb.xml.gz", Reply::of(200, &bomb));
        let source = reads(&lina, &json!({ "kind": "sitemap", "url": site.url("/bomb.xml.gz") })).await;
        assert_eq!(source["reason"], "too_large");
    });
}

#[test]
fn pages_that_call_each_other_their_own_are_read_all_the_same() {
    world::with(|world| async move {
        let (lina, site) = (world.admin("lina").await, Site::new().await);
        site.put(
            "/a",
            Reply::page("<title>A</title><link rel=canonical href=/b><p>The words of a.</p><a href=/b>b</a>"),
        );
        site.put("/b", Reply::page("<title>B</title><link rel=canonical href=/a><p>The words of b."));
        let source = reads(&lina, &json!({ "kind": "crawl", "url": site.url("/a") })).await;
        assert_eq!(documents(&lina).await.into_keys().collect::<Vec<_>>(), ["B"]);
        let fates = fates(&lina, source["id"].as_str().unwrap()).await;
        assert_eq!((fates["/a"].as_str(), fates["/b"].as_str()), ("left_out: canonical", "read"));
    });
}
