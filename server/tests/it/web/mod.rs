mod again;
mod crawl;
mod guard;
mod limits;
mod single;
mod site;
mod sitemap;
mod work;

use crate::world::{Answer, Person};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Adds a source and answers its id.
pub async fn adds(person: &Person, new: &Value) -> String {
    let answer = person.post("web-sources", new).await;
    assert_eq!(answer.status, 202, "{}", String::from_utf8_lossy(&answer.bytes));
    answer.json()["id"].as_str().unwrap().to_owned()
}

/// The source when its run is over. Each page is a process of low priority: a busy machine takes its time.
pub async fn settled(person: &Person, id: &str) -> Value {
    for _ in 0..1200 {
        let source = person.get(&format!("web-sources/{id}")).await.ok();
        if !matches!(source["state"].as_str(), Some("waiting" | "running")) {
            return source;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    panic!("waited too long for the source to be read");
}

/// Adds a source, and answers it when its run is over.
pub async fn reads(person: &Person, new: &Value) -> Value {
    let id = adds(person, new).await;
    settled(person, &id).await
}

/// Reads a source again, to its end.
pub async fn reads_again(person: &Person, id: &str) -> Value {
    assert_eq!(person.post(&format!("web-sources/{id}/run"), &json!({})).await.status, 202);
    settled(person, id).await
}

/// Every address of a source, by its path: state, and the reason where there is one.
pub async fn fates(person: &Person, id: &str) -> BTreeMap<String, String> {
    let fate = |page: Value| {
        let url: reqwest::Url = page["url"].as_str().unwrap().parse().unwrap();
        let path = url.as_str().strip_prefix(&url.origin().ascii_serialization()).unwrap().to_owned();
        let state = page["state"].as_str().unwrap();
        let fate = page["reason"].as_str().map_or(state.to_owned(), |reason| format!("{state}: {reason}"));
        (path, fate)
    };
    pages(person, id).await.into_iter().map(fate).collect()
}

/// Every address of a source as the API shows it.
pub async fn pages(person: &Person, id: &str) -> Vec<Value> {
    let (mut all, mut cursor) = (Vec::new(), String::new());
    loop {
        let path = format!("web-sources/{id}/pages?limit=7{cursor}");
        let page = person.get(&path).await.ok();
        all.extend(page["items"].as_array().unwrap().iter().cloned());
        match page["next"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return all,
        }
    }
}

/// The documents of the team that are pages, when all of them are ready, by their titles.
pub async fn documents(person: &Person) -> BTreeMap<String, Value> {
    person
        .world
        .eventually("the documents to be ready", || async {
            let found = person.get("documents?kind=page&limit=100").await.ok();
            let items = found["items"].as_array().unwrap().clone();
            let ready = items.iter().all(|one| one["state"] == "ready");
            ready.then(|| {
                items.into_iter().map(|one| (one["title"].as_str().unwrap().to_owned(), one)).collect()
            })
        })
        .await
}

/// What is wrong with a request, as `field code`.
pub fn wrong(answer: &Answer) -> String {
    let error = answer.json()["errors"][0].clone();
    format!("{} {}", error["field"].as_str().unwrap(), error["code"].as_str().unwrap())
}
