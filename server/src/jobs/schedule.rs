use super::store;
use crate::App;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

/// Periodic work that touches no tenant's rows; safe on several nodes at once.
pub(super) async fn run(app: App, stop: CancellationToken) {
    let mut hourly = tokio::time::interval(Duration::from_secs(3600));
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            _ = hourly.tick() => {
                for (region, pool) in app.db.regions() {
                    if let Err(error) = store::make_partitions(pool).await {
                        tracing::error!(region, %error, "making next month's partitions failed");
                    }
                }
                if let Err(error) = crate::files::sweep(&app).await {
                    tracing::error!(%error, "sweeping the file store failed");
                }
            }
        }
    }
}
