use super::{Answer, Task, watch::Watch};
use extract::{Format, Refused, web::Page};
use rustix::process::{Resource, Rlimit, nice, setrlimit};
use std::{
    io::{self, BufRead, Read, Write},
    process::ExitCode,
};

/// What the process may use. Set before a byte of the file is read, and not to be raised again.
const LIMITS: &[(Resource, u64)] = &[
    (Resource::As, 1536 * 1024 * 1024),
    // Seconds; a fraction of the wall clock's limit, since nothing here waits (see `watch`).
    (Resource::Cpu, 60),
    // It writes to its pipe and nowhere else.
    (Resource::Fsize, 0),
    (Resource::Nofile, 16),
    (Resource::Core, 0),
];

/// The largest file; more on the input is a caller's fault.
const FILE_BYTES: u64 = 64 * 1024 * 1024;

/// The command `extract-worker`: reads a task and a file from standard input, answers on standard output.
pub fn worker_main(arguments: &[String]) -> ExitCode {
    if !arguments.is_empty() {
        eprintln!("extract-worker: takes no arguments");
        return ExitCode::from(2);
    }
    match work() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("extract-worker: {error}");
            ExitCode::FAILURE
        }
    }
}

fn work() -> io::Result<()> {
    for (resource, limit) in LIMITS {
        setrlimit(*resource, Rlimit { current: Some(*limit), maximum: Some(*limit) })?;
    }
    // Whoever waits for an answer goes first.
    nice(5)?;
    let mut input = io::stdin().lock();
    let mut line = Vec::new();
    (&mut input).take(64 * 1024).read_until(b'\n', &mut line)?;
    let task: Task = serde_json::from_slice(&line)?;
    let mut bytes = Vec::new();
    input.take(FILE_BYTES).read_to_end(&mut bytes)?;
    let watch = Watch::begin()?;
    let answer = answer(&task, &bytes);
    // The answer may wait for whoever takes it.
    drop(watch);
    let mut output = io::BufWriter::new(io::stdout().lock());
    serde_json::to_writer(&mut output, &answer)?;
    output.flush()
}

fn answer(task: &Task, bytes: &[u8]) -> Answer {
    match read(task, bytes) {
        Ok(answer) => answer,
        Err(refused) => Answer::Refused(refused),
    }
}

fn read(task: &Task, bytes: &[u8]) -> Result<Answer, Refused> {
    if let Some(page) = &task.page {
        let address = page.address.parse().map_err(|_| Refused::Broken("no address".into()))?;
        return Page::read(bytes, &address, &page.agent).map(Answer::Page);
    }
    let format = extract::sniff(&task.name, bytes)?;
    if format == Format::Pdf && !task.limits.pdfium.exists() {
        return Ok(Answer::NoPdfLibrary);
    }
    let document = extract::extract(&task.name, bytes, &task.limits)?;
    Ok(Answer::Read { media_type: format.media_type().into(), document })
}
