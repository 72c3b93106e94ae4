//! A private PostgreSQL that is killed under a server that runs.

use diwan::{
    config::Config,
    start::{self, Running},
};
use rustix::process::{Pid, Signal, kill_process};
use std::{
    collections::BTreeMap,
    fs,
    net::SocketAddr,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};
use tokio::time::{sleep, timeout};

async fn starts(data: &Path) -> Running {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let mut vars: BTreeMap<String, String> =
        std::env::vars().filter(|(name, _)| name.starts_with("DIWAN_")).collect();
    vars.insert("DIWAN_ADDR".into(), "127.0.0.1:0".into());
    vars.insert("DIWAN_DATA".into(), data.to_string_lossy().into_owned());
    let exe = std::env::current_exe().unwrap();
    let config = Config::from_vars(&vars, exe.parent().unwrap()).unwrap();
    let running = start::start(config, |_| {}).await.unwrap();
    running.app.set_ready();
    running
}

/// PostgreSQL's own folder.
fn cluster(data: &Path) -> PathBuf {
    let versions = fs::read_dir(data.join("pg")).unwrap().flatten();
    versions.map(|version| version.path().join("data")).find(|folder| folder.is_dir()).unwrap()
}

fn server(data: &Path) -> Option<Pid> {
    let file = fs::read_to_string(cluster(data).join("postmaster.pid")).ok()?;
    Pid::from_raw(file.lines().next()?.parse().ok()?)
}

fn kills(data: &Path) -> Pid {
    let pid = server(data).expect("a server that runs");
    kill_process(pid, Signal::KILL).unwrap();
    pid
}

/// Whatever stands in the data folder.
fn left(data: &Path) -> Vec<PathBuf> {
    let processes = fs::read_dir("/proc").unwrap().flatten().map(|entry| entry.path());
    processes
        .filter(|process| fs::read_link(process.join("cwd")).is_ok_and(|folder| folder.starts_with(data)))
        .collect()
}

async fn is_ready(addr: SocketAddr) -> bool {
    let answer = reqwest::get(format!("http://{addr}/readyz")).await;
    answer.is_ok_and(|answer| answer.status() == 200)
}

async fn serves_again(addr: SocketAddr, data: &Path, killed: Pid) {
    let began = Instant::now();
    while !(server(data).is_some_and(|pid| pid != killed) && is_ready(addr).await) {
        assert!(began.elapsed() < Duration::from_secs(60), "it does not serve again");
        sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test]
async fn a_database_that_is_killed_comes_back_and_one_that_can_not_says_where_to_look() {
    let data = std::env::temp_dir().join(format!("diwan-lost-{}", std::process::id()));
    let _ = fs::remove_dir_all(&data);
    fs::create_dir_all(&data).unwrap();
    let data = &fs::canonicalize(data).unwrap();
    let mut running = starts(data).await;
    let addr = running.addr;
    tokio::select! {
        lost = running.database_lost() => panic!("{lost:#}"),
        () = async {
            for _ in 0..2 {
                serves_again(addr, data, kills(data)).await;
            }
        } => {}
    }
    // Whoever stops in the middle of it leaves nothing behind.
    for moment in [0, 100] {
        kills(data);
        let _ = timeout(Duration::from_millis(moment), running.database_lost()).await;
        running.stop().await.unwrap();
        assert_eq!(left(data), [] as [PathBuf; 0], "after {moment} ms");
        running = starts(data).await;
    }
    fs::rename(cluster(data).join("global"), data.join("away")).unwrap();
    kills(data);
    let lost = timeout(Duration::from_secs(120), running.database_lost()).await.unwrap().to_string();
    assert!(lost.contains(&*data.join("pg/log/postgres.log").to_string_lossy()), "{lost}");
    assert!(
        lost.contains("Nothing that was acknowledged is lost") && lost.contains("start Diwan again"),
        "{lost}"
    );
    running.stop().await.unwrap();
    assert_eq!(left(data), [] as [PathBuf; 0]);
    fs::remove_dir_all(data).unwrap();
}
