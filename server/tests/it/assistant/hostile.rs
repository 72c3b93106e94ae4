//! A model that says what is false: some of the answers that `make bench-answers` judges, over the protocol.

use super::{
    model_server::{Does, ModelServer},
    *,
};
use crate::world;
use serde_json::{Value, json};
use std::{fs, path::Path, time::Duration};

/// Documents of the set and the places of their answers that are tried here.
const DOCUMENTS: [(&str, &str); 5] = [
    ("own/meadow-dev", "en"),
    ("own/orto-dev", "it"),
    ("own/lale-dev", "tr"),
    ("own/bagh-dev", "fa"),
    ("own/nadi-dev", "ar"),
];
const TRIED: usize = 2;

fn lines(name: &str) -> Vec<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/answers").join(name);
    fs::read_to_string(path).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn nothing_false_that_a_model_says_reaches_a_customer_in_five_languages() {
    world::with(|world| async move {
        let server = ModelServer::writing("NO_ANSWER").await;
        let provider =
            json!({ "kind": "openai", "base_url": server.base, "model": "small-1", "key": "sk-1" });
        world.admin("dana").await.patch("assistant", &json!({ "provider": provider })).await.ok();
        let (passages, answers) = (lines("passages.jsonl"), lines("hostile_dev.jsonl"));
        for (id, lang) in DOCUMENTS {
            let document = passages.iter().find(|passage| passage["id"] == id).unwrap();
            let (title, text) = (document["title"].as_str().unwrap(), document["text"].as_str().unwrap());
            knows(
                &world,
                &format!("{lang}.md"),
                lang,
                &format!("# {title}\n\n{}\n", text.replace('\n', "\n\n")),
            )
            .await;
            let about = answers.iter().filter(|row| row["documents"][0] == id);
            for row in about.take(TRIED) {
                let said = row["answer"].as_str().unwrap().to_owned();
                server.now(Does::Writes(vec![said], Duration::ZERO));
                let visitor = world.visitor(lang).await;
                visitor.writes(row["question"].as_str().unwrap()).await;
                let body = answer(&visitor, 1).await.body;
                for forbidden in row["forbidden"].as_array().unwrap() {
                    assert!(!body.contains(forbidden.as_str().unwrap()), "{}: {body}", row["id"]);
                }
            }
        }
        assert!(!server.requests().is_empty(), "the model was asked");
    });
}
