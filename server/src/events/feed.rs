use super::{render, render::Rendered, store};
use crate::{App, refusal::Outcome};
use api::TenantId;
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tokio::sync::broadcast;

/// How many events one read takes.
pub(super) const BATCH: i64 = 200;

/// Reads and renders a tenant's events once for all sockets of this process.
#[derive(Clone, Default)]
pub struct Feeds {
    running: Arc<Mutex<HashMap<TenantId, broadcast::Sender<Arc<Rendered>>>>>,
}

impl Feeds {
    /// Every event that commits from now on; the receiver learns by lagging that it must read the
    /// table itself.
    pub(super) async fn subscribe(
        &self,
        app: &App,
        tenant: TenantId,
    ) -> Outcome<broadcast::Receiver<Arc<Rendered>>> {
        if let Some(sender) = self.lock().get(&tenant) {
            return Ok(sender.subscribe());
        }
        // Listen before reading the last number: whatever commits in between wakes the reader.
        let listener = app.db.bus.listen(tenant);
        let mut tx = app.db.tenant(tenant).begin().await?;
        let from = store::last(&mut tx).await?;
        drop(tx);
        let mut running = self.lock();
        if let Some(sender) = running.get(&tenant) {
            return Ok(sender.subscribe());
        }
        let (sender, receiver) = broadcast::channel(1024);
        running.insert(tenant, sender.clone());
        drop(running);
        tokio::spawn(run(app.clone(), self.clone(), tenant, from, listener, sender));
        Ok(receiver)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<TenantId, broadcast::Sender<Arc<Rendered>>>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn run(
    app: App,
    feeds: Feeds,
    tenant: TenantId,
    mut last: i64,
    mut listener: super::bus::Listener,
    sender: broadcast::Sender<Arc<Rendered>>,
) {
    loop {
        // The timer is the safety net for a wake that was lost with another node.
        let _ = tokio::time::timeout(Duration::from_secs(5), listener.wakes.changed()).await;
        {
            let mut running = feeds.lock();
            if sender.receiver_count() == 0 {
                running.remove(&tenant);
                return;
            }
        }
        loop {
            match read(&app, tenant, last).await {
                Ok(events) => {
                    let full = events.len() as i64 == BATCH;
                    for event in events {
                        last = event.people.id;
                        let _ = sender.send(Arc::new(event));
                    }
                    if !full {
                        break;
                    }
                }
                Err(error) => {
                    tracing::warn!(%tenant, %error, "reading events failed; trying again");
                    tokio::time::sleep(Duration::from_millis(500)).await;
                    break;
                }
            }
        }
    }
}

async fn read(app: &App, tenant: TenantId, after: i64) -> Outcome<Vec<Rendered>> {
    let mut tx = app.db.tenant(tenant).begin().await?;
    let stored = store::after(&mut tx, after, BATCH).await?;
    render::all(&mut tx, stored).await
}
