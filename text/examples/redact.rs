//! Measures the detection of personal data: `cargo run --release -p text --example redact -- FILE…`.
//!
//! A `.jsonl` file holds texts with marked data (`text`, `spans` of `type`, `start`, `end` in characters): printed are,
//! by type, how many are hidden whole and in part, and by kind how much of what was hidden is marked. A `.json` file
//! holds questions that point to nobody: printed is how many of them change. `show` before the files prints what was
//! missed, hidden without need, and changed.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a measurement: a broken file should stop it"
)]

use serde_json::Value;
use std::{collections::BTreeMap, fs, time::Instant};
use text::redact::{Found, Kind, Known, find};

/// The kinds that stand for a type of the marked data; `None` where the type is none that is looked for.
fn kinds(kind: &str) -> Option<&'static [Kind]> {
    Some(match kind {
        "PERSON" => &[Kind::Name],
        "STREET_ADDRESS" | "ZIP_CODE" => &[Kind::Address],
        "PHONE_NUMBER" => &[Kind::Phone, Kind::Number],
        "CREDIT_CARD" => &[Kind::Card],
        "EMAIL_ADDRESS" => &[Kind::Email],
        "IP_ADDRESS" => &[Kind::Ip],
        "US_SSN" => &[Kind::Id],
        "IBAN_CODE" => &[Kind::Iban],
        _ => return None,
    })
}

fn main() {
    let mut files: Vec<String> = std::env::args().skip(1).collect();
    let show = files.first().is_some_and(|first| first == "show");
    if show {
        files.remove(0);
    }
    assert!(!files.is_empty(), "usage: redact [show] FILE…");
    let (mut bytes, mut seconds) = (0, 0.0);
    let mut asked = (0, 0);
    for file in &files {
        let text = fs::read_to_string(file).unwrap();
        let texts: Vec<String> = if file.ends_with(".jsonl") {
            let rows: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
            marked(&rows, show);
            rows.iter().map(|row| row["text"].as_str().unwrap().to_owned()).collect()
        } else {
            let rows: Vec<Value> = serde_json::from_str(&text).unwrap();
            rows.iter().filter_map(|row| row["question"].as_str()).map(str::to_owned).collect()
        };
        let start = Instant::now();
        let found: Vec<Vec<Found>> = texts.iter().map(|text| find(text, &Known::default())).collect();
        seconds += start.elapsed().as_secs_f64();
        bytes += texts.iter().map(String::len).sum::<usize>();
        if file.ends_with(".json") {
            asked.0 += texts.len();
            for (text, found) in texts.iter().zip(&found).filter(|(_, found)| !found.is_empty()) {
                asked.1 += 1;
                if show {
                    println!("changed: {text}: {:?}", words(text, found));
                }
            }
        }
    }
    if asked.0 > 0 {
        println!("questions that point to nobody: {} of {} changed", asked.1, asked.0);
    }
    println!("{:.1} MB/s", bytes as f64 / seconds / 1e6);
}

fn words<'a>(text: &'a str, found: &[Found]) -> Vec<(&'static str, &'a str)> {
    found.iter().map(|found| (found.kind.word(), &text[found.range.clone()])).collect()
}

#[derive(Default)]
struct Score {
    marked: usize,
    whole: usize,
    part: usize,
    typed: usize,
}

fn marked(rows: &[Value], show: bool) {
    let mut types: BTreeMap<String, Score> = BTreeMap::new();
    let mut hidden: BTreeMap<Kind, (usize, usize, usize)> = BTreeMap::new();
    for row in rows {
        let text = row["text"].as_str().unwrap();
        let bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let found = find(text, &Known::default());
        let spans: Vec<(&str, std::ops::Range<usize>)> = row["spans"]
            .as_array()
            .unwrap()
            .iter()
            .map(|span| {
                let at = |end: &str| bytes[usize::try_from(span[end].as_u64().unwrap()).unwrap()];
                (span["type"].as_str().unwrap(), at("start")..at("end"))
            })
            .collect();
        for (kind, range) in &spans {
            let score = types.entry((*kind).to_owned()).or_default();
            let letters: Vec<usize> = text[range.clone()]
                .char_indices()
                .filter(|(_, c)| c.is_alphanumeric())
                .map(|(at, _)| range.start + at)
                .collect();
            let covered = letters.iter().filter(|at| found.iter().any(|f| f.range.contains(at))).count();
            score.marked += 1;
            score.whole += usize::from(covered == letters.len());
            score.part += usize::from(covered > 0 && covered < letters.len());
            let right = |f: &&Found| {
                kinds(kind).is_some_and(|kinds| kinds.contains(&f.kind)) && overlap(&f.range, range)
            };
            score.typed += usize::from(found.iter().any(|f| right(&f)));
            if show && covered < letters.len() && kinds(kind).is_some() {
                println!("missed {kind}: {} in {}", &text[range.clone()], text.replace('\n', "\\n"));
            }
        }
        for f in &found {
            let count = hidden.entry(f.kind).or_default();
            let right = |(kind, range): &&(&str, std::ops::Range<usize>)| {
                kinds(kind).is_some_and(|kinds| kinds.contains(&f.kind)) && overlap(&f.range, range)
            };
            count.0 += 1;
            count.1 += usize::from(spans.iter().any(|span| right(&span)));
            let any = spans.iter().any(|(_, range)| overlap(&f.range, range));
            count.2 += usize::from(any);
            if show && !any {
                println!(
                    "hidden without need: {} {} in {}",
                    f.kind.word(),
                    &text[f.range.clone()],
                    text.replace('\n', "\\n")
                );
            }
        }
    }
    println!(
        "{:<16} {:>7} {:>13} {:>14} {:>12}",
        "type", "marked", "hidden whole", "hidden in part", "right kind"
    );
    for (kind, score) in &types {
        let note = if kinds(kind).is_none() { "  (not looked for)" } else { "" };
        let share = |n: usize| format!("{n} {:.0} %", 100.0 * n as f64 / score.marked as f64);
        println!(
            "{kind:<16} {:>7} {:>13} {:>14} {:>12}{note}",
            score.marked,
            share(score.whole),
            score.part,
            share(score.typed)
        );
    }
    println!("{:<16} {:>7} {:>13} {:>14}", "kind", "hidden", "of its type", "of any type");
    for (kind, (all, right, any)) in &hidden {
        println!("{:<16} {all:>7} {right:>13} {any:>14}", kind.word());
    }
}

fn overlap(a: &std::ops::Range<usize>, b: &std::ops::Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}
