use super::{
    documents, fates, reads, reads_again,
    site::{Reply, Site},
};
use crate::{knowledge::finds, world};
use serde_json::json;
use std::io::Write;

fn packed(text: &str) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap()
}

fn urls(site: &Site, paths: &[&str]) -> String {
    let list: String = paths.iter().map(|path| format!("<url><loc>{}</loc></url>", site.url(path))).collect();
    format!("<urlset>{list}</urlset>")
}

#[test]
fn the_pages_of_a_sitemap_are_read_as_each_of_them_wants() {
    world::with(|world| async move {
        let (lina, site) = (world.admin("lina").await, Site::new().await);
        site.put(
            "/robots.txt",
            Reply::of(200, "User-agent: diwan\nDisallow: /private\nSitemap: {site}/map.xml"),
        );
        site.put("/map.xml", Reply::of(200, "<sitemapindex><sitemap><loc>{site}/1.xml.gz</loc></sitemap><sitemap><loc>{site}/2.xml</loc></sitemap></sitemapindex>"));
        site.put(
            "/1.xml.gz",
            Reply::of(
                200,
                packed(&urls(&site, &["/en/a", "/en/private", "/private/b", "/noindex", "/header"])),
            ),
        );
        site.put(
            "/2.xml",
            Reply::of(
                200,
                urls(
                    &site,
                    &["/ar", "/twin", "/own?x=1", "/moved", "/broken", "/old/a", "/en/a?utm_source=x"],
                ),
            ),
        );
        site.put("/en/a", Reply::words("Care", "Water a cactus once a month."));
        site.put("/en/private", Reply::words("Open", "Plants like light, mostly."));
        site.put("/noindex", Reply::page("<meta name=robots content=noindex><p>Not for machines."));
        site.put("/header", Reply::words("Header", "Also not.").with("x-robots-tag", "noindex"));
        let arabic =
            b"<!doctype html><title>\xC7\xE1\xD4\xCD\xE4</title><p>\xC7\xE1\xD4\xCD\xE4 \xE3\xCC\xC7\xE4\xED";
        site.put("/ar", Reply::of(200, arabic).with("content-type", "text/html; charset=windows-1256"));
        site.put("/twin", Reply::words("Care", "Water a cactus once a month.").with("x-other", "1"));
        site.put("/own?x=1", Reply::page("<link rel=canonical href=/own><p>Shipping is free over 50 JOD."));
        site.put(
            "/own",
            Reply::page(
                "<title>Shipping</title><link rel=canonical href=/own><p>Shipping is free over 50 JOD.",
            ),
        );
        site.put("/moved", Reply::to("/new"));
        site.put("/new", Reply::words("Moved", "We moved to Zarqa."));
        site.put("/broken", Reply::of(500, "oh"));
        // The address of the site: where its sitemap is, its robots.txt says.
        let new = json!({ "kind": "sitemap", "url": site.url("/"), "exclude": ["/old/**"] });
        let source = reads(&lina, &new).await;
        assert_eq!(source["state"], "done", "{source}");
        let fates = fates(&lina, source["id"].as_str().unwrap()).await;
        for (path, fate) in [
            ("/en/a", "read"),
            ("/en/private", "read"),
            ("/private/b", "left_out: robots"),
            ("/noindex", "left_out: noindex"),
            ("/header", "left_out: noindex"),
            ("/ar", "read"),
            ("/twin", "left_out: duplicate"),
            ("/own?x=1", "left_out: canonical"),
            ("/own", "read"),
            ("/moved", "left_out: redirected"),
            ("/new", "read"),
            ("/broken", "failed: status"),
        ] {
            assert_eq!(fates.get(path).map(String::as_str), Some(fate), "{path}: {fates:?}");
        }
        assert_eq!(fates.len(), 12, "{fates:?}");
        assert_eq!(
            (&source["read"], &source["failed"], &source["left_out"]),
            (&json!(5), &json!(1), &json!(6))
        );
        let titles: Vec<String> = documents(&lina).await.into_keys().collect();
        assert_eq!(titles, ["Care", "Moved", "Open", "Shipping", "الشحن"]);
        assert!(!finds(&lina, "الشحن مجاني").await.is_empty());
        let visits = site.visits();
        assert_eq!(visits.get("/private/b"), None);
        assert_eq!((visits["/en/a"], visits["/robots.txt"], visits["/broken"]), (1, 1, 3), "{visits:?}");
    });
}

#[test]
fn what_a_sitemap_lists_no_more_goes_the_second_time() {
    world::with(|world| async move {
        let (lina, site) = (world.admin("lina").await, Site::new().await);
        site.put("/a", Reply::words("First", "The first page speaks of watering."));
        site.put("/b", Reply::words("Second", "The second page speaks of light."));
        site.put("/s.xml", Reply::of(200, urls(&site, &["/a", "/b"])));
        let source = reads(&lina, &json!({ "kind": "sitemap", "url": site.url("/s.xml") })).await;
        let id = source["id"].as_str().unwrap();
        assert_eq!(documents(&lina).await.len(), 2);
        site.put("/s.xml", Reply::of(200, urls(&site, &["/a"])));
        reads_again(&lina, id).await;
        assert_eq!(fates(&lina, id).await["/b"], "missing: unlisted");
        assert_eq!(documents(&lina).await.len(), 2);
        reads_again(&lina, id).await;
        assert_eq!(fates(&lina, id).await["/b"], "gone: unlisted");
        assert_eq!(documents(&lina).await.into_keys().collect::<Vec<_>>(), ["First"]);
        // Half a list is no list: what was read stays.
        site.put("/s.xml", Reply::of(200, "<urlset><url><loc>"));
        let failed = reads_again(&lina, id).await;
        assert_eq!((failed["state"].as_str(), failed["reason"].as_str()), (Some("failed"), Some("broken")));
        assert_eq!(documents(&lina).await.len(), 1);
        site.put("/s.xml", Reply::of(200, urls(&site, &["/b", "/a"])));
        reads_again(&lina, id).await;
        assert_eq!(documents(&lina).await.len(), 2);
    });
}
