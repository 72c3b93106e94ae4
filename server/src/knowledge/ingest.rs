use super::{
    embedder::{Builtin, Embedder},
    model::{Failure, NewChunk, indexed, title_of_name},
    store::{self, Finished, Started},
    take_in::updated,
    terms,
    worker::{self, Read},
};
use crate::{
    App,
    refusal::{Outcome, Refusal},
};
use api::{ChunkId, Code, DocumentId, Stage, TenantId};
use std::time::{Duration, Instant};

/// The longest passage, in characters: a screen of a phone, and an answer that can be read.
const CHUNK_CHARS: usize = 900;
/// More than this is not one document (2 000 pages have some 6 000).
const MOST_CHUNKS: usize = 20_000;
/// Passages that are embedded between two looks at the document.
const BATCH: usize = 64;
/// Progress is told this often at most.
const TELL_EVERY: Duration = Duration::from_millis(500);
/// How much of a document is looked at for its language.
const LANGUAGE_CHARS: usize = 4000;

/// Reads a document and makes it searchable, or says why it can't be.
///
/// Safe to run again from the beginning at any point, and twice at once: until the last transaction
/// nothing but progress is stored, and that one takes the document only if it is still being worked on.
pub async fn ingest(app: &App, tenant: TenantId, document: DocumentId) -> Outcome<()> {
    let work = Work { app, tenant, document };
    let Some(started) = work.start().await? else { return Ok(()) };
    match work.read(&started).await? {
        Ok(read) => match work.prepare(&started, read).await? {
            Some(prepared) => work.finish(prepared).await,
            None => Ok(()),
        },
        Err(failure) => work.fail(&failure).await,
    }
}

struct Work<'a> {
    app: &'a App,
    tenant: TenantId,
    document: DocumentId,
}

/// A document ready to be stored.
struct Prepared {
    title: String,
    lang: Option<String>,
    media_type: String,
    pages: Option<u32>,
    chunks: Vec<NewChunk>,
}

impl Work<'_> {
    async fn start(&self) -> Outcome<Option<Started>> {
        let mut tx = self.app.db.tenant(self.tenant).begin().await?;
        let started = store::start(&mut tx, self.document, self.app.now()).await?;
        if started.is_some() {
            tx.emit(updated(self.document));
            tx.commit().await?;
        }
        Ok(started)
    }

    async fn read(&self, started: &Started) -> Outcome<Result<Read, Failure>> {
        let region = self.app.db.region_of(self.tenant).await?;
        let mut tx = self.app.db.tenant(self.tenant).begin().await?;
        let key = tx.tenant_key().await?;
        drop(tx);
        let bytes = match self.app.files.read(&region, self.tenant, self.document.0, &key).await {
            Ok(bytes) => bytes,
            // Deleted meanwhile, or the disk lost it: failing a document that is gone changes nothing.
            Err(refusal) if refusal.code == Code::NotFound => {
                let detail = "The uploaded file is no longer there. Upload it again.";
                return Ok(Err(Failure::new(Code::DocumentInterrupted, detail)));
            }
            Err(refusal) => return Err(refusal),
        };
        worker::read(&started.file_name, &bytes, self.app.config.pdfium.clone()).await
    }

    /// Cuts and embeds; `None` when the document went away meanwhile.
    async fn prepare(&self, started: &Started, read: Read) -> Outcome<Option<Prepared>> {
        if !self.advance(Stage::Chunk, 40).await? {
            return Ok(None);
        }
        let title = title(started, &read.document);
        let lang = started.lang.clone().or_else(|| language(&read.document));
        let (media_type, pages) = (read.media_type, read.document.pages);
        let (app, about, tongue) = (self.app.clone(), title.clone(), lang.clone());
        let cut = move || cut(&app, &read.document, &about, tongue.as_deref());
        let mut chunks = tokio::task::spawn_blocking(cut).await.map_err(Refusal::internal)?;
        if chunks.is_empty() || chunks.len() > MOST_CHUNKS {
            let failure = if chunks.is_empty() {
                Failure::new(Code::DocumentEmpty, extract::Refused::Empty.to_string())
            } else {
                Failure::new(Code::DocumentTooLarge, extract::Refused::TooLarge.to_string())
            };
            self.fail(&failure).await?;
            return Ok(None);
        }
        if !self.embed(&title, &mut chunks).await? {
            return Ok(None);
        }
        Ok(Some(Prepared { title, lang, media_type, pages, chunks }))
    }

    async fn embed(&self, title: &str, chunks: &mut [NewChunk]) -> Outcome<bool> {
        let total = chunks.len();
        let mut done = 0;
        let mut told: Option<Instant> = None;
        for batch in chunks.chunks_mut(BATCH) {
            if told.is_none_or(|at| at.elapsed() >= TELL_EVERY) {
                let progress = 50 + u8::try_from(45 * done / total.max(1)).unwrap_or(45);
                if !self.advance(Stage::Embed, progress).await? {
                    return Ok(false);
                }
                told = Some(Instant::now());
            }
            let texts =
                batch.iter().map(|chunk| indexed(title, chunk.heading.as_deref(), &chunk.text)).collect();
            let vectors = Builtin.embed(texts).await?;
            if vectors.len() != batch.len() {
                return Err(Refusal::internal(anyhow::anyhow!("the embedder lost some of the passages")));
            }
            for (chunk, vector) in batch.iter_mut().zip(vectors) {
                chunk.embedding = vector;
            }
            done += batch.len();
        }
        Ok(true)
    }

    async fn finish(&self, prepared: Prepared) -> Outcome<()> {
        let done = Finished {
            title: &prepared.title,
            lang: prepared.lang.as_deref(),
            media_type: &prepared.media_type,
            pages: prepared.pages,
            chunks: prepared.chunks.len(),
        };
        let mut tx = self.app.db.tenant(self.tenant).begin().await?;
        if !store::finish(&mut tx, self.document, &done, self.app.now()).await? {
            return Ok(());
        }
        store::replace_chunks(&mut tx, self.document, Builtin.model(), &prepared.chunks).await?;
        store::next_version(&mut tx).await?;
        tx.emit(updated(self.document));
        tx.commit().await
    }

    async fn advance(&self, stage: Stage, progress: u8) -> Outcome<bool> {
        let mut tx = self.app.db.tenant(self.tenant).begin().await?;
        if !store::advance(&mut tx, self.document, stage, progress, self.app.now()).await? {
            return Ok(false);
        }
        tx.emit(updated(self.document));
        tx.commit().await?;
        Ok(true)
    }

    async fn fail(&self, failure: &Failure) -> Outcome<()> {
        let mut tx = self.app.db.tenant(self.tenant).begin().await?;
        if store::fail(&mut tx, self.document, failure, self.app.now()).await? {
            tx.emit(updated(self.document));
            tx.commit().await?;
        }
        Ok(())
    }
}

