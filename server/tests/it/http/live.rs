use crate::world::{self, Person};
use api::Code;
use reqwest::Method;

/// The numbers of the first `count` frames that have one.
async fn numbers(person: &Person, path: &str, last: Option<&str>, count: usize) -> Vec<i64> {
    let mut request = person.world.request(Method::GET, path).header("authorization", person.bearer());
    if let Some(last) = last {
        request = request.header("last-event-id", last);
    }
    let mut answer = request.send().await.unwrap();
    let (mut text, mut found) = (String::new(), vec![]);
    while found.len() < count {
        let piece = tokio::time::timeout(std::time::Duration::from_secs(20), answer.chunk()).await;
        text.push_str(std::str::from_utf8(&piece.expect("a frame").unwrap().unwrap()).unwrap());
        let lines = text.lines().filter_map(|line| line.strip_prefix("id:"));
        found = lines.map(|id| id.trim().parse().unwrap()).collect();
    }
    found.truncate(count);
    found
}

#[test]
fn a_browser_that_lost_the_stream_goes_on_where_it_was() {
    world::with(|world| async move {
        let (lina, visitor) = (world.agent("lina").await, world.visitor("en").await);
        visitor.asks_for_a_person().await;
        visitor.writes("hello").await;
        assert_eq!(numbers(&lina, "stream/sse?after=0", None, 3).await, [1, 2, 3]);
        assert_eq!(numbers(&lina, "stream/sse?after=0", Some("2"), 2).await, [3, 4]);
        let bad = world.request(Method::GET, "stream/sse?after=0").header("authorization", lina.bearer());
        world::Answer::of(bad.header("last-event-id", "x")).await.refused(Code::InvalidInput);
        // From the future: read the lists again, and then from here.
        let last = lina.get("events").await.ok()["last"].as_i64().unwrap();
        assert_eq!(numbers(&lina, "stream/sse", Some("999999"), 1).await, [last]);
    });
}
