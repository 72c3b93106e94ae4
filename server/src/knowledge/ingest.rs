use super::{
    embedder::{Builtin, Embedder},
    likeness,
    model::{Failure, NewChunk, indexed, title_of_name},
    personal,
    review::{self, Waiting},
    store::{self, Finished, Job, Like, Started, Step},
    take_in::updated,
    unpack::{is_archive, unpack},
    worker::{self, Read},
};
use crate::{
    App,
    files::delete_later,
    refusal::{Outcome, Refusal},
};
use api::{ChunkId, Code, DocumentId, Stage, TenantId};
use std::{
    num::NonZero,
    sync::LazyLock,
    time::{Duration, Instant},
};
use text::retrieval::{passage_terms, terms::pack};
use tokio::sync::Semaphore;

/// How many documents are worked on at once by this process, over all regions: each may take a core, and
/// its reader 1.5 GB. Who comes first is first.
static TURNS: LazyLock<Semaphore> = LazyLock::new(|| {
    let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
    Semaphore::new(cores.clamp(2, 4))
});
/// A document is looked for at most this often while it is worked on, and again after this long.
const LOOK_AGAIN: (Duration, Duration) = (Duration::from_millis(250), Duration::from_secs(5));
/// The longest passage, in characters: a screen of a phone, and an answer that can be read.
const CHUNK_CHARS: usize = 900;
/// More than this is not one document: 25 MB of English prose have some 48 000, 2 000 pages some 6 000.
const MOST_CHUNKS: usize = 60_000;
/// Passages that are indexed between two looks at whether to go on.
const BATCH: usize = 64;
/// Progress is told this often at most.
const TELL_EVERY: Duration = Duration::from_millis(500);
/// How much of a document is looked at for its language.
const LANGUAGE_CHARS: usize = 4000;

/// Reads a document and makes it searchable, or says why it can't be.
///
/// Safe to run again from the beginning at any point, and twice at once: until the last transaction
/// nothing but progress is stored, and that one takes the document only if it is still being worked on.
/// Ends at once, and its reader with it, when the document is deleted or the work on it is not wanted any more.
/// Passages that the document has serve until others take their place in that last transaction.
///
/// # Errors
/// A fault of ours; `unavailable` as soon as the server stops, wherever the work is then.
pub async fn ingest(app: &App, tenant: TenantId, document: DocumentId) -> Outcome<()> {
    let begin = async {
        let _turn = TURNS.acquire().await.map_err(Refusal::internal)?;
        let Some(started) = start(app, tenant, document).await? else { return Ok(()) };
        let job = Job { document, attempt: started.attempt };
        let work = Work { app, tenant, job };
        tokio::select! {
            // Boxed: every job would carry the size of this one.
            done = Box::pin(work.all(&started)) => done,
            () = work.unwanted() => Ok(()),
        }
    };
    tokio::select! {
        done = begin => done,
        () = app.stopping.cancelled() => {
            Err(Refusal::new(Code::Unavailable, "The server is stopping; the document is read after its next start."))
        }
    }
}

async fn start(app: &App, tenant: TenantId, document: DocumentId) -> Outcome<Option<Started>> {
    let mut tx = app.db.tenant(tenant).begin().await?;
    let started = store::start(&mut tx, document, app.now()).await?;
    if started.is_some() {
        tx.emit(updated(document));
        tx.commit().await?;
    }
    Ok(started)
}

struct Work<'a> {
    app: &'a App,
    tenant: TenantId,
    job: Job,
}

/// A document ready to be stored.
struct Prepared {
    title: String,
    lang: Option<String>,
    media_type: String,
    pages: Option<u32>,
    chunks: Vec<NewChunk>,
    signature: Option<Vec<u8>>,
    likes: Vec<Like>,
}

