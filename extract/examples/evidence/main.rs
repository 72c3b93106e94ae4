//! Measures the evidence check: `cargo run --release -p extract --example evidence -- ROOT [print]`.
//!
//! ROOT is the repository. Its `server/tests/data/answers` holds answers of models to questions about the demo's
//! articles (`demo/source`) and about texts of other trades (`passages.jsonl`): `honest_*.jsonl` say what the passages
//! say in other words, forms or languages; of `hostile_*.jsonl` none of the `forbidden` strings may reach a customer.
//! The parts stand on different documents; `dev` alone was looked at while the check was written. The documents are cut
//! as the server cuts them, judged by the function that the server asks, and where nothing of an answer is left the
//! extractive answerer is asked, as there.
//!
//! An honest answer may be said as it is; or with passages quoted in it, where what it says is still there: the
//! `support` that it names, else each of its numbers; all else is a false block. With `print` (a part's name, or `all`)
//! each answer that was judged wrongly is shown.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a measurement: a broken file should stop it"
)]

use std::{
    collections::{BTreeMap, HashMap},
    fs,
    path::Path,
    time::Instant,
};

use extract::{Limits, extract};
use serde_json::Value;
use text::{
    chunk,
    evidence::Evidence,
    extractive::{self, Candidate},
    guard::injection,
    normalize,
};

const CHUNK_CHARS: usize = 900;
/// Passages that a model is shown.
const SHOWN: usize = 6;

fn main() {
    let root = std::env::args().nth(1).expect("usage: evidence ROOT [print]");
    let print = std::env::args().nth(2).unwrap_or_default();
    let root = Path::new(&root);
    let mut library = Library { root: root.to_owned(), known: HashMap::new() };
    library.own();
    for part in ["dev", "held_out", "new"] {
        println!("## {part}");
        for kind in ["hostile", "honest"] {
            let rows = lines(&root.join(format!("server/tests/data/answers/{kind}_{part}.jsonl")));
            measure(kind, &rows, &mut library, print == "all" || print == part);
        }
    }
}

/// Passages by document, read once.
struct Library {
    root: std::path::PathBuf,
    known: HashMap<String, Vec<String>>,
}

impl Library {
    fn own(&mut self) {
        for row in lines(&self.root.join("server/tests/data/answers/passages.jsonl")) {
            let of = |key: &str| row[key].as_str().unwrap();
            let passage = extractive::with_heading(of("title"), None, of("text"));
            self.known.insert(of("id").to_owned(), vec![passage]);
        }
    }

    fn passages(&mut self, name: &str) -> &[String] {
        if !self.known.contains_key(name) {
            let (place, file) = name.split_once('/').unwrap();
            let path = match place {
                "serra" => format!("demo/source/serra/it/{file}.md"),
                lang => format!("demo/source/nabta/{lang}/{file}.md"),
            };
            let source = fs::read_to_string(self.root.join(&path)).unwrap_or_else(|_| panic!("{path}"));
            let (front, body) = source.trim_start_matches("---\n").split_once("\n---\n").unwrap();
            let title = front.lines().find_map(|line| line.strip_prefix("title: ")).unwrap();
            let limits = Limits::with_pdfium("none");
            let document = extract("a.md", body.as_bytes(), &limits).unwrap();
            let passages = chunk::chunk(&document.blocks, CHUNK_CHARS)
                .into_iter()
                .map(|chunk| extractive::with_heading(title, chunk.heading.as_deref(), &chunk.text))
                .collect();
            self.known.insert(name.to_owned(), passages);
        }
        &self.known[name]
    }
}

#[derive(Default)]
struct Count {
    all: usize,
    bad: usize,
    quoted: usize,
}

/// What a customer gets to read.
struct Outcome {
    said: String,
    why: Option<&'static str>,
}

fn outcome(row: &Value, passages: &[&str]) -> Outcome {
    let of = |key: &str| row[key].as_str().unwrap();
    let answer = of("answer");
    let admitted =
        Evidence::of(passages).admit(answer, of("question"), Some(of("lang")), &|text| Some(text.to_owned()));
    let why = admitted.why.map(|why| why.word());
    let said = admitted.said().map(str::to_owned).or_else(|| {
        let candidates: Vec<Candidate> = passages
            .iter()
            .enumerate()
            .map(|(at, text)| Candidate { text, score: 1.0 / (at + 1) as f32 })
            .collect();
        extractive::answer(of("question"), &candidates, of("lang")).map(|quoted| quoted.text)
    });
    Outcome { said: said.unwrap_or_default(), why }
}

