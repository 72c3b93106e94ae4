//! What `diwan doctor` says, and `diwan migrate` where it can't go on either: programs of their own, as an operator
//! runs them.

use crate::world;
use std::{
    fs,
    net::TcpListener,
    os::unix::fs::{PermissionsExt, symlink},
    path::{Path, PathBuf},
    process::{Command, Output},
};

/// A folder of this test.
fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("diwan-doctor-{}-{name}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn runs(command: &str, data: &Path, vars: &[(&str, &str)]) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_diwan"));
    program.arg(command).env("DIWAN_ADDR", "127.0.0.1:0").env("DIWAN_DATA", data);
    program.env_remove("DATABASE_URL").env_remove("DIWAN_MASTER_KEY_FILE").envs(vars.iter().copied());
    program.output().unwrap()
}

fn doctor(data: &Path, vars: &[(&str, &str)]) -> Vec<String> {
    let output = runs("doctor", data, vars);
    let lines: Vec<_> = String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect();
    let failed = lines.iter().any(|line| line.starts_with("FAIL"));
    assert_eq!(output.status.success(), !failed, "{lines:?}");
    lines
}

/// Both say it, with all of these words in one line.
#[track_caller]
fn both_say(data: &Path, vars: &[(&str, &str)], words: &[&str]) {
    let all = |line: &str| words.iter().all(|word| line.contains(word));
    let found = doctor(data, vars);
    assert!(found.iter().any(|line| line.starts_with("FAIL") && all(line)), "{words:?}: {found:?}");
    let output = runs("migrate", data, vars);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success() && said.lines().any(all), "{words:?}: {said}");
}

/// A folder in which not even root can make anything.
const CLOSED: &str = "/sys";

#[test]
fn it_only_looks() {
    let above = folder("looks");
    let data = above.join("new");
    let found = doctor(&data, &[]);
    assert!(found.iter().any(|line| line.starts_with("ok   data folder")), "{found:?}");
    assert_eq!(fs::read_dir(&above).unwrap().count(), 0, "it made something");
    // What a first start leaves that broke off: a key, and no database.
    fs::create_dir_all(data.join("keys")).unwrap();
    fs::create_dir_all(data.join("pg/log")).unwrap();
    fs::write(data.join("keys/master.key"), "ab".repeat(32)).unwrap();
    fs::set_permissions(data.join("keys/master.key"), fs::Permissions::from_mode(0o600)).unwrap();
    let found = doctor(&data, &[]);
    assert!(found.contains(&"ok   private PostgreSQL: made at the first start".to_owned()), "{found:?}");
    assert_eq!(fs::read_dir(data.join("pg")).unwrap().count(), 1, "it began to make a database");
    assert!(found.contains(&"ok   master key".to_owned()), "{found:?}");
    fs::set_permissions(data.join("keys/master.key"), fs::Permissions::from_mode(0o644)).unwrap();
    let found = doctor(&data, &[]);
    let warned =
        |line: &String| line.starts_with("note") && line.contains("mode 644") && line.contains("chmod 600");
    assert!(found.iter().any(warned), "{found:?}");
    fs::remove_dir_all(above).unwrap();
}

#[test]
fn a_place_that_takes_nothing_is_named_with_the_variable_and_what_to_do() {
    let above = folder("places");
    let file = above.join("file");
    fs::write(&file, "").unwrap();
    let closed = format!("{CLOSED}/diwan");
    both_say(Path::new(&closed), &[], &["data folder", &closed, "set DIWAN_DATA"]);
    both_say(Path::new("/proc/diwan"), &[], &["data folder", "/proc/diwan", "set DIWAN_DATA"]);
    both_say(&file, &[], &["data folder", &file.to_string_lossy(), "set DIWAN_DATA to a folder"]);
    both_say(&file.join("x"), &[], &["data folder", &file.to_string_lossy(), "set DIWAN_DATA to a folder"]);
    let data = above.join("data");
    both_say(&data, &[("DIWAN_PG_BUNDLE", "/nowhere")], &["DIWAN_PG_BUNDLE=/nowhere", "unset it"]);
    let empty = above.to_string_lossy();
    both_say(&data, &[("DIWAN_PG_BUNDLE", &empty)], &["DIWAN_PG_BUNDLE=", &empty, "postgres", "unset it"]);
    fs::remove_dir_all(&data).unwrap();
    fs::create_dir_all(&data).unwrap();
    symlink(CLOSED, data.join("files")).unwrap();
    let files = data.join("files");
    both_say(&data, &[], &["folder of files", &files.to_string_lossy(), "DIWAN_DATA"]);
    fs::remove_dir_all(above).unwrap();
}

#[test]
fn an_address_that_can_not_be_listened_at_is_told_from_one_where_diwan_is() {
    world::with(|world| async move {
        let data = folder("address");
        let found = doctor(&data, &[("DIWAN_ADDR", "192.0.2.1:3000")]);
        let refused =
            |line: &String| line.starts_with("FAIL") && line.contains("192.0.2.1:3000 (DIWAN_ADDR)");
        assert!(found.iter().any(refused), "{found:?}");
        let other = TcpListener::bind("127.0.0.1:0").unwrap();
        let taken = other.local_addr().unwrap().to_string();
        let found = doctor(&data, &[("DIWAN_ADDR", &taken)]);
        let refused = |line: &String| line.starts_with("FAIL") && line.contains("another server is there");
        assert!(found.iter().any(refused), "{found:?}");
        let here = world.addr.to_string();
        let looked = data.clone();
        let found =
            tokio::task::spawn_blocking(move || doctor(&looked, &[("DIWAN_ADDR", &here)])).await.unwrap();
        fs::remove_dir_all(data).unwrap();
        let noted = format!("note a Diwan listens on {} already", world.addr);
        assert!(found.contains(&noted), "{found:?}");
        // It can't be of a data folder in which nothing was ever started.
        let refused = |line: &String| line.starts_with("FAIL") && line.contains("another data folder");
        assert!(found.iter().any(refused), "{found:?}");
        let ours = world.app.config.data.clone();
        let found = tokio::task::spawn_blocking(move || doctor(&ours, &[])).await.unwrap();
        let noted = |line: &String| line.starts_with("note") && line.contains("has the data folder");
        let private = world.app.config.data.join("pg").exists();
        assert_eq!(found.iter().any(noted), private, "{found:?}");
    });
}
