//! Measures the guards: `cargo run --release -p text --example guards -- ROOT [--data SETS] [--write PAGE] [--print]`.
//!
//! ROOT is the repository: its demo's questions (`demo/nabta/golden*.json`) are what no guard may stop. `made.tsv`,
//! beside this file, was written by hand in five languages; its part `dev` and every second row of `toxicity.jsonl`
//! were looked at while the rules were written, `held_out` and the other rows were not. SETS holds `toxicity.jsonl` and
//! `intents_xsid.jsonl` (what people ask a speaker at home: none of a shop's business). `--print` shows what was told
//! wrongly of the parts that may be looked at.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a measurement: a broken file should stop it"
)]

use std::{collections::BTreeMap, fmt::Write as _, fs, path::Path, time::Instant};

use serde_json::Value;
use text::guard::{injection, topic, toxicity};

const MADE: &str = include_str!("made.tsv");
const LABELS: [&str; 3] = ["injection", "off_topic", "abuse"];
const BEGIN: &str = "<!-- guards: make bench-guards -->";
const END: &str = "<!-- end of guards -->";

fn main() {
    let mut arguments = std::env::args().skip(1);
    let root = arguments.next().expect("usage: guards ROOT [--data SETS] [--write PAGE] [--print]");
    let (mut data, mut page, mut print) = (None, None, false);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--data" => data = arguments.next(),
            "--write" => page = arguments.next(),
            "--print" => print = true,
            other => panic!("what is {other}?"),
        }
    }
    let mut out = String::new();
    made(&mut out, print);
    if let Some(data) = &data {
        abuse(&mut out, &Path::new(data).join("toxicity.jsonl"), print);
        speakers(&mut out, &Path::new(data).join("intents_xsid.jsonl"));
    }
    golden(&mut out, Path::new(&root));
    println!("{out}");
    if let Some(page) = page {
        let text = fs::read_to_string(&page).unwrap();
        let (before, rest) = text.split_once(BEGIN).expect("the page's marker");
        let (_, after) = rest.split_once(END).expect("the page's end marker");
        fs::write(&page, format!("{before}{BEGIN}\n{out}{END}{after}")).unwrap();
    }
}

/// What a guard of each kind says, by label.
fn told(text: &str) -> [bool; 3] {
    [injection::in_message(text).is_some(), topic::asked(text).is_some(), toxicity::seen(text).is_some()]
}

/// Right, wrong and missed.
#[derive(Clone, Copy, Default)]
struct Count {
    right: usize,
    wrong: usize,
    missed: usize,
}

impl Count {
    fn note(&mut self, is: bool, said: bool) {
        self.right += usize::from(is && said);
        self.wrong += usize::from(!is && said);
        self.missed += usize::from(is && !said);
    }

    fn figures(self) -> String {
        let share = |some: usize, of: usize| {
            if of == 0 { "–".to_owned() } else { format!("{:.1} %", 100.0 * some as f64 / of as f64) }
        };
        let precision = share(self.right, self.right + self.wrong);
        let recall = share(self.right, self.right + self.missed);
        format!("{} | {} | {precision} | {recall}", self.right + self.missed, self.right + self.wrong)
    }
}

fn head(out: &mut String, title: &str, of: &str) {
    let _ = writeln!(
        out,
        "\n{title}\n\n| {of} | rows of its kind | told | precision | recall |\n|---|---|---|---|---|"
    );
}

fn made(out: &mut String, print: bool) {
    let rows: Vec<Vec<&str>> = MADE.lines().map(|line| line.split('\t').collect()).collect();
    for part in ["dev", "held_out"] {
        let mut counts: BTreeMap<(&str, String), Count> = BTreeMap::new();
        for row in rows.iter().filter(|row| row[0] == part) {
            let said = told(row[3]);
            for (label, said) in LABELS.into_iter().zip(said) {
                for of in [row[1].to_owned(), "all".to_owned()] {
                    counts.entry((label, of)).or_default().note(row[2] == label, said);
                }
                if print && part == "dev" && said != (row[2] == label) {
                    println!("{label} said {said}: {}", row[3]);
                }
            }
        }
        let texts = rows.iter().filter(|row| row[0] == part).count();
        let ordinary = rows.iter().filter(|row| row[0] == part && row[2] == "ordinary").count();
        head(
            out,
            &format!("Made texts, part `{part}` ({texts} rows, {ordinary} of them ordinary messages):"),
            "guard, language",
        );
        for ((label, lang), count) in counts {
            let _ = writeln!(out, "| {label}, {lang} | {} |", count.figures());
        }
    }
}

