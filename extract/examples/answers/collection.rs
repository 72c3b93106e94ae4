//! A tenant's passages, indexed and ranked as the server does.

use std::{fs, path::Path};

use extract::{Limits, extract};
use serde_json::Value;
use text::{
    chunk, embed,
    extractive::{self, Candidate, Frequencies, Quoted},
    language, retrieval,
};

const CHUNK_CHARS: usize = 900;

struct Passage {
    file: String,
    lang: Option<&'static str>,
    shown: String,
}

pub(super) struct Collection {
    passages: Vec<Passage>,
    index: retrieval::Index,
}

impl Collection {
    /// The files of a folder; without `headings` only their titles stand above their passages.
    pub(super) fn read(dir: &Path, headings: bool) -> Self {
        let library = std::env::var_os("DIWAN_PDFIUM").unwrap_or_else(|| "target/tools/pdfium".into());
        let limits = Limits::with_pdfium(library);
        let manifest: Vec<Value> =
            serde_json::from_str(&fs::read_to_string(dir.join("manifest.json")).unwrap()).unwrap();
        let (mut passages, mut entries) = (Vec::new(), Vec::new());
        for entry in &manifest {
            let (file, title) = (entry["file"].as_str().unwrap(), entry["title"].as_str().unwrap());
            let lang = entry["lang"].as_str().and_then(language::known);
            let document = extract(file, &fs::read(dir.join(file)).unwrap(), &limits).unwrap();
            for chunk in chunk::chunk(&document.blocks, CHUNK_CHARS) {
                let heading = chunk.heading.filter(|_| headings).unwrap_or_default();
                let shown = extractive::with_heading(title, Some(&heading), &chunk.text);
                entries.push(indexed(entries.len(), title, &heading, &chunk.text, lang));
                passages.push(Passage { file: file.to_owned(), lang, shown });
            }
        }
        Self { passages, index: retrieval::Index::build(entries) }
    }

    pub(super) fn of_passages(rows: &[Value], lang: &'static str) -> Self {
        let of = |row: &Value, key: &str| row[key].as_str().unwrap_or_default().to_owned();
        let (mut passages, mut entries) = (Vec::new(), Vec::new());
        for row in rows {
            let (title, text) = (of(row, "title"), of(row, "text"));
            let shown = extractive::with_heading(&title, None, &text);
            entries.push(indexed(entries.len(), &title, "", &text, Some(lang)));
            passages.push(Passage { file: of(row, "id"), lang: Some(lang), shown });
        }
        Self { passages, index: retrieval::Index::build(entries) }
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
        let vector = retrieval::quantize(&embed::embed(question));
        let asked = retrieval::ask(question, lang);
        let mut ranked: Vec<(usize, f32)> = retrieval::search(&self.index, &asked, &vector, &|_| false)
            .into_iter()
            .map(|ranked| {
                let at = usize::try_from(ranked.chunk).unwrap();
                let own = lang.is_none() || self.passages[at].lang == lang;
                (at, retrieval::in_language(ranked.score, own))
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
        self.index.holders(retrieval::terms::term(term))
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

fn indexed(at: usize, title: &str, heading: &str, text: &str, lang: Option<&str>) -> retrieval::Entry {
    let terms = retrieval::passage_terms(title, Some(heading), text, lang);
    let vector = retrieval::quantize(&embed::embed(&format!("{title}\n{heading}\n{text}")));
    retrieval::Entry {
        chunk: at as u128,
        document: at as u128,
        terms: retrieval::terms::pack(&terms),
        vector,
    }
}