impl Work<'_> {
    async fn all(&self, started: &Started) -> Outcome<()> {
        match self.read(started).await? {
            Ok(None) => Ok(()),
            Ok(Some(read)) => match self.prepare(started, read).await? {
                Some(prepared) => self.finish(prepared).await,
                None => Ok(()),
            },
            Err(failure) => self.fail(&failure).await,
        }
    }

    /// Comes back when the document is there no longer, or the work on it began anew or was cancelled.
    async fn unwanted(&self) {
        let mut wakes = self.app.db.bus.listen(self.tenant).wakes;
        let (pause, longest) = LOOK_AGAIN;
        // A database that does not answer says nothing about the document.
        while self.is_wanted().await.unwrap_or(true) {
            tokio::time::sleep(pause).await;
            // What another node deleted may wake nobody here.
            let _ = tokio::time::timeout(longest, wakes.changed()).await;
        }
    }

    async fn is_wanted(&self) -> Outcome<bool> {
        let mut tx = self.app.db.tenant(self.tenant).begin().await?;
        Ok(store::is_wanted(&mut tx, self.job).await?)
    }

    /// The document's text; `None` where it was an archive, which became documents of its own.
    async fn read(&self, started: &Started) -> Outcome<Result<Option<Read>, Failure>> {
        // What a person has looked through is what is indexed.
        if !started.review
            && let Some(read) = self.looked_through().await?
        {
            return Ok(Ok(Some(read)));
        }
        let region = self.app.db.region_of(self.tenant).await?;
        let mut tx = self.app.db.tenant(self.tenant).begin().await?;
        let key = tx.tenant_key().await?;
        drop(tx);
        let bytes = match self.app.files.read(&region, self.tenant, started.file, &key).await {
            Ok(bytes) => bytes,
            // Deleted meanwhile, or the disk lost it: failing a document that is gone changes nothing.
            Err(refusal) if refusal.code == Code::NotFound => {
                let detail = "The uploaded file is no longer there. Upload it again.";
                return Ok(Err(Failure::new(Code::DocumentInterrupted, detail)));
            }
            Err(refusal) => return Err(refusal),
        };
        let name = started.file_name.clone();
        let (archive, bytes) = tokio::task::spawn_blocking(move || (is_archive(&name, &bytes), bytes))
            .await
            .map_err(Refusal::internal)?;
        if archive {
            let unpacked = unpack(self.app, self.tenant, self.job, started, bytes.to_vec()).await?;
            return Ok(unpacked.map(|()| None));
        }
        let read = worker::read(&started.file_name, &bytes, self.app.config.pdfium.clone()).await?;
        Ok(read.map(Some))
    }

    async fn looked_through(&self) -> Outcome<Option<Read>> {
        let mut tx = self.app.db.tenant(self.tenant).begin().await?;
        let Some(text) = store::waiting_text(&mut tx, self.job.document).await? else { return Ok(None) };
        drop(tx);
        let parse = move || serde_json::from_slice(&text);
        let Waiting { media_type, document } = tokio::task::spawn_blocking(parse)
            .await
            .map_err(Refusal::internal)?
            .map_err(Refusal::internal)?;
        Ok(Some(Read { media_type, document }))
    }

    /// Which documents say the same, and the text's signature for those that come later.
    async fn likeness(&self, document: &extract::Document) -> Outcome<(Option<Vec<u8>>, Vec<Like>)> {
        let texts: Vec<String> = document.blocks.iter().map(|block| block.text.clone()).collect();
        let sign = move || likeness::signature(texts.iter().map(String::as_str));
        let signature = tokio::task::spawn_blocking(sign).await.map_err(Refusal::internal)?;
        let mut tx = self.app.db.tenant(self.tenant).begin().await?;
        let others = store::likenesses(&mut tx, self.job.document).await?;
        drop(tx);
        let likes = review::alike(&others, signature.as_deref());
        Ok((signature, likes))
    }

    /// Lets the text wait for a person.
    async fn wait(&self, lang: Option<String>, read: Read, likes: Vec<Like>) -> Outcome<()> {
        let (text, report) =
            review::prepare(self.app, self.tenant, self.job.document, lang, read, likes).await?;
        let mut tx = self.app.db.tenant(self.tenant).begin().await?;
        if store::keep_text(&mut tx, self.job, &text, &report, self.app.now()).await? {
            tx.emit(updated(self.job.document));
            tx.commit().await?;
        }
        Ok(())
    }

    /// Cuts and indexes; `None` when the document went away meanwhile, or waits for a person.
    async fn prepare(&self, started: &Started, mut read: Read) -> Outcome<Option<Prepared>> {
        let pages = read.document.pages;
        if !self.advance(Step { stage: Stage::Chunk, progress: 40, counted: None, pages }).await? {
            return Ok(None);
        }
        let (signature, likes) = self.likeness(&read.document).await?;
        let lang =
            started.lang.clone().or_else(|| read.document.lang.clone()).or_else(|| language(&read.document));
        if started.review && !read.document.blocks.is_empty() {
            self.wait(lang, read, likes).await?;
            return Ok(None);
        }
        personal::mask(&mut read.document, &started.masks);
        let title = title(started, &read.document);
        let media_type = read.media_type;
        let cut = tokio::task::spawn_blocking(move || cut(read.document));
        let failure = match cut.await.map_err(Refusal::internal)? {
            Some(cut) if !cut.is_empty() => {
                let chunks = self.index(&title, lang.as_deref(), cut).await?;
                return Ok(chunks.map(|chunks| Prepared {
                    title,
                    lang,
                    media_type,
                    pages,
                    chunks,
                    signature,
                    likes,
                }));
            }
            Some(_) => Failure::new(Code::DocumentEmpty, extract::Refused::Empty.to_string()),
            None => Failure::new(Code::DocumentTooLarge, extract::Refused::TooLarge.to_string()),
        };
        self.fail(&failure).await?;
        Ok(None)
    }

    /// Finds each passage's terms and vector, a few passages at a time: no thread is busy for long with a
    /// document that was deleted, or when the server stops.
    async fn index(
        &self,
        title: &str,
        lang: Option<&str>,
        cut: Vec<text::chunk::Chunk>,
    ) -> Outcome<Option<Vec<NewChunk>>> {
        let total = cut.len();
        let mut chunks: Vec<NewChunk> = Vec::with_capacity(total);
        let mut told: Option<Instant> = None;
        let mut cut = cut.into_iter();
        while chunks.len() < total {
            if told.is_none_or(|at| at.elapsed() >= TELL_EVERY) {
                let progress = 50 + u8::try_from(45 * chunks.len() / total.max(1)).unwrap_or(45);
                let counted = Some((chunks.len(), total));
                if !self.advance(Step { stage: Stage::Embed, progress, counted, pages: None }).await? {
                    return Ok(None);
                }
                told = Some(Instant::now());
            }
            let batch: Vec<_> = cut.by_ref().take(BATCH).collect();
            let texts: Vec<String> =
                batch.iter().map(|chunk| indexed(title, chunk.heading.as_deref(), &chunk.text)).collect();
            let parts: Vec<(Option<String>, String)> =
                batch.iter().map(|chunk| (chunk.heading.clone(), chunk.text.clone())).collect();
            let (name, tongue) = (title.to_owned(), lang.map(str::to_owned));
            let count = move || -> Vec<Vec<u8>> {
                let terms = |(heading, text): &(Option<String>, String)| {
                    pack(&passage_terms(&name, heading.as_deref(), text, tongue.as_deref()))
                };
                parts.iter().map(terms).collect()
            };
            let terms = tokio::task::spawn_blocking(count).await.map_err(Refusal::internal)?;
            let vectors = Builtin.embed(texts).await?;
            if vectors.len() != batch.len() {
                return Err(Refusal::internal(anyhow::anyhow!("the embedder lost some of the passages")));
            }
            let made =
                batch.into_iter().zip(terms).zip(vectors).map(|((chunk, terms), embedding)| NewChunk {
                    id: ChunkId(self.app.new_id()),
                    ordinal: chunk.ordinal,
                    page: chunk.page,
                    heading: chunk.heading,
                    text: chunk.text,
                    terms,
                    embedding,
                });
            chunks.extend(made);
        }
        Ok(Some(chunks))
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
        if !store::finish(&mut tx, self.job, &done, self.app.now()).await? {
            return Ok(());
        }
        let warnings = serde_json::to_value(&prepared.likes).map_err(Refusal::internal)?;
        store::note_likeness(&mut tx, self.job.document, prepared.signature.as_deref(), &warnings).await?;
        if let Some(before) = store::take_file(&mut tx, self.job.document).await? {
            tx.enqueue(delete_later(self.tenant, before));
        }
        store::replace_chunks(&mut tx, self.job.document, Builtin.model(), &prepared.chunks).await?;
        store::next_version(&mut tx).await?;
        tx.emit(updated(self.job.document));
        tx.commit().await
    }

    async fn advance(&self, step: Step) -> Outcome<bool> {
        let mut tx = self.app.db.tenant(self.tenant).begin().await?;
        if !store::advance(&mut tx, self.job, step, self.app.now()).await? {
            return Ok(false);
        }
        tx.emit(updated(self.job.document));
        tx.commit().await?;
        Ok(true)
    }

    async fn fail(&self, failure: &Failure) -> Outcome<()> {
        let mut tx = self.app.db.tenant(self.tenant).begin().await?;
        if store::fail(&mut tx, self.job, failure, self.app.now()).await? {
            tx.emit(updated(self.job.document));
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
    // A sheet begins with a category or a row: that is no title.
    let first = document.blocks.first().filter(|block| block.kind == extract::BlockKind::Paragraph);
    let heading = heading.or(first.filter(|block| is_title_line(&block.text)));
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

/// What a document is written in.
pub(super) fn language(document: &extract::Document) -> Option<String> {
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

/// The passages, `None` when there are too many.
pub(super) fn cut(mut document: extract::Document) -> Option<Vec<text::chunk::Chunk>> {
    // PostgreSQL's text has no place for NUL.
    document.blocks.iter_mut().for_each(|block| block.text.retain(|c| c != '\0'));
    text::chunk::chunk_at_most(&document.blocks, CHUNK_CHARS, MOST_CHUNKS)
}
