use super::{finds, rows, settled, uploads};
use crate::{files::on_disk, world};
use api::Code;
use serde_json::{Value, json};

/// An archive of these files, not packed: what is tested is what becomes of them.
fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    let number = |n: usize| u32::try_from(n).unwrap().to_le_bytes();
    for (name, bytes) in files {
        let at = out.len();
        // Version, flags (names in UTF-8), stored, no time.
        let mut head = vec![20, 0, 0, 8, 0, 0, 0, 0, 0x21, 0];
        head.extend(crc(bytes).to_le_bytes());
        head.extend(number(bytes.len()));
        head.extend(number(bytes.len()));
        head.extend(u16::try_from(name.len()).unwrap().to_le_bytes());
        head.extend([0, 0]);
        out.extend(b"PK\x03\x04");
        out.extend(&head);
        out.extend(name.as_bytes());
        out.extend(*bytes);
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(&head);
        directory.extend([0; 10]);
        directory.extend(number(at));
        directory.extend(name.as_bytes());
    }
    let count = u16::try_from(files.len()).unwrap().to_le_bytes();
    let at = out.len();
    out.extend(&directory);
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend(count);
    out.extend(count);
    out.extend(number(directory.len()));
    out.extend(number(at));
    out.extend([0, 0]);
    out
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |mut crc, byte| {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = (crc >> 1) ^ (0xedb8_8320 & (crc & 1).wrapping_neg());
        }
        crc
    })
}

#[test]
fn each_file_of_an_archive_becomes_a_document_of_its_own() {
    world::with(|world| async move {
        let dana = world.admin("dana").await;
        let files: [(&str, &[u8]); 5] = [
            ("help/opening hours.md", b"# Opening hours\n\nThe conservatory opens at ten."),
            ("help/ar/\u{62a}\u{648}\u{635}\u{64a}\u{644}.txt", "التوصيل داخل عمان يستغرق يومين.".as_bytes()),
            ("blank.txt", b"  "),
            ("photo.png", b"\x89PNG"),
            ("__MACOSX/._x", b"of the system"),
        ];
        let id = uploads(&dana, "help.zip", &archive(&files)).await;
        let whole = settled(&dana, &id).await;
        assert_eq!((&whole["state"], &whole["chunks"]), (&json!("ready"), &json!(0)), "{whole}");
        assert_eq!(whole["media_type"], "application/zip");
        let all = dana.get("documents").await.ok();
        let mut became: Vec<(String, String, Value)> = Vec::new();
        for document in all["items"].as_array().unwrap().iter().filter(|one| one["id"] != id.as_str()) {
            let document = settled(&dana, document["id"].as_str().unwrap()).await;
            let text = |field: &str| document[field].as_str().unwrap().to_owned();
            became.push((text("title"), text("state"), document["error"]["code"].clone()));
        }
        became.sort_by(|a, b| a.0.cmp(&b.0));
        let expected = [
            ("Opening hours", "ready", json!(null)),
            ("blank", "failed", json!("document_empty")),
            ("photo", "failed", json!("document_unsupported")),
            ("توصيل", "ready", json!(null)),
        ];
        assert_eq!(became, expected.map(|(title, state, code)| (title.to_owned(), state.to_owned(), code)));
        assert!(
            finds(&dana, "when does the conservatory open").await[0]["text"]
                .as_str()
                .unwrap()
                .contains("ten")
        );
        // Its own file is gone: to delete the others is to delete them.
        world.eventually("the archive to go", || async { (on_disk(&world).len() == 3).then_some(()) }).await;
        // Read again, it has nothing more to give, and makes none twice.
        dana.post(&format!("documents/{id}/reindex"), &json!({})).await;
        assert_eq!(settled(&dana, &id).await["error"]["code"], Code::DocumentInterrupted.as_str());
        assert_eq!(rows(&world, "documents").await, 5);
    });
}

#[test]
fn an_archive_without_anything_to_read_says_why() {
    world::with(|world| async move {
        let dana = world.admin("dana").await;
        for (name, bytes) in [
            ("photos.zip", archive(&[("a.png", b"\x89PNG"), ("b.png", b"\x89PNG")])),
            ("half.zip", archive(&[("a.txt", b"text")])[..40].to_vec()),
        ] {
            let id = uploads(&dana, name, &bytes).await;
            let document = settled(&dana, &id).await;
            assert_eq!(document["state"], "failed", "{name}: {document}");
            assert!(
                document["error"]["code"].as_str().unwrap().starts_with("document_"),
                "{name}: {document}"
            );
        }
        assert_eq!(rows(&world, "documents").await, 2);
    });
}
