//! Reading a stranger's file in a process that can be lost.
//!
//! PDF goes through a C++ library, and any reader may be made to run away. So the server starts
//! itself once more for each file ([`child`]): with limits on memory, time, files and sizes, an empty
//! environment, the file on its standard input, and the text, or why there is none, on its output.
//! Whatever happens to that process, what is left is a reason.

mod child;
mod watch;

pub use child::worker_main;

use super::model::Failure;
use crate::refusal::{Outcome, Refusal};
use api::Code;
use extract::{Document, Limits, Refused, web::Page};
use serde::{Deserialize, Serialize};
use std::{io, os::unix::process::ExitStatusExt, path::PathBuf, process::Stdio, time::Duration};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    process::Command,
};

/// The command by which `main` knows that it is the worker.
const COMMAND: &str = "extract-worker";
/// The longest that reading one file may take, by the wall.
const LONGEST: Duration = Duration::from_secs(120);
/// The largest answer that is taken: the text of the largest file as JSON, and room for marks.
const ANSWER_BYTES: u64 = 128 * 1024 * 1024;
/// The signal for too much processor time, the same number on every Linux that we build for and on macOS.
const SIGXCPU: i32 = 24;
/// How a program ends itself, here when memory is refused to it: both Rust's and C++' way, and the two by which
/// pdfium crashes on purpose.
const OUT_OF_MEMORY: [i32; 3] = [6, 5, 4];

/// The first line on the worker's input; the file follows.
#[derive(Serialize, Deserialize)]
struct Task {
    name: String,
    limits: Limits,
    /// Where it came from, for a page that is read with its links.
    page: Option<PageTask>,
}

#[derive(Serialize, Deserialize)]
struct PageTask {
    address: String,
    /// The name by which a page may speak to us alone.
    agent: String,
}

/// What the worker answers.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Answer {
    Read {
        media_type: String,
        document: Document,
    },
    Page(Page),
    Refused(Refused),
    /// The PDF library is not where the configuration says.
    NoPdfLibrary,
}

/// A document's text and what kind of file it was.
pub(super) struct Read {
    pub(super) media_type: String,
    pub(super) document: Document,
}

/// Reads a file in a process of its own.
///
/// # Errors
/// Faults of ours only (the process could not be started); what is wrong with the file is a [`Failure`].
pub(super) async fn read(name: &str, bytes: &[u8], pdfium: PathBuf) -> Outcome<Result<Read, Failure>> {
    let task = Task { name: name.to_owned(), limits: Limits::with_pdfium(pdfium), page: None };
    match ask(&task, bytes).await? {
        Ok(Answer::Read { media_type, document }) => Ok(Ok(Read { media_type, document })),
        Ok(Answer::Refused(refused)) => Ok(Err(failure(&refused))),
        Ok(Answer::NoPdfLibrary) => {
            tracing::error!("PDF files can't be read: DIWAN_PDFIUM does not name a libpdfium");
            Ok(Err(Failure::new(
                Code::DocumentUnsupported,
                "PDF files can't be read on this installation. Its operator can find out why with `diwan doctor`.",
            )))
        }
        Ok(Answer::Page(_)) => {
            Err(Refusal::internal(anyhow::anyhow!("the extract worker answers another task")))
        }
        Err(failure) => Ok(Err(failure)),
    }
}

/// Reads a page of a site with its links, in a process of its own.
///
/// # Errors
/// As [`read`].
pub(super) async fn read_page(
    bytes: &[u8],
    address: &reqwest::Url,
    agent: &str,
) -> Outcome<Result<Page, Failure>> {
    let page = PageTask { address: address.to_string(), agent: agent.to_owned() };
    let task = Task { name: "page.html".into(), limits: Limits::default(), page: Some(page) };
    match ask(&task, bytes).await? {
        Ok(Answer::Page(page)) => Ok(Ok(page)),
        Ok(Answer::Refused(refused)) => Ok(Err(failure(&refused))),
        Ok(Answer::Read { .. } | Answer::NoPdfLibrary) => {
            Err(Refusal::internal(anyhow::anyhow!("the extract worker answers another task")))
        }
        Err(failure) => Ok(Err(failure)),
    }
}

async fn ask(task: &Task, bytes: &[u8]) -> Outcome<Result<Answer, Failure>> {
    let mut head = serde_json::to_vec(task).map_err(Refusal::internal)?;
    head.push(b'\n');
    // Dropping the child, here or when the job is given up, kills it.
    match tokio::time::timeout(LONGEST, run(&head, bytes)).await {
        Ok(Ok(answer)) => Ok(answer),
        Ok(Err(error)) => {
            Err(Refusal::internal(anyhow::Error::from(error).context("running the extract worker")))
        }
        Err(_) => Ok(Err(timed_out())),
    }
}

