use super::{attaches, id, on_disk};
use crate::world;
use api::Code;
use serde_json::json;
use time::Duration;
use uuid::Uuid;

#[test]
fn a_file_comes_back_once_through_its_link_and_is_sealed_everywhere() {
    world::with(|world| async move {
        let lina = world.agent("lina").await;
        let content = "The customer's receipt, number 7-4411. ".repeat(5000);
        world.plant("إيصال الزبونة.txt");
        world.plant("receipt, number 7-4411");
        let attachment = attaches(&lina, "إيصال الزبونة.txt", content.as_bytes()).await.created();
        assert_eq!(attachment["name"], "إيصال الزبونة.txt");
        assert_eq!(attachment["media_type"], "text/plain");
        assert_eq!(attachment["size"], content.len());
        let [file] = &on_disk(&world)[..] else { panic!("one file") };
        let disk = std::fs::read(file).unwrap();
        assert!(disk.len() > content.len() && !disk.windows(14).any(|w| w == b"number 7-4411."));

        let link = lina.get(&format!("attachments/{}/link", id(&attachment))).await.ok();
        let url = link["url"].as_str().unwrap();
        for _ in 0..2 {
            let looked = world.send(reqwest::Method::HEAD, url, None, None).await;
            assert_eq!((looked.status.as_u16(), looked.bytes.len()), (200, 0));
            assert_eq!(looked.header("content-length"), Some(&*content.len().to_string()));
        }
        let download = world.get(url, None).await;
        assert_eq!((download.status.as_u16(), &download.bytes[..]), (200, content.as_bytes()));
        assert_eq!(download.header("x-content-type-options"), Some("nosniff"));
        assert!(download.header("content-security-policy").unwrap().starts_with("sandbox"));
        assert_eq!(download.header("cache-control"), Some("no-store"));
        let disposition = download.header("content-disposition").unwrap();
        assert!(disposition.starts_with("attachment;") && disposition.contains("filename*=UTF-8''%D8%A5"));
        world.get(url, None).await.refused(Code::NotFound);
        assert_eq!(world.send(reqwest::Method::HEAD, url, None, None).await.status, 404);
    });
}

#[test]
fn of_many_who_use_a_link_at_once_one_gets_the_file() {
    world::with(|world| async move {
        let lina = world.agent("lina").await;
        let attachment = attaches(&lina, "a.txt", b"once").await.created();
        let link = lina.get(&format!("attachments/{}/link", id(&attachment))).await.ok();
        let url = link["url"].as_str().unwrap();
        let all = futures::future::join_all((0..8).map(|_| world.get(url, None))).await;
        assert_eq!(all.iter().filter(|answer| answer.status == 200).count(), 1);
    });
}

#[test]
fn a_link_ends_after_five_minutes_and_strangers_get_none() {
    world::with(|world| async move {
        let lina = world.agent("lina").await;
        let attachment = id(&attaches(&lina, "a.txt", b"x").await.created());
        let path = format!("attachments/{attachment}/link");
        let stranger = world.another().await.admin("eve").await;
        stranger.get(&path).await.refused(Code::NotFound);
        world.get(&path, None).await.refused(Code::Unauthenticated);
        lina.get(&format!("attachments/{}/link", Uuid::now_v7())).await.refused(Code::NotFound);

        let link = lina.get(&path).await.ok();
        let mut tx = world.app.db.tenant(world.tenant).begin().await.unwrap();
        // The links of this tenant grow old; the others' clock stays.
        sqlx::query("update attachment_links set expires_at = expires_at - interval '301 seconds'")
            .execute(tx.conn())
            .await
            .unwrap();
        tx.commit().await.unwrap();
        world.get(link["url"].as_str().unwrap(), None).await.refused(Code::NotFound);
        for token in ["x", "AAAA", &"A".repeat(64), "%00"] {
            world.get(&format!("attachments/download/{token}"), None).await.refused(Code::NotFound);
        }
    });
}

#[test]
fn an_attachment_belongs_to_one_message() {
    world::with(|world| async move {
        let (lina, visitor) = (world.agent("lina").await, world.visitor("en").await);
        let conversation = visitor.writes("Could you send me the invoice?").await.conversation_id;
        visitor.asks_for_a_person().await;
        lina.post(&format!("conversations/{conversation}/assign"), &json!({ "user_id": lina.id })).await.ok();
        let attachment = id(&attaches(&lina, "invoice.pdf", b"%PDF-1.7 ...").await.created());
        let path = format!("conversations/{conversation}/messages");
        let new = |client_id: &str, id: &str| json!({ "client_id": client_id, "kind": "reply", "body": "Here it is.", "attachment_ids": [id] });
        lina.post(&path, &new("c-0", &Uuid::now_v7().to_string())).await.refused(Code::NotFound);
        let message = lina.post(&path, &new("c-1", &attachment)).await.created();
        assert_eq!(message["attachments"][0]["name"], "invoice.pdf");
        assert_eq!(message["attachments"][0]["media_type"], "application/pdf");
        lina.post(&path, &new("c-2", &attachment)).await.refused(Code::Conflict);
        let again = lina.post(&path, &new("c-1", &attachment)).await;
        assert_eq!(again.json()["id"], message["id"]);
    });
}

/// Fetches an attachment through a link of its own.
async fn fetches(person: &crate::world::Person, id: &str) -> crate::world::Answer {
    let link = person.get(&format!("attachments/{id}/link")).await.ok();
    person.world.get(link["url"].as_str().unwrap(), None).await
}

