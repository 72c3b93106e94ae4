use super::serves;
use crate::world;
use diwan::App;
use reqwest::{Client, Method, Response};
use serde_json::json;

fn shown<'a>(answer: &'a Response, name: &str) -> Option<&'a str> {
    answer.headers().get(name).and_then(|value| value.to_str().ok())
}

#[test]
fn a_browsers_questions_spend_nothing_and_its_page_can_read_how_long_to_wait() {
    world::with(|world| async move {
        let dana = world.admin("dana").await;
        let shop = "https://shop.example";
        dana.patch("widget", &json!({ "allowed_origins": [shop] })).await.ok();
        let mut config = world.app.config.clone();
        config.rate_limit = Some(5);
        let app = App::new(config, world.app.db.clone(), world.app.files.clone());
        let (addr, serving) = serves(app).await;
        let sessions = format!("http://{addr}/api/v1/widget/{}/sessions", world.widget_key);
        let http = Client::new();
        let asks = async || {
            let request = http.request(Method::OPTIONS, &sessions).header("origin", shop);
            request.header("access-control-request-method", "POST").send().await.unwrap()
        };
        let comes = async || {
            let request = http.post(&sessions).header("origin", shop).json(&json!({ "locale": "en" }));
            request.send().await.unwrap()
        };
        for number in 0..12 {
            let answer = asks().await;
            assert_eq!(answer.status(), 204, "question {number}");
            assert_eq!(shown(&answer, "access-control-allow-origin"), Some(shop));
            assert_eq!(shown(&answer, "access-control-allow-methods"), Some("GET, POST"));
        }
        for number in 0..5 {
            assert_eq!(comes().await.status(), 201, "request {number}");
        }
        let refused = comes().await;
        assert_eq!(refused.status(), 429);
        assert_eq!(shown(&refused, "access-control-allow-origin"), Some(shop));
        assert!(shown(&refused, "retry-after").is_some());
        assert!(shown(&refused, "access-control-expose-headers").unwrap().contains("Retry-After"));
        assert_eq!(asks().await.status(), 204, "or the browser would hide the refusal from the page");
        serving.abort();
    });
}
