mod archive;
mod articles;
mod audience;
mod browse;
mod delete;
mod edit;
mod golden;
mod hostile;
mod ingest;
mod refresh;
mod review;
mod turns;
mod upload;
mod work;
mod worker;

use crate::{
    files::{Part, form, id},
    world::{Answer, Person, World},
};
use serde_json::Value;
use std::path::Path;

/// A file of the extraction's own tests.
pub fn fixture(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../extract/tests/files").join(name);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Sends a document with whatever else the form has.
pub async fn sends(person: &Person, name: &str, bytes: &[u8], fields: &[(&str, &str)]) -> Answer {
    let mut parts = vec![Part { name: "file", file: Some(name), bytes }];
    parts.extend(fields.iter().map(|(name, value)| Part { name, file: None, bytes: value.as_bytes() }));
    Answer::of(form(person, "documents", &parts)).await
}

/// Uploads a document and answers its id.
pub async fn uploads(person: &Person, name: &str, bytes: &[u8]) -> String {
    let answer = sends(person, name, bytes, &[]).await;
    assert_eq!(answer.status, 202, "{}", String::from_utf8_lossy(&answer.bytes));
    id(&answer.json())
}

/// The document when it is ready or has failed.
pub async fn settled(person: &Person, id: &str) -> Value {
    person
        .world
        .eventually("the document to be read", || async {
            let document = person.get(&format!("documents/{id}")).await.ok();
            matches!(document["state"].as_str(), Some("ready" | "failed")).then_some(document)
        })
        .await
}

/// Searches and answers the hits.
pub async fn finds(person: &Person, query: &str) -> Vec<Value> {
    let request = person.world.request(reqwest::Method::GET, "knowledge/search").query(&[("q", query)]);
    let answer = Answer::of(request.header("authorization", person.bearer())).await.ok();
    answer["results"].as_array().unwrap().clone()
}

/// How many rows of the tenant a table has.
pub async fn rows(world: &World, table: &str) -> i64 {
    let mut tx = world.app.db.tenant(world.tenant).begin().await.unwrap();
    let sql = format!("select count(*) from {table}");
    sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).fetch_one(tx.conn()).await.unwrap()
}
