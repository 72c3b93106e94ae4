use super::{finds, fixture, rows, settled, uploads};
use crate::{files::on_disk, world};
use api::{Code, DocumentId};
use diwan::knowledge;
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