/// The uploader's title, else what the document calls itself, else its file's name.
fn title(started: &Started, document: &extract::Document) -> String {
    if started.title != title_of_name(&started.file_name) {
        return started.title.clone();
    }
    let heading = document.blocks.iter().find(|block| block.kind == extract::BlockKind::Heading(1));
    let heading = heading.or(document.blocks.first().filter(|block| is_title_line(&block.text)));
    let own = document.title.as_deref().or(heading.map(|block| block.text.as_str())).map(str::trim);
    match own {
        Some(own) if !own.is_empty() => own.chars().take(200).collect(),
        _ => started.title.clone(),
    }
}

/// Plain text has no headings; a short first line that does not end as a sentence does is one.
fn is_title_line(line: &str) -> bool {
    line.chars().count() <= 80
        && !line.contains('\n')
        && !line.ends_with(['.', ':', ',', ';', '!', '?', '؟', '،', '؛', '…'])
}

fn language(document: &extract::Document) -> Option<String> {
    let mut sample = String::new();
    for block in &document.blocks {
        sample.push_str(&block.text);
        sample.push('\n');
        if sample.len() > 2 * LANGUAGE_CHARS {
            break;
        }
    }
    let sample: String = sample.chars().take(LANGUAGE_CHARS).collect();
    text::language::detect(&sample, None).map(str::to_owned)
}

fn cut(app: &App, document: &extract::Document, title: &str, lang: Option<&str>) -> Vec<NewChunk> {
    let blocks: Vec<text::chunk::Block> = document
        .blocks
        .iter()
        .map(|block| text::chunk::Block {
            kind: match block.kind {
                extract::BlockKind::Heading(level) => text::chunk::BlockKind::Heading(level),
                extract::BlockKind::Paragraph => text::chunk::BlockKind::Paragraph,
                extract::BlockKind::ListItem => text::chunk::BlockKind::ListItem,
                extract::BlockKind::Row => text::chunk::BlockKind::Row,
            },
            // PostgreSQL's text has no place for NUL.
            text: block.text.replace('\0', ""),
            page: block.page,
        })
        .collect();
    text::chunk::chunk(&blocks, CHUNK_CHARS)
        .into_iter()
        .map(|chunk| NewChunk {
            id: ChunkId(app.new_id()),
            ordinal: chunk.ordinal,
            page: chunk.page,
            terms: terms::pack(&terms::count(&indexed(title, chunk.heading.as_deref(), &chunk.text), lang)),
            heading: chunk.heading,
            text: chunk.text,
            embedding: vec![],
        })
        .collect()
}
