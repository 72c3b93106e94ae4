//! How well questions that ask the same are grouped: sets in which several people ask the same, by threshold.
//!
//! `cargo run --release -p text --example gaps -- FILE.jsonl ...` takes lines with `text` and `relevant_passage_ids`
//! (`group` instead where there is one): questions with the same of them ask the same. Pairs are counted.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a bench")]

use std::collections::HashMap;
use text::{cluster, embed};

fn main() {
    for path in std::env::args().skip(1) {
        let lines = std::fs::read_to_string(&path).unwrap();
        let rows: Vec<serde_json::Value> =
            lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let vectors: Vec<Vec<f32>> =
            rows.iter().map(|row| embed::embed(row["text"].as_str().unwrap())).collect();
        let asks: Vec<String> = rows
            .iter()
            .map(|row| match row["group"].as_str() {
                Some(group) => group.to_owned(),
                None => row["relevant_passage_ids"].to_string(),
            })
            .collect();
        println!("{path}: {} questions", rows.len());
        for near in [0.3, 0.34, 0.38, 0.42, 0.46, 0.5, 0.55, 0.6] {
            let groups = cluster::cluster(&vectors, near);
            let (mut right, mut together) = (0, 0);
            for group in &groups {
                for (n, a) in group.iter().enumerate() {
                    for b in &group[n + 1..] {
                        together += 1;
                        right += usize::from(asks[*a] == asks[*b]);
                    }
                }
            }
            let mut sizes: HashMap<&str, usize> = HashMap::new();
            asks.iter().for_each(|ask| *sizes.entry(ask).or_default() += 1);
            let same: usize = sizes.values().map(|size| size * (size - 1) / 2).sum();
            let share = |part: usize, whole: usize| 100.0 * part as f64 / whole.max(1) as f64;
            println!(
                "  {near:.2}: {:>4} groups, largest {:>3}, pairs right {:>5.1} %, found {:>5.1} %",
                groups.len(),
                groups.first().map_or(0, Vec::len),
                share(right, together),
                share(right, same)
            );
        }
    }
}
