//! The knowledge as it would be with a change that nobody has made yet: for trying it, and for nothing else.

use super::{
    embedder::{Builtin, Embedder},
    index::Index,
    ingest::{cut, language},
    model::{Found, indexed},
    review::Waiting,
    store::{self, IndexRow, Version},
    worker,
};
use crate::{
    App,
    refusal::{Outcome, Refusal},
};
use api::{ChunkId, Code, DocumentId, TenantId};
use sha2::{Digest, Sha256};
use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, Mutex, PoisonError},
};
use text::retrieval::{passage_terms, terms::pack};

/// One document published, or left out. It is in memory only, and seen by nobody but who tries it.
#[derive(Debug)]
pub struct Changed {
    document: DocumentId,
    /// The passages that it would have.
    passages: HashMap<ChunkId, Found>,
    rows: Vec<Row>,
    /// The index with the change, and the version of the one that it was made of.
    made: Mutex<Option<(i64, Arc<Index>)>>,
    /// Of what would be published.
    fingerprint: Option<[u8; 32]>,
}

#[derive(Clone, Debug)]
struct Row {
    chunk: ChunkId,
    ordinal: i32,
    terms: Vec<u8>,
    vector: Vec<f32>,
}

impl Changed {
    /// Without a document.
    pub fn without(document: DocumentId) -> Self {
        Self { document, passages: HashMap::new(), rows: vec![], made: Mutex::default(), fingerprint: None }
    }

    /// With an article's newest version, or with a document that waits to be looked through.
    ///
    /// # Errors
    /// `not_found`; `conflict` where nothing waits to be published, or it holds no text.
    pub async fn published(app: &App, tenant: TenantId, id: DocumentId) -> Outcome<Self> {
        let mut tx = app.db.tenant(tenant).begin().await?;
        let document = store::documents_by_id(&mut tx, &[id]).await?.pop().ok_or_else(Refusal::not_found)?;
        let version = store::version_of(&mut tx, id, None).await?;
        let waiting = store::waiting_text(&mut tx, id).await?;
        drop(tx);
        let fingerprint = version.as_ref().map(fingerprint);
        let (title, lang, text) = match (version, waiting) {
            (Some(version), _) if version.published_at.is_none() => {
                let file = article_file(&version);
                let read = worker::read("article.md", file.as_bytes(), app.config.pdfium.clone()).await?;
                let read = read.map_err(|failure| Refusal::new(Code::Conflict, failure.detail))?;
                (version.words.title, version.words.lang, read.document)
            }
            (None, Some(text)) => {
                let Waiting { document: text, .. } =
                    serde_json::from_slice(&text).map_err(Refusal::internal)?;
                (document.title, document.lang, text)
            }
            _ => return Err(Refusal::new(Code::Conflict, "Nothing of this document waits to be published.")),
        };
        let lang = lang.or_else(|| text.lang.clone()).or_else(|| language(&text));
        let cut = tokio::task::spawn_blocking(move || cut(text)).await.map_err(Refusal::internal)?;
        let cut = cut.filter(|cut| !cut.is_empty());
        let cut = cut.ok_or_else(|| Refusal::new(Code::Conflict, "This document holds no text."))?;
        let texts = cut.iter().map(|chunk| indexed(&title, chunk.heading.as_deref(), &chunk.text)).collect();
        let vectors = Builtin.embed(texts).await?;
        let mut changed = Self { fingerprint, ..Self::without(id) };
        for (chunk, vector) in cut.into_iter().zip(vectors) {
            let name = ChunkId(app.new_id());
            let terms = passage_terms(&title, chunk.heading.as_deref(), &chunk.text, lang.as_deref());
            changed.rows.push(Row {
                chunk: name,
                ordinal: i32::try_from(chunk.ordinal).unwrap_or(i32::MAX),
                terms: pack(&terms),
                vector,
            });
            let found = Found {
                chunk: name,
                document: id,
                title: title.clone(),
                page: chunk.page,
                heading: chunk.heading,
                lang: lang.clone(),
                text: chunk.text,
                score: 0.0,
                lexical: 0.0,
                cosine: 0.0,
            };
            changed.passages.insert(name, found);
        }
        Ok(changed)
    }

    /// What the document would be called, where it is published.
    pub fn title(&self) -> Option<(DocumentId, &str)> {
        self.passages.values().next().map(|passage| (self.document, passage.title.as_str()))
    }

    /// What an article's publication is recognised by; none where it is something else.
    pub fn fingerprint(&self) -> Option<[u8; 32]> {
        self.fingerprint
    }

    /// The index with the change.
    pub(super) fn index(&self, now: Arc<Index>) -> Arc<Index> {
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((version, index)) = &*made
            && *version == now.version
        {
            return Arc::clone(index);
        }
        let rows = self.rows.iter().cloned().map(|row| IndexRow {
            chunk: row.chunk,
            document: self.document,
            ordinal: row.ordinal,
            terms: row.terms,
            vector: Some(row.vector),
        });
        let index = Arc::new(now.with(now.version, rows.collect(), &HashSet::from([self.document])));
        *made = Some((now.version, Arc::clone(&index)));
        index
    }

    /// Those of these passages that are not stored anywhere.
    pub(super) fn passages(&self, ids: &[ChunkId]) -> Vec<Found> {
        ids.iter().filter_map(|id| self.passages.get(id).cloned()).collect()
    }
}

/// The file that an article becomes.
pub(super) fn article_file(version: &Version) -> String {
    format!("# {}\n\n{}\n", version.words.title, version.words.body)
}

/// What the publication of just these words is recognised by.
pub(super) fn fingerprint(version: &Version) -> [u8; 32] {
    let mut hash = Sha256::new();
    for part in [&version.words.title, version.words.lang.as_deref().unwrap_or_default(), &version.words.body]
    {
        hash.update(part.len().to_be_bytes());
        hash.update(part);
    }
    hash.finalize().into()
}
