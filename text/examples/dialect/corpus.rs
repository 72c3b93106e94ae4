//! Labelled rows: those of a file, and our own sentences and words.

use std::{fs, path::Path};

use serde_json::Value;
use text::dialect::{Label, features};

const PHRASES: &str = include_str!("../../train/dialect/phrases.tsv");
const WORDS: &str = include_str!("../../src/dialect/words.tsv");

/// Our own sentences and our own words, as sources of rows.
pub const OWN: [&str; 2] = ["own-phrases", "own-words"];

/// One labelled text.
#[derive(Clone, Debug)]
pub struct Row {
    pub text: String,
    pub features: Vec<u32>,
    pub label: Label,
    pub source: String,
}

impl Row {
    fn new(text: &str, label: &str, source: &str) -> Self {
        let label = Label::ALL.into_iter().find(|one| one.name() == label);
        Self {
            text: text.to_owned(),
            features: features(text),
            label: label.expect("a label of ours"),
            source: source.to_owned(),
        }
    }

    /// What the row's source belongs to: Belebele's questions and sentences are of the same texts.
    pub fn family(&self) -> &str {
        self.source.strip_suffix("-q").or_else(|| self.source.strip_suffix("-s")).unwrap_or(&self.source)
    }
}

/// The rows of a file.
pub fn read(path: &Path) -> Vec<Row> {
    let read = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let row = |line: &str| {
        let row: Value = serde_json::from_str(line).unwrap();
        Row::new(
            row["text"].as_str().unwrap(),
            row["label"].as_str().unwrap(),
            row["source"].as_str().unwrap_or("?"),
        )
    };
    read.lines().map(row).collect()
}

/// Our own rows: the same requests in all varieties, so that no topic belongs to one of them, and words that one
/// region alone writes. A word of several regions is a row of each.
pub fn own() -> Vec<Row> {
    let [phrases, words] = OWN;
    let pairs = |file: &'static str| file.lines().filter_map(|line| line.split_once('\t'));
    let mut rows: Vec<Row> = pairs(PHRASES).map(|(label, text)| Row::new(text, label, phrases)).collect();
    for (labels, list) in pairs(WORDS) {
        for label in labels.split(',') {
            rows.extend(list.split_whitespace().map(|word| Row::new(word, label, words)));
        }
    }
    rows
}

/// Whether what is learnt from `source` may be shipped: the licence of QCRI's set is not clear.
pub fn may_ship(source: &str) -> bool {
    !source.starts_with("qcri")
}
