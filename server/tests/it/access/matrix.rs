//! Which role gets what answer from which route, as a file that people review.

use crate::world::{self, Answer, World};
use api::Role;
use reqwest::Method;
use serde_json::json;
use std::fmt::Write;

/// Every operation of the generated document, as `METHOD /path`.
pub async fn operations(world: &World) -> Vec<(Method, String)> {
    let document = world.get("openapi.json", None).await.ok();
    let mut found = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for method in item
            .as_object()
            .unwrap()
            .keys()
            .filter(|k| ["get", "post", "patch", "put", "delete"].contains(&k.as_str()))
        {
            found.push((method.to_uppercase().parse::<Method>().unwrap(), path.clone()));
        }
    }
    // Signing out comes last: it ends what the others need.
    found.sort_by_key(|(method, path)| (path.ends_with("logout"), path.clone(), method.to_string()));
    found
}

#[test]
fn every_route_answers_every_role_as_the_reviewed_matrix_says() {
    world::with(|world| async move {
        let agent = world.agent("lina").await.bearer();
        let admin = world.person("dana", Role::Admin).await.bearer();
        let mut matrix = String::from("# route: nobody, agent, admin; ids of nothing, empty bodies\n");
        for (method, path) in operations(&world).await {
            if path.ends_with("/stream") {
                continue; // Sockets authenticate with their first frame; events/socket tests hold them.
            }
            let concrete = path
                .replace("{id}", "01890000-0000-7000-8000-000000000000")
                .replace("{key}", &world.widget_key)
                .replace("{token}", "nothing");
            write!(matrix, "{method} {path}:").unwrap();
            for authorization in [None, Some(agent.as_str()), Some(admin.as_str())] {
                let mut request = world.request(method.clone(), &concrete);
                if let Some(authorization) = authorization {
                    request = request.header("authorization", authorization);
                }
                if method == Method::POST || method == Method::PATCH {
                    request = request.json(&json!({}));
                }
                let status = if path.ends_with("/sse") {
                    // It never ends: the status is enough.
                    request.send().await.unwrap().status()
                } else {
                    let answer = Answer::of(request).await;
                    assert!(!answer.status.is_server_error(), "{method} {path}: {}", answer.status);
                    answer.status
                };
                write!(matrix, " {}", status.as_u16()).unwrap();
            }
            matrix.push('\n');
        }
        let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/access/matrix.txt");
        if std::env::var_os("UPDATE_MATRIX").is_some() {
            std::fs::write(&file, &matrix).unwrap();
        }
        let reviewed = std::fs::read_to_string(&file).unwrap_or_default();
        assert_eq!(reviewed, matrix, "review the change and write it with UPDATE_MATRIX=1");
    });
}
