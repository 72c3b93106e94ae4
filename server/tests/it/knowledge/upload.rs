use super::{fixture, sends, settled, uploads};
use crate::world;
use api::Code;
use serde_json::json;

#[test]
fn every_format_in_every_language_becomes_passages() {
    world::with(|world| async move {
        let dana = world.admin("dana").await;
        for lang in ["ar", "fa", "tr", "it", "en"] {
            for format in ["pdf", "docx", "html", "md", "txt"] {
                let name = format!("{lang}.{format}");
                let id = uploads(&dana, &name, &fixture(&name)).await;
                let document = settled(&dana, &id).await;
                assert_eq!(document["state"], "ready", "{name}: {document}");
                assert_eq!((&document["lang"], &document["progress"]), (&json!(lang), &json!(100)), "{name}");
                assert_eq!(document["pages"].is_u64(), format == "pdf", "{name}");
                assert_ne!(document["title"], lang, "{name} has a title of its own");
                let passages = dana.get(&format!("documents/{id}/passages")).await.ok();
                let passages = passages.as_array().unwrap();
                assert_eq!(json!(passages.len()), document["chunks"], "{name}");
                assert!(!passages.is_empty() && passages.iter().enumerate().all(|(n, p)| p["ordinal"] == n));
                assert_eq!(passages.iter().all(|p| p["page"].is_u64()), format == "pdf", "{name}");
            }
        }
    });
}

/// A question and its answer are one passage, in the words of any program's export.
#[test]
fn sheets_of_questions_become_a_passage_each() {
    world::with(|world| async move {
        let dana = world.admin("dana").await;
        for (name, lang, passages) in [
            ("faq.xlsx", None, 12),
            ("faq-lo.xlsx", Some("tr"), 2),
            ("faq-ar.csv", Some("ar"), 3),
            ("faq-fa.csv", Some("fa"), 2),
        ] {
            let id = uploads(&dana, name, &fixture(name)).await;
            let document = settled(&dana, &id).await;
            assert_eq!(
                (&document["state"], &document["chunks"]),
                (&json!("ready"), &json!(passages)),
                "{document}"
            );
            assert!(lang.is_none_or(|lang| document["lang"] == lang), "{document}");
            assert_eq!(
                document["title"],
                if name == "faq.xlsx" { "Nabta FAQ" } else { name.split('.').next().unwrap() }
            );
        }
        let hits = super::finds(&dana, "رسوم التوصيل إلى العقبة").await;
        assert!(hits[0].to_string().contains("4 دنانير"), "{hits:?}");
    });
}

#[test]
fn a_file_that_can_not_be_read_ends_with_its_reason() {
    world::with(|world| async move {
        let dana = world.admin("dana").await;
        let pdf = fixture("en.pdf");
        let cases: [(&str, Vec<u8>, Code); 7] = [
            ("locked.pdf", fixture("encrypted.pdf"), Code::DocumentEncrypted),
            ("photo.pdf", fixture("scanned.pdf"), Code::DocumentScanned),
            ("half.pdf", pdf[..pdf.len() / 2].to_vec(), Code::DocumentBroken),
            ("blank.txt", b" \n\t\n ".to_vec(), Code::DocumentEmpty),
            ("nothing.md", vec![], Code::DocumentEmpty),
            ("renamed.docx", pdf, Code::DocumentMislabelled),
            ("unknown.bin", vec![0, 1, 2, 3, 255, 254], Code::DocumentUnsupported),
        ];
        for (name, bytes, code) in cases {
            let id = uploads(&dana, name, &bytes).await;
            let document = settled(&dana, &id).await;
            assert_eq!(document["state"], "failed", "{name}: {document}");
            assert_eq!(document["error"]["code"], code.as_str(), "{name}: {document}");
            assert!(document["stage"].is_null());
            // Two sentences for its owner: what is wrong, and what to do.
            let detail = document["error"]["detail"].as_str().unwrap();
            assert!(detail.ends_with('.') && detail.matches(". ").count() == 1, "{name}: {detail}");
            for word in ["pdfium", "Pdf", "Docx", "zip", "xml", "InternalError", "line ", "byte"] {
                assert!(!detail.contains(word), "{name}: {detail}");
            }
            assert_eq!(dana.get(&format!("documents/{id}/passages")).await.ok(), json!([]));
        }
    });
}

#[test]
fn what_can_not_become_a_document_is_refused_at_the_door() {
    world::with(|world| async move {
        let (dana, lina) = (world.admin("dana").await, world.agent("lina").await);
        sends(&dana, "prices.ods", b"PK", &[]).await.refused(Code::UnsupportedMediaType);
        sends(&dana, "a.txt", &vec![b'a'; 25 * 1024 * 1024 + 1], &[]).await.refused(Code::PayloadTooLarge);
        sends(&dana, "a.txt", b"text", &[("lang", "not a language")]).await.refused(Code::InvalidInput);
        sends(&dana, "a.txt", b"text", &[("title", &"t".repeat(201))]).await.refused(Code::InvalidInput);
        sends(&lina, "a.txt", b"text", &[]).await.refused(Code::Forbidden);
        dana.post("documents", &json!({})).await.refused(Code::UnsupportedMediaType);
        assert_eq!(super::rows(&world, "documents").await, 0);
        assert!(crate::files::on_disk(&world).is_empty());
    });
}

#[test]
fn the_uploaders_title_and_language_stand_and_each_stage_is_told() {
    world::with(|world| async move {
        let dana = world.admin("dana").await;
        let fields = [("title", "  House rules "), ("lang", "en-GB")];
        let answer =
            sends(&dana, "../x/rules.md", b"# Other\n\nNo smoking in the greenhouse.", &fields).await;
        let id = crate::files::id(&answer.json());
        let document = settled(&dana, &id).await;
        assert_eq!((&document["title"], &document["lang"]), (&json!("House rules"), &json!("en-GB")));
        assert_eq!(document["media_type"], "text/markdown");
        let events = dana.get("events?after=0").await.ok();
        let events = events["items"].as_array().unwrap();
        assert!(events.len() >= 4 && events.iter().all(|e| e["event"] == "document.updated"), "{events:?}");
        assert!(events.iter().all(|e| e["data"]["id"] == id.as_str() && e["data"]["state"] == "ready"));
    });
}

#[test]
fn a_repeated_upload_makes_one_document() {
    world::with(|world| async move {
        let dana = world.admin("dana").await;
        let send = || async {
            let parts =
                [crate::files::Part { name: "file", file: Some("a.txt"), bytes: b"Open on Fridays." }];
            let form = crate::files::form(&dana, "documents", &parts).header("idempotency-key", "u-1");
            world::Answer::of(form).await
        };
        let (first, again) = (send().await, send().await);
        assert_eq!((first.status.as_u16(), again.header("idempotent-replayed")), (202, Some("true")));
        assert_eq!(first.bytes, again.bytes);
        settled(&dana, &crate::files::id(&first.json())).await;
        assert_eq!(super::rows(&world, "documents").await, 1);
    });
}
