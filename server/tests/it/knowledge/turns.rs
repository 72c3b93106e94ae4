//! Documents that take long hold up neither answers nor other tenants' documents.

use super::{finds, settled, uploads};
use crate::{
    assistant::{SHIPPING, answer, knows},
    world::{self, World},
};
use api::DocumentId;
use axum::body::Bytes;
use diwan::{knowledge, refusal::Refusal};
use serde_json::{Value, json};
use std::{
    collections::BTreeSet,
    fmt::Write,
    time::{Duration, Instant},
};

/// A small PDF file that is read for longer than a reader may take: its pages share their content.
fn endless() -> Vec<u8> {
    const PAGES: usize = 1900;
    let mut content = String::from("BT /F1 6 Tf 6 TL 20 800 Td\n");
    for line in 0..120 {
        writeln!(content, "({}) Tj T*", format!("word{line} ").repeat(10)).unwrap();
    }
    content.push_str("ET");
    let kids: String = (0..PAGES).map(|page| format!("{} 0 R ", page + 5)).collect();
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        format!("<</Type/Pages/Count {PAGES}/Kids[{kids}]>>"),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_owned(),
        format!("<</Length {}>>stream\n{content}\nendstream", content.len()),
    ];
    let page =
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 3 0 R>>>>>>";
    objects.extend(std::iter::repeat_n(page.to_owned(), PAGES));
    let (mut file, mut table) = (String::from("%PDF-1.4\n"), String::from("0000000000 65535 f \n"));
    for (at, object) in objects.iter().enumerate() {
        writeln!(table, "{:010} 00000 n ", file.len()).unwrap();
        writeln!(file, "{} 0 obj\n{object}\nendobj", at + 1).unwrap();
    }
    let (start, size) = (file.len(), objects.len() + 1);
    writeln!(file, "xref\n0 {size}\n{table}trailer<</Size {size}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF")
        .unwrap();
    file.into_bytes()
}

/// The processes in which this server reads documents now.
fn readers() -> BTreeSet<u32> {
    let own = std::process::id().to_string();
    let pids = std::fs::read_dir("/proc").unwrap().flatten().filter_map(|entry| {
        let pid = entry.file_name().to_str()?.parse().ok()?;
        let status = std::fs::read_to_string(entry.path().join("status")).ok()?;
        let parent = status.lines().find_map(|line| line.strip_prefix("PPid:"))?;
        let words = std::fs::read_to_string(entry.path().join("cmdline")).ok()?;
        (parent.trim() == own && words.contains("extract-worker")).then_some(pid)
    });
    pids.collect()
}

async fn takes_in(world: &World, bytes: Vec<u8>) -> DocumentId {
    let stream = futures::stream::iter([Ok::<_, Refusal>(Bytes::from(bytes))]);
    knowledge::take_in(&world.app, world.tenant, None, "endless.pdf", None, stream).await.unwrap().id
}

#[test]
fn an_answer_comes_at_once_however_many_documents_are_read() {
    world::with(|world| async move {
        knows(&world, "shipping.md", "en", SHIPPING).await;
        let visitor = world.visitor("en").await;
        let others = futures::future::join_all((0..26).map(|_| world.another())).await;
        let taken = futures::future::join_all(others.iter().map(|other| takes_in(other, endless()))).await;
        tokio::time::sleep(Duration::from_secs(1)).await;

        visitor.writes("How long does delivery to Aqaba take?").await;
        let said = answer(&visitor, 1).await;
        assert!(said.body.contains("3 to 5 working days"), "{}", said.body);
        let mut busy = 0;
        for (other, id) in others.iter().zip(&taken) {
            let mut tx = other.app.db.tenant(other.tenant).begin().await.unwrap();
            let now = knowledge::documents_by_id(&mut tx, &[*id]).await.unwrap().remove(0);
            busy += usize::from(matches!(
                now.state,
                api::DocumentState::Received | api::DocumentState::Processing
            ));
        }
        for (other, id) in others.iter().zip(taken) {
            knowledge::delete(&other.app, other.tenant, id).await.unwrap();
        }
        assert!(busy >= 24, "the documents were read too soon to show anything: {busy} left");
    });
}

