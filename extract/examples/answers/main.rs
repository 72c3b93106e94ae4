//! Measures the answerer without a model on real parts: `cargo run -p extract --example answers -- DIR [print]`.
//!
//! DIR holds `manifest.json`, the files that it names and `golden*.json` (demo/README.md); the files are
//! extracted, cut, indexed and asked as the server does it. With `print` each answer is shown. A DIR with
//! `retrieval_fa_passages.jsonl` instead is a set of passages: `retrieval_fa_queries.jsonl` has answers there,
//! `unanswerable_fa.jsonl` has none.
//!
//! `answers refusal DIR SETS` asks both what they answer and what they cannot, and prints by group how many questions
//! are answered (`docs/models/answers.md`).
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a measurement: a broken file should stop it"
)]

mod collection;
mod refusal;
mod report;

use std::{fs, path::Path};

use collection::Collection;
use serde_json::Value;
use text::{language, normalize};

/// How many passages the assistant is given.
const PASSAGES: usize = 20;

fn main() {
    let dir = std::env::args().nth(1).expect("usage: answers DIR [print] | answers refusal DIR SETS");
    if dir == "refusal" {
        let argument = |at: usize| std::env::args().nth(at).expect("usage: answers refusal DIR SETS");
        return refusal::run(Path::new(&argument(2)), Path::new(&argument(3)));
    }
    let print = std::env::args().nth(2).is_some();
    let dir = Path::new(&dir);
    if dir.join("retrieval_fa_passages.jsonl").exists() {
        return passages(dir, print);
    }
    let collection = Collection::read(dir, true);
    println!("{} passages", collection.len());
    let mut files: Vec<_> = fs::read_dir(dir).unwrap().flatten().map(|entry| entry.path()).collect();
    files.sort();
    for file in files {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        if name.starts_with("golden") {
            let rows: Vec<Value> = serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
            golden(&name, &collection, &rows, print);
        }
    }
}

#[derive(Default)]
struct Score {
    asked: usize,
    good: usize,
    wrong: usize,
    refused: usize,
    first: usize,
    found: usize,
    unanswerable: usize,
    invented: usize,
}

fn golden(name: &str, collection: &Collection, rows: &[Value], print: bool) {
    let mut total = Score::default();
    for row in rows {
        let question = row["question"].as_str().unwrap();
        let lang = language::detect(question, row["lang"].as_str()).unwrap_or("en");
        let found = collection.find(question, PASSAGES);
        let answer = collection.answer(question, &found, lang);
        let text = answer.as_ref().map(|answer| answer.text.as_str()).unwrap_or_default();
        let expected = expected(row);
        let verdict = match expected.as_slice() {
            [] => {
                total.unanswerable += 1;
                total.invented += usize::from(answer.is_some());
                if answer.is_some() { "INVENTED" } else { "silent" }
            }
            expected => {
                let file = row["file"].as_str().unwrap();
                total.asked += 1;
                total.first += usize::from(found.first().is_some_and(|at| collection.file(at.0) == file));
                total.found += usize::from(found.iter().any(|at| collection.file(at.0) == file));
                if answer.is_none() {
                    total.refused += 1;
                    "REFUSED"
                } else if expected.iter().any(|expected| plain(text).contains(&plain(expected))) {
                    total.good += 1;
                    "good"
                } else {
                    total.wrong += 1;
                    "WRONG"
                }
            }
        };
        if print {
            let first = found.first().map(|at| collection.file(at.0)).unwrap_or_default();
            let from =
                answer.as_ref().map(|answer| collection.file(found[answer.passage].0)).unwrap_or_default();
            println!(
                "\n## {verdict}  {question}\n   want {} {} | first {first} | from {from} | {:.2} | {} chars\n{text}",
                row["file"].as_str().unwrap_or_default(),
                expected.join(" / "),
                answer.as_ref().map(|answer| answer.coverage).unwrap_or_default(),
                text.chars().count(),
            );
        }
    }
    println!(
        "\n{name}: {} answerable: {} good, {} wrong, {} refused; document first {}, among {PASSAGES} {}; {} unanswerable: {} invented",
        total.asked,
        total.good,
        total.wrong,
        total.refused,
        total.first,
        total.found,
        total.unanswerable,
        total.invented
    );
}

/// What an answer must contain, one of them; none where nothing answers.
fn expected(row: &Value) -> Vec<&str> {
    match &row["must_contain"] {
        Value::String(one) => vec![one],
        Value::Array(any) => any.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

/// Questions over passages of an encyclopaedia: how often an answer is right, wrong, or given where there is none.
fn passages(dir: &Path, print: bool) {
    let read = |name: &str| -> Vec<Value> {
        let text = fs::read_to_string(dir.join(name)).unwrap();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    };
    let collection = Collection::of_passages(&read("retrieval_fa_passages.jsonl"), "fa");
    let (mut good, mut wrong, mut refused) = (0, 0, 0);
    for row in read("retrieval_fa_queries.jsonl") {
        let question = row["text"].as_str().unwrap();
        let found = collection.find(question, PASSAGES);
        match collection.answer(question, &found, "fa") {
            None => refused += 1,
            Some(answer) => {
                let said = plain(&answer.text);
                let right = row["answers"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .any(|a| said.contains(&plain(a.as_str().unwrap())));
                if right { good += 1 } else { wrong += 1 }
            }
        }
    }
    println!("retrieval_fa: {good} good, {wrong} without the answer, {refused} refused");
    let rows = read("unanswerable_fa.jsonl");
    let mut invented = 0;
    for row in &rows {
        let question = row["text"].as_str().unwrap();
        let found = collection.find(question, PASSAGES);
        if let Some(answer) = collection.answer(question, &found, "fa") {
            invented += 1;
            if print {
                println!("\n## {question} {:.2}\n{}", answer.coverage, answer.text);
            }
        }
    }
    println!("unanswerable_fa: {invented} of {} answered", rows.len());
}

fn plain(text: &str) -> String {
    normalize::fold(text).replace(['–', '-', '‑'], "-").split_whitespace().collect::<Vec<_>>().join(" ")
}
