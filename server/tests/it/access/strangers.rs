use crate::{
    access::matrix::operations,
    world::{self, Answer},
};
use reqwest::{Method, multipart};
use serde_json::json;

/// A body that the route would take, so that only the id can be what is refused.
fn body(path: &str) -> serde_json::Value {
    match path.rsplit('/').next().unwrap() {
        "messages" => json!({ "client_id": "stranger-1", "kind": "note", "body": "I should not be here" }),
        "assign" => json!({ "user_id": null }),
        "restore" => json!({ "version": 1 }),
        "mark" => json!({ "mark": "good" }),
        "handoff" => json!({ "reason": "manual" }),
        "mode" => json!({ "mode": "off" }),
        "{review}" => json!({ "outcome": "upheld" }),
        _ => json!({}),
    }
}

#[test]
fn no_route_knows_another_tenants_ids() {
    world::with(|world| async move {
        let (lina, visitor) = (world.admin("lina").await, world.visitor("en").await);
        let conversation = visitor.writes("my own question").await.conversation_id;
        let decisions = format!("conversations/{conversation}/decisions");
        let decided = || async { lina.get(&decisions).await.ok()[0]["id"].as_str().map(str::to_owned) };
        let decision = world.eventually("a decision", decided).await;
        visitor.asks_for_a_person().await;
        let file =
            || multipart::Part::bytes(b"# Returns\n\nWithin 14 days.".to_vec()).file_name("returns.md");
        let upload = |path: &str| {
            let form = multipart::Form::new().part("file", file());
            world.request(Method::POST, path).header("authorization", lina.bearer()).multipart(form)
        };
        let document = Answer::of(upload("documents")).await.json()["id"].as_str().unwrap().to_owned();
        let article = lina.post("articles", &json!({ "title": "Ours" })).await.created()["id"]
            .as_str()
            .unwrap()
            .to_owned();
        let source = lina
            .post("web-sources", &json!({ "kind": "page", "url": "http://127.0.0.1:1/" }))
            .await
            .json()["id"]
            .as_str()
            .unwrap()
            .to_owned();
        let set = lina
            .post("lab-sets", &json!({ "name": "Ours", "cases": [{ "question": "What is ours?" }] }))
            .await
            .created()["id"]
            .as_str()
            .unwrap()
            .to_owned();
        let run = lina.post("lab-runs", &json!({ "set_id": set, "change": { "kind": "nothing" } })).await;
        let run = run.json()["id"].as_str().unwrap().to_owned();
        let attachment = Answer::of(upload("attachments")).await.created()["id"].as_str().unwrap().to_owned();
        let before = lina.get(&format!("conversations/{conversation}")).await.ok();

        let eve = world.another().await.admin("eve").await;
        let mut tried = 0;
        for (method, path) in operations(&world).await.into_iter().filter(|(_, path)| path.contains("{id}")) {
            let id = match path.split('/').nth(3).unwrap() {
                "conversations" => conversation.to_string(),
                "documents" => document.clone(),
                "articles" => article.clone(),
                "web-sources" => source.clone(),
                "lab-sets" => set.clone(),
                "lab-runs" => run.clone(),
                "attachments" => attachment.clone(),
                other => panic!("say whose ids /{other}/{{id}} takes"),
            };
            let mut request = world
                .request(
                    method.clone(),
                    &path.replace("{id}", &id).replace("{review}", &id).replace("{decision}", &decision),
                )
                .header("authorization", eve.bearer());
            if method == Method::POST || method == Method::PATCH || path.ends_with("/mark") {
                request = request.json(&body(&path));
            }
            let answer = Answer::of(request).await;
            assert_eq!(answer.status, 404, "{method} {path}: {}", String::from_utf8_lossy(&answer.bytes));
            tried += 1;
        }
        assert!(tried >= 12, "only {tried} routes take an id");
        // Nor do lists, counts, searches or events show a trace.
        for path in
            ["conversations?queue=all", "conversations/counts", "documents", "events?after=0", "members"]
        {
            let seen = eve.get(path).await.ok().to_string();
            for id in [conversation.to_string(), document.clone(), attachment.clone(), lina.id.to_string()] {
                assert!(!seen.contains(&id), "{path} shows {id}");
            }
        }
        assert_eq!(eve.get("search/messages?q=question").await.ok(), json!([]));
        assert_eq!(eve.get("knowledge/search?q=returns").await.ok()["results"], json!([]));
        assert_eq!(lina.get(&format!("conversations/{conversation}")).await.ok(), before);
    });
}
