//! A first start that is killed while the database is being made.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

/// A process of its own, since it is killed.
fn migrates(data: &Path) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_diwan"));
    command
        .arg("migrate")
        .env_remove("DATABASE_URL")
        .env_remove("DIWAN_MASTER_KEY_FILE")
        .env("DIWAN_DATA", data);
    command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
}

/// What is in the folders of the versions: `data`, and what is to become it.
fn folders(data: &Path) -> Vec<PathBuf> {
    let versions = fs::read_dir(data.join("pg")).into_iter().flatten().flatten();
    let inside = versions.filter_map(|version| fs::read_dir(version.path()).ok()).flatten().flatten();
    inside
        .map(|entry| entry.path())
        .filter(|path| path.file_name().unwrap().to_string_lossy().starts_with("data"))
        .collect()
}

#[test]
fn a_first_start_that_is_killed_again_and_again_begins_anew() {
    let data = &std::env::temp_dir().join(format!("diwan-killed-{}", std::process::id()));
    let _ = fs::remove_dir_all(data);
    for moment in [0, 150, 400] {
        let before = folders(data);
        let mut killed = migrates(data);
        let began = Instant::now();
        let made = loop {
            if let Some(made) = folders(data).into_iter().find(|folder| !before.contains(folder)) {
                break made;
            }
            assert!(killed.try_wait().unwrap().is_none(), "it ended before it made the database");
            assert!(began.elapsed() < Duration::from_secs(60), "it does not begin to make the database");
            std::thread::sleep(Duration::from_millis(2));
        };
        std::thread::sleep(Duration::from_millis(moment));
        killed.kill().unwrap();
        killed.wait().unwrap();
        // What earlier versions left under the one name that they had.
        fs::create_dir_all(made.with_file_name("data.tmp").join("base")).unwrap();
    }
    let last = migrates(data).wait_with_output().unwrap();
    assert!(last.status.success(), "{}", String::from_utf8_lossy(&last.stderr));
    let left = folders(data);
    assert!(left.len() == 1 && left[0].ends_with("data"), "{left:?}");
    fs::remove_dir_all(data).unwrap();
}
