use crate::refusal::{Outcome, Refusal};
use async_trait::async_trait;

/// Makes vectors of texts. Each vector is stored with its model's name, and compared with vectors
/// of the same name only.
#[async_trait]
pub trait Embedder: Send + Sync {
    /// Stored beside each vector.
    fn model(&self) -> &'static str;

    /// A vector of length 1 for each text, in their order; all zeros where a text says nothing.
    async fn embed(&self, texts: Vec<String>) -> Outcome<Vec<Vec<f32>>>;
}

/// The embedder that is always there: hashed words and character n-grams, nothing to download, no
/// call outside.
#[derive(Clone, Copy, Debug)]
pub struct Builtin;

#[async_trait]
impl Embedder for Builtin {
    fn model(&self) -> &'static str {
        text::embed::EMBED_MODEL
    }

    async fn embed(&self, texts: Vec<String>) -> Outcome<Vec<Vec<f32>>> {
        let embed = move || texts.iter().map(|text| text::embed::embed(text)).collect();
        tokio::task::spawn_blocking(embed).await.map_err(Refusal::internal)
    }
}
