use super::{
    documents, fates, reads,
    site::{Reply, Site},
};
use crate::world;
use serde_json::json;

/// The tests' server may call 127.0.0.1; `localhost` is as private and was not allowed.
#[test]
fn no_redirect_link_or_list_leads_inside() {
    world::with(|world| async move {
        let (lina, site, inside) = (world.admin("lina").await, Site::new().await, Site::new().await);
        inside.put("/", Reply::words("Secret", "The secret of the house."));
        let name = format!("http://localhost:{}/", inside.addr.port());
        site.put("/moved", Reply::to(&name));
        site.put("/literal", Reply::to("http://10.1.2.3/latest/meta-data"));
        site.put("/mapped", Reply::to("http://[::ffff:127.0.0.1]/"));
        site.put("/file", Reply::to("file:///etc/passwd"));
        for (path, target, fate) in [
            ("/moved", name.as_str(), "failed: private_address"),
            ("/literal", "http://10.1.2.3/latest/meta-data", "failed: private_address"),
            ("/mapped", "http://[::ffff:7f00:1]/", "failed: private_address"),
        ] {
            let source = reads(&lina, &json!({ "kind": "page", "url": site.url(path) })).await;
            assert_eq!(
                (source["state"].as_str(), source["reason"].as_str()),
                (Some("failed"), Some("private_address")),
                "{path}"
            );
            let fates = fates(&lina, source["id"].as_str().unwrap()).await;
            let target: reqwest::Url = target.parse().unwrap();
            assert_eq!(fates[target.path()], fate, "{fates:?}");
        }
        let source = reads(&lina, &json!({ "kind": "page", "url": site.url("/file") })).await;
        assert_eq!(source["reason"], "broken");
        // Nor does a site's own robots.txt or sitemap.
        let other = Site::new().await;
        other.put("/robots.txt", Reply::to(&name));
        other.put("/", Reply::words("Open", "Open to all."));
        let source = reads(&lina, &json!({ "kind": "page", "url": other.url("/") })).await;
        assert_eq!(source["reason"], "private_address");
        let listing = Site::new().await;
        listing.put("/s.xml", Reply::to(&name));
        let source = reads(&lina, &json!({ "kind": "sitemap", "url": listing.url("/s.xml") })).await;
        assert_eq!(source["reason"], "elsewhere");
        assert_eq!(inside.visits().len(), 0);
        assert_eq!(documents(&lina).await.len(), 0);
    });
}
