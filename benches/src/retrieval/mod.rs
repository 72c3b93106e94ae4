//! `retrieval`: is the right passage found.

mod baseline;
mod quality;
pub mod sets;

use anyhow::Result;
use std::path::PathBuf;

pub struct Options {
    /// Where the evaluation sets are.
    pub data: PathBuf,
}

/// Measures and prints; `false` when a goal was missed.
pub fn run(options: &Options) -> Result<bool> {
    let rows: Vec<quality::Row> = sets::read(&options.data)?.iter().flat_map(quality::measure).collect();
    println!("{}", quality::table(&rows));
    let mut kept = true;
    for row in rows.iter().filter(|row| row.whole) {
        let gain = row.ours.recall_1() - row.plain.recall_1();
        if gain < 0.0 {
            eprintln!("  missed: {} is {:.1} points of recall@1 below plain BM25", row.name, -gain);
            kept = false;
        }
    }
    Ok(kept)
}
