use crate::world;
use api::Code;
use serde_json::json;

#[test]
fn a_refresh_token_works_once_and_its_reuse_ends_the_family() {
    world::with(|world| async move {
        let lina = world.agent("lina").await;
        let first = world.post("auth/refresh", &json!({ "refresh_token": lina.refresh })).await.ok();
        let newer = first["refresh_token"].as_str().unwrap().to_owned();
        assert_ne!(newer, lina.refresh);
        let token = format!("Bearer {}", first["access_token"].as_str().unwrap());
        world.get("me", Some(&token)).await.ok();

        world
            .post("auth/refresh", &json!({ "refresh_token": lina.refresh }))
            .await
            .refused(Code::TokenReused);
        world.post("auth/refresh", &json!({ "refresh_token": newer })).await.refused(Code::Unauthenticated);
        world.get("me", Some(&token)).await.refused(Code::Unauthenticated);
    });
}

#[test]
fn of_two_refreshes_at_once_one_wins_and_the_family_ends() {
    world::with(|world| async move {
        let lina = world.agent("lina").await;
        let body = json!({ "refresh_token": lina.refresh });
        let (one, two) = tokio::join!(world.post("auth/refresh", &body), world.post("auth/refresh", &body));
        let won = [&one, &two].iter().filter(|a| a.status == 200).count();
        assert!(won <= 1, "both refreshes won");
        world.post("auth/refresh", &body).await;
        lina.get("me").await.refused(Code::Unauthenticated);
    });
}

#[test]
fn a_changed_refresh_token_is_refused() {
    world::with(|world| async move {
        let lina = world.agent("lina").await;
        let mut forged = lina.refresh.clone();
        let last = forged.pop().unwrap();
        forged.push(if last == 'A' { 'Q' } else { 'A' });
        for token in [forged.as_str(), "dr_", "", "dr_AAAA"] {
            world
                .post("auth/refresh", &json!({ "refresh_token": token }))
                .await
                .refused(Code::Unauthenticated);
        }
        // The true one still works: a guess must not end somebody's session.
        world.post("auth/refresh", &json!({ "refresh_token": lina.refresh })).await.ok();
    });
}
