mod limits;
mod live;
mod pages;
mod ready;
mod replay;
mod strict;

use diwan::{App, http};
use std::net::SocketAddr;
use tokio::task::JoinHandle;

/// A server of its own, beside the one that the tests share.
async fn serves(app: App) -> (SocketAddr, JoinHandle<std::io::Result<()>>) {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let addr = listener.local_addr().unwrap();
    let service = http::router(app).into_make_service_with_connect_info::<SocketAddr>();
    (addr, tokio::spawn(async move { axum::serve(listener, service).await }))
}
