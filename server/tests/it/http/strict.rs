use crate::{
    files::{Part, form},
    knowledge::settled,
    world::{self, Answer},
};
use api::Code;
use reqwest::Method;
use serde_json::{Value, json};

fn fields(problem: &Value) -> Vec<&str> {
    problem["errors"].as_array().unwrap().iter().map(|e| e["field"].as_str().unwrap()).collect()
}

#[test]
fn a_field_that_nobody_knows_is_refused_and_named() {
    world::with(|world| async move {
        let (dana, visitor) = (world.admin("dana").await, world.visitor("en").await);
        visitor.asks_for_a_person().await;
        let id = visitor.writes("hello").await.conversation_id;
        let of = |path: &str| format!("conversations/{id}/{path}");
        let before = dana.get("widget").await.ok();
        let bodies = [
            (Method::PATCH, "widget".to_owned(), json!({ "position": "start", "colour": "red" }), "colour"),
            (
                Method::PATCH,
                "widget".to_owned(),
                json!({ "colors": { "primary": "#1f6f54", "x": 1 } }),
                "colors.x",
            ),
            (
                Method::PATCH,
                "assistant".to_owned(),
                json!({ "handoff": { "on_requests": true } }),
                "handoff.on_request",
            ),
            (
                Method::PATCH,
                "assistant".to_owned(),
                json!({ "provider": { "temperature": 1 } }),
                "provider.temperature",
            ),
            (Method::POST, "assistant/try".to_owned(), json!({ "body": "x", "locale": "en", "to": 1 }), "to"),
            (Method::POST, "assistant/try".to_owned(), json!({ "body": "x", "locale": "zz" }), "locale"),
            (
                Method::POST,
                of("messages"),
                json!({ "client_id": "1", "kind": "note", "body": "x", "private": true }),
                "private",
            ),
            (Method::POST, of("assign"), json!({ "user": dana.id }), "user_id"),
            (Method::POST, of("assign"), json!({}), "user_id"),
            (Method::POST, of("handoff"), json!({}), "reason"),
            (Method::POST, of("handoff"), json!({ "reason": null }), "reason"),
            (Method::POST, of("handoff"), json!({ "reason": " \u{200b}" }), "reason"),
            (Method::POST, of("handoff"), json!({ "reason": "manual", "to": "x" }), "to"),
        ];
        for (method, path, body, field) in bodies {
            let answer = world.send(method, &path, Some(&dana.bearer()), Some(&body)).await;
            assert_eq!(fields(&answer.refused(Code::InvalidInput)), [field], "{path} {body}");
        }
        for (path, body, field) in [
            ("messages", json!({ "client_id": "9", "body": "x", "kind": "note" }), "kind"),
            ("rating", json!({ "score": 5, "stars": 5 }), "stars"),
            ("sessions", json!({ "locale": "en", "name": "x" }), "name"),
        ] {
            assert_eq!(
                fields(&visitor.post(path, &body).await.refused(Code::InvalidInput)),
                [field],
                "{path}"
            );
        }
        let login = json!({ "email": "a@b.test", "password": "x", "remember": true });
        assert_eq!(fields(&world.post("auth/login", &login).await.refused(Code::InvalidInput)), ["remember"]);
        for body in [json!([]), json!("{}"), json!(null)] {
            dana.patch("widget", &body).await.refused(Code::InvalidJson);
        }
        assert_eq!(dana.get("widget").await.ok(), before, "what is refused changes nothing");
        let bodies: Vec<_> = dana.messages(id).await.into_iter().map(|m| m.body).collect();
        assert_eq!(bodies, ["handed_off", "hello"]);
        dana.post(&of("handoff"), &json!({ "reason": "the order is late" })).await.ok();
    });
}

