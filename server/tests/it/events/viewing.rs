use super::Socket;
use crate::world::{self, Person, World};
use api::ConversationId;
use serde_json::{Value, json};

async fn listens(world: &World, who: &Person) -> Socket {
    let mut socket = Socket::open(world, "stream", &who.token, None).await;
    socket.until_ready().await;
    socket
}

async fn looks_at(socket: &mut Socket, at: Option<ConversationId>) {
    socket.says(json!({ "type": "viewing", "conversation_id": at })).await;
}

/// The next list of those who look on: their names, and whether the visitor is there.
async fn hears(socket: &mut Socket) -> (Value, Vec<String>, bool) {
    loop {
        let frame = socket.any().await;
        if frame["type"] == "viewing" {
            let people = frame["people"].as_array().unwrap().iter();
            let names = people.map(|one| one["name"].as_str().unwrap().to_owned()).collect();
            return (frame["conversation_id"].clone(), names, frame["visitor_online"] == true);
        }
    }
}

#[test]
fn those_at_one_conversation_know_of_each_other_and_of_the_visitor() {
    world::with(|world| async move {
        let (lina, omar, visitor) =
            (world.agent("lina").await, world.agent("omar").await, world.visitor("en").await);
        visitor.asks_for_a_person().await;
        let id = visitor.writes("Where is my order?").await.conversation_id;
        let of = |names: &[&str], here: bool| {
            (json!(id), names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>(), here)
        };
        let (mut linas, mut omars) = (listens(&world, &lina).await, listens(&world, &omar).await);
        looks_at(&mut linas, Some(id)).await;
        assert_eq!(hears(&mut linas).await, of(&["lina"], false), "nobody else yet");
        looks_at(&mut omars, Some(id)).await;
        assert_eq!(hears(&mut omars).await, of(&["lina", "omar"], false), "whoever comes hears at once");
        assert_eq!(hears(&mut linas).await, of(&["lina", "omar"], false));

        let chat = Socket::open(&world, &visitor.path("stream"), &visitor.session, None).await;
        assert_eq!(hears(&mut linas).await, of(&["lina", "omar"], true));
        drop(chat);
        assert_eq!(hears(&mut linas).await, of(&["lina", "omar"], false));

        // A second screen of the same person is one person; each screen may go by itself.
        let mut second = listens(&world, &omar).await;
        looks_at(&mut second, Some(id)).await;
        assert_eq!(hears(&mut linas).await, of(&["lina", "omar"], false));
        drop(second);
        assert_eq!(hears(&mut linas).await, of(&["lina", "omar"], false));
        looks_at(&mut omars, None).await;
        assert_eq!(hears(&mut linas).await, of(&["lina"], false));
    });
}

#[test]
fn who_looks_on_is_told_at_the_same_conversation_of_the_same_tenant_only() {
    world::with(|world| async move {
        let (lina, omar, visitor) =
            (world.agent("lina").await, world.agent("omar").await, world.visitor("en").await);
        let other = world.visitor("en").await;
        visitor.asks_for_a_person().await;
        other.asks_for_a_person().await;
        let id = visitor.writes("Where is my order?").await.conversation_id;
        let another = other.writes("And mine?").await.conversation_id;
        let strangers = world.another().await;
        let giulia = strangers.agent("giulia").await;
        let (mut linas, mut omars) = (listens(&world, &lina).await, listens(&world, &omar).await);
        let mut giulias = listens(&strangers, &giulia).await;

        looks_at(&mut linas, Some(id)).await;
        looks_at(&mut giulias, Some(id)).await;
        let (_, names, _) = hears(&mut giulias).await;
        assert_eq!(names, ["giulia"], "an id of another tenant is an empty room");
        looks_at(&mut omars, Some(another)).await;
        assert_eq!(hears(&mut omars).await.0, json!(another));
        // A visitor learns nothing of who reads along.
        let mut chat = Socket::open(&world, &visitor.path("stream"), &visitor.session, None).await;
        let (_, names, here) = hears(&mut linas).await;
        assert_eq!((names, here), (vec!["lina".to_owned()], false), "her own list first");
        assert_eq!(hears(&mut linas).await.1, ["lina"], "then the visitor, and nothing of the others");
        lina.replies(id, "r-1", "On its way").await.created();
        loop {
            let frame = chat.any().await;
            assert_ne!(frame["type"], "viewing");
            if frame["data"]["body"] == "On its way" {
                break;
            }
        }
    });
}
