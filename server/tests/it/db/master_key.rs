use diwan::{config::Config, start};
use std::{collections::BTreeMap, path::Path};

async fn starts(data: &Path) -> Result<(), String> {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let mut vars: BTreeMap<String, String> =
        std::env::vars().filter(|(name, _)| name.starts_with("DIWAN_")).collect();
    vars.insert("DIWAN_ADDR".into(), "127.0.0.1:0".into());
    vars.insert("DIWAN_DATA".into(), data.to_string_lossy().into_owned());
    let exe = std::env::current_exe().unwrap();
    let config = Config::from_vars(&vars, exe.parent().unwrap()).unwrap();
    let (app, connections) = start::open(config, |_| {}).await.map_err(|error| format!("{error:#}"))?;
    app.db.close().await;
    if let Some(private) = connections.private {
        private.stop().await.unwrap();
    }
    Ok(())
}

#[tokio::test]
async fn a_lost_or_another_master_key_is_refused_and_the_right_one_serves_again() {
    let data = &std::env::temp_dir().join(format!("diwan-it/{}-key", std::process::id()));
    starts(data).await.unwrap();
    let file = data.join("keys/master.key");
    let key = std::fs::read(&file).unwrap();

    std::fs::remove_file(&file).unwrap();
    let why = starts(data).await.unwrap_err();
    assert!(why.contains("sealed with another master key") && why.contains("DIWAN_MASTER_KEY_FILE"), "{why}");
    // The place stays free for the right one.
    assert!(!file.exists());

    std::fs::write(&file, "ab".repeat(32)).unwrap();
    assert!(starts(data).await.unwrap_err().contains("sealed with another master key"));
    assert_eq!(std::fs::read(&file).unwrap(), "ab".repeat(32).as_bytes());

    std::fs::write(&file, key).unwrap();
    starts(data).await.unwrap();
    std::fs::remove_dir_all(data).unwrap();
}