#[test]
fn every_list_takes_a_limit_of_1_to_100_and_says_so() {
    world::with(|world| async move {
        let (dana, visitor) = (world.admin("dana").await, world.visitor("en").await);
        let id = visitor.writes("hello").await.conversation_id;
        for path in [
            "conversations?queue=all",
            &format!("conversations/{id}/messages?after=0"),
            "search/messages?q=hello",
            "documents?",
            "knowledge/search?q=hello",
        ] {
            for limit in ["1", "100"] {
                dana.get(&format!("{path}&limit={limit}")).await.ok();
            }
            for limit in ["0", "101", "-1", "x", "", "1.5", "99999999999999999999"] {
                let problem = dana.get(&format!("{path}&limit={limit}")).await.refused(Code::InvalidInput);
                assert_eq!(fields(&problem), ["limit"], "{path} {limit:?}");
            }
        }
        let problem = dana.get("conversations?queue=theirs").await.refused(Code::InvalidInput);
        assert_eq!(fields(&problem), ["queue"]);
        assert_eq!(fields(&dana.get("knowledge/search").await.refused(Code::InvalidInput)), ["q"]);
        for lang in ["zz", "en_US", "en%20"] {
            let problem =
                dana.get(&format!("knowledge/search?q=x&lang={lang}")).await.refused(Code::InvalidInput);
            assert_eq!(fields(&problem), ["lang"]);
        }
        dana.get("knowledge/search?q=x&lang=ar-JO").await.ok();
        for after in ["now", "-1"] {
            let of = format!("after={after}");
            for path in ["events", "stream/sse", &format!("conversations/{id}/messages")] {
                let problem = dana.get(&format!("{path}?{of}")).await.refused(Code::InvalidInput);
                assert_eq!(fields(&problem), ["after"], "{path} {after}");
            }
            let path = visitor.path(&format!("messages?{of}"));
            let problem = world.get(&path, Some(&visitor.header())).await.refused(Code::InvalidInput);
            assert_eq!(fields(&problem), ["after"]);
        }
    });
}

#[test]
fn a_form_has_the_parts_that_it_may_each_once() {
    world::with(|world| async move {
        let dana = world.admin("dana").await;
        let part = |name, bytes| Part { name, file: (name == "file").then_some("terms.md"), bytes };
        let file = || part("file", b"# Terms\n\nThirty days.".as_slice());
        for (parts, field) in [
            (vec![file(), file()], "file"),
            (vec![file(), part("titel", b"Terms")], "titel"),
            (vec![part("forse", b"x"), file()], "forse"),
            (vec![], "file"),
        ] {
            for path in ["documents", "attachments"] {
                let problem = Answer::of(form(&dana, path, &parts)).await.refused(Code::InvalidInput);
                assert_eq!(fields(&problem), [field], "{path}");
            }
        }
        for (parts, field) in [
            (vec![part("title", b"a"), part("title", b"b"), file()], "title"),
            (vec![part("lang", b"xx"), file()], "lang"),
            (vec![part("lang", b"english"), file()], "lang"),
            (vec![file(), part("review", b"maybe")], "review"),
        ] {
            let problem = Answer::of(form(&dana, "documents", &parts)).await.refused(Code::InvalidInput);
            assert_eq!(fields(&problem), [field]);
        }
        assert_eq!(dana.get("documents").await.ok()["items"], json!([]), "nothing is half there");
        let unseen = "\u{202E}\u{0}\u{200B} ";
        let parts = [part("title", unseen.as_bytes()), part("lang", b"fr-CA"), file()];
        let received = Answer::of(form(&dana, "documents", &parts)).await;
        assert_eq!(received.status, 202);
        let document = settled(&dana, received.json()["id"].as_str().unwrap()).await;
        assert_eq!((&document["title"], &document["lang"]), (&json!("Terms"), &json!("fr-CA")));
    });
}

