//! What serving needs, looked at before it is missed: by `diwan doctor`, and in part by `diwan serve`.

use crate::{
    causes::one_line,
    config::{Config, Databases},
    crypto, data_folder,
    db::{
        self, Connections,
        private::{self, PrivateError},
        private_programs,
    },
    files::Files,
    start,
};
use std::{fmt, io, net::SocketAddr, time::Duration};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

/// How long whoever listens at our address may take to say who it is.
const WHO: Duration = Duration::from_secs(2);

/// What one look came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    Good,
    /// To be known; serving is possible.
    Note,
    Wrong,
}

impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Good => "ok  ",
            Self::Note => "note",
            Self::Wrong => "FAIL",
        })
    }
}

/// One check of [`look`].
pub struct Finding {
    pub mark: Mark,
    pub said: String,
}

#[derive(Default)]
struct Findings(Vec<Finding>);

impl Findings {
    fn good(&mut self, said: impl Into<String>) {
        self.0.push(Finding { mark: Mark::Good, said: said.into() });
    }

    fn note(&mut self, said: impl Into<String>) {
        self.0.push(Finding { mark: Mark::Note, said: said.into() });
    }

    fn wrong(&mut self, said: impl Into<String>) {
        self.0.push(Finding { mark: Mark::Wrong, said: said.into() });
    }

    fn either(&mut self, what: impl Into<String>, found: Result<(), String>) -> bool {
        let good = found.is_ok();
        match found {
            Ok(()) => self.good(what),
            Err(said) => self.wrong(said),
        }
        good
    }
}

/// Looks at everything that serving needs, and makes nothing of it.
pub async fn look() -> Vec<Finding> {
    let mut findings = Findings::default();
    match Config::from_env() {
        Ok(config) => look_at(&config, &mut findings).await,
        Err(wrong) => wrong.into_iter().for_each(|said| findings.wrong(said)),
    }
    findings.0
}

async fn look_at(config: &Config, findings: &mut Findings) {
    findings.good("configuration");
    for name in &config.unknown {
        findings.wrong(format!("{name} is not known and does nothing; `diwan help` lists the variables"));
    }
    let ours = listen(config.addr, findings).await;
    let data = format!("data folder {}", config.data.display());
    let writable = findings.either(data, data_folder::look(&config.data));
    let files = config.data.join("files");
    if writable && files.exists() {
        let answer = match Files::open(&files) {
            Ok(files) => files.writable().await,
            Err(error) => Err(one_line(&error)),
        };
        findings.either("files", answer);
    }
    findings.either("dashboard and widget", site(config));
    findings.either("PDF library", pdf_library(config));
    let new = config.master_key_made && !config.master_key_file.exists();
    let master = if new { Ok(crypto::Master::random()) } else { crypto::load(&config.master_key_file) };
    let master = match master {
        Ok(master) => master,
        Err(error) => return findings.wrong(one_line(&error)),
    };
    match crypto::open_to_others(&config.master_key_file) {
        Some(loose) => findings.note(loose),
        None => findings.good(if new { "master key: made at the first start" } else { "master key" }),
    }
    if matches!(config.databases, Databases::Private) {
        if let Err(error) = private_programs(config) {
            return findings.wrong(one_line(&error));
        }
        if !writable {
            // What its database says would be the same again.
            return;
        }
        if !private::is_made(&config.data) {
            if ours {
                findings.wrong(start::not_ours(config.addr));
            }
            let room = private::room_for_new(&config.data).map_err(|error| error.to_string());
            findings.either("private PostgreSQL: made at the first start", room);
            return;
        }
    }
    for region in config.unknown_regions() {
        findings.note(format!(
            "region {region}: companies are in {}, unless they are made there by this name; is it spelled right?",
            crate::config::REGIONS.join(", ")
        ));
    }
    databases(config, &master, ours, findings).await;
}

/// `ours`: a Diwan listens at the address, which can only be this one.
async fn databases(config: &Config, master: &crypto::Master, ours: bool, findings: &mut Findings) {
    let connections = match Connections::open(config, master, |_| {}).await {
        Ok(connections) => connections,
        Err(error) => {
            return match error.downcast_ref() {
                Some(PrivateError::InUse { pid, .. }) => findings.note(format!(
                    "a Diwan (process {pid}) has the data folder: its private PostgreSQL is not looked at"
                )),
                _ => findings.wrong(one_line(&error)),
            };
        }
    };
    if ours && connections.private.is_some() {
        // The data folder was free: what listens has another.
        findings.wrong(start::not_ours(config.addr));
    }
    for door in std::iter::once(&connections.control).chain(connections.regions.values()) {
        match door.missing().await {
            Ok(missing) if missing.is_empty() => match db::known(door, master).await {
                Ok(()) => {
                    findings.good(format!("database of {}", door.name));
                    if !door.serves_by_itself().await {
                        findings.note(format!(
                            "{}: {} can't sign in (pg_hba.conf); connections sign in as {} and give its rights up",
                            door.name,
                            door.serving.get_username(),
                            door.owner.get_username()
                        ));
                    }
                }
                Err(error) if error.is::<db::WrongKey>() => {
                    let mend = start::right_key(&config.master_key_file);
                    findings.wrong(format!("{}; {mend}", one_line(&error)));
                }
                Err(error) => findings.wrong(one_line(&error)),
            },
            Ok(missing) => missing.into_iter().for_each(|said| findings.wrong(said)),
            Err(error) => findings.wrong(format!("database of {}: {}", door.name, one_line(&error))),
        }
    }
    if let Some(private) = connections.private
        && let Err(error) = private.stop().await
    {
        findings.wrong(format!("stopping the private PostgreSQL: {error}"));
    }
}

/// Whether one can listen at the address. A Diwan that does already is what the operator wants, as a rule: then true.
async fn listen(addr: SocketAddr, findings: &mut Findings) -> bool {
    match TcpListener::bind(addr).await {
        Ok(_) => findings.good(format!("address {addr}")),
        Err(error) if error.kind() == io::ErrorKind::AddrInUse && is_diwan(addr).await => {
            findings.note(format!("a Diwan listens on {addr} already"));
            return true;
        }
        Err(error) => findings.wrong(start::deaf(addr, &error)),
    }
    false
}

/// Whether what listens there answers as we do: with the id that every answer of ours has.
async fn is_diwan(addr: SocketAddr) -> bool {
    let ask = async {
        let mut line = TcpStream::connect(addr).await?;
        line.write_all(b"GET /healthz HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n").await?;
        let mut answer = Vec::new();
        line.take(4096).read_to_end(&mut answer).await?;
        io::Result::Ok(answer)
    };
    let answer = tokio::time::timeout(WHO, ask).await;
    let answer =
        String::from_utf8_lossy(&answer.unwrap_or(Ok(Vec::new())).unwrap_or_default()).to_lowercase();
    answer.starts_with("http/1.1 200") && answer.contains("\r\nx-request-id: ")
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
