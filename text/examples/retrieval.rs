//! Measures retrieval on sets of passages and queries: `cargo run --release -p text --example retrieval -- DIR [MODEL]`.
//!
//! DIR holds `retrieval_<set>_passages.jsonl` (id, lang, text, title) and `retrieval_<set>_queries.jsonl` (text,
//! lang, relevant_passage_ids, dialect?). Prints recall@1, recall@5 and MRR for BM25 over terms, cosine over the
//! built-in embedder, and both fused by reciprocal rank.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a measurement: a broken file should stop it")]

use std::{collections::HashMap, env, fs, path::Path};

use serde_json::Value;
use text::{embed, language, tokens};

const SETS: [(&str, &str); 8] = [
    ("ar", "ar"),
    ("ar_dialect", "ar"),
    ("bankfaq_ar", "bankfaq_ar"),
    ("bankfaq_en", "bankfaq_en"),
    ("en", "en"),
    ("fa", "fa"),
    ("it", "it"),
    ("tr", "tr"),
];

fn main() {
    let dir = env::args().nth(1).expect("usage: retrieval DIR");
    let dir = Path::new(&dir);
    println!(
        "{:<12} {:>4}  {:<20} {:<20} {:<20}",
        "set", "n", "terms @1 @5 MRR", "embed @1 @5 MRR", "fused @1 @5 MRR"
    );
    for (queries, passages) in SETS {
        let (queries_file, passages_file) = (
            dir.join(format!("retrieval_{queries}_queries.jsonl")),
            dir.join(format!("retrieval_{passages}_passages.jsonl")),
        );
        measure(queries, &read(&queries_file), &read(&passages_file));
    }
}

fn read(path: &Path) -> Vec<Value> {
    fs::read_to_string(path).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn measure(set: &str, queries: &[Value], passages: &[Value]) {
    let of = |value: &Value, key: &str| value[key].as_str().unwrap_or_default().to_owned();
    let bodies: Vec<String> =
        passages.iter().map(|p| format!("{} {}", of(p, "title"), of(p, "text"))).collect();
    let index = Bm25::new(
        passages.iter().zip(&bodies).map(|(p, body)| tokens::terms(body, p["lang"].as_str())).collect(),
    );
    let vectors: Vec<Vec<f32>> = bodies.iter().map(|body| embed::embed(body)).collect();
    let mut totals = [[0.0_f64; 3]; 3];
    let mut right = 0;
    for query in queries {
        let asked = of(query, "text");
        right += usize::from(language::detect(&asked, None) == query["lang"].as_str());
        let wanted: Vec<usize> = query["relevant_passage_ids"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|id| passages.iter().position(|p| p["id"] == *id))
            .collect();
        let lexical = index.rank(&tokens::terms(&asked, None));
        let vector = embed::embed(&asked);
        let cosine =
            rank(vectors.iter().map(|v| v.iter().zip(&vector).map(|(a, b)| a * b).sum::<f32>()).collect());
        let mut fused = vec![0.0_f32; passages.len()];
        for (list, weight) in [(&lexical, 1.0), (&cosine, 0.15)] {
            for (place, &passage) in list.iter().enumerate().take(50) {
                fused[passage] += weight / (20.0 + place as f32);
            }
        }
        for (total, list) in totals.iter_mut().zip([&lexical, &cosine, &rank(fused)]) {
            let place = list.iter().position(|passage| wanted.contains(passage)).unwrap_or(usize::MAX);
            total[0] += f64::from(u8::from(place < 1));
            total[1] += f64::from(u8::from(place < 5));
            total[2] += if place < 10 { 1.0 / (place as f64 + 1.0) } else { 0.0 };
        }
    }
    let n = queries.len() as f64;
    let cells: Vec<String> = totals
        .iter()
        .map(|t| format!("{:>5.1} {:>5.1} {:.3}    ", 100.0 * t[0] / n, 100.0 * t[1] / n, t[2] / n))
        .collect();
    println!("{set:<12} {:>4}  {}  language {:.1}", queries.len(), cells.join(" "), 100.0 * right as f64 / n);
}

fn rank(scores: Vec<f32>) -> Vec<usize> {
    let mut order: Vec<usize> = (0..scores.len()).collect();
    order.sort_by(|&a, &b| scores[b].total_cmp(&scores[a]));
    order
}

/// Okapi BM25, k1 1.2, b 0.75.
struct Bm25 {
    frequency: Vec<HashMap<String, f32>>,
    documents: HashMap<String, f32>,
    length: Vec<f32>,
}

impl Bm25 {
    fn new(passages: Vec<Vec<String>>) -> Self {
        let (mut frequency, mut documents) = (Vec::new(), HashMap::new());
        let length = passages.iter().map(|terms| terms.len() as f32).collect();
        for terms in passages {
            let mut counts: HashMap<String, f32> = HashMap::new();
            for term in terms {
                *counts.entry(term).or_default() += 1.0;
            }
            for term in counts.keys() {
                *documents.entry(term.clone()).or_default() += 1.0;
            }
            frequency.push(counts);
        }
        Self { frequency, documents, length }
    }

    fn rank(&self, query: &[String]) -> Vec<usize> {
        let n = self.frequency.len() as f32;
        let mean = self.length.iter().sum::<f32>() / n;
        let score = |passage: usize| {
            query
                .iter()
                .filter_map(|term| {
                    let tf = self.frequency[passage].get(term)?;
                    let df = self.documents[term];
                    let idf = (1.0 + (n - df + 0.5) / (df + 0.5)).ln();
                    Some(idf * tf * 2.2 / (tf + 1.2 * (0.25 + 0.75 * self.length[passage] / mean)))
                })
                .sum()
        };
        rank((0..self.frequency.len()).map(score).collect())
    }
}
