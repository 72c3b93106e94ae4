//! Scores extraction: `score [--write PAGE] [--print FILE] FOLDER…` reads each `<lang>-<producer>.pdf` or `.docx`
//! beside `<lang>.txt`, what stands in it in reading order, and prints the word F1 and the share of the reference's
//! word pairs that the text read has too. Beside it the same for what others read: pdftotext of poppler-utils, and
//! python-docx, where they are installed. `--write` puts the table into a page, at its marker.

mod words;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use extract::{BlockKind, Document, Limits, extract};
use words::{Score, score, words};

/// What each file has to reach.
const GOAL: Score = Score { f1: 0.98, pairs: 0.95 };

/// Paragraphs and tables in the order in which they stand.
const PYTHON_DOCX: &str = "
import sys, docx
from docx.table import Table
for part in docx.Document(sys.argv[1]).iter_inner_content():
    if isinstance(part, Table):
        for row in part.rows: print(*(cell.text for cell in row.cells))
    else: print(part.text)
";

type Failure = Box<dyn std::error::Error>;

struct Line {
    file: String,
    ours: Score,
    other: Option<Score>,
}

fn main() -> Result<(), Failure> {
    let mut arguments = std::env::args().skip(1);
    let (mut page, mut print, mut folders) = (None, None, Vec::new());
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--write" => page = arguments.next(),
            "--print" => print = arguments.next(),
            _ => folders.push(PathBuf::from(argument)),
        }
    }
    if folders.is_empty() {
        return Err("usage: score [--write PAGE] [--print FILE] FOLDER…".into());
    }
    let library = std::env::var_os("DIWAN_PDFIUM").unwrap_or_else(|| "target/tools/pdfium".into());
    let limits = Limits::with_pdfium(library);
    let mut lines = Vec::new();
    for folder in &folders {
        if !folder.is_dir() {
            eprintln!("{} is not there and is left out", folder.display());
            continue;
        }
        let measured = measure(folder, &limits, print.as_deref())?;
        let named = folder.file_name().and_then(|name| name.to_str()).filter(|name| *name != "files");
        lines.extend(measured.into_iter().map(|line| match named {
            Some(folder) => Line { file: format!("{folder}/{}", line.file), ..line },
            None => line,
        }));
    }
    let table = table(&lines);
    println!("{table}");
    if let Some(page) = page {
        write(Path::new(&page), &table)?;
    }
    let missed = lines.iter().filter(|line| line.ours.f1 < GOAL.f1 || line.ours.pairs < GOAL.pairs).count();
    if missed > 0 {
        return Err(format!(
            "{missed} of {} files below F1 {} or pairs {}",
            lines.len(),
            GOAL.f1,
            GOAL.pairs
        )
        .into());
    }
    Ok(())
}

fn measure(folder: &Path, limits: &Limits, print: Option<&str>) -> Result<Vec<Line>, Failure> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)?.flatten().map(|entry| entry.path()).collect();
    files.sort();
    let mut lines = Vec::new();
    for file in &files {
        let is_document = file.extension().is_some_and(|end| end == "pdf" || end == "docx");
        let Some(name) = file.file_name().and_then(|name| name.to_str()).filter(|_| is_document) else {
            continue;
        };
        let (lang, _) = name.split_once('-').unwrap_or((name, ""));
        let reference = words(&std::fs::read_to_string(folder.join(format!("{lang}.txt")))?);
        let document = extract(name, &std::fs::read(file)?, limits)?;
        if print == Some(name) {
            for block in &document.blocks {
                println!("{:?} p{:?}: {}", block.kind, block.page, block.text);
            }
        }
        lines.push(Line {
            file: name.to_owned(),
            ours: score(&reference, &words(&text(&document))),
            other: other(file).map(|text| score(&reference, &words(&text))),
        });
    }
    Ok(lines)
}

fn text(document: &Document) -> String {
    let mut text = String::new();
    for block in &document.blocks {
        let row = block.kind == BlockKind::Row;
        text.push_str(&if row { block.text.replace(" | ", " ") } else { block.text.clone() });
        text.push('\n');
    }
    text
}

/// What the usual tool for this kind of file reads, if it is there.
fn other(file: &Path) -> Option<String> {
    let mut command = if file.extension().is_some_and(|end| end == "pdf") {
        let mut command = Command::new("pdftotext");
        command.args(["-enc", "UTF-8"]).arg(file).arg("-");
        command
    } else {
        let mut command = Command::new("python3");
        command.args(["-c", PYTHON_DOCX]).arg(file);
        command
    };
    let output = command.output().ok().filter(|output| output.status.success())?;
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

fn table(lines: &[Line]) -> String {
    let mut table = String::from(
        "| file | F1 | pairs | pdftotext / python-docx: F1 | pairs |\n|---|---:|---:|---:|---:|\n",
    );
    for Line { file, ours, other } in lines {
        let (f1, pairs) = other.map_or_else(
            || ("–".to_owned(), "–".to_owned()),
            |other| (format!("{:.3}", other.f1), format!("{:.3}", other.pairs)),
        );
        let _ = writeln!(table, "| {file} | {:.3} | {:.3} | {f1} | {pairs} |", ours.f1, ours.pairs);
    }
    let least = |of: fn(&Score) -> f64| lines.iter().map(|line| of(&line.ours)).fold(f64::MAX, f64::min);
    let others = lines.iter().filter_map(|line| line.other.as_ref());
    let least_other = |of: fn(&Score) -> f64| others.clone().map(of).fold(f64::MAX, f64::min);
    if !lines.is_empty() {
        let _ = writeln!(
            table,
            "| **least of {}** | **{:.3}** | **{:.3}** | {:.3} | {:.3} |",
            lines.len(),
            least(|score| score.f1),
            least(|score| score.pairs),
            least_other(|score| score.f1).min(1.0),
            least_other(|score| score.pairs).min(1.0),
        );
    }
    table
}

/// Puts the table between its markers, at the end of a page that has none yet.
fn write(page: &Path, table: &str) -> Result<(), Failure> {
    const BEGIN: &str = "<!-- bench: extract -->";
    const END: &str = "<!-- end: extract -->";
    let before = std::fs::read_to_string(page)?;
    let section = format!(
        "{BEGIN}\n\n## Reading documents\n\n\
        `make bench-extract`: the text read from made documents (languages × programs that write PDF and Word; sources \
        in `extract/corpus`, beside it whatever folder is named) against what stands in them. *F1*: words as a \
        multiset; *pairs*: the share of neighbouring words that are neighbours again, so that a column read across or \
        a line turned round shows. Both after NFKC, without direction marks, tatweel, vowel marks and ZWNJ; heads, \
        feet and page numbers are no part of the text. Goals for every file: F1 {}, pairs {}. Beside it what \
        `pdftotext` (in its default mode, the best of its three here) and `python-docx` read of the same file.\n\n{table}\n{END}",
        GOAL.f1, GOAL.pairs
    );
    let text = match (before.find(BEGIN), before.find(END)) {
        (Some(start), Some(end)) if start < end => {
            let (head, tail) =
                (before.get(..start).unwrap_or_default(), before.get(end + END.len()..).unwrap_or_default());
            format!("{head}{section}{tail}")
        }
        _ => format!("{}\n\n{section}\n", before.trim_end()),
    };
    std::fs::write(page, text)?;
    Ok(())
}