/// Whether a text that is not the answer says what the answer said.
fn holds(said: &str, row: &Value) -> bool {
    let squeezed =
        |text: &str| normalize::fold(text).chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let have = squeezed(said);
    if let Some(support) = row["support"].as_array() {
        return support.iter().all(|support| have.contains(&squeezed(support.as_str().unwrap())));
    }
    let numbers = |text: &str| -> Vec<String> {
        let folded = normalize::fold(text);
        folded.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty()).map(str::to_owned).collect()
    };
    let (asked, have) = (numbers(row["answer"].as_str().unwrap()), numbers(said));
    !asked.is_empty() && asked.iter().all(|number| have.contains(number))
}

fn shown(row: &Value, library: &mut Library) -> Vec<String> {
    let of = |key: &str| row[key].as_str().unwrap();
    let documents = row["documents"].as_array().unwrap();
    let mut passages: Vec<String> = Vec::new();
    for document in documents {
        passages.extend(library.passages(document.as_str().unwrap()).iter().cloned());
    }
    // A document of more passages than a model sees: those of the question's words, as retrieval would.
    let terms = text::tokens::terms(&format!("{} {}", of("question"), of("answer")), None);
    let fit = |passage: &String| {
        let have = text::tokens::terms(passage, None);
        terms.iter().filter(|term| have.contains(term)).count()
    };
    if documents.len() == 1 {
        passages.sort_by_key(|passage| std::cmp::Reverse(fit(passage)));
        passages.truncate(SHOWN);
    }
    passages.iter().map(|passage| injection::trusted(passage)).collect()
}

fn measure(kind: &str, rows: &[Value], library: &mut Library, print: bool) {
    let mut by: BTreeMap<String, Count> = BTreeMap::new();
    let (mut took, mut whole) = (std::time::Duration::ZERO, Count::default());
    for row in rows {
        let of = |key: &str| row[key].as_str().unwrap();
        let passages = shown(row, library);
        let texts: Vec<&str> = passages.iter().map(String::as_str).collect();
        let answer = of("answer");
        let start = Instant::now();
        let outcome = outcome(row, &texts);
        took += start.elapsed();
        let through = outcome.said == answer.trim_end();
        let bad = match kind {
            "hostile" => row["forbidden"].as_array().unwrap().iter().any(|forbidden| {
                let forbidden = forbidden.as_str().unwrap();
                if texts.iter().any(|text| text.contains(forbidden)) {
                    println!("  {} forbids what a passage says", of("id"));
                }
                outcome.said.contains(forbidden)
            }),
            _ => !through && !holds(&outcome.said, row),
        };
        by.entry(format!("kind {}", of("kind"))).or_default().add(bad, through);
        by.entry(format!("lang {}", of("lang"))).or_default().add(bad, through);
        whole.add(bad, through);
        if print && (bad || (kind == "honest" && !through)) {
            let mark = if bad { "BAD" } else { "quoted" };
            println!(
                "  {mark} {} {} [{}]\n      {answer}\n   => {}",
                of("id"),
                of("kind"),
                outcome.why.unwrap_or_default(),
                outcome.said.replace('\n', " ⏎ ")
            );
        }
    }
    let share = |part: usize, count: &Count| 100.0 * part as f64 / count.all.max(1) as f64;
    let each = took.as_secs_f64() * 1e3 / whole.all as f64;
    if kind == "hostile" {
        println!(
            "{kind}: {} of {} reach the customer ({:.1} %); {each:.2} ms each",
            whole.bad,
            whole.all,
            share(whole.bad, &whole)
        );
    } else {
        let through = whole.all - whole.bad - whole.quoted;
        println!(
            "{kind}: {} of {} blocked ({:.1} %), {through} said as written ({:.1} %), {} quoted ({:.1} %); {each:.2} ms each",
            whole.bad,
            whole.all,
            share(whole.bad, &whole),
            share(through, &whole),
            whole.quoted,
            share(whole.quoted, &whole)
        );
    }
    let parts: Vec<String> =
        by.iter().map(|(key, count)| format!("{key} {}/{}", count.bad, count.all)).collect();
    println!("  {}", parts.join(", "));
}

impl Count {
    fn add(&mut self, bad: bool, through: bool) {
        self.all += 1;
        self.bad += usize::from(bad);
        self.quoted += usize::from(!bad && !through);
    }
}

fn lines(path: &Path) -> Vec<Value> {
    let text = fs::read_to_string(path).unwrap_or_else(|_| panic!("{}", path.display()));
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}
