use rust_embed::RustEmbed;
use serde::Deserialize;

/// The demo's files, inside the program.
#[derive(RustEmbed)]
#[folder = "../demo"]
#[exclude = "source/*"]
pub(super) struct Files;

/// A file of a help centre.
#[derive(Deserialize)]
pub(super) struct Article {
    /// Below the shop's folder.
    pub file: String,
    pub lang: String,
    pub title: String,
}

/// A conversation of the past.
#[derive(Deserialize)]
pub(super) struct Past {
    pub key: String,
    pub locale: String,
    pub state: String,
    pub contact: Customer,
    pub assignee: Option<String>,
    pub handoff_reason: Option<String>,
    pub rating: Option<PastRating>,
    pub turns: Vec<Turn>,
}

#[derive(Deserialize)]
pub(super) struct Customer {
    pub name: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct PastRating {
    pub score: u8,
    pub comment: Option<String>,
    pub minutes_ago: i64,
}

#[derive(Deserialize)]
pub(super) struct Turn {
    pub author: String,
    pub kind: String,
    pub body: String,
    pub minutes_ago: i64,
    #[serde(default)]
    pub sources: Vec<String>,
}

/// A JSON file of the demo.
pub(super) fn read<T: serde::de::DeserializeOwned>(path: &str) -> anyhow::Result<T> {
    let file = Files::get(path).ok_or_else(|| anyhow::anyhow!("the demo lacks {path}"))?;
    serde_json::from_slice(&file.data).map_err(|error| anyhow::anyhow!("{path}: {error}"))
}
