use crate::world::{self, Answer, World};
use reqwest::Method;
use serde_json::Value;

async fn page(world: &World, path: &str, accept: &str) -> String {
    let asked = world.request(Method::GET, path).header("accept-language", accept);
    String::from_utf8(Answer::of(asked).await.bytes).unwrap()
}

/// What the screens say in a language.
fn texts(language: &str) -> Value {
    let file = format!("{}/../app/locales/{language}.json", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap()
}

/// Whether the server's own HTML is in `language`: the element that says so, and the words.
fn is_in(html: &str, language: &str) -> bool {
    let texts = texts(language);
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

#[test]
fn the_page_of_the_api_is_as_narrow_as_the_window() {
    world::with(|world| async move {
        let html = page(&world, "/docs/api/", "en").await;
        let viewport = r#"<meta name="viewport" content="width=device-width, initial-scale=1">"#;
        assert_eq!(html.matches(viewport).count(), 1, "{html}");
        assert!(html.trim_end().ends_with("</html>"), "{html}");
    });
}

#[test]
fn without_scripts_the_sign_in_says_what_it_needs() {
    world::with(|world| async move {
        for language in api::LANGUAGES {
            let html = page(&world, "/login", language).await;
            let (_, without) = html.split_once("<noscript").unwrap();
            let without = without.split_once("</noscript>").unwrap().0;
            let sentence = texts(language)["login"]["no_script"].as_str().unwrap().to_owned();
            assert!(without.contains(&sentence), "{language}: {without}");
        }
    });
}
