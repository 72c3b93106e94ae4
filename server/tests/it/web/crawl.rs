use super::{
    documents, fates, reads,
    site::{Reply, Site},
};
use crate::world;
use serde_json::json;

/// A page with links.
fn links(title: &str, to: &[&str]) -> Reply {
    let links: String = to.iter().map(|to| format!("<a {to}>x</a> ")).collect();
    Reply::page(&format!(
        "<!doctype html><title>{title}</title><main><p>All about {title}.</p>{links}</main>"
    ))
}

#[test]
fn a_crawl_reads_a_site_once_and_leaves_others_alone() {
    world::with(|world| async move {
        let (lina, site, other) = (world.admin("lina").await, Site::new().await, Site::new().await);
        other.put("/", Reply::words("Other", "Another site."));
        let away = format!("href='{}'", other.url("/"));
        site.put(
            "/",
            links(
                "Home",
                &[
                    "href=/one",
                    "href='/one#a'",
                    "href='/one?utm_source=x'",
                    &away,
                    "href=/no rel=nofollow",
                    "href=/stop",
                    "href=/admin/x",
                ],
            ),
        );
        site.put("/one", links("One", &["href=/two", "href=/", "href='two/'"]));
        site.put("/two", links("Two", &["href=/three"]));
        site.put("/three", links("Three", &[]));
        site.put("/stop", Reply::page("<meta name=robots content=nofollow><title>Stop</title><p>No further.</p><a href=/hidden>x</a>"));
        site.put("/hidden", links("Hidden", &[]));
        site.put("/no", links("No", &[]));
        let new = json!({ "kind": "crawl", "url": site.url("/"), "depth": 2, "exclude": ["/admin/**"] });
        let source = reads(&lina, &new).await;
        let id = source["id"].as_str().unwrap();
        assert_eq!(documents(&lina).await.into_keys().collect::<Vec<_>>(), ["Home", "One", "Stop", "Two"]);
        assert_eq!(fates(&lina, id).await["/two/"], "failed: not_found");
        let visits = site.visits();
        let expected = [("/", 1), ("/one", 1), ("/robots.txt", 1), ("/stop", 1), ("/two", 1), ("/two/", 1)];
        assert_eq!(visits.into_iter().collect::<Vec<_>>(), expected.map(|(path, n)| (path.to_owned(), n)));
        assert_eq!(other.visits().len(), 0);
    });
}

#[test]
fn patterns_keep_a_crawl_to_a_part_and_its_limit_to_a_number() {
    world::with(|world| async move {
        let (lina, site) = (world.admin("lina").await, Site::new().await);
        site.put("/", links("Home", &["href=/help/a", "href=/blog/a"]));
        site.put("/help/a", links("A", &["href=/help/b", "href=/help/c", "href=/help/d"]));
        for page in ["b", "c", "d"] {
            site.put(&format!("/help/{page}"), links(page, &[]));
        }
        let mut new = json!({ "kind": "crawl", "url": site.url("/"), "include": ["/help/**"] });
        let source = reads(&lina, &new).await;
        assert_eq!(documents(&lina).await.into_keys().collect::<Vec<_>>(), ["A", "b", "c", "d"]);
        let id = source["id"].as_str().unwrap();
        assert_eq!(fates(&lina, id).await["/"], "left_out: filtered");
        assert_eq!((&source["cut"], site.visits().contains_key("/blog/a")), (&json!(false), false));
        assert_eq!(lina.delete(&format!("web-sources/{id}")).await.status, 204);
        new["max_pages"] = json!(3);
        let source = reads(&lina, &new).await;
        assert_eq!((&source["found"], &source["cut"]), (&json!(3), &json!(true)));
        assert_eq!(documents(&lina).await.into_keys().collect::<Vec<_>>(), ["A", "b"]);
    });
}

#[test]
fn a_look_ahead_shows_what_would_be_read_and_stores_nothing() {
    world::with(|world| async move {
        let (lina, site) = (world.admin("lina").await, Site::new().await);
        site.put("/robots.txt", Reply::of(200, "User-agent: *\nDisallow: /p24"));
        let many: Vec<String> = (0..25).map(|n| format!("href=/p{n:02}")).collect();
        site.put("/", links("Home", &many.iter().map(String::as_str).collect::<Vec<_>>()));
        for n in 0..25 {
            site.put(&format!("/p{n:02}"), links(&format!("P{n:02}"), &[]));
        }
        let preview = |new: serde_json::Value| {
            let lina = lina.clone();
            async move { lina.post("web-sources/preview", &new).await.ok() }
        };
        let crawl = preview(json!({ "kind": "crawl", "url": site.url("/"), "depth": 1 })).await;
        assert_eq!((crawl["pages"].as_array().unwrap().len(), &crawl["found"]), (20, &json!(25)), "{crawl}");
        assert_eq!(crawl["left_out"], json!([{ "url": site.url("/p24"), "reason": "robots" }]));
        assert_eq!((&crawl["pages"][0], &crawl["more"]), (&json!(site.url("/")), &json!(false)));
        let deeper = preview(json!({ "kind": "crawl", "url": site.url("/"), "depth": 2 })).await;
        assert_eq!(deeper["more"], true);
        let page = preview(json!({ "kind": "page", "url": site.url("/nothing") })).await;
        assert_eq!((&page["reason"], &page["found"]), (&json!("not_found"), &json!(0)));
        let map = preview(json!({ "kind": "sitemap", "url": site.url("/") })).await;
        assert_eq!(map["reason"], "not_a_sitemap");
        site.put(
            "/sitemap.xml",
            Reply::of(200, "{site}/p01\n{site}/p02\n{site}/p03\nhttp://elsewhere.example/\n"),
        );
        let map = preview(json!({ "kind": "sitemap", "url": site.url("/"), "exclude": ["/p03"] })).await;
        assert_eq!(map["pages"], json!([site.url("/p01"), site.url("/p02")]));
        assert_eq!(map["left_out"].as_array().unwrap().len(), 2);
        assert_eq!(lina.get("web-sources").await.ok(), json!([]));
        assert_eq!(documents(&lina).await.len(), 0);
    });
}
