use super::{
    disk::{UNFINISHED, remove_abandoned},
    store,
};
use crate::{
    App,
    refusal::{Outcome, Refusal},
};
use api::TenantId;
use std::{
    collections::BTreeMap,
    io,
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};
use uuid::Uuid;

/// How long a file may be without a row, and an attachment without a message.
const DAY: Duration = Duration::from_secs(24 * 60 * 60);
/// How many files one transaction asks about.
const BATCH: usize = 500;

/// Removes what nobody names any more: at once what a killed server was writing; after a day files without a row,
/// attachments that were never sent. Answers how many files went.
///
/// A tenant that can't be asked (it is suspended, its region is elsewhere) keeps everything.
pub async fn sweep(app: &App) -> Outcome<u32> {
    let root = app.files.root().to_owned();
    let found = tokio::task::spawn_blocking(move || look(&root))
        .await
        .map_err(Refusal::internal)?
        .map_err(Refusal::internal)?;
    let mut removed = found.abandoned;
    for ((region, tenant), files) in found.old {
        if app.db.region_of(tenant).await.is_ok_and(|home| *home == *region) {
            removed += sweep_tenant(app, &region, tenant, &files).await?;
        }
    }
    Ok(removed)
}

async fn sweep_tenant(app: &App, region: &str, tenant: TenantId, files: &[Uuid]) -> Outcome<u32> {
    let now = app.now();
    let mut tx = app.db.tenant(tenant).begin().await?;
    let mut gone: Vec<Uuid> =
        store::expire(&mut tx, now, now - DAY).await?.into_iter().map(|id| id.0).collect();
    tx.commit().await?;
    for batch in files.chunks(BATCH) {
        let mut tx = app.db.tenant(tenant).begin().await?;
        let named = store::named(&mut tx, batch).await?;
        gone.extend(batch.iter().filter(|id| !named.contains(id)));
    }
    gone.sort_unstable();
    gone.dedup();
    for id in &gone {
        app.files.delete(region, tenant, *id).await.map_err(Refusal::internal)?;
    }
    Ok(u32::try_from(gone.len()).unwrap_or(u32::MAX))
}

#[derive(Default)]
struct Found {
    /// Unfinished files of processes that are gone; so are they.
    abandoned: u32,
    old: BTreeMap<(String, TenantId), Vec<Uuid>>,
}

/// Walks region, tenant and spread folders, and removes what was left unfinished. Names that are not ours are left alone.
fn look(root: &Path) -> io::Result<Found> {
    let mut found = Found::default();
    for region in folders(root)? {
        for tenant in folders(&region)? {
            let (Some(region), Some(Ok(id))) = (name(&region), name(&tenant).map(|n| n.parse::<TenantId>()))
            else {
                continue;
            };
            // Named even when empty of old files: its expired rows go too.
            let old = found.old.entry((region, id)).or_default();
            for spread in folders(&tenant)? {
                for file in std::fs::read_dir(&spread)? {
                    let file = file?;
                    let aged = file.metadata().and_then(|m| m.modified()).is_ok_and(is_old);
                    let path = file.path();
                    if path.extension().is_some_and(|e| e == UNFINISHED) {
                        // One that was finished meanwhile is not there under this name.
                        found.abandoned += u32::from(remove_abandoned(&path, aged).unwrap_or(false));
                    } else if !aged {
                        continue;
                    } else if let Some(Ok(id)) = name(&path).map(|n| n.parse()) {
                        old.push(id);
                    }
                }
            }
        }
    }
    Ok(found)
}

fn is_old(modified: SystemTime) -> bool {
    // The disk's own clock, since the file's time is the disk's.
    SystemTime::now().duration_since(modified).is_ok_and(|age| age > DAY)
}

fn folders(path: &Path) -> io::Result<Vec<PathBuf>> {
    let entries = match std::fs::read_dir(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(vec![]),
        entries => entries?,
    };
    let mut folders = Vec::new();
    for entry in entries {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            folders.push(entry.path());
        }
    }
    Ok(folders)
}

fn name(path: &Path) -> Option<String> {
    path.file_name().and_then(|n| n.to_str()).map(str::to_owned)
}
