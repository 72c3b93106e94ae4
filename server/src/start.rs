//! Starting and stopping: databases, migrations, workers, the listener.

use crate::{
    App,
    config::Config,
    crypto::{self, Vault},
    data_folder,
    db::{self, Connections, Db},
    events::Bus,
    files::Files,
    http, jobs,
};
use hyper_util::rt::TokioTimer;
use std::{io, net::SocketAddr, path::Path, time::Duration};
use tokio::{net::TcpListener, task::JoinHandle};

/// Connections that a region's serving pool may have.
const REGION_POOL: u32 = 22;
/// How long a client may take for a request's headers, the wait for its next request included: longer than a proxy
/// keeps an unused connection (60 s in nginx), or it would send a request into one that closes.
const HEADERS: Duration = Duration::from_secs(75);
/// How long requests under way may take when the server stops.
const LAST_ANSWERS: Duration = Duration::from_secs(4);

/// A server that runs, with what must be stopped.
pub struct Running {
    pub app: App,
    pub addr: SocketAddr,
    connections: Connections,
    workers: Vec<JoinHandle<()>>,
    server: JoinHandle<std::io::Result<()>>,
}

/// Opens databases and migrates them; nothing serves yet.
pub async fn open(config: Config, progress: impl Fn(&str)) -> anyhow::Result<(App, Connections)> {
    data_folder::make(&config.data)?;
    let key_file = config.master_key_file.clone();
    let made = !key_file.exists();
    let master = crypto::load_or_make(&key_file, config.master_key_made)?;
    if let Some(loose) = crypto::open_to_others(&key_file) {
        tracing::warn!("{loose}");
    }
    let files = Files::open(&config.data.join("files"))?;
    files.writable().await.map_err(anyhow::Error::msg)?;
    let connections = Connections::open(&config, &master, &progress).await?;
    match built(config, &connections, master, files, progress).await {
        Ok(app) => Ok((app, connections)),
        Err(error) => {
            if let Some(private) = connections.private {
                let _ = private.stop().await;
            }
            if !error.is::<db::WrongKey>() {
                return Err(error);
            }
            if made {
                // What it was made for is not new: the place is the right key's.
                let _ = std::fs::remove_file(&key_file);
            }
            Err(error.context(right_key(&key_file)))
        }
    }
}

/// What is said of a Diwan at our address that is not of our data folder.
pub(crate) fn not_ours(addr: SocketAddr) -> String {
    format!(
        "the Diwan that listens on {addr} (DIWAN_ADDR) has another data folder than this one (DIWAN_DATA). Set DIWAN_ADDR to another port, for instance 127.0.0.1:3001"
    )
}

/// Why nobody can be heard on `addr`, and what to do.
pub(crate) fn deaf(addr: SocketAddr, error: &io::Error) -> String {
    let advice = match error.kind() {
        io::ErrorKind::AddrInUse => {
            "another server is there. Stop it, or set DIWAN_ADDR to another port, for instance 127.0.0.1:3001"
        }
        io::ErrorKind::AddrNotAvailable => {
            "this machine does not have that address. Set DIWAN_ADDR to one that it has, for instance 127.0.0.1:3000"
        }
        io::ErrorKind::PermissionDenied => {
            "this user may not take that port. Set DIWAN_ADDR to one of 1024 or more, for instance 127.0.0.1:3000"
        }
        _ => "set DIWAN_ADDR to an address of this machine with a port, for instance 127.0.0.1:3000",
    };
    format!("cannot listen on {addr} (DIWAN_ADDR): {error}; {advice}")
}

/// What to do about [`db::WrongKey`].
pub(crate) fn right_key(file: &Path) -> String {
    format!(
        "put the right master key into {}, or its file's name into DIWAN_MASTER_KEY_FILE: without it nothing can be read",
        file.display()
    )
}

/// Listens on an address. One that a server has which is just ending is free a moment later.
async fn listen(addr: SocketAddr) -> io::Result<TcpListener> {
    for _ in 0..20 {
        match TcpListener::bind(addr).await {
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
            other => return other,
        }
    }
    TcpListener::bind(addr).await
}

async fn built(
    config: Config,
    connections: &Connections,
    master: crypto::Master,
    files: Files,
    progress: impl Fn(&str),
) -> anyhow::Result<App> {
    progress("bringing the databases up to date");
    db::migrate(connections, &master).await?;
    let control = connections.control.serving_pool(6).await?;
    let mut regions = std::collections::BTreeMap::new();
    for (name, door) in &connections.regions {
        regions.insert(name.clone(), door.serving_pool(REGION_POOL).await?);
    }
    let db = Db::new(control, regions, Vault::new(master), Bus::default());
    Ok(App::new(config, db, files))
}

/// Opens everything and serves. The caller says [`App::set_ready`] when nothing of its own is left to be made.
///
/// # Errors
/// Sentences that say what is missing and how to mend it.
pub async fn start(config: Config, progress: impl Fn(&str)) -> anyhow::Result<Running> {
    let addr = config.addr;
    let listener = listen(addr).await.map_err(|error| anyhow::anyhow!(deaf(addr, &error)))?;
    let addr = listener.local_addr()?;
    let (app, connections) = open(config, progress).await?;
    let stop = app.stopping.clone();
    let workers = match jobs::work(&app, stop.clone()).await {
        Ok(workers) => workers,
        Err(error) => {
            if let Some(private) = connections.private {
                let _ = private.stop().await;
            }
            return Err(error);
        }
    };
    let service = http::router(app.clone()).into_make_service_with_connect_info::<SocketAddr>();
    let handle = axum_server::Handle::new();
    let mut server = axum_server::from_tcp(listener.into_std()?)?.handle(handle.clone());
    server.http_builder().http1().timer(TokioTimer::new()).header_read_timeout(HEADERS);
    let server = tokio::spawn(server.serve(service));
    tokio::spawn(async move {
        stop.cancelled().await;
        handle.graceful_shutdown(Some(LAST_ANSWERS));
    });
    Ok(Running { app, addr, connections, workers, server })
}

impl Running {
    /// Keeps the private database server up. Comes back with the reason when it is lost: it ended by itself and can't
    /// be started again. Never without one.
    pub async fn database_lost(&mut self) -> anyhow::Error {
        match &mut self.connections.private {
            Some(private) => private.keep().await.into(),
            None => std::future::pending().await,
        }
    }

    /// Ends connections, lets running jobs finish or go back, and stops the private database.
    pub async fn stop(self) -> anyhow::Result<()> {
        self.app.stopping.cancel();
        let _ = tokio::time::timeout(Duration::from_secs(5), self.server).await;
        for worker in self.workers {
            let _ = tokio::time::timeout(Duration::from_secs(12), worker).await;
        }
        self.app.db.close().await;
        if let Some(private) = self.connections.private {
            private.stop().await?;
        }
        Ok(())
    }
}
