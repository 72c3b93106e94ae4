use super::{finds, fixture, rows, settled, uploads};
use crate::{
    db::sealed::{contains, dump},
    files::on_disk,
    world,
};
use api::{Code, DocumentId};
use diwan::knowledge;
use serde_json::json;
use uuid::Uuid;

#[test]
fn deleting_a_document_leaves_nothing_of_it() {
    world::with(|world| async move {
        let dana = world.admin("dana").await;
        let kept = uploads(&dana, "kept.txt", b"The greenhouse opens at nine.").await;
        let id = uploads(&dana, "en.pdf", &fixture("en.pdf")).await;
        let secret = uploads(&dana, "secret.txt", b"The heliotrope password is kumquat-77.").await;
        for id in [&kept, &id, &secret] {
            assert_eq!(settled(&dana, id).await["state"], "ready");
        }
        assert_eq!(finds(&dana, "heliotrope password").await[0]["document_id"], secret.as_str());
        assert!(rows(&world, "chunks").await > 2 && rows(&world, "chunk_vectors").await > 2);

        for id in [&id, &secret] {
            assert_eq!(dana.delete(&format!("documents/{id}")).await.status, 204);
            dana.get(&format!("documents/{id}")).await.refused(Code::NotFound);
            dana.delete(&format!("documents/{id}")).await.refused(Code::NotFound);
        }
        assert!(
            finds(&dana, "heliotrope password").await.iter().all(|hit| hit["document_id"] == kept.as_str())
        );
        assert_eq!((rows(&world, "documents").await, rows(&world, "chunks").await), (1, 1));
        assert_eq!(rows(&world, "chunk_vectors").await, 1);
        let left = on_disk(&world);
        assert!(left.len() == 1 && left[0].ends_with(&kept), "{left:?}");
        let events = dana.get("events?after=0").await.ok();
        let gone: Vec<_> =
            events["items"].as_array().unwrap().iter().filter(|e| e["event"] == "document.deleted").collect();
        assert_eq!(gone.len(), 2);
    });
}

#[test]
fn an_ingest_that_runs_while_its_document_goes_brings_nothing_back() {
    world::with(|world| async move {
        let dana = world.admin("dana").await;
        for wait in [0, 5, 20, 60, 150] {
            let id = uploads(&dana, "en.pdf", &fixture("en.pdf")).await;
            let document = DocumentId(id.parse::<Uuid>().unwrap());
            let (app, tenant) = (world.app.clone(), world.tenant);
            let running = tokio::spawn(async move { knowledge::ingest(&app, tenant, document).await });
            tokio::time::sleep(std::time::Duration::from_millis(wait)).await;
            assert_eq!(dana.delete(&format!("documents/{id}")).await.status, 204);
            running.await.unwrap().unwrap();
        }
        for table in ["documents", "chunks", "chunk_vectors"] {
            assert_eq!(rows(&world, table).await, 0, "{table}");
        }
        assert!(on_disk(&world).is_empty());
    });
}

#[test]
fn not_a_word_of_a_deleted_document_is_left_in_a_dump_or_on_disk() {
    world::with(|world| async move {
        let dana = world.admin("dana").await;
        let mark = Uuid::now_v7().simple().to_string();
        let text =
            |word: &str| format!("# Ward {word}\n\nThe {word} vault is opened with the word {mark} at noon.");
        let file = uploads(&dana, "vault.md", text("steel").as_bytes()).await;
        settled(&dana, &file).await;
        let article = json!({ "title": format!("Article {mark}"), "body_markdown": text("paper") });
        let request = world.request(reqwest::Method::POST, "articles").header("authorization", dana.bearer());
        let article =
            world::Answer::of(request.header("idempotency-key", "k").json(&article)).await.created();
        let article = article["id"].as_str().unwrap().to_owned();
        dana.post(&format!("articles/{article}/publish"), &json!({})).await;
        settled(&dana, &article).await;
        dana.patch(&format!("articles/{article}"), &json!({ "body_markdown": text("next") })).await.ok();
        let waiting = super::sends(&dana, "waits.md", text("glass").as_bytes(), &[("review", "true")]).await;
        let waiting = crate::files::id(&waiting.json());
        world
            .eventually("the review", || async {
                (dana.get(&format!("documents/{waiting}")).await.ok()["stage"] == "review").then_some(())
            })
            .await;
        // An answer cites it, and a search knows it.
        let visitor = world.visitor("en").await;
        visitor.writes("With which word is the steel vault opened?").await;
        let said = crate::assistant::answer(&visitor, 1).await;
        assert!(said.sources.iter().any(|source| source.quote.contains(&mark)), "{said:?}");
        assert!(contains(&dump(&world, "diwan_global"), &mark), "it was there");

        for id in [&file, &article, &waiting] {
            assert_eq!(dana.delete(&format!("documents/{id}")).await.status, 204);
        }
        assert!(on_disk(&world).is_empty(), "{:?}", on_disk(&world));
        for table in [
            "documents",
            "chunks",
            "chunk_vectors",
            "document_drafts",
            "article_versions",
            "idempotency_keys",
        ] {
            assert_eq!(rows(&world, table).await, 0, "{table}");
        }
        assert!(!contains(&dump(&world, "diwan_global"), &mark));
        // What an old answer shows of its sources went with them; what it said is the conversation's.
        let seen = dana.get(&format!("conversations/{}/messages", said.conversation_id)).await.ok();
        assert!(seen["items"].as_array().unwrap().iter().all(|message| message["sources"] == json!([])));
        let decisions = dana.get(&format!("conversations/{}/decisions", said.conversation_id)).await.ok();
        assert!(!decisions.to_string().contains(&mark), "{decisions}");
        assert!(finds(&dana, "steel vault").await.is_empty());
    });
}
