use super::{finds, fixture, rows, settled, uploads};
use crate::world;
use api::{Code, DocumentId};
use diwan::{App, knowledge};
use serde_json::json;
use uuid::Uuid;

#[test]
fn reading_a_document_many_times_at_once_makes_its_passages_once() {
    world::with(|world| async move {
        let dana = world.admin("dana").await;
        let id = uploads(&dana, "en.docx", &fixture("en.docx")).await;
        let document = DocumentId(id.parse::<Uuid>().unwrap());
        let ingest = || knowledge::ingest(&world.app, world.tenant, document);
        let (a, b, c) = tokio::join!(ingest(), ingest(), ingest());
        assert!(a.is_ok() && b.is_ok() && c.is_ok());
        let ready = settled(&dana, &id).await;
        ingest().await.unwrap();
        assert_eq!(json!(rows(&world, "chunks").await), ready["chunks"]);
        assert_eq!(rows(&world, "chunks").await, rows(&world, "chunk_vectors").await);
    });
}

#[test]
fn work_that_broke_off_at_any_stage_begins_again() {
    world::with(|world| async move {
        let dana = world.admin("dana").await;
        let id = uploads(&dana, "it.md", &fixture("it.md")).await;
        let document = DocumentId(id.parse::<Uuid>().unwrap());
        let ready = settled(&dana, &id).await;
        for stage in ["extract", "chunk", "embed"] {
            // As a killed server leaves it: in progress, perhaps with passages of another time.
            let mut tx = world.app.db.tenant(world.tenant).begin().await.unwrap();
            sqlx::query(
                "update documents set state = 'processing', stage = $1, progress = 55, attempt = attempt + 1",
            )
            .bind(stage)
            .execute(tx.conn())
            .await
            .unwrap();
            tx.commit().await.unwrap();
            let serving = finds(&dana, "serra").await;
            assert!(!serving.is_empty(), "its passages serve until others take their place");
            knowledge::ingest(&world.app, world.tenant, document).await.unwrap();
            let again = dana.get(&format!("documents/{id}")).await.ok();
            assert_eq!((&again["state"], &again["chunks"]), (&json!("ready"), &ready["chunks"]));
            assert_eq!(json!(rows(&world, "chunks").await), ready["chunks"]);
            assert_eq!(finds(&dana, "serra").await.len(), serving.len());
        }
    });
}

#[test]
fn a_failed_document_can_be_tried_again_and_a_ready_one_not() {
    world::with(|world| async move {
        let dana = world.admin("dana").await;
        let bad = uploads(&dana, "blank.txt", b"  ").await;
        let good = uploads(&dana, "good.txt", b"Tulips in spring.").await;
        settled(&dana, &bad).await;
        settled(&dana, &good).await;
        let answer = dana.post(&format!("documents/{bad}/retry"), &json!({})).await;
        assert_eq!((answer.status.as_u16(), &answer.json()["state"]), (202, &json!("received")));
        let document = settled(&dana, &bad).await;
        assert_eq!(document["error"]["code"], "document_empty");
        dana.post(&format!("documents/{good}/retry"), &json!({})).await.refused(Code::Conflict);
        dana.post(&format!("documents/{}/retry", Uuid::now_v7()), &json!({})).await.refused(Code::NotFound);
    });
}

#[test]
fn a_file_that_the_disk_lost_says_so() {
    world::with(|world| async move {
        let dana = world.admin("dana").await;
        let id = uploads(&dana, "a.txt", b"Roses.").await;
        settled(&dana, &id).await;
        world.app.files.delete("global", world.tenant, id.parse().unwrap()).await.unwrap();
        let mut tx = world.app.db.tenant(world.tenant).begin().await.unwrap();
        sqlx::query("update documents set state = 'received'").execute(tx.conn()).await.unwrap();
        tx.commit().await.unwrap();
        knowledge::ingest(&world.app, world.tenant, DocumentId(id.parse().unwrap())).await.unwrap();
        let document = dana.get(&format!("documents/{id}")).await.ok();
        assert_eq!(document["error"]["code"], Code::DocumentInterrupted.as_str());
    });
}

#[test]
fn a_server_that_stops_lets_go_and_the_next_begins_again() {
    world::with(|world| async move {
        let dana = world.admin("dana").await;
        let id = uploads(&dana, "it.md", &fixture("it.md")).await;
        let document = DocumentId(id.parse::<Uuid>().unwrap());
        let ready = settled(&dana, &id).await;
        let mut tx = world.app.db.tenant(world.tenant).begin().await.unwrap();
        sqlx::query("update documents set state = 'processing'").execute(tx.conn()).await.unwrap();
        sqlx::query("delete from chunks").execute(tx.conn()).await.unwrap();
        tx.commit().await.unwrap();
        let app = &world.app;
        let other = App::new(app.config.clone(), app.db.clone(), app.files.clone());
        let ingest = knowledge::ingest(&other, world.tenant, document);
        let stop = async { other.stopping.cancel() };
        let (stopped, ()) = tokio::join!(ingest, stop);
        assert_eq!(stopped.unwrap_err().code, Code::Unavailable);
        let left = dana.get(&format!("documents/{id}")).await.ok();
        assert_eq!((&left["state"], rows(&world, "chunks").await), (&json!("processing"), 0));
        knowledge::ingest(&world.app, world.tenant, document).await.unwrap();
        assert_eq!(settled(&dana, &id).await["chunks"], ready["chunks"]);
    });
}

#[test]
fn headings_alone_are_few_passages_and_too_many_sections_none() {
    world::with(|world| async move {
        let dana = world.admin("dana").await;
        let bare = uploads(&dana, "bare.md", "# h\n\n".repeat(20_000).as_bytes()).await;
        let many = uploads(&dana, "many.md", "# h\n\nx\n\n".repeat(60_001).as_bytes()).await;
        assert_eq!(settled(&dana, &bare).await["chunks"], 1);
        assert_eq!(settled(&dana, &many).await["error"]["code"], "document_too_large");
        assert_eq!(rows(&world, "chunks").await, 1);
    });
}

/// A page whose form draws itself twice: reading it takes whatever memory there is.
const DRAWS_ITSELF: &str = "%PDF-1.7
1 0 obj
<< /Type /Catalog /Pages 2 0 R >>
endobj
2 0 obj
<< /Type /Pages /Kids [3 0 R] /Count 1 >>
endobj
3 0 obj
<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /XObject << /I 5 0 R >> >> >>
endobj
4 0 obj
<< /Length 5 >>
stream
/I Do
endstream
endobj
5 0 obj
<< /Length 11 /Type /XObject /Subtype /Form /BBox [0 0 1 1] /Resources << /XObject << /I 5 0 R >> >> >>
stream
/I Do /I Do
endstream
endobj
trailer
<< /Size 6 /Root 1 0 R >>
startxref
0
%%EOF
";

#[test]
fn a_document_that_takes_all_memory_is_too_large_and_nobody_waits_for_it() {
    world::with(|world| async move {
        let dana = world.admin("dana").await;
        let began = std::time::Instant::now();
        let id = uploads(&dana, "loop.pdf", DRAWS_ITSELF.as_bytes()).await;
        let error = loop {
            let document = dana.get(&format!("documents/{id}")).await.ok();
            if document["state"] == "failed" {
                break document["error"]["code"].clone();
            }
            // Its clock would end it after two minutes, as another thing.
            assert!(began.elapsed().as_secs() < 100, "it is still read");
            tokio::time::sleep(std::time::Duration::from_millis(200)).await;
        };
        assert_eq!(error, "document_too_large");
    });
}
