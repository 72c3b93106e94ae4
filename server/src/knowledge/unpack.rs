use super::{
    model::{Failure, title_of_name},
    store::{self, Finished, Job, NewDocument, Refused, Started, Step},
    take_in::{declared_type, keep, updated},
    worker::failure,
};
use crate::{
    App,
    db::TenantTx,
    files::delete_later,
    refusal::{Outcome, Refusal},
};
use api::{DocumentId, Stage, TenantId};
use axum::body::Bytes;
use extract::{Archive, ArchiveLimits, Format};
use futures::stream;
use uuid::Uuid;

/// Whether a file is an archive of documents rather than one.
pub(super) fn is_archive(name: &str, bytes: &[u8]) -> bool {
    extract::sniff(name, bytes) == Ok(Format::Zip)
}

/// Makes a document of each file of an archive: in the archive's language, waiting for a review where it was to.
/// What can't be read becomes a document that failed, so that nobody has to look for what is missing. The
/// archive's own document stays without passages, and without its file: to delete the others is to delete them.
///
/// Safe to run again: each file's document has an id that follows from the archive's.
///
/// # Errors
/// A fault of ours; what is wrong with the archive is a [`Failure`].
pub(super) async fn unpack(
    app: &App,
    tenant: TenantId,
    job: Job,
    started: &Started,
    bytes: Vec<u8>,
) -> Outcome<Result<(), Failure>> {
    let open = move || Archive::open(bytes, ArchiveLimits::default());
    let mut archive = match tokio::task::spawn_blocking(open).await.map_err(Refusal::internal)? {
        Ok(archive) => archive,
        Err(why) => return Ok(Err(failure(&why))),
    };
    let (entries, left_out) = (archive.entries().to_vec(), archive.left_out().to_vec());
    let total = entries.len();
    for (at, entry) in entries.into_iter().enumerate() {
        let (id, name) = (nth(job.document, at), entry.name().to_owned());
        let read = move || {
            let read = archive.read(&entry);
            (archive, read)
        };
        let (back, read) = tokio::task::spawn_blocking(read).await.map_err(Refusal::internal)?;
        archive = back;
        let mut tx = app.db.tenant(tenant).begin().await?;
        let percent = u8::try_from(5 + 90 * at / total.max(1)).unwrap_or(95);
        let step = Step { stage: Stage::Extract, progress: percent, counted: Some((at, total)), pages: None };
        if !store::advance(&mut tx, job, step, app.now()).await? {
            return Ok(Ok(()));
        }
        tx.emit(updated(job.document));
        tx.commit().await?;
        match read {
            Ok(bytes) => add(app, tenant, started, id, &name, Bytes::from(bytes)).await?,
            Err(why) => add_refused(app, tenant, id, &name, &failure(&why)).await?,
        }
    }
    for (at, left) in left_out.iter().enumerate() {
        let name = left.path.rsplit('/').next().unwrap_or(&left.path);
        add_refused(app, tenant, nth(job.document, total + at), name, &failure(&left.why)).await?;
    }
    let mut tx = app.db.tenant(tenant).begin().await?;
    let done = Finished {
        title: &started.title,
        lang: started.lang.as_deref(),
        media_type: Format::Zip.media_type(),
        pages: None,
        chunks: 0,
    };
    if store::finish(&mut tx, job, &done, app.now()).await? {
        tx.enqueue(delete_later(tenant, started.file));
        tx.emit(updated(job.document));
        tx.commit().await?;
    }
    Ok(Ok(()))
}

/// The id of an archive's file: its own, and a little more.
fn nth(archive: DocumentId, at: usize) -> DocumentId {
    let more = u128::try_from(at).unwrap_or_default() + 1;
    // The last bits of a UUIDv7 are random: carrying over into the time takes more files than an archive has.
    DocumentId(Uuid::from_u128(archive.0.as_u128().wrapping_add(more)))
}

async fn add(
    app: &App,
    tenant: TenantId,
    started: &Started,
    id: DocumentId,
    name: &str,
    bytes: Bytes,
) -> Outcome<()> {
    let file = keep(app, tenant, id, name, stream::iter([Outcome::Ok(bytes)])).await?;
    let new = NewDocument {
        id,
        title: title_of_name(&file.name),
        file_name: &file.name,
        lang: started.lang.as_deref(),
        media_type: declared_type(&file.name),
        size: file.stored.size,
        hash: &file.stored.sha256,
        review: started.review,
    };
    let mut tx = app.db.tenant(tenant).begin().await?;
    if store::add(&mut tx, &new, app.now()).await? {
        tx.enqueue(super::jobs::ingest_later(tenant, id));
        tell(tx, id).await?;
    }
    Ok(())
}

async fn add_refused(app: &App, tenant: TenantId, id: DocumentId, name: &str, why: &Failure) -> Outcome<()> {
    let name: String = name.chars().take(200).collect();
    let mut tx = app.db.tenant(tenant).begin().await?;
    let new = Refused { id, title: title_of_name(&name), file_name: &name, media_type: declared_type(&name) };
    if store::add_refused(&mut tx, &new, why, app.now()).await? {
        tell(tx, id).await?;
    }
    Ok(())
}

async fn tell(mut tx: TenantTx, id: DocumentId) -> Outcome<()> {
    tx.emit(updated(id));
    tx.commit().await
}
