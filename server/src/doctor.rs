//! What serving needs, looked at before it is missed: by `diwan doctor`, and in part by `diwan serve`.

use crate::{
    causes::one_line,
    config::{Config, Databases},
    crypto,
    db::{self, Connections, private_programs},
    start,
};

/// One check of [`look`].
pub struct Finding {
    pub good: bool,
    pub said: String,
}

/// Looks at everything that serving needs, changing as little as it can.
pub async fn look() -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut note = |good: bool, said: String| findings.push(Finding { good, said });
    let config = match Config::from_env() {
        Ok(config) => config,
        Err(wrong) => {
            for said in wrong {
                note(false, said);
            }
            return findings;
        }
    };
    note(true, "configuration".into());
    for name in &config.unknown {
        note(false, format!("{name} is not known and does nothing; `diwan help` lists the variables"));
    }
    let probe = config.data.join(".doctor");
    let writable = std::fs::create_dir_all(&config.data)
        .and_then(|()| std::fs::write(&probe, b""))
        .and_then(|()| std::fs::remove_file(&probe));
    match writable {
        Ok(()) => note(true, format!("data folder {}", config.data.display())),
        Err(error) => note(
            false,
            format!("data folder {} can't be written: {error}; set DIWAN_DATA", config.data.display()),
        ),
    }
    for (what, found) in [("dashboard and widget", site(&config)), ("PDF library", pdf_library(&config))] {
        match found {
            Ok(()) => note(true, what.into()),
            Err(missing) => note(false, missing),
        }
    }
    let new = config.master_key_made && !config.master_key_file.exists();
    let master = if new { Ok(crypto::Master::random()) } else { crypto::load(&config.master_key_file) };
    let master = match master {
        Ok(master) => master,
        Err(error) => {
            note(false, one_line(&error));
            return findings;
        }
    };
    note(true, if new { "master key: made at the first start" } else { "master key" }.into());
    if new && matches!(config.databases, Databases::Private) && !config.data.join("pg").exists() {
        match private_programs(&config) {
            Ok(_) => note(true, "private PostgreSQL: made at the first start".into()),
            Err(error) => note(false, one_line(&error)),
        }
        return findings;
    }
    match Connections::open(&config, &master, |_| {}).await {
        Err(error) => note(false, one_line(&error)),
        Ok(connections) => {
            for door in std::iter::once(&connections.control).chain(connections.regions.values()) {
                match door.missing().await {
                    Ok(missing) if missing.is_empty() => match db::known(door, &master).await {
                        Ok(()) => note(true, format!("database of {}", door.name)),
                        Err(error) if error.is::<db::WrongKey>() => {
                            note(
                                false,
                                format!(
                                    "{}; {}",
                                    one_line(&error),
                                    start::right_key(&config.master_key_file)
                                ),
                            );
                        }
                        Err(error) => note(false, one_line(&error)),
                    },
                    Ok(missing) => missing.into_iter().for_each(|said| note(false, said)),
                    Err(error) => note(false, format!("database of {}: {}", door.name, one_line(&error))),
                }
            }
            if let Some(private) = connections.private
                && let Err(error) = private.stop().await
            {
                note(false, format!("stopping the private PostgreSQL: {error}"));
            }
        }
    }
    findings
}

/// Whether dashboard and widget are there.
///
/// # Errors
/// Where they are not, and what to do.
pub fn site(config: &Config) -> Result<(), String> {
    let built = config.site.join("current").is_file() && config.site.join("widget.js").is_file();
    built.then_some(()).ok_or_else(|| {
        format!(
            "no dashboard and widget at {}; run `make run` once, or set DIWAN_SITE",
            config.site.display()
        )
    })
}

/// Whether the library is there that reads PDF files.
///
/// # Errors
/// Where it is not, and what to do.
pub fn pdf_library(config: &Config) -> Result<(), String> {
    let there = config.pdfium.is_file() || config.pdfium.join("libpdfium.so").is_file();
    there.then_some(()).ok_or_else(|| {
        format!("no libpdfium.so at {}; run `make run` once, or set DIWAN_PDFIUM", config.pdfium.display())
    })
}
