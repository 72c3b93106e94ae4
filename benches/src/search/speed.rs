//! `GET /knowledge/search`, which is the assistant's search with its highlights, of one tenant among many.

use super::{corpus::Corpus, tenants};
use crate::{
    agent::Agent,
    bench::figures::percentile,
    http::{Http, send},
    retrieval::sets::Set,
    server::{Home, Server},
};
use anyhow::{Context, Result, bail, ensure};
use api::{Document, DocumentId, DocumentReceived, DocumentState, SearchResults};
use std::{
    collections::HashSet,
    fmt::Write as _,
    path::PathBuf,
    time::{Duration, Instant},
};
use uuid::Uuid;

/// Who asks the measured tenant's knowledge, and who another's.
const ADMIN: &str = "admin@serra.test";
const OTHER: &str = "lina@nabta.test";
/// The sizes at which is measured.
const SIZES: [usize; 3] = [1_000, 10_000, 100_000];
/// Questions of each measurement, and those before it that do not count.
const ASKED: usize = 400;
const WARM: usize = 20;
/// Sections of the largest document.
const SECTIONS: usize = 1_000;
/// Sections of the one that comes at the end, alone.
const ONE_MORE: usize = 20;
/// Up to here passages are uploaded; those beyond are copies of them, made in the database.
const UPLOADED: usize = 10_000;
/// How long a change may take to be found.
const LONGEST: Duration = Duration::from_secs(120);

/// At one size.
pub struct Speed {
    pub passages: usize,
    pub p50: Duration,
    pub p99: Duration,
    /// Passages a second, from the first document's upload until the last is ready; none where they were copied.
    pub indexed: Option<f64>,
    /// How many processes wanted a core meanwhile: the kernel's average of the minute.
    pub load: String,
}

/// What happens at the largest size.
pub struct Large {
    /// The first question after one small document came.
    pub one_more: Duration,
    /// While all passages were read anew: how long that took, and the longest that a question waited.
    pub anew: Duration,
    pub longest: Duration,
    /// The first question after a start, and the longest that another tenant's question waited meanwhile.
    pub first: Duration,
    pub others: Duration,
    /// Bytes of the server's memory before that question and after it.
    pub before: u64,
    pub after: u64,
}

/// Measures a server of its own.
pub async fn measure(program: PathBuf, sets: &[Set]) -> Result<(Vec<Speed>, Large)> {
    let home = Home::new(&program)?;
    eprintln!("  · making the demo shops");
    home.make_demo().await?;
    let (server, _) = home.start().await?;
    let measured = all(&home, server, sets).await;
    if measured.is_err() {
        eprintln!("{}", home.last_words());
    }
    measured
}

async fn all(home: &Home, server: Server, sets: &[Set]) -> Result<(Vec<Speed>, Large)> {
    let http = Http::new(home.addr)?;
    let questions = questions(sets);
    let first = questions.first().context("the sets have no English questions")?;
    let mut corpus = Corpus::new(sets);
    let mut sent: Vec<DocumentId> = Vec::new();
    let mut has = 0;
    let mut speeds = Vec::new();
    let (mut anew, mut longest) = Default::default();
    for size in SIZES {
        let mut admin = Agent::sign_in_as(&http, ADMIN).await?;
        let indexed = if size > UPLOADED {
            tenants::copies(home, size / has).await?;
            has = size;
            (anew, longest) = until_copies(&http, &admin, &questions, &sent).await?;
            None
        } else {
            let rate = uploads(&http, &mut corpus, size, &mut has, &mut sent).await?;
            if speeds.is_empty() {
                tenants::neighbours(home, *sent.first().context("no document was sent")?).await?;
            }
            // Uploads may outlive a token.
            admin = Agent::sign_in_as(&http, ADMIN).await?;
            Some(rate)
        };
        for question in questions.iter().cycle().take(WARM) {
            ask(&http, &admin, question).await?;
        }
        let mut times = Vec::with_capacity(ASKED);
        for question in questions.iter().cycle().take(ASKED) {
            times.push(ask(&http, &admin, question).await?.0);
        }
        times.sort_unstable();
        let (p50, p99) = (percentile(&times, 50), percentile(&times, 99));
        let load = load();
        eprintln!(
            "  · {has} passages: p50 {p50:.1?}, p99 {p99:.1?}; indexed {indexed:.0?} a second; load {load}"
        );
        speeds.push(Speed { passages: has, p50, p99, indexed, load });
    }
    let admin = Agent::sign_in_as(&http, ADMIN).await?;
    let more = upload(&http, &admin, &corpus.document(ONE_MORE)).await?;
    ready(&http, &more).await?;
    let (one_more, _) = ask(&http, &admin, first).await?;
    server.stop().await?;
    let (server, _) = home.start().await?;
    let admin = Agent::sign_in_as(&http, ADMIN).await?;
    let other = Agent::sign_in_as(&http, OTHER).await?;
    ask(&http, &other, "delivery").await?;
    let before = server.memory()?;
    let (answered, others) = tokio::join!(ask(&http, &admin, first), meanwhile(&http, &other));
    let (first, _) = answered?;
    let after = server.memory()?;
    server.stop().await?;
    Ok((speeds, Large { one_more, anew, longest, first, others: others?, before, after }))
}

