//! The evaluation sets: passages, questions, which passage answers which.

use anyhow::{Context, Result, bail};
use serde::{Deserialize, de::DeserializeOwned};
use std::{fs, path::Path};

/// Each set's questions, and whose passages they search.
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

#[derive(Clone, Debug, Deserialize)]
pub struct Passage {
    pub id: String,
    pub lang: String,
    #[serde(default)]
    pub title: String,
    pub text: String,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Question {
    pub text: String,
    #[serde(rename = "relevant_passage_ids")]
    pub relevant: Vec<String>,
    pub dialect: Option<String>,
}

/// One collection and what is asked of it.
pub struct Set {
    pub name: &'static str,
    pub passages: Vec<Passage>,
    pub questions: Vec<Question>,
}

/// Reads all sets of a folder.
///
/// # Errors
/// Says which file is missing or broken.
pub fn read(folder: &Path) -> Result<Vec<Set>> {
    if !folder.is_dir() {
        bail!(
            "there are no evaluation sets at {}: name their folder with --data or DIWAN_RETRIEVAL_DATA",
            folder.display()
        );
    }
    SETS.iter()
        .map(|(name, passages)| {
            Ok(Set {
                name,
                passages: lines(&folder.join(format!("retrieval_{passages}_passages.jsonl")))?,
                questions: lines(&folder.join(format!("retrieval_{name}_queries.jsonl")))?,
            })
        })
        .collect()
}

fn lines<T: DeserializeOwned>(path: &Path) -> Result<Vec<T>> {
    let text = fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
    let parse = |(at, line): (usize, &str)| {
        serde_json::from_str(line).with_context(|| format!("{}, line {}", path.display(), at + 1))
    };
    text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()).map(parse).collect()
}
