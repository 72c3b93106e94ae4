use super::Socket;
use crate::world;
use serde_json::json;

#[test]
fn whoever_signs_out_hears_nothing_more() {
    world::with(|world| async move {
        let (lina, omar) = (world.agent("lina").await, world.agent("omar").await);
        let mut hers = Socket::open(&world, "stream", &lina.token, None).await;
        let mut his = Socket::open(&world, "stream", &omar.token, None).await;
        hers.until_ready().await;
        his.until_ready().await;
        lina.post("auth/logout", &json!({})).await;
        assert_eq!(hers.closed().await, 4401);
        world.visitor("en").await.writes("is anybody there?").await;
        assert_eq!(his.next().await["type"], "event");
    });
}

#[test]
fn a_socket_that_floods_is_closed() {
    world::with(|world| async move {
        let visitor = world.visitor("en").await;
        let mut socket = Socket::open(&world, &visitor.path("stream"), &visitor.session, None).await;
        socket.until_ready().await;
        for _ in 0..100 {
            socket.says(json!({ "type": "typing" })).await;
        }
        visitor.writes("as fast as fingers can").await;
        assert_eq!(socket.next().await["type"], "event");
        for _ in 0..400 {
            // The last ones may find it closed.
            socket.tries(json!({ "type": "typing" })).await;
        }
        assert_eq!(socket.closed().await, 4429);
    });
}