/// Asks until a copy is found: how long that took, and the longest that a question waited.
async fn until_copies(
    http: &Http,
    admin: &Agent,
    questions: &[String],
    sent: &[DocumentId],
) -> Result<(Duration, Duration)> {
    let known: HashSet<Uuid> = sent.iter().map(|id| id.0).collect();
    let (began, mut longest) = (Instant::now(), Duration::ZERO);
    for question in questions.iter().cycle() {
        let (took, found) = ask(http, admin, question).await?;
        longest = longest.max(took);
        if found.results.iter().any(|hit| !known.contains(&hit.document_id.0)) {
            break;
        }
        ensure!(began.elapsed() < LONGEST, "the copies are not found");
    }
    Ok((began.elapsed(), longest))
}

/// The longest of another tenant's questions in the second that follows.
async fn meanwhile(http: &Http, other: &Agent) -> Result<Duration> {
    let (began, mut longest) = (Instant::now(), Duration::ZERO);
    while began.elapsed() < Duration::from_secs(1) {
        longest = longest.max(ask(http, other, "delivery").await?.0);
    }
    Ok(longest)
}

/// Uploads documents until the tenant has so many passages: how many a second.
async fn uploads(
    http: &Http,
    corpus: &mut Corpus,
    size: usize,
    has: &mut usize,
    sent: &mut Vec<DocumentId>,
) -> Result<f64> {
    let admin = Agent::sign_in_as(http, ADMIN).await?;
    let (began, before, known) = (Instant::now(), *has, sent.len());
    while *has < size {
        let sections = (size - *has).min(SECTIONS).min(size / 5);
        sent.push(upload(http, &admin, &corpus.document(sections)).await?);
        *has += sections;
    }
    for id in sent.iter().skip(known) {
        let document = ready(http, id).await?;
        ensure!(document.chunks > 0, "a document has no passages");
    }
    Ok((*has - before) as f64 / began.elapsed().as_secs_f64())
}

/// The kernel's average of how many processes wanted a core in the last minute.
fn load() -> String {
    let text = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split_whitespace().next().unwrap_or("?").to_owned()
}

/// Questions of customers and of readers, from all over the English sets.
fn questions(sets: &[Set]) -> Vec<String> {
    let english = sets.iter().filter(|set| matches!(set.name, "en" | "bankfaq_en"));
    let all: Vec<&String> = english.flat_map(|set| &set.questions).map(|question| &question.text).collect();
    let step = (all.len() / ASKED).max(1);
    all.into_iter().step_by(step).cloned().collect()
}

async fn ask(http: &Http, admin: &Agent, question: &str) -> Result<(Duration, SearchResults)> {
    let coded: String = question.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let request = http.get(&format!("knowledge/search?q={coded}")).bearer_auth(&admin.token);
    let began = Instant::now();
    let answer = send::<SearchResults>(request).await?;
    let took = began.elapsed();
    ensure!(!answer.body.results.is_empty(), "nothing was found for {question:?}");
    Ok((took, answer.body))
}

async fn upload(http: &Http, admin: &Agent, text: &str) -> Result<DocumentId> {
    const EDGE: &str = "a-part-of-the-measurement";
    let mut body = format!("--{EDGE}\r\ncontent-disposition: form-data; name=\"lang\"\r\n\r\nen\r\n");
    let name = Uuid::now_v7().simple();
    let _ = write!(
        body,
        "--{EDGE}\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}.md\"\r\n\
         content-type: text/markdown\r\n\r\n{text}\r\n--{EDGE}--\r\n"
    );
    let request = http.post("documents").bearer_auth(&admin.token);
    let request = request.header("content-type", format!("multipart/form-data; boundary={EDGE}"));
    Ok(send::<DocumentReceived>(request.body(body)).await?.body.id)
}

/// Waits until a document is read.
async fn ready(http: &Http, id: &DocumentId) -> Result<Document> {
    // A token lives for minutes, the longest wait may be longer.
    let mut admin = Agent::sign_in_as(http, ADMIN).await?;
    let mut signed_in = Instant::now();
    loop {
        if signed_in.elapsed() > Duration::from_secs(300) {
            admin = Agent::sign_in_as(http, ADMIN).await?;
            signed_in = Instant::now();
        }
        let path = format!("documents/{}", id.0);
        let document = send::<Document>(http.get(&path).bearer_auth(&admin.token)).await?.body;
        match document.state {
            DocumentState::Ready => return Ok(document),
            DocumentState::Failed => bail!("a document could not be read: {:?}", document.error),
            _ => tokio::time::sleep(Duration::from_millis(50)).await,
        }
    }
}
