//! The private PostgreSQL behind a server, asked directly: for the limit of what it can take, and for what is
//! stored when nobody's view but the tables' counts.

use anyhow::{Context, Result};
use sqlx::{
    ConnectOptions, PgConnection,
    postgres::{PgConnectOptions, PgSslMode},
};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// How `user` connects to the database of a region, over the socket of the server whose data folder this is.
pub async fn connect(data: &Path, user: &str, region: &str) -> Result<PgConnection> {
    let socket = socket_folder(data)?;
    PgConnectOptions::new_without_pgpass()
        .socket(&socket)
        .username(user)
        .database(&format!("diwan_{region}"))
        .ssl_mode(PgSslMode::Disable)
        .options([("search_path", "region,public")])
        .connect()
        .await
        .with_context(|| format!("connecting to the private PostgreSQL in {}", socket.display()))
}

/// Whether the private PostgreSQL of a data folder runs.
pub fn runs(data: &Path) -> bool {
    socket_folder(data).is_ok()
}

/// Where its files are when the data folder would not do.
pub fn elsewhere(data: &Path) -> Option<PathBuf> {
    fs::read_to_string(data.join("pg/elsewhere")).ok().map(|path| PathBuf::from(path.trim()))
}

/// Where its socket is, as the running server has written it down.
fn socket_folder(data: &Path) -> Result<PathBuf> {
    let home = elsewhere(data).unwrap_or_else(|| data.join("pg"));
    let majors = fs::read_dir(&home).with_context(|| format!("reading {}", home.display()))?;
    for major in majors.flatten() {
        // Line 5 of postmaster.pid is the socket's folder.
        if let Ok(pid) = fs::read_to_string(major.path().join("data/postmaster.pid"))
            && let Some(folder) = pid.lines().nth(4)
        {
            return Ok(PathBuf::from(folder));
        }
    }
    anyhow::bail!("no running database server in {}", home.display())
}