#[test]
fn the_scheme_of_the_authorization_is_read_in_any_case() {
    world::with(|world| async move {
        let (lina, visitor) = (world.agent("lina").await, world.visitor("en").await);
        for scheme in ["bearer", "BEARER", "Bearer", "Bearer "] {
            world.get("me", Some(&format!("{scheme} {}", lina.token))).await.ok();
        }
        for scheme in ["widget", "WIDGET", "Widget"] {
            world.get(&visitor.path("messages"), Some(&format!("{scheme} {}", visitor.session))).await.ok();
        }
        for wrong in [lina.token.clone(), format!("Basic {}", lina.token), format!("Bearer{}", lina.token)] {
            world.get("me", Some(&wrong)).await.refused(Code::Unauthenticated);
        }
    });
}

#[test]
fn a_message_that_nobody_can_see_is_none() {
    world::with(|world| async move {
        let (lina, visitor) = (world.agent("lina").await, world.visitor("fa").await);
        visitor.asks_for_a_person().await;
        let first = visitor.writes("سلام").await;
        for nothing in ["", " \n", "\u{200b}\u{200c}", "\u{feff} \u{2060}", "\u{202e}\u{200f}\u{2069}"] {
            let problem = visitor.sends("nothing", nothing).await.refused(Code::InvalidInput);
            assert_eq!(fields(&problem), ["body"], "{nothing:?}");
            lina.replies(first.conversation_id, "nothing", nothing).await.refused(Code::InvalidInput);
            lina.notes(first.conversation_id, "nothing", nothing).await.refused(Code::InvalidInput);
        }
        // What joins letters stays where it joins them.
        assert_eq!(visitor.writes("می\u{200c}خواهم").await.body, "می\u{200c}خواهم");
        world.planted.lock().unwrap().retain(|text| text.chars().any(char::is_alphabetic));
    });
}

#[test]
fn a_language_is_one_of_ours_with_or_without_a_region() {
    world::with(|world| async move {
        let open = |locale: &str| {
            let (world, body) = (world.clone(), json!({ "locale": locale }));
            async move { world.post(&format!("widget/{}/sessions", world.widget_key), &body).await }
        };
        for good in ["ar", "ar-JO", "fa-IR", "tr", "it-IT", "en-Latn-GB", "AR-jo"] {
            open(good).await.created();
        }
        for bad in ["", "klingon", "xx", "de", "ar_JO", "ar-", "en; drop", "en-toolongsubtag", "../en"] {
            let problem = open(bad).await.refused(Code::InvalidInput);
            assert_eq!(fields(&problem), ["locale"], "{bad}");
        }
    });
}

#[test]
fn a_socket_that_does_not_upgrade_says_how() {
    world::with(|world| async move {
        for path in ["stream".to_owned(), format!("widget/{}/stream", world.widget_key)] {
            let answer = world.get(&path, None).await;
            answer.refused(Code::UpgradeRequired);
            assert_eq!(answer.header("upgrade"), Some("websocket"));
            let half =
                world.request(Method::GET, &path).header("connection", "upgrade").header("upgrade", "h2c");
            Answer::of(half).await.refused(Code::UpgradeRequired);
        }
    });
}

#[test]
fn what_is_no_id_is_refused_in_every_place_of_a_path() {
    world::with(|world| async move {
        let dana = world.admin("dana").await;
        for path in ["conversations/x", "documents/x", "documents/x/passages", "attachments/x/link"] {
            world.get(path, Some(&dana.bearer())).await.refused(Code::InvalidInput);
        }
    });
}

#[test]
fn the_document_lists_the_codes_as_they_are_sent() {
    world::with(|world| async move {
        let document = world.get("openapi.json", None).await.ok();
        let listed: Vec<&str> = document["components"]["schemas"]["Code"]["enum"]
            .as_array()
            .unwrap()
            .iter()
            .map(|code| code.as_str().unwrap())
            .collect();
        assert_eq!(listed, Code::ALL.iter().map(|code| code.as_str()).collect::<Vec<_>>());
    });
}
