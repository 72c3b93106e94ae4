//! A tenant's passages, indexed and ranked as the server does.

use std::{
    collections::{BTreeSet, HashMap},
    fs,
    path::Path,
};

use extract::{BlockKind, Limits, extract};
use serde_json::Value;
use text::{
    chunk, embed, expand,
    extractive::{self, Candidate, Frequencies, Quoted},
    language, tokens,
};

const CHUNK_CHARS: usize = 900;
const ADDED: f32 = 0.5;
const K: f32 = 20.0;
const VECTORS: f32 = 0.15;
const OWN_LANGUAGE: f32 = 1.3;
const CANDIDATES: usize = 50;

struct Passage {
    file: String,
    lang: Option<&'static str>,
    shown: String,
    counts: HashMap<String, f32>,
    length: f32,
    vector: Vec<f32>,
}

pub(super) struct Collection {
    passages: Vec<Passage>,
    documents: HashMap<String, usize>,
    mean: f32,
}

impl Collection {
    pub(super) fn read(dir: &Path) -> Self {
        let library = std::env::var_os("DIWAN_PDFIUM").unwrap_or_else(|| "target/tools/pdfium".into());
        let limits = Limits::with_pdfium(library);
        let manifest: Vec<Value> =
            serde_json::from_str(&fs::read_to_string(dir.join("manifest.json")).unwrap()).unwrap();
        let mut passages = Vec::new();
        for entry in &manifest {
            let (file, title) = (entry["file"].as_str().unwrap(), entry["title"].as_str().unwrap());
            let lang = entry["lang"].as_str().and_then(language::known);
            let document = extract(file, &fs::read(dir.join(file)).unwrap(), &limits).unwrap();
            let blocks: Vec<chunk::Block> = document.blocks.into_iter().map(block).collect();
            for chunk in chunk::chunk(&blocks, CHUNK_CHARS) {
                let heading = chunk.heading.unwrap_or_default();
                let shown = extractive::with_heading(title, Some(&heading), &chunk.text);
                let indexed = format!("{title}\n{heading}\n{}", chunk.text);
                passages.push(Passage::new(file, lang, &indexed, shown));
            }
        }
        Self::index(passages)
    }

    pub(super) fn of_passages(rows: &[Value]) -> Self {
        let of = |row: &Value, key: &str| row[key].as_str().unwrap_or_default().to_owned();
        let passage = |row: &Value| {
            let (title, text) = (of(row, "title"), of(row, "text"));
            let shown = extractive::with_heading(&title, None, &text);
            Passage::new(&of(row, "id"), Some("fa"), &format!("{title}\n{text}"), shown)
        };
        Self::index(rows.iter().map(passage).collect())
    }

    fn index(passages: Vec<Passage>) -> Self {
        let mut documents: HashMap<String, usize> = HashMap::new();
        for term in passages.iter().flat_map(|passage| passage.counts.keys()) {
            *documents.entry(term.clone()).or_default() += 1;
        }
        let mean = passages.iter().map(|passage| passage.length).sum::<f32>() / passages.len() as f32;
        Self { passages, documents, mean }
    }

    pub(super) fn len(&self) -> usize {
        self.passages.len()
    }

    pub(super) fn file(&self, passage: usize) -> &str {
        &self.passages[passage].file
    }

