use super::{finds, fixture, rows, settled, uploads};
use crate::world;
use api::Code;
use serde_json::json;

/// Real files that can't be read, one of each kind: each ends with its reason, none leaves a trace in the index, and
/// whoever asks meanwhile is answered.
#[test]
fn hostile_files_end_with_their_reason_and_nobody_else_notices() {
    world::with(|world| async move {
        let dana = world.admin("dana").await;
        let good = uploads(&dana, "en.md", &fixture("en.md")).await;
        let ready = settled(&dana, &good).await;
        let found = finds(&dana, "delivery").await;
        for (name, code) in [
            ("hostile/locked.docx", Code::DocumentEncrypted),
            ("hostile/locked.xlsx", Code::DocumentEncrypted),
            ("hostile/codeless-en.pdf", Code::DocumentGarbled),
            ("hostile/codeless-ar.pdf", Code::DocumentGarbled),
            ("hostile/bomb.docx", Code::DocumentTooLarge),
            ("hostile/bomb.xlsx", Code::DocumentTooLarge),
            ("hostile/laughs.docx", Code::DocumentBroken),
        ] {
            let id = uploads(&dana, name, &fixture(name)).await;
            let document = settled(&dana, &id).await;
            assert_eq!(document["error"]["code"], code.as_str(), "{name}: {document}");
            let detail = document["error"]["detail"].as_str().unwrap();
            assert!(detail.ends_with('.') && detail.matches(". ").count() == 1, "{name}: {detail}");
            assert_eq!(finds(&dana, "delivery").await, found, "{name}");
        }
        assert_eq!(json!(rows(&world, "chunks").await), ready["chunks"]);
    });
}

/// What is attached to a document or hidden in it is not read, and costs nothing of the rest.
#[test]
fn what_is_embedded_is_never_found() {
    world::with(|world| async move {
        let dana = world.admin("dana").await;
        for name in ["hostile/attached.pdf", "hostile/embedded.docx", "hostile/mixed.pdf", "faq.xlsx"] {
            let id = uploads(&dana, name, &fixture(name)).await;
            assert_eq!(settled(&dana, &id).await["state"], "ready", "{name}");
            let passages = dana.get(&format!("documents/{id}/passages")).await.ok().to_string();
            for secret in ["Secret prices", "not read", "Internal cost", "Supplier"] {
                assert!(!passages.contains(secret), "{name}: {passages}");
            }
        }
    });
}