async fn run(head: &[u8], bytes: &[u8]) -> io::Result<Result<Answer, Failure>> {
    let mut child = Command::new(program()?)
        .arg(COMMAND)
        .env_clear()
        .current_dir("/")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        // It could only repeat the document's text into a log.
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()?;
    let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
    let (Some(mut stdin), Some(stdout)) = (stdin, stdout) else {
        return Err(io::Error::other("the worker has no pipes"));
    };
    let write = async move {
        // A worker that knows enough closes its input early; its answer counts, not this.
        let _ = async {
            stdin.write_all(head).await?;
            stdin.write_all(bytes).await?;
            stdin.shutdown().await
        }
        .await;
    };
    let mut answer = Vec::new();
    let mut limited = stdout.take(ANSWER_BYTES + 1);
    let (_, got) = tokio::join!(write, limited.read_to_end(&mut answer));
    got?;
    if answer.len() as u64 > ANSWER_BYTES {
        return Ok(Err(failure(&Refused::TooLarge)));
    }
    drop(limited);
    let status = child.wait().await?;
    if !status.success() {
        return Ok(Err(lost(status.signal())));
    }
    // Megabytes: a thread that serves requests has no time for them.
    let parse = move || serde_json::from_slice(&answer);
    let answer = tokio::task::spawn_blocking(parse).await.map_err(io::Error::other)?;
    answer.map(Ok).map_err(io::Error::other)
}

/// This very program. The kernel's own link stays right when the file was replaced by a newer one. A
/// test is another program: it finds the server's beside its folder, or where DIWAN_EXE says.
fn program() -> io::Result<PathBuf> {
    let own = std::env::current_exe()?;
    let name = own.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    // After a replacement the name reads "diwan (deleted)".
    if name.split(' ').next() == Some("diwan") {
        let link = PathBuf::from("/proc/self/exe");
        return Ok(if link.exists() { link } else { own });
    }
    if let Some(named) = std::env::var_os("DIWAN_EXE") {
        return Ok(named.into());
    }
    let built = own.parent().and_then(|deps| deps.parent()).map(|folder| folder.join("diwan"));
    built.filter(|built| built.exists()).ok_or_else(|| io::Error::other("the program `diwan` is not built"))
}

/// Why a reader that was ended by a signal, or by itself, gave no answer.
fn lost(signal: Option<i32>) -> Failure {
    match signal {
        Some(SIGXCPU) => timed_out(),
        Some(signal) if OUT_OF_MEMORY.contains(&signal) => failure(&Refused::TooLarge),
        _ => failure(&Refused::Broken("the reader ended".into())),
    }
}

fn timed_out() -> Failure {
    Failure::new(
        Code::DocumentTimedOut,
        "Reading the document took too long. Try again, or upload it in parts.",
    )
}

/// What a refusal is called outside; also for the files of an archive.
pub(super) fn failure(refused: &Refused) -> Failure {
    let code = match refused {
        Refused::Encrypted => Code::DocumentEncrypted,
        Refused::Scanned => Code::DocumentScanned,
        Refused::Broken(_) => Code::DocumentBroken,
        Refused::Empty => Code::DocumentEmpty,
        Refused::Mislabelled { .. } => Code::DocumentMislabelled,
        Refused::Unsupported => Code::DocumentUnsupported,
        Refused::TooManyPages(_) => Code::DocumentTooManyPages,
        Refused::TooLarge => Code::DocumentTooLarge,
        Refused::TooManyFiles(_) => Code::DocumentTooManyFiles,
        Refused::Archive => Code::DocumentArchive,
        Refused::Garbled => Code::DocumentGarbled,
    };
    if let Refused::Broken(reason) = refused {
        tracing::info!(reason, "a document is damaged");
    }
    Failure::new(code, refused.to_string())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_that_was_lost_to_its_limits_says_which() {
        for (signal, code) in [
            (Some(SIGXCPU), Code::DocumentTimedOut),
            (Some(6), Code::DocumentTooLarge),
            (Some(5), Code::DocumentTooLarge),
            (Some(11), Code::DocumentBroken),
            (None, Code::DocumentBroken),
        ] {
            assert_eq!(lost(signal).code, code);
        }
    }

    #[test]
    fn every_refusal_has_the_code_that_it_names() {
        let mislabelled = Refused::Mislabelled { declared: extract::Format::Pdf, found: "image/png".into() };
        for refused in [
            Refused::Encrypted,
            Refused::Scanned,
            Refused::Broken("x".into()),
            Refused::Empty,
            mislabelled,
            Refused::Unsupported,
            Refused::TooManyPages(3000),
            Refused::TooLarge,
            Refused::TooManyFiles(600),
            Refused::Archive,
            Refused::Garbled,
        ] {
            assert_eq!(failure(&refused).code.as_str(), refused.code());
            let answer = serde_json::to_vec(&Answer::Refused(refused.clone())).unwrap();
            assert!(
                matches!(serde_json::from_slice(&answer).unwrap(), Answer::Refused(same) if same == refused)
            );
        }
    }
}