    /// The best passages, best first.
    pub(super) fn find(&self, question: &str, limit: usize) -> Vec<(usize, f32)> {
        let lang = language::detect(question, None);
        let expanded = expand::expand(question);
        let added = expanded.get(question.len()..).unwrap_or_default();
        let own: BTreeSet<String> = tokens::terms(question, lang).into_iter().collect();
        let added: BTreeSet<String> =
            tokens::terms(added, lang).into_iter().filter(|term| !own.contains(term)).collect();
        let n = self.passages.len() as f32;
        let lexical = |passage: &Passage| -> f32 {
            let of = |term: &String, weight: f32| {
                let Some(tf) = passage.counts.get(term) else { return 0.0 };
                let df = self.documents.get(term).copied().unwrap_or_default() as f32;
                let norm = 0.25 + 0.75 * passage.length / self.mean;
                weight * (1.0 + (n - df + 0.5) / (df + 0.5)).ln() * tf * 2.2 / (tf + 1.2 * norm)
            };
            own.iter().map(|term| of(term, 1.0)).sum::<f32>()
                + added.iter().map(|term| of(term, ADDED)).sum::<f32>()
        };
        let vector = embed::embed(question);
        let cosine = |passage: &Passage| passage.vector.iter().zip(&vector).map(|(a, b)| a * b).sum::<f32>();
        let mut fused: HashMap<usize, f32> = HashMap::new();
        let lists: [(Vec<usize>, f32); 2] = [
            (best(self.passages.iter().map(lexical)), 1.0),
            (best(self.passages.iter().map(cosine)), VECTORS),
        ];
        for (list, weight) in lists {
            for (place, passage) in list.into_iter().enumerate() {
                *fused.entry(passage).or_default() += weight * K / (1.0 + VECTORS) / (K + place as f32);
            }
        }
        let mut ranked: Vec<(usize, f32)> = fused
            .into_iter()
            .map(|(at, score)| {
                let own = lang.is_none() || self.passages[at].lang == lang;
                (at, if own { score } else { score / OWN_LANGUAGE })
            })
            .collect();
        ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        ranked.truncate(limit);
        ranked
    }

    pub(super) fn candidates(&self, found: &[(usize, f32)]) -> Vec<Candidate<'_>> {
        found.iter().map(|(at, score)| Candidate { text: &self.passages[*at].shown, score: *score }).collect()
    }

    /// How many passages hold a term.
    pub(super) fn frequency(&self, term: &str) -> usize {
        self.documents.get(term).copied().unwrap_or_default()
    }

    pub(super) fn answer(&self, question: &str, found: &[(usize, f32)], lang: &str) -> Option<Quoted> {
        let frequency = |term: &str| self.frequency(term);
        let frequencies = Frequencies { passages: self.passages.len(), of: &frequency };
        // As the server does: those in the asker's language where one of them answers, else all.
        let own = |at: &usize| {
            found.get(*at).is_some_and(|(passage, _)| self.passages[*passage].lang == Some(lang))
        };
        let (theirs, others): (Vec<usize>, Vec<usize>) = (0..found.len()).partition(own);
        let all: Vec<usize> = theirs.iter().chain(&others).copied().collect();
        [theirs, all].into_iter().find_map(|places| {
            let chosen: Vec<(usize, f32)> = places.iter().map(|at| found[*at]).collect();
            let quoted = extractive::answer_with(question, &self.candidates(&chosen), lang, &frequencies)?;
            let place = |at: usize| places[at];
            Some(Quoted {
                passage: place(quoted.passage),
                also: quoted.also.into_iter().map(place).collect(),
                ..quoted
            })
        })
    }
}

impl Passage {
    fn new(file: &str, lang: Option<&'static str>, indexed: &str, shown: String) -> Self {
        let mut counts: HashMap<String, f32> = HashMap::new();
        let terms = tokens::terms(indexed, lang);
        let length = terms.len() as f32;
        for term in terms {
            *counts.entry(term).or_default() += 1.0;
        }
        Self { file: file.to_owned(), lang, shown, counts, length, vector: embed::embed(indexed) }
    }
}

fn best(scores: impl Iterator<Item = f32>) -> Vec<usize> {
    let mut order: Vec<(usize, f32)> = scores.enumerate().filter(|(_, score)| *score > 0.0).collect();
    order.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    order.truncate(CANDIDATES);
    order.into_iter().map(|(at, _)| at).collect()
}

fn block(block: extract::Block) -> chunk::Block {
    let kind = match block.kind {
        BlockKind::Heading(level) => chunk::BlockKind::Heading(level),
        BlockKind::Paragraph => chunk::BlockKind::Paragraph,
        BlockKind::ListItem => chunk::BlockKind::ListItem,
        BlockKind::Row => chunk::BlockKind::Row,
    };
    chunk::Block { kind, text: block.text, page: block.page }
}