#[test]
fn tenants_take_turns_and_a_deleted_document_is_read_no_further() {
    world::with(|world| async move {
        let (dana, other) = (world.admin("dana").await, world.another().await);
        let before = readers();
        let mut slow = Vec::new();
        for _ in 0..4 {
            slow.push(uploads(&dana, "endless.pdf", &endless()).await);
        }
        world
            .eventually("the first to be read", || async {
                let document = dana.get(&format!("documents/{}", slow[0])).await.ok();
                (document["stage"] == "extract").then_some(())
            })
            .await;
        let mut tx = world.app.db.tenant(world.tenant).begin().await.unwrap();
        let places: Vec<i16> = sqlx::query_scalar(
            "select priority from jobs._private_jobs where payload->>'tenant' = $1 order by id",
        )
        .bind(world.tenant.to_string())
        .fetch_all(tx.conn())
        .await
        .unwrap();
        drop(tx);
        assert_eq!(places, [0, 1, 2, 3]);

        // Whoever comes last does not wait for all that came before.
        let gita = other.admin("gita").await;
        let quick = uploads(&gita, "quick.txt", b"Gardenias.").await;
        let started = Instant::now();
        assert_eq!(settled(&gita, &quick).await["state"], "ready");
        assert!(started.elapsed() < Duration::from_secs(15), "{:?}", started.elapsed());
        let mut states = Vec::new();
        for id in &slow {
            states.push(dana.get(&format!("documents/{id}")).await.ok()["state"].clone());
        }
        assert_eq!(json!(states), json!(["processing", "received", "received", "received"]));

        let reading: BTreeSet<u32> = readers().difference(&before).copied().collect();
        assert!(!reading.is_empty());
        for id in &slow {
            assert_eq!(dana.delete(&format!("documents/{id}")).await.status, 204);
        }
        world
            .eventually("the reader to end", || async { readers().is_disjoint(&reading).then_some(()) })
            .await;
        let next = uploads(&dana, "next.txt", b"Camellias.").await;
        assert_eq!(settled(&dana, &next).await["state"], "ready");
    });
}

/// Seventy copies of a document of one passage, with that passage some times over.
async fn is_copied(world: &World, id: &str, times: i32) {
    let mut tx = world.app.db.tenant(world.tenant).begin().await.unwrap();
    let sql = "
        with copied as materialized (
               select d.id as old, gen_random_uuid() as new from documents d, generate_series(1, 70)
                where d.id = $1),
             parts as materialized (
               select c.id as old, gen_random_uuid() as new, m.new as document, at
                 from copied m join chunks c on c.document_id = m.old, generate_series(1, $2) as at),
             one as (
               insert into documents
               select (jsonb_populate_record(d, jsonb_build_object('id', m.new))).*
                 from copied m join documents d on d.id = m.old),
             two as (
               insert into chunks
               select (jsonb_populate_record(c,
                         jsonb_build_object('id', m.new, 'document_id', m.document, 'ordinal', m.at - 1))).*
                 from parts m join chunks c on c.id = m.old),
             three as (update knowledge_versions set version = version + 1)
        insert into chunk_vectors
        select (jsonb_populate_record(v, jsonb_build_object('chunk_id', m.new))).*
          from parts m join chunk_vectors v on v.chunk_id = m.old";
    let id: uuid::Uuid = id.parse().unwrap();
    sqlx::query(sqlx::AssertSqlSafe(sql.to_owned())).bind(id).bind(times).execute(tx.conn()).await.unwrap();
    tx.commit().await.unwrap();
}

#[test]
fn while_a_large_index_is_read_the_one_before_answers() {
    world::with(|world| async move {
        let dana = world.admin("dana").await;
        let delivery = uploads(&dana, "delivery.txt", b"Delivery to Aqaba takes three days.").await;
        assert_eq!(settled(&dana, &delivery).await["state"], "ready");
        is_copied(&world, &delivery, 130).await;
        assert!(!finds(&dana, "delivery to Aqaba").await.is_empty());

        // More documents than are read one by one, and one among them that says something else.
        let zebras = uploads(&dana, "zebras.txt", b"Zebras are not for sale.").await;
        assert_eq!(settled(&dana, &zebras).await["state"], "ready");
        is_copied(&world, &delivery, 1).await;
        let has = |hits: Vec<Value>| hits.iter().any(|hit| hit["document_id"] == zebras.as_str());
        // Nobody waits for them ...
        assert!(!has(finds(&dana, "are zebras for sale").await));
        // ... and all are found.
        world
            .eventually("the new documents to be found", || async {
                has(finds(&dana, "are zebras for sale").await).then_some(())
            })
            .await;
    });
}
