use crate::world::{self, World};
use api::{ContactId, ConversationId};
use diwan::{
    channels::widget,
    contacts,
    conversations::{self, Past, PastMessage},
};
use serde_json::json;
use time::Duration;

/// Takes in a past conversation of these customer's messages, oldest first, a second apart.
async fn imports(world: &World, provider_id: &str, bodies: Vec<String>) -> bool {
    let app = &world.app;
    let mut tx = app.db.tenant(world.tenant).begin().await.unwrap();
    let channel_id = widget::only(&mut tx).await.unwrap().unwrap();
    let now = app.now();
    let contact = ContactId(app.new_id());
    let details = contacts::Details { name: Some("Sara".into()), ..Default::default() };
    contacts::add(&mut tx, contact, "en", &details, now).await.unwrap();
    let count = i64::try_from(bodies.len()).unwrap();
    let messages = (0..).zip(bodies).map(|(n, body)| PastMessage {
        author: "contact".into(),
        person: None,
        kind: "reply".into(),
        body,
        at: now - Duration::seconds(count - n),
        sources: vec![],
        decision: None,
    });
    let past = Past {
        provider_id: provider_id.into(),
        id: ConversationId(app.new_id()),
        contact,
        channel_id,
        locale: "en".into(),
        state: "resolved".into(),
        assignee: None,
        handoff_reason: None,
        rating: None,
        messages: messages.collect(),
    };
    let new = conversations::import(app, &mut tx, past).await.unwrap();
    if new {
        tx.commit().await.unwrap();
    }
    new
}

#[test]
fn the_past_is_taken_in_once_and_nobody_vouches_for_it() {
    world::with(|world| async move {
        let lina = world.agent("lina").await;
        assert!(imports(&world, "old-desk:1", vec!["hello".into(), "anybody?".into()]).await);
        assert!(!imports(&world, "old-desk:1", vec!["hello".into(), "anybody?".into()]).await);
        assert!(imports(&world, "old-desk:2", vec!["another".into()]).await);
        let list = lina.get("conversations?queue=resolved").await.ok();
        let items = list["items"].as_array().unwrap();
        assert_eq!(items.len(), 2);
        assert!(items.iter().all(|c| c["contact"]["verified"] == json!(false)));
    });
}

#[test]
fn a_message_is_found_however_many_others_hold_one_of_its_words() {
    world::with(|world| async move {
        let lina = world.agent("lina").await;
        let common = |words: &'static str| (0..1200).map(move |n| format!("{words} {n}"));
        let mut bodies = vec!["A green lamp for the balcony".to_owned(), "Green lamps, too".to_owned()];
        bodies.extend(common("green leaves").chain(common("one lamp")));
        assert!(imports(&world, "old-desk:1", bodies).await);
        let finds = |query: &'static str| {
            let lina = lina.clone();
            async move {
                let hits = lina.get(&format!("search/messages?q={query}&limit=100")).await.ok();
                let hits = hits.as_array().unwrap().clone();
                hits.iter().map(|hit| hit["seq"].as_i64().unwrap()).collect::<Vec<_>>()
            }
        };
        // By the word or its stem, newest first.
        assert_eq!(finds("green+lamp").await, [2, 1]);
        assert_eq!(finds("green+lamps+balcony").await, [1]);
        assert_eq!(finds("lamp+leaves").await, [0_i64; 0]);
        let hit = lina.get("search/messages?q=lamps&limit=2").await.ok()[0].clone();
        assert_eq!((&hit["snippet"], &hit["highlights"]), (&json!("one lamp 1199"), &json!([[4, 8]])));
        assert_eq!(hit["contact"]["name"], json!("Sara"));
        assert_eq!(hit["author"]["kind"], json!("contact"));
        let newest = finds("green").await;
        assert_eq!((newest.len(), newest[0], newest[99]), (100, 1202, 1103));
    });
}
