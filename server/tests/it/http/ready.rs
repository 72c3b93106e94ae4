use super::serves;
use crate::world;
use diwan::{App, db::Db, files::Files};
use sqlx::postgres::PgPoolOptions;
use std::time::{Duration, Instant};

/// What a server of its own over the same databases, with its files in this folder, says about itself.
async fn readiness(app: &App, folder: &std::path::Path, spoil: impl FnOnce()) -> u16 {
    let app = App::new(app.config.clone(), app.db.clone(), Files::open(folder).unwrap());
    app.set_ready();
    spoil();
    let (addr, serving) = serves(app).await;
    let answer = reqwest::get(format!("http://{addr}/readyz")).await.unwrap();
    serving.abort();
    answer.status().as_u16()
}

#[test]
fn a_server_that_can_write_no_files_is_not_ready() {
    world::with(|world| async move {
        let folder = world.app.config.data.join(format!("ready-{}", world.tenant));
        assert_eq!(readiness(&world.app, &folder, || {}).await, 200);
        // Root may write wherever there is a folder, so there is none.
        assert_eq!(readiness(&world.app, &folder, || std::fs::remove_dir(&folder).unwrap()).await, 503);
    });
}

#[test]
fn figures_come_within_seconds_when_no_database_answers() {
    world::with(|world| async move {
        let away = || {
            let options = PgPoolOptions::new().acquire_timeout(Duration::from_secs(8));
            options.connect_lazy("postgres://nobody@127.0.0.1:1/away").unwrap()
        };
        let regions = ["away-1", "away-2", "away-3", "away-4"].map(|name| (name.to_owned(), away()));
        let known = &world.app.db;
        let db = Db::new(away(), regions.into(), known.vault.clone(), known.bus.clone());
        let (addr, serving) = serves(App::new(world.app.config.clone(), db, world.app.files.clone())).await;
        let began = Instant::now();
        let text = reqwest::get(format!("http://{addr}/metrics")).await.unwrap().text().await.unwrap();
        assert!(began.elapsed() < Duration::from_secs(4), "they took {:?}", began.elapsed());
        assert!(text.contains("diwan_requests_total"), "what this process knows by itself is there");
        for line in text.lines().filter(|line| line.starts_with("diwan_jobs_") && line.contains("away-")) {
            assert!(line.ends_with(" NaN"), "a figure that nobody took: {line}");
        }
        serving.abort();
    });
}
