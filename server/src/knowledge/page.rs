//! Documents that are pages of sites: what the room of their sources may do with them.

use super::{
    jobs::ingest_later,
    model::Failure,
    replace::next_file,
    store::{self, NewDocument},
    take_in::{Kept, keep, updated},
    worker,
};
use crate::{App, db::TenantTx, refusal::Outcome};
use api::{Audience, Code, DocumentId, TenantId};
use axum::body::Bytes;
use futures::stream;
use reqwest::Url;

/// The name of a page's file: what its title is taken from where it has none of its own.
const NAME: &str = "page.html";

/// A page's source, sealed to disk; no row names it yet.
pub struct KeptPage(Kept);

/// What a page's document is.
pub struct PageDocument<'a> {
    pub url: &'a str,
    pub title: &'a str,
    /// The title of the page when it was read before: another one was chosen here, and stays.
    pub title_before: Option<&'a str>,
    pub lang: Option<&'a str>,
    pub audience: Audience,
    pub channels: &'a [String],
}

/// Reads a page with its links, in a process that can be lost; the code says why it can't be read.
///
/// # Errors
/// Faults of ours only.
pub async fn read_page(
    bytes: &[u8],
    address: &Url,
    agent: &str,
) -> Outcome<Result<extract::web::Page, Code>> {
    let read = worker::read_page(bytes, address, agent).await?;
    Ok(read.map_err(|Failure { code, .. }| code))
}

/// Seals a page's source to disk.
///
/// # Errors
/// Those of the disk and the database.
pub async fn keep_page(app: &App, tenant: TenantId, source: Bytes) -> Outcome<KeptPage> {
    let content = stream::iter([Outcome::Ok(source)]);
    keep(app, tenant, DocumentId(app.new_id()), NAME, content).await.map(KeptPage)
}

/// Removes a page's source that became nobody's document.
pub async fn forget_page(app: &App, tenant: TenantId, kept: KeptPage) {
    if let Ok(region) = app.db.region_of(tenant).await {
        // Else the daily sweep finds it.
        let _ = app.files.delete(&region, tenant, kept.0.id.0).await;
    }
}

/// Makes a document of a page, or puts its new source in the place of the one before; the job that reads it is queued
/// with the transaction.
///
/// # Errors
/// Those of the database.
pub async fn put_page(
    app: &App,
    tx: &mut TenantTx,
    document: Option<DocumentId>,
    kept: &KeptPage,
    page: &PageDocument<'_>,
) -> Outcome<DocumentId> {
    let KeptPage(file) = kept;
    if let Some(id) = document
        && let Some(before) = store::lock_document(tx, id).await?
    {
        if page.title_before == Some(before.title.as_str()) {
            store::rename(tx, id, page.title).await?;
        }
        next_file(app, tx, id, file).await?;
        return Ok(id);
    }
    let new = NewDocument {
        id: file.id,
        title: page.title,
        file_name: NAME,
        lang: page.lang,
        media_type: extract::Format::Html.media_type(),
        size: file.stored.size,
        hash: &file.stored.sha256,
        review: false,
    };
    store::add(tx, &new, app.now()).await?;
    store::note_page(tx, file.id, page.url, page.audience, page.channels).await?;
    tx.emit(updated(file.id));
    tx.enqueue(ingest_later(tx.tenant(), file.id));
    Ok(file.id)
}
