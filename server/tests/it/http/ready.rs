use crate::world;
use diwan::{App, files::Files, http};
use std::net::SocketAddr;

/// What a server of its own over the same databases, with its files in this folder, says about itself.
async fn readiness(app: &App, folder: &std::path::Path, spoil: impl FnOnce()) -> u16 {
    let app = App::new(app.config.clone(), app.db.clone(), Files::open(folder).unwrap());
    app.set_ready();
    spoil();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let addr = listener.local_addr().unwrap();
    let service = http::router(app).into_make_service_with_connect_info::<SocketAddr>();
    let serving = tokio::spawn(async move { axum::serve(listener, service).await });
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