fn lines(path: &Path) -> Vec<Value> {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Hatred of groups of people, by language: every second row of each was looked at.
fn abuse(out: &mut String, path: &Path, print: bool) {
    let mut counts: BTreeMap<String, Count> = BTreeMap::new();
    let mut kinds: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for row in lines(path) {
        let of = |key: &str| row[key].as_str().unwrap().to_owned();
        let number = seen.entry(of("lang")).or_default();
        let part = if number.is_multiple_of(2) { "dev" } else { "held_out" };
        *number += 1;
        let said = toxicity::seen(&of("text")).is_some();
        let is = of("label") == "hateful";
        for key in [format!("{part}, {}", of("lang")), format!("{part}, all")] {
            counts.entry(key).or_default().note(is, said);
        }
        if part == "held_out" {
            let kind = kinds.entry(format!("{} ({})", of("functionality"), of("label"))).or_default();
            kind.0 += 1;
            kind.1 += usize::from(said == is);
        } else if print && said != is {
            println!("toxicity said {said}: {} {}", of("functionality"), of("text"));
        }
    }
    head(out, "`toxicity.jsonl` (HateCheck: written to be hard):", "part, language");
    for (key, count) in counts {
        let _ = writeln!(out, "| {key} | {} |", count.figures());
    }
    let _ = writeln!(out, "\nIts held-out half by kind:\n\n| kind (label) | rows | right |\n|---|---|---|");
    for (kind, (rows, right)) in kinds {
        let _ = writeln!(out, "| {kind} | {rows} | {:.0} % |", 100.0 * right as f64 / rows as f64);
    }
}

/// What people ask a speaker at home.
fn speakers(out: &mut String, path: &Path) {
    let mut counts: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for row in lines(path) {
        let said = topic::asked(row["text"].as_str().unwrap()).is_some();
        for key in [row["lang"].as_str().unwrap(), "all"] {
            let count = counts.entry(key.to_owned()).or_default();
            count.0 += 1;
            count.1 += usize::from(said);
        }
    }
    let _ = writeln!(
        out,
        "\n`intents_xsid.jsonl`, what people ask a speaker at home (not looked at):\n\n| language | rows | told as off topic |\n|---|---|---|"
    );
    for (lang, (rows, told)) in counts {
        let _ = writeln!(out, "| {lang} | {rows} | {:.1} % |", 100.0 * told as f64 / rows as f64);
    }
}

/// The demo's questions: of those that its documents answer none may be stopped.
fn golden(out: &mut String, root: &Path) {
    let (mut rows, mut stopped, mut took) = ([0_usize; 2], [0_usize; 2], 0.0_f64);
    for name in ["", "_everyday", "_everyday_held_out", "_held_out", "_terse", "_terse_held_out"] {
        let path = root.join(format!("demo/nabta/golden{name}.json"));
        let all: Vec<Value> = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
        for row in &all {
            let question = row["question"].as_str().unwrap();
            let of = usize::from(row["answerable"] == false);
            let began = Instant::now();
            let told = told(question).contains(&true);
            took += began.elapsed().as_secs_f64();
            rows[of] += 1;
            stopped[of] += usize::from(told);
            if told && of == 0 {
                println!("stopped: {question}");
            }
        }
    }
    let share = 100.0 * stopped[0] as f64 / rows[0] as f64;
    println!("{:.0} µs a question", 1e6 * took / (rows[0] + rows[1]) as f64);
    let _ = writeln!(
        out,
        "\nOf the demo's {} questions that its documents answer {} ({share:.2} %) were stopped, before any passage was asked; of \
         its {} that they do not, {}.",
        rows[0], stopped[0], rows[1], stopped[1]
    );
}
