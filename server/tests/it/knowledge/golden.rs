use crate::world;
use api::{DocumentId, DocumentState};
use axum::body::Bytes;
use diwan::{knowledge, refusal::Outcome};
use futures::stream;
use serde::Deserialize;
use std::{collections::HashMap, path::Path, time::Duration};

#[derive(Deserialize)]
struct Article {
    file: String,
    lang: String,
    title: String,
}

#[derive(Deserialize)]
struct Question {
    question: String,
    file: Option<String>,
    must_contain: Option<String>,
}

fn read<T: serde::de::DeserializeOwned>(name: &str) -> T {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../demo/nabta").join(name);
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

/// Waits for the jobs: two files are read at a time, and these are many.
async fn all_are_read(world: &world::World, ids: &[DocumentId]) {
    let start = std::time::Instant::now();
    loop {
        let mut tx = world.app.db.tenant(world.tenant).begin().await.unwrap();
        let documents = knowledge::documents_by_id(&mut tx, ids).await.unwrap();
        drop(tx);
        if let Some(failed) = documents.iter().find(|d| d.state == DocumentState::Failed) {
            panic!("{}: {:?}", failed.title, failed.error);
        }
        if documents.iter().all(|d| d.state == DocumentState::Ready) {
            return;
        }
        assert!(start.elapsed() < Duration::from_secs(240), "the help centre took too long");
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

/// The demo's help centre in five languages, dialect questions among them. Measured when written, of 78:
/// the right article first 71, among five 78; the passage with the answer among three 75.
#[test]
fn questions_find_their_article_in_five_languages() {
    world::with(|world| async move {
        let (app, tenant) = (&world.app, world.tenant);
        let mut files = HashMap::new();
        for article in read::<Vec<Article>>("manifest.json") {
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../demo/nabta").join(&article.file);
            let bytes = stream::iter([Outcome::Ok(Bytes::from(std::fs::read(path).unwrap()))]);
            let (title, lang) = (Some(article.title), Some(article.lang));
            let document = knowledge::take_in(app, tenant, title, &article.file, lang, bytes).await.unwrap();
            files.insert(document.id, article.file);
        }
        let ids: Vec<_> = files.keys().copied().collect();
        all_are_read(&world, &ids).await;
        let (mut asked, mut first, mut among_five, mut quoted) = (0, 0, 0, 0);
        for question in read::<Vec<Question>>("golden.json") {
            let (Some(file), Some(answer)) = (question.file, question.must_contain) else { continue };
            let found =
                knowledge::retrieve(app, tenant, knowledge::Reader::Member, &question.question, None, 5)
                    .await
                    .unwrap();
            let right = |passage: &knowledge::Found| files[&passage.document] == file;
            asked += 1;
            first += usize::from(found.first().is_some_and(right));
            among_five += usize::from(found.iter().any(right));
            quoted += usize::from(found.iter().take(3).any(|p| right(p) && p.text.contains(&answer)));
        }
        println!(
            "{asked} questions: article first {first}, among five {among_five}, passage among three {quoted}"
        );
        assert!(asked >= 70);
        assert!(first * 100 >= asked * 88 && among_five * 100 >= asked * 97 && quoted * 100 >= asked * 92);
    });
}
