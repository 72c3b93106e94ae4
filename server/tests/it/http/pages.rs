use crate::world::{self, Answer, World};
use reqwest::Method;
use serde_json::Value;

async fn page(world: &World, path: &str, accept: &str) -> String {
    let asked = world.request(Method::GET, path).header("accept-language", accept);
    String::from_utf8(Answer::of(asked).await.bytes).unwrap()
}

/// Whether the server's own HTML is in `language`: the element that says so, and the words.
fn is_in(html: &str, language: &str) -> bool {
    let file = format!("{}/../app/locales/{language}.json", env!("CARGO_MANIFEST_DIR"));
    let texts: Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    let head = html.split_once("<head").unwrap().0;
    head.contains(&format!("lang=\"{language}\""))
        && head.contains(&format!("dir=\"{}\"", api::direction(language)))
        && html.contains(texts["landing"]["nav_features"].as_str().unwrap())
}

#[test]
fn a_public_page_is_in_the_language_of_its_address() {
    world::with(|world| async move {
        for language in api::LANGUAGES {
            for accept in ["en-GB,en;q=0.9", "fa", "ar-JO, it;q=0.5", ""] {
                let html = page(&world, &format!("/{language}"), accept).await;
                assert!(is_in(&html, language), "/{language} for {accept:?}: {}", &html[..200]);
            }
            let html = page(&world, &format!("/{language}?utm=x"), "de").await;
            assert!(is_in(&html, language), "/{language} with a query");
        }
        // Where the address says nothing, the reader's browser does.
        for (accept, language) in
            [("fa-IR,en;q=0.5", "fa"), ("it", "it"), ("de-DE,tr;q=0.3", "tr"), ("de", "en")]
        {
            assert!(is_in(&page(&world, "/", accept).await, language), "/ for {accept}");
        }
    });
}
