//! Trains and measures the classifier of Arabic varieties: `cargo run --release -p text --example dialect -- WHAT DIR`.
//!
//! `train` writes text/src/dialect/weights.bin, `bench` prints the figures of docs/models/dialect.md, `judge` tells
//! how the shipped weights do on DIR/dialect.jsonl whatever is in it. DIR holds `dialect.jsonl`: one object a line
//! with text, label and source. The same rows give the same bytes: orders are seeded, sums have one order.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a measurement: a broken file should stop it"
)]

mod bench;
mod conversations;
mod corpus;
mod figures;
mod groups;
mod markers;
mod train;

use std::{env, fs, path::Path, time::Instant};

use text::dialect::Weights;

/// Where the shipped weights lie.
const WEIGHTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/dialect/weights.bin");

fn main() {
    let mut arguments = env::args().skip(1);
    let (Some(what), Some(dir)) = (arguments.next(), arguments.next()) else {
        panic!("usage: dialect train|bench|judge DIR");
    };
    let rows = corpus::read(&Path::new(&dir).join("dialect.jsonl"));
    let began = Instant::now();
    match what.as_str() {
        "train" => {
            let learnt: Vec<_> = rows.iter().filter(|row| corpus::may_ship(&row.source)).collect();
            let weights = train::calibrated(&learnt);
            let bytes = weights.write();
            println!(
                "{} rows, {} features, {} bytes, temperature {:.2}",
                learnt.len(),
                weights.features.len(),
                bytes.len(),
                weights.temperature
            );
            fs::write(WEIGHTS, bytes).unwrap();
        }
        "bench" => bench::all(&rows),
        "judge" => {
            let shipped = Weights::read(&fs::read(WEIGHTS).unwrap()).unwrap();
            bench::judge(&rows, &shipped);
        }
        other => panic!("what is {other}? train, bench or judge"),
    }
    println!("\n{:.0} s", began.elapsed().as_secs_f32());
}