#[test]
fn an_attachment_that_was_sent_is_its_contacts_and_goes_with_their_key() {
    world::with(|world| async move {
        let (lina, visitor) = (world.agent("lina").await, world.visitor("en").await);
        visitor.asks_for_a_person().await;
        let conversation = visitor.writes("Could you send me the invoice?").await.conversation_id;
        let contact = lina.get(&format!("conversations/{conversation}")).await.ok()["contact"]["id"].clone();
        let contact: Uuid = serde_json::from_value(contact).unwrap();
        let sent = id(&attaches(&lina, "invoice.txt", b"12 JOD").await.created());
        let kept = id(&attaches(&lina, "kept.txt", b"not sent").await.created());

        // A process that dies while it sends changes nothing.
        let mut tx = world.app.db.tenant(world.tenant).begin().await.unwrap();
        let message = api::MessageId(world.app.new_id());
        let ids = [sent.parse().unwrap()];
        diwan::files::claim_attachments(&mut tx, &ids, message, api::ContactId(contact)).await.unwrap();
        drop(tx);
        assert_eq!(fetches(&lina, &sent).await.bytes, b"12 JOD");
        assert_eq!(owner(&world, &sent).await, world.tenant.0);

        let path = format!("conversations/{conversation}/messages");
        let new = json!({ "client_id": "c-1", "kind": "reply", "body": "Here.", "attachment_ids": [sent] });
        let message = lina.post(&path, &new).await.created();
        assert_eq!(message["attachments"][0]["name"], "invoice.txt");
        assert_eq!(fetches(&lina, &sent).await.bytes, b"12 JOD");
        assert_eq!(owner(&world, &sent).await, contact);
        assert_eq!(on_disk(&world).len(), 2, "no file was written again or left behind");

        let mut tx = world.app.db.tenant(world.tenant).begin().await.unwrap();
        sqlx::query("delete from data_keys where owner_id = $1")
            .bind(contact)
            .execute(tx.conn())
            .await
            .unwrap();
        tx.commit().await.unwrap();
        world.app.db.vault.forget(world.tenant, contact).await;
        fetches(&lina, &sent).await.refused(Code::NotFound);
        assert_eq!(lina.messages(conversation).await.last().unwrap().attachments, vec![]);
        assert_eq!(fetches(&lina, &kept).await.bytes, b"not sent", "what nobody was sent is the tenant's");
    });
}

/// Whose key seals an attachment: its row opens with that one and with no other.
async fn owner(world: &crate::world::World, id: &str) -> Uuid {
    let mut tx = world.app.db.tenant(world.tenant).begin().await.unwrap();
    let id: Uuid = id.parse().unwrap();
    let (owner, name, key): (Uuid, Vec<u8>, Vec<u8>) =
        sqlx::query_as("select uploader_id, name_sealed, key_sealed from attachments where id = $1")
            .bind(id)
            .fetch_one(tx.conn())
            .await
            .unwrap();
    let (its, tenants) = (tx.key(owner).await.unwrap(), tx.tenant_key().await.unwrap());
    let opens = |with: &diwan::crypto::Key| {
        with.open("attachments.name", id, &name).is_ok() && with.unwrap_key(id, &key).is_ok()
    };
    assert!(opens(&its));
    assert_eq!(opens(&tenants), owner == world.tenant.0);
    owner
}

#[test]
fn of_two_uploads_under_one_id_the_file_is_that_of_the_row() {
    world::with(|world| async move {
        let lina = world.agent("lina").await;
        let body = vec![b'x'; 300_000];
        let upload = || {
            let parts = [super::Part { name: "file", file: Some("twin.txt"), bytes: &body }];
            super::form(&lina, "attachments", &parts).header("idempotency-key", "twin")
        };
        let first = world::Answer::of(upload()).await.created();
        // As if the first had broken off before its answer was kept.
        let mut tx = world.app.db.tenant(world.tenant).begin().await.unwrap();
        sqlx::query("update idempotency_keys set status = null, response_sealed = null, created_at = created_at - interval '2 minutes'")
            .execute(tx.conn())
            .await
            .unwrap();
        tx.commit().await.unwrap();
        assert_eq!(world::Answer::of(upload()).await.created(), first);
        assert_eq!(fetches(&lina, &id(&first)).await.bytes, body);
        assert_eq!(on_disk(&world).len(), 1);
    });
}

#[test]
fn what_is_no_file_or_too_large_is_refused_with_a_reason() {
    world::with(|world| async move {
        let lina = world.agent("lina").await;
        let large = vec![7; 25 * 1024 * 1024 + 1];
        attaches(&lina, "large.bin", &large).await.refused(Code::PayloadTooLarge);
        lina.post("attachments", &json!({})).await.refused(Code::UnsupportedMediaType);
        let none =
            super::form(&lina, "attachments", &[super::Part { name: "note", file: None, bytes: b"x" }]);
        world::Answer::of(none).await.refused(Code::InvalidInput);
        let broken = super::form(&lina, "attachments", &[]).body("--nothing");
        world::Answer::of(broken).await.refused(Code::InvalidInput);
        assert!(on_disk(&world).is_empty(), "the refused ones leave nothing");
    });
}

#[test]
fn a_link_says_when_it_ends() {
    world::with(|world| async move {
        let lina = world.agent("lina").await;
        let attachment = id(&attaches(&lina, "a.txt", b"x").await.created());
        let before = world.app.now();
        let link = lina.get(&format!("attachments/{attachment}/link")).await.ok();
        let until: api::Stamp = serde_json::from_value(link["expires_at"].clone()).unwrap();
        assert!(until.0 >= before + Duration::minutes(5) - Duration::seconds(1));
        assert!(until.0 <= world.app.now() + Duration::minutes(5));
    });
}
