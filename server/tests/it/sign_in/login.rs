use crate::world;
use api::Code;
use serde_json::json;

#[test]
fn a_member_signs_in_and_learns_who_they_are() {
    world::with(|world| async move {
        let lina = world.agent("lina").await;
        let me = lina.get("me").await.ok();
        assert_eq!(me["user"]["id"], json!(lina.id));
        assert_eq!(me["user"]["role"], "agent");
        assert_eq!(me["tenant"]["id"], json!(world.tenant));
        assert!(me["permissions"].as_array().unwrap().contains(&json!("conversations.reply")));
        assert!(!me["permissions"].as_array().unwrap().contains(&json!("assistant.manage")));
        world.plant(&lina.email);
    });
}

#[test]
fn a_wrong_password_and_an_unknown_address_answer_alike() {
    world::with(|world| async move {
        let lina = world.agent("lina").await;
        let wrong = world.post("auth/login", &json!({ "email": lina.email, "password": "no" })).await;
        let nobody =
            world.post("auth/login", &json!({ "email": "nobody@prova.test", "password": "no" })).await;
        let (mut one, mut two) =
            (wrong.refused(Code::InvalidCredentials), nobody.refused(Code::InvalidCredentials));
        one["request_id"].take();
        two["request_id"].take();
        assert_eq!(one, two);
    });
}

#[test]
fn signing_out_ends_the_access_token() {
    world::with(|world| async move {
        let lina = world.agent("lina").await;
        assert_eq!(lina.post("auth/logout", &json!({})).await.status, 204);
        lina.get("me").await.refused(Code::Unauthenticated);
        world
            .post("auth/refresh", &json!({ "refresh_token": lina.refresh }))
            .await
            .refused(Code::Unauthenticated);
    });
}

#[test]
fn a_token_that_is_not_ours_is_nobodys() {
    world::with(|world| async move {
        for token in ["", "Bearer", "Bearer x", "Bearer a.b.c", "Basic bGluYTpsaW5h"] {
            world.get("me", Some(token)).await.refused(Code::Unauthenticated);
        }
        // Signed with nothing.
        let none = "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.eyJzdWIiOiIwIn0.";
        world.get("me", Some(&format!("Bearer {none}"))).await.refused(Code::Unauthenticated);
    });
}
